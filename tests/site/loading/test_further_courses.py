"""A further course beside the main one: read from a folder of its own, put in its place, checked like all content."""

from __future__ import annotations

from typing import Any

import pytest
from wagtail.models import Page
from wagtail_localize.models import Translation

from courses.models import AssessmentPage, CoursePage, LessonPage, ModulePage, QuizPage
from mimi.pages.models import HomePage
from practices.models import PracticePage
from tests.site.loading.content import LANGUAGES, Content
from tests.site.loading.loaded import page
from tools.check_content.checking import read

pytestmark = pytest.mark.django_db

EN = Content.further / "10-second" / "en.md"
QUIZ = Content.further / "10-second" / "quiz.yaml"


def below(parent: Page) -> list[str]:
    return [type(child.specific).__name__ for child in parent.get_children()]


@pytest.fixture
def both(content: Content) -> Content:
    """The small practice set with a further course, loaded."""
    content.add_course()
    content.set_out()
    return content


def test_a_further_course_is_live_beside_the_main_one_in_every_language(both: Content) -> None:
    for language in LANGUAGES:
        one = page(CoursePage, language, slug=f"workplace-{language}")
        assert (one.live, one.show_in_menus, one.title) == (True, True, f"Workplace {language}")
        assert below(page(HomePage, language))[:3] == ["CoursePage", "CoursePage", "PracticeIndexPage"]
        assert below(one) == ["ModulePage"]
        assert below(one.get_children().get()) == ["LessonPage", "LessonPage", "QuizPage"]
    assert all(len(set(translation.get_progress())) == 1 for translation in Translation.objects.all())


def test_a_further_course_is_completed_by_its_lessons_and_its_quiz(both: Content) -> None:
    for language in LANGUAGES:
        one = page(CoursePage, language, slug=f"workplace-{language}")
        assert (one.asks_lessons, one.asks_quizzes, one.asks_assessment) == (True, True, False)
        assert AssessmentPage.objects.filter(locale__language_code=language).count() == 1
    assert page(CoursePage, slug="course").asks_assessment


def test_a_module_whose_name_is_no_number_shows_none(both: Content) -> None:
    one = page(ModulePage, title="Workplace en")
    assert (one.number, one.illustration) == ("", "module-w1")
    one.full_clean()


def test_links_and_quizzes_of_a_further_course_work_as_in_the_main_one(both: Content) -> None:
    module = page(ModulePage, "nb", title="Workplace nb")
    listening, waiting, quiz = (child.specific for child in module.get_children())
    source = listening.body[0].value["body"].source
    assert f'id="{_english(waiting).pk}"' in source
    assert f'id="{PracticePage.objects.get(title="cafe en").pk}"' in source
    assert waiting.body[-1].value["page"].title == "cafe en" or waiting.body[-1].value["page"].title == "cafe nb"
    assert quiz.questions[0].value["lesson"].translation_key == listening.translation_key
    main = page(QuizPage, "nb", translation_key=_main(QuizPage))
    assert {block.id for block in quiz.questions}.isdisjoint({block.id for block in main.questions})


def _english(one: Page) -> Page:
    return Page.objects.get(translation_key=one.translation_key, locale__language_code="en")


def _main(model: Any) -> Any:
    course = page(CoursePage, slug="course")
    return model.objects.get(path__startswith=course.path).translation_key


@pytest.mark.once
def test_practices_point_to_a_module_of_a_further_course(content: Content) -> None:
    content.add_course()
    content.replace(Content.practices / "cafe" / "practice.yaml", "- '1'", "- w1")
    content.load()
    practice = page(PracticePage, title="cafe en")
    assert [row.page.title for row in practice.related_modules.all()] == ["Workplace en"]


@pytest.mark.once
def test_a_course_that_is_added_later_stands_in_its_place_in_every_language(content: Content) -> None:
    content.set_out()
    content.add_course()
    said = content.load()
    count = 5 * len(LANGUAGES)
    assert f"{count} new, 0 changed" in said
    for language in LANGUAGES:
        kinds = below(page(HomePage, language))
        assert kinds == [
            "CoursePage",
            "CoursePage",
            "PracticeIndexPage",
            "FiguresPage",
            "TextPage",
            "TextPage",
            "TextPage",
        ]
        slugs = [child.slug for child in page(HomePage, language).get_children()]
        assert slugs[1] == f"workplace-{language}"
    assert "0 new, 0 changed" in content.load()


def test_a_lesson_that_is_added_later_stands_in_its_place_in_every_language(content: Content) -> None:
    content.set_out()
    for language in LANGUAGES:
        path = Content.module / f"{language}.md"
        new = f"# Asking {language} {{#asking slug=asking-{language}}}\n\nHow to ask.\n\n## Ask {{#ask}}\n\nAsk.\n\n"
        content.replace(path, f"# Waiting {language}", f"{new}# Waiting {language}")
    content.load()
    for language in LANGUAGES:
        titles = [child.title for child in page(ModulePage, language).get_children()]
        assert titles == [f"{name} {language}" for name in ("Listening", "Asking", "Waiting", "Quiz")]
        assert page(LessonPage, language, title=f"Asking {language}").live


@pytest.mark.once
def test_a_further_course_may_have_an_end_of_its_own(content: Content) -> None:
    content.add_course()
    facts = content.read(Content.further / "course.yaml")
    main = content.read("courses/content/course.yaml")
    content.text(Content.further / "course.yaml", facts + main[main.index("assessment:") :])
    content.load()
    one = page(CoursePage, slug="workplace-en")
    assert one.asks_assessment
    assert below(one) == ["ModulePage", "AssessmentPage", "SummaryPage"]


@pytest.mark.parametrize(
    ("path", "old", "new", "told"),
    [
        (QUIZ, "quiz: w1", 'quiz: "1"', "the quiz stands beside module w1."),
        (EN, "practice: cafe", "practice: pub", "there is no “pub” (practice)."),
        (
            EN,
            "How to listen, in en.",
            "How to [listen](term:trust).",
            "a link can’t stand in this text, which is plain.",
        ),
        (EN, "term: trust", "term: faith", "there is no “faith” (term)."),
        (Content.further / "course.yaml", "slug:", "slag:", "“slag” means nothing here"),
        (Content.further / "course.yaml", "en: workplace-en", "en: course", "the slug “course” stands beside another"),
    ],
)
def test_a_mistake_in_a_further_course_is_told(path: Any, old: str, new: str, told: str, content: Content) -> None:
    content.add_course()
    content.replace(path, old, new)
    assert any(told in line for line in content.mistakes()), content.mistakes()


def test_the_name_of_a_module_is_its_own_over_all_courses(content: Content) -> None:
    content.add_course()
    for language in LANGUAGES:
        content.replace(Content.further / "10-second" / f"{language}.md", "module: w1", 'module: "1"')
    content.replace(QUIZ, "quiz: w1", "quiz: '1'")
    assert any("there are two of “1” (module)." in line for line in content.mistakes())


def test_the_main_course_can_not_do_without_its_end(content: Content) -> None:
    content.replace("courses/content/course.yaml", "assessment:", "ending_too:")
    assert content.mistakes()


def test_the_words_of_a_further_course_are_checked_with_all_others(content: Content) -> None:
    content.add_course()
    found = read(content.root)
    assert found.mistakes == []
    files = {passage.file for passage in found.passages}
    assert {content.root / EN, content.root / QUIZ, content.root / Content.further / "course.yaml"} <= files
