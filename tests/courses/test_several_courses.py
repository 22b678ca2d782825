"""Two courses side by side: each with its own progress, and every place that once knew only one."""

from __future__ import annotations

import json
import re
import uuid
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from courses.models import CoursePage, LessonCompletion, QuizAnswer, QuizAttempt
from courses.outline import live_courses
from courses.progress.state import course_state
from courses.reflections.models import Reflection
from courses.review.pool import question_pool
from mimi.people.models import Learner
from tests.courses.visitor import Visitor, address
from tests.factories import ModulePageFactory, SiteTree
from tests.factories.courses import FurtherCourse, add_course
from tests.factories.questions import TYPES, question_id, right_answer
from tests.factories.tree import quiz_name
from tests.site.pages.visits import change

Asserts = Callable[..., Any]


@pytest.fixture
def work(small_tree: SiteTree) -> FurtherCourse:
    """A second course with one module without a number."""
    return add_course(small_tree)


def html(visitor: Visitor, page: Any, query: str = "") -> str:
    response = visitor.get(page, query)
    assert response.status_code == 200
    return response.content.decode()


def key(page: Any) -> str:
    return str(page.translation_key)


def take_quiz(visitor: Visitor, course: FurtherCourse, kinds: tuple[str, ...] = TYPES) -> None:
    for kind in kinds:
        name = course.question(kind)
        visitor.answer(course.quizzes["en"][0], name, right_answer(kind, name))


# --- What is shown


def test_the_home_page_shows_both_courses_and_for_whom_they_are(
    small_tree: SiteTree, work: FurtherCourse, visitor: Visitor
) -> None:
    shown = html(visitor, small_tree.home["en"])
    places = [shown.index(text) for text in ("The course</h2>", "Another course", "Course work</a></h3>")]
    assert places == sorted(places)
    assert "For employers of work." in shown
    assert f'href="{address(work.course["en"])}"' in shown
    keys = f"{key(small_tree.course['en'])} {key(work.course['en'])}"
    assert f'data-course="{keys}"' in shown


def test_the_home_page_of_one_course_says_nothing_of_others(small_tree: SiteTree, visitor: Visitor) -> None:
    shown = html(visitor, small_tree.home["en"])
    assert "Another course" not in shown
    assert f'data-course="{key(small_tree.course["en"])}"' in shown


def test_both_courses_stand_in_the_menu(small_tree: SiteTree, work: FurtherCourse, visitor: Visitor) -> None:
    menu = re.search(r'<ul class="site-menu-list">.*?</ul>', html(visitor, work.course["en"]), re.DOTALL)
    assert menu
    assert menu[0].index("Course</a>") < menu[0].index("Course work</a>")
    assert re.search(r'aria-current="true">Course work<', menu[0])
    assert not re.search(r'aria-current="true">Course<', menu[0])


def test_a_course_of_one_module_lists_its_lessons_at_once(
    small_tree: SiteTree, work: FurtherCourse, visitor: Visitor
) -> None:
    shown = html(visitor, work.course["en"])
    for step in (*work.lessons["en"], *work.quizzes["en"]):
        assert f'href="{address(step)}"' in shown
    assert "The modules" not in shown
    assert "1 module" not in shown
    assert "2 lessons" in shown
    assert "do what Part work 1 says" in shown
    assert "data-keep" in shown
    assert address(work.modules["en"][0]) + '"' not in shown
    assert f'href="{address(work.lessons["en"][0])}" data-start' in shown


def test_a_course_of_several_modules_lists_those(small_tree: SiteTree, visitor: Visitor) -> None:
    shown = html(visitor, small_tree.course["en"])
    assert "The modules" in shown
    assert f'href="{address(small_tree.modules["en"][0])}"' in shown
    assert "data-keep" not in shown


def test_a_second_module_makes_a_course_one_of_several(
    small_tree: SiteTree, work: FurtherCourse, visitor: Visitor
) -> None:
    html(visitor, work.course["en"])
    html(visitor, work.lessons["en"][0])
    parent = CoursePage.objects.get(pk=work.course["en"].pk)
    module = ModulePageFactory(parent=parent, number="2", title="Second", live=False)
    change(lambda: module.save_revision().publish())
    shown = html(visitor, work.course["en"])
    assert "The modules" in shown
    assert f'href="{address(work.modules["en"][0])}"' in shown
    assert f'href="{address(work.modules["en"][0])}"' in html(visitor, work.lessons["en"][0])


