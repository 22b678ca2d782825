"""Who may stand under whom, and what a course's pages demand of their editors."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError
from wagtail.models import Page

from courses.models import (
    AssessmentPage,
    CoursePage,
    LearningOutcome,
    LessonPage,
    ModulePage,
    QuizPage,
    SummaryPage,
)
from mimi.pages.models import HomePage, TextPage
from practices.models import PracticeIndexPage, PracticePage
from tests.factories import SiteTree

PAGES = {
    HomePage,
    TextPage,
    CoursePage,
    ModulePage,
    LessonPage,
    QuizPage,
    AssessmentPage,
    SummaryPage,
    PracticeIndexPage,
    PracticePage,
}


def refused(page: Page) -> set[str]:
    """Return the names of the fields that an unsaved page is refused for."""
    try:
        page.clean_fields(exclude=["locale", "content_type", "owner"])
    except ValidationError as error:
        return set(error.message_dict)
    return set()


@pytest.mark.parametrize(
    ("parent", "children"),
    [
        (Page, {HomePage}),
        (HomePage, {TextPage, CoursePage, PracticeIndexPage}),
        (TextPage, {TextPage}),
        (CoursePage, {ModulePage, AssessmentPage, SummaryPage}),
        (ModulePage, {LessonPage, QuizPage}),
        (LessonPage, set()),
        (QuizPage, set()),
        (AssessmentPage, set()),
        (SummaryPage, set()),
        (PracticeIndexPage, {PracticePage}),
        (PracticePage, set()),
    ],
)
def test_what_may_stand_under_a_page(parent: type[Page], children: set[type[Page]]) -> None:
    allowed = {page for page in PAGES if parent in page.allowed_parent_page_models()}
    assert allowed == children
    assert {page for page in parent.allowed_subpage_models() if page in PAGES} & allowed == children


def test_a_module_has_one_quiz(small_tree: SiteTree) -> None:
    module = small_tree.modules["en"][0]
    assert not QuizPage.can_create_at(module)
    small_tree.quiz["en"].delete()
    assert QuizPage.can_create_at(module)


def test_a_course_has_one_assessment_and_one_summary(small_tree: SiteTree) -> None:
    course = small_tree.course["en"]
    assert not AssessmentPage.can_create_at(course)
    assert not SummaryPage.can_create_at(course)
    small_tree.summary["en"].delete()
    assert SummaryPage.can_create_at(course)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("number", "fits"), [("1", True), ("2.1", True), ("2.10.3", True), ("2.", False), ("b", False)]
)
def test_a_module_has_a_number(number: str, fits: bool) -> None:
    assert ("number" not in refused(ModulePage(number=number))) is fits


@pytest.mark.django_db
def test_a_lesson_takes_a_minute_at_least() -> None:
    assert "minutes" in refused(LessonPage(minutes=0))
    assert "minutes" not in refused(LessonPage(minutes=1))


@pytest.mark.django_db
def test_nobody_needs_more_than_all_points_to_pass() -> None:
    assert "pass_mark" in refused(QuizPage(pass_mark=101))
    assert "pass_mark" not in refused(QuizPage(pass_mark=100))
    assert "pass_mark" in refused(AssessmentPage(pass_mark=101))


@pytest.mark.django_db
@pytest.mark.parametrize(("count", "fits"), [(0, False), (1, True), (100, True), (101, False)])
def test_an_assessment_asks_something(count: int, fits: bool) -> None:
    assert ("question_count" not in refused(AssessmentPage(question_count=count))) is fits


def test_what_a_learner_has_done_hangs_on_keys_that_all_languages_share(site_tree: SiteTree) -> None:
    for pages in (site_tree.course, site_tree.quiz, site_tree.assessment):
        assert len({page.key for page in pages.values()}) == 1
    for number in range(4):
        assert len({site_tree.lessons[language][number].key for language in site_tree.languages}) == 1


def test_outcomes_belong_to_their_module(small_tree: SiteTree) -> None:
    module = small_tree.modules["en"][0]
    module.outcomes.add(LearningOutcome(text="listen longer", locale=module.locale, sort_order=1))
    module.save_revision().publish()
    assert [str(outcome) for outcome in ModulePage.objects.get(pk=module.pk).outcomes.all()] == [
        "do what Module 1 says",
        "listen longer",
    ]


@pytest.mark.parametrize("kind", ["course", "modules", "lessons", "quizzes", "assessment", "summary"])
def test_an_editor_sees_a_draft_before_it_is_live(small_tree: SiteTree, kind: str, rf: object) -> None:
    page = getattr(small_tree, kind)["en"]
    page = page[-1] if isinstance(page, list) else page
    page.unpublish()
    page = type(page).objects.get(pk=page.pk)
    page.title = "A draft"
    response = page.make_preview_request()
    assert response.status_code == 200
    assert "A draft" in response.content.decode()
    assert not hasattr(response, "cache_tags") or response.headers.get("Cache-Control")
