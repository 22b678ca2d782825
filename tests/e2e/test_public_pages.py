"""Public pages are the same for everyone; what is personal comes from one small answer."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.browser import NewContext, RunningSite, Watch
from tests.e2e.atlas import Atlas
from tests.e2e.person import Person

pytestmark = pytest.mark.e2e
PUBLIC = ("HomePage", "CoursePage", "ModulePage", "LessonPage", "PracticeIndexPage", "PracticePage", "TextPage")


def test_public_pages_set_no_cookie_and_ask_for_little(page: Page, watch: Watch, atlas: Atlas) -> None:
    for kind in PUBLIC:
        for language in ("nb", "el"):
            watch.requests.clear()
            answer = page.goto(atlas.one(kind).urls[language], wait_until="networkidle")
            assert answer
            assert "set-cookie" not in answer.headers, kind
            assert "public" in answer.headers["cache-control"], kind
            assert "cookie" not in answer.headers.get("vary", "").lower(), kind
            fetched = [request for request in watch.requests if request.resource_type in ("fetch", "xhr")]
            asked = sorted(request.url.split("?")[0].rpartition("/")[2] for request in fetched)
            notes = ["reflections.json"] if "reflection" in atlas.one(kind).kinds else []
            assert asked == ["personal.json", *notes], kind
    assert page.context.cookies() == []
    assert page.evaluate("Object.keys(localStorage)") == []


def test_public_pages_are_the_same_for_those_who_have_signed_in(
    new_context: NewContext, live_site: RunningSite, atlas: Atlas
) -> None:
    nobody, somebody = new_context(), new_context()
    person = Person(somebody.new_page(), live_site, "en")
    lesson = atlas.lessons("2.1")[0]
    person.page.goto(lesson.urls["en"])
    person.read_lesson(lesson)
    person.page.goto("/en/accounts/signup/")
    person.sign_up("ella@example.org")
    for kind in PUBLIC:
        address = atlas.one(kind).urls["en"]
        first = nobody.request.get(address)
        assert first.text() == somebody.request.get(address).text()
        again = nobody.request.get(address, headers={"If-None-Match": first.headers["etag"]})
        assert again.status == 304


def test_ticks_progress_and_the_way_on_appear_on_public_pages(
    new_context: NewContext, live_site: RunningSite, atlas: Atlas
) -> None:
    person = Person(new_context().new_page(), live_site, "nb")
    page, module, lessons = person.page, atlas.module("2.1"), atlas.lessons("2.1")
    quiz = atlas.quiz("2.1")
    page.goto(module.urls["nb"], wait_until="networkidle")
    expect(person.main.get_by_role("progressbar")).to_have_count(0)
    page.goto(lessons[0].urls["nb"])
    person.read_lesson(lessons[0])

    page.goto(module.urls["nb"])
    bar = person.main.get_by_role("progressbar", name=person.says("Module progress"))
    expect(bar.first).to_have_attribute("value", str(100 // (len(lessons) + 1)))
    read = person.says("Read", context="a lesson that has been read")
    rows = person.main.get_by_role("listitem")
    expect(rows.get_by_text(read, exact=True).filter(visible=True)).to_have_count(1)
    expect(rows.filter(has_text=lessons[0].titles["nb"]).get_by_text(read, exact=True)).to_be_visible()

    page.goto(quiz.place.urls["nb"])
    person.answer(person.asked(quiz))
    page.goto(module.urls["nb"])
    expect(rows.filter(has_text=quiz.place.titles["nb"])).to_contain_text(person.says("Started, not finished"))
    page.goto("/nb/")
    person.press(person.link("Continue: %(title)s", title=quiz.place.titles["nb"]))
    person.is_at(quiz.place)


@pytest.mark.parametrize("phone", [False, True], ids=["desktop", "phone"])
def test_the_head_of_the_page_says_who_has_signed_in(
    new_context: NewContext, live_site: RunningSite, phone: bool
) -> None:
    width = 360 if phone else 1280
    person = Person(new_context(viewport={"width": width, "height": 800}).new_page(), live_site, "de")
    page, name = person.page, f"frida-{width}"
    head = page.get_by_role("banner")

    def open_menu() -> None:
        if phone:
            head.get_by_role("button", name=person.says("Menu")).click()

    page.goto("/de/")
    open_menu()
    head.get_by_role("link", name=person.says("Sign in"), exact=True).click()
    person.press(person.link("Create an account"))
    person.sign_up(f"{name}@example.org")
    page.goto("/de/")
    open_menu()
    expect(head.get_by_role("link", name=name, exact=True)).to_be_visible()
    expect(head.get_by_role("link", name=person.says("Sign in"), exact=True)).to_have_count(0)
    if phone:
        page.keyboard.press("Escape")
        expect(head.get_by_role("link", name=name, exact=True)).to_have_count(0)
    person.sign_out()
    open_menu()
    expect(head.get_by_role("link", name=person.says("Sign in"), exact=True)).to_be_visible()