@pytest.mark.parametrize("kind", ["module", "lesson", "quiz", "sheet"])
def test_no_page_shows_a_number_that_there_is_not(
    kind: str, small_tree: SiteTree, work: FurtherCourse, visitor: Visitor
) -> None:
    pages = {"module": work.modules["en"][0], "lesson": work.lessons["en"][1], "quiz": work.quizzes["en"][0]}
    if kind == "sheet":
        shown = visitor.client.get(f"/en/quizzes/{key(work.quizzes['en'][0])}/").content.decode()
    else:
        shown = html(visitor, pages[kind])
    assert not re.search(r"Module\s*[<,]", shown)
    if kind == "lesson":
        assert "Lesson 2 of 2" in shown


@pytest.mark.parametrize("kind", ["lesson", "quiz"])
def test_the_way_back_leads_to_the_course_alone(
    kind: str, small_tree: SiteTree, work: FurtherCourse, visitor: Visitor
) -> None:
    page = {"lesson": work.lessons["en"][0], "quiz": work.quizzes["en"][0]}[kind]
    crumbs = re.search(r'<ol class="crumbs-list">.*?</ol>', html(visitor, page), re.DOTALL)
    assert crumbs
    assert re.findall(r'href="([^"]*)"', crumbs[0]) == ["/en/", address(work.course["en"])]


def test_the_way_back_leads_to_module_and_course_where_there_are_several(
    small_tree: SiteTree, work: FurtherCourse, visitor: Visitor
) -> None:
    crumbs = re.search(r'<ol class="crumbs-list">.*?</ol>', html(visitor, small_tree.lessons["en"][0]), re.DOTALL)
    assert crumbs
    above = ["/en/", address(small_tree.course["en"]), address(small_tree.modules["en"][0])]
    assert re.findall(r'href="([^"]*)"', crumbs[0]) == above


def test_what_is_kept_of_the_only_module_begins_with_the_course(
    small_tree: SiteTree, work: FurtherCourse, visitor: Visitor
) -> None:
    plan = visitor.get(work.course["en"]).context["keep"]()
    urls = [page["url"] for page in json.loads(plan)["pages"]]
    lessons = [address(lesson) for lesson in work.lessons["en"]]
    assert urls == [address(work.course["en"]), *lessons, f"/en/quizzes/{key(work.quizzes['en'][0])}/"]


def test_both_courses_are_in_the_sitemap(small_tree: SiteTree, work: FurtherCourse, client: Client) -> None:
    found = client.get("/sitemap.xml").content.decode()
    for language in small_tree.languages:
        for page in (small_tree.course[language], work.course[language], work.lessons[language][0]):
            assert f"{address(page)}</loc>" in found


# --- What a learner does


def test_each_course_has_progress_of_its_own(small_tree: SiteTree, work: FurtherCourse, visitor: Visitor) -> None:
    visitor.mark_read(work.lessons["en"][0])
    told = visitor.personal(work.course["en"])
    assert (told["course"], told["done"]) == (33, [key(work.lessons["en"][0])])
    other = visitor.personal(small_tree.course["en"])
    assert (other["course"], other["done"], other["resume"]) == (0, [], None)


def test_a_course_without_a_final_assessment_is_completed_by_lessons_and_quiz(
    small_tree: SiteTree, work: FurtherCourse, visitor: Visitor
) -> None:
    for lesson in work.lessons["en"]:
        visitor.mark_read(lesson)
    assert visitor.personal(work.course["en"])["course"] == 66
    take_quiz(visitor, work)
    assert visitor.personal(work.course["en"])["course"] == 100
    [row] = visitor.my_learning().context["courses"]
    assert (row["completed"], row["to_do"], row["assessment"]) == (True, [], None)


def test_after_the_last_quiz_comes_the_course(small_tree: SiteTree, work: FurtherCourse, visitor: Visitor) -> None:
    take_quiz(visitor, work)
    shown = html(visitor, work.quizzes["en"][0], "?result=1")
    assert f'<a class="button" href="{address(work.course["en"])}">Back to the course</a>' in shown


