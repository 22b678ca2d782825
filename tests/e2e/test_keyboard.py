"""Everything can be done from the keyboard alone."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.browser import RunningSite
from tests.e2e.atlas import Atlas
from tests.e2e.person import HAS_FOCUS, Person

pytestmark = pytest.mark.e2e


@pytest.fixture
def george(page: Page, live_site: RunningSite) -> Person:
    """Somebody without a mouse, who reads German."""
    return Person(page, live_site, "de", keyboard=True)


def test_the_first_key_leads_past_the_head_of_the_page(george: Person, atlas: Atlas) -> None:
    for kind in ("HomePage", "LessonPage", "PracticeIndexPage", "QuizPage"):
        george.page.goto(atlas.one(kind).urls["de"])
        george.page.keyboard.press("Tab")
        skip = george.page.get_by_role("link", name=george.says("Skip to the content"))
        assert skip.evaluate(HAS_FOCUS)
        box = skip.bounding_box()
        assert box
        assert box["width"] > 40, "the skip link shows when it has the focus"
        george.page.keyboard.press("Enter")
        assert george.main.evaluate(HAS_FOCUS)


def test_a_quiz_from_the_keyboard_alone(george: Person, atlas: Atlas) -> None:
    quiz = next(q for q in atlas.quizzes if "ordering" in {question.kind for question in q.questions})
    george.page.goto(quiz.place.urls["de"])
    for _question in quiz.questions:
        george.answer(george.asked(quiz))
        # The verdict has the focus, so that a screen reader says it.
        expect(george.main.locator("[data-focus]")).to_be_focused()
        george.go_on()
    expect(george.main.get_by_role("heading", name=george.says("Well done, you passed"))).to_be_visible()
    expect(george.main.locator("[data-focus]")).to_be_focused()


def test_what_is_moved_is_told_and_keeps_the_focus(george: Person, atlas: Atlas) -> None:
    quiz, question = next(pair for pair in atlas.each_question_kind() if pair[1].kind == "ordering")
    george.page.goto(f"{quiz.place.urls['de']}?question={question.id}")
    item = george.main.locator("[data-item-text]").first.inner_text()
    down = george.button("Move down: %(item)s", item=item)
    george.press(down)
    assert down.evaluate(HAS_FOCUS)
    told = george.says("{item} is now in place {place} of {total}.")
    told = told.format(item=item, place=2, total=len(question.right["de"]))
    expect(george.main.get_by_text(told, exact=True)).to_be_attached()
    assert george.main.locator("[data-item-text]").nth(1).inner_text() == item


def test_the_language_switch_opens_and_closes_by_key(george: Person) -> None:
    george.page.goto("/de/")
    head = george.page.get_by_role("banner")
    summary = head.locator("summary")
    george.tab_to(summary)
    george.page.keyboard.press("Enter")
    greek = head.get_by_role("link", name="Ελληνικά", exact=True)
    george.tab_to(greek)
    george.page.keyboard.press("Escape")
    expect(greek).to_be_hidden()
    assert summary.evaluate(HAS_FOCUS)