def test_what_is_personal_of_several_courses_comes_together(
    small_tree: SiteTree, work: FurtherCourse, visitor: Visitor
) -> None:
    visitor.mark_read(small_tree.lessons["en"][0])
    visitor.mark_read(work.lessons["en"][0])
    keys = [key(small_tree.course["en"]), key(work.course["en"])]
    told = visitor.client.get("/en/me/personal.json", {"course": " ".join(keys)}).json()
    assert set(told["done"]) == {key(small_tree.lessons["en"][0]), key(work.lessons["en"][0])}
    assert told["courses"] == {keys[0]: told["course"], keys[1]: 33}
    assert {key(small_tree.modules["en"][0]), key(work.modules["en"][0])} <= set(told["modules"])
    assert told["resume"]["url"] == address(work.lessons["en"][1])
    visitor.mark_read(small_tree.lessons["en"][1])
    told = visitor.client.get("/en/me/personal.json", {"course": " ".join(keys)}).json()
    assert told["resume"]["url"] == address(small_tree.quiz["en"])


def test_one_goes_on_in_a_course_where_something_is_left(
    small_tree: SiteTree, work: FurtherCourse, visitor: Visitor
) -> None:
    visitor.mark_read(small_tree.lessons["en"][0])
    for lesson in work.lessons["en"]:
        visitor.mark_read(lesson)
    take_quiz(visitor, work)
    keys = f"{key(small_tree.course['en'])} {key(work.course['en'])}"
    told = visitor.client.get("/en/me/personal.json", {"course": keys}).json()
    assert told["resume"]["url"] == address(small_tree.lessons["en"][1])


def test_my_learning_shows_each_course_the_latest_first(
    small_tree: SiteTree, work: FurtherCourse, visitor: Visitor
) -> None:
    visitor.mark_read(small_tree.lessons["en"][0])
    visitor.mark_read(work.lessons["en"][0])
    courses = visitor.my_learning().context["courses"]
    assert [row["title"] for row in courses] == ["Course work", "Course"]
    assert [row["continue"].url for row in courses] == [
        address(work.lessons["en"][1]),
        address(small_tree.lessons["en"][1]),
    ]
    assert [(row["done"], row["total"]) for row in courses] == [(1, 3), (1, 7)]
    visitor.mark_read(small_tree.lessons["en"][1])
    assert [row["title"] for row in visitor.my_learning().context["courses"]] == ["Course", "Course work"]


def test_answering_in_an_open_attempt_counts_as_the_latest(
    small_tree: SiteTree, work: FurtherCourse, visitor: Visitor
) -> None:
    single = quiz_name(1, "single_choice")
    visitor.answer(small_tree.quiz["en"], single, right_answer("single_choice", single))
    QuizAttempt.objects.update(started_at=timezone.now() - timedelta(days=7))
    visitor.mark_read(work.lessons["en"][0])
    other = quiz_name(1, "true_false")
    visitor.answer(small_tree.quiz["en"], other, right_answer("true_false", other))
    courses = visitor.my_learning().context["courses"]
    assert [row["title"] for row in courses] == ["Course", "Course work"]
    assert courses[0]["continue"].url == address(small_tree.quiz["en"])


def test_my_learning_names_the_only_module_of_a_course_no_second_time(
    small_tree: SiteTree, work: FurtherCourse, visitor: Visitor
) -> None:
    visitor.mark_read(work.lessons["en"][0])
    shown = visitor.my_learning().content.decode()
    assert "Part work 1" not in shown
    assert address(work.lessons["en"][1]) in shown


def test_a_final_assessment_draws_from_its_own_course_only(
    small_tree: SiteTree, work: FurtherCourse, visitor: Visitor
) -> None:
    own = {question_id(quiz_name(module, kind)) for module in (1, 2) for kind in TYPES}
    pool = small_tree.assessment["en"].question_list
    assert {question.id for question in pool} == own
    assert set(visitor.take_assessment(small_tree.assessment["en"])) <= own


def test_what_you_can_do_now_is_of_its_own_course(small_tree: SiteTree, work: FurtherCourse, visitor: Visitor) -> None:
    assert "Part work" not in html(visitor, small_tree.summary["en"])


def test_questions_of_both_courses_come_back_in_review(small_tree: SiteTree, work: FurtherCourse) -> None:
    pool = question_pool("en")
    assert question_id(work.question("single_choice")) in pool
    assert question_id(quiz_name(2, "single_choice")) in pool
    asked = pool[question_id(work.question("single_choice"))]
    assert asked.sheet.outline.key == key(work.course["en"])


def test_all_that_is_learned_moves_into_the_account_in_both_courses(
    small_tree: SiteTree, work: FurtherCourse, visitor: Visitor
) -> None:
    visitor.mark_read(small_tree.lessons["en"][0])
    visitor.mark_read(work.lessons["en"][0])
    keys = {str(one.course_key) for one in visitor.learner().enrolments.all()}
    assert keys == {key(small_tree.course["en"]), key(work.course["en"])}
    for course in (small_tree.course["en"], work.course["en"]):
        assert len(course_state(visitor.learner().pk, course.outline).done) == 1


# --- Notes


def write_note(visitor: Visitor, lesson: Any, block: str, text: str) -> None:
    url = f"/en/me/lessons/{key(lesson)}/reflections/{block}/save/"
    response = visitor.client.post(url, {"version": str(uuid.uuid4()), "text": text, "next": ""})
    assert response.status_code in (200, 204, 302)


def test_notes_stand_below_their_courses(small_tree: SiteTree, work: FurtherCourse, visitor: Visitor) -> None:
    blocks = {}
    for lesson in (small_tree.lessons["en"][0], work.lessons["en"][0]):
        block = blocks[lesson.pk] = str(uuid.uuid4())
        page = type(lesson).objects.get(pk=lesson.pk)
        page.body = json.dumps([{"type": "reflection", "id": block, "value": {"prompt": "Why?", "hint": ""}}])
        page.save_revision().publish()
        write_note(visitor, lesson, block, f"In {lesson.title}")
    assert Reflection.objects.count() == 2
    shown = visitor.client.get("/en/me/reflections/").content.decode()
    places = [shown.index(text) for text in ("<h2>Course</h2>", "In Lesson 1.1", "<h2>Course work</h2>", "In At work")]
    assert places == sorted(places)
    assert "<h3> Part" not in shown


# --- How much it costs


def begin_all(visitor: Visitor, tree: SiteTree, courses: list[FurtherCourse]) -> str:
    """Do something in every course; return the keys of all."""
    single = quiz_name(1, "single_choice")
    visitor.mark_read(tree.lessons["en"][0])
    visitor.answer(tree.quiz["en"], single, right_answer("single_choice", single))
    for course in courses:
        visitor.mark_read(course.lessons["en"][0])
        take_quiz(visitor, course, TYPES[:1])
    visitor.my_learning()
    visitor.get(tree.home["en"])
    return " ".join(outline.key for outline in live_courses("en"))


several = pytest.mark.parametrize("count", [1, 3])


@several
def test_my_learning_takes_the_same_queries_for_every_number_of_courses(
    count: int, small_tree: SiteTree, visitor: Visitor, django_assert_num_queries: Asserts
) -> None:
    begin_all(visitor, small_tree, [add_course(small_tree, f"work{n}") for n in range(count - 1)])
    with django_assert_num_queries(6):  # completions, attempts, all answers, notes, plans, saved practices
        assert len(visitor.my_learning().context["courses"]) == count


@several
def test_what_is_personal_takes_the_same_queries_for_every_number_of_courses(
    count: int, small_tree: SiteTree, visitor: Visitor, django_assert_num_queries: Asserts
) -> None:
    keys = begin_all(visitor, small_tree, [add_course(small_tree, f"work{n}") for n in range(count - 1)])
    with django_assert_num_queries(2):  # completions, attempts
        told = visitor.client.get("/en/me/personal.json", {"course": keys}).json()
    assert len(told["courses"]) == count


@several
def test_facts_without_a_course_of_theirs_do_no_harm(count: int, small_tree: SiteTree, visitor: Visitor) -> None:
    begin_all(visitor, small_tree, [add_course(small_tree, f"work{n}") for n in range(count - 1)])
    learner = Learner.objects.get()
    LessonCompletion.objects.create(learner=learner, course_key=uuid.uuid4(), lesson_key=uuid.uuid4(), language="en")
    assert QuizAnswer.objects.count() == count
    assert len(visitor.my_learning().context["courses"]) == count
