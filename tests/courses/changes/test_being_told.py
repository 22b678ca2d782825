"""What a learner is told of changes to what she has learned, and what she isn't."""

from __future__ import annotations

import re
import uuid
from typing import Any

import pytest
from django.test import Client
from wagtail.test.utils.form_data import rich_text

from courses.models import ChangeInLanguage, LessonCompletion, MajorChange
from mimi.pages.cache.stamps import raise_tags, view
from mimi.people.merging import merge
from mimi.people.models import Learner
from tests.courses.changes.conftest import part
from tests.courses.desk import Desk, told
from tests.courses.visitor import Visitor, address
from tests.factories import SiteTree, UserFactory
from tests.factories.questions import TYPES, question_id, right_answer
from tests.factories.tree import quiz_name

NOTE = "There is a new middle."
SINGLE = quiz_name(1, "single_choice")
HEADING = "Changed since you learned it"


def say_anew(*names: str) -> dict[str, Any]:
    """Return another text for these parts of a lesson."""
    return {part(name): {"body": rich_text(f"<p>Another {name}, {uuid.uuid4()}.</p>")} for name in names}


def change(desk: Desk, lesson: Any, *names: str, note: str = NOTE) -> None:
    """Publish a major change to these parts of a lesson."""
    desk.publish(lesson, weight="major", note=note, changes=say_anew(*names))


def flagged(visitor: Visitor, tree: SiteTree, language: str = "en") -> Any:
    """Return what a learner is told of changes in a language."""
    return visitor.personal(tree.course[language])["changed"]


def parts_told(visitor: Visitor, tree: SiteTree, language: str = "en") -> list[str]:
    """Return the ids of the changed parts of the first lesson, as a learner is told in a language."""
    told = flagged(visitor, tree, language).get(str(tree.lessons["en"][0].translation_key))
    return told["blocks"] if told else []


def test_a_major_change_is_told_with_its_parts_and_its_sentence(tree: SiteTree, desk: Desk, visitor: Visitor) -> None:
    lesson = tree.lessons["en"][0]
    visitor.mark_read(lesson)
    change(desk, lesson, "middle", "end")
    (row,) = flagged(visitor, tree).values()
    since = ChangeInLanguage.objects.get().since
    assert row == {"blocks": [part("middle"), part("end")], "since": since.isoformat(), "note": NOTE}


def test_a_minor_change_is_told_nobody(tree: SiteTree, desk: Desk, visitor: Visitor) -> None:
    lesson = tree.lessons["en"][0]
    visitor.mark_read(lesson)
    desk.publish(lesson, weight="minor", changes=say_anew("middle"))
    assert flagged(visitor, tree) == {}
    assert not MajorChange.objects.exists()


def test_what_was_done_stays_done(tree: SiteTree, desk: Desk, visitor: Visitor) -> None:
    lesson = tree.lessons["en"][0]
    visitor.mark_read(lesson)
    before = visitor.personal(tree.course["en"])
    change(desk, lesson, "middle")
    after = visitor.personal(tree.course["en"])
    assert {**after, "changed": {}} == before


def test_who_reads_it_after_the_change_is_told_nothing(tree: SiteTree, desk: Desk, visitor: Visitor) -> None:
    lesson = tree.lessons["en"][0]
    Visitor().mark_read(lesson)
    change(desk, lesson, "middle")
    assert flagged(visitor, tree) == {}
    visitor.mark_read(lesson)
    assert flagged(visitor, tree) == {}


def test_marking_it_as_read_again_is_enough_and_keeps_the_first_day(
    tree: SiteTree, desk: Desk, visitor: Visitor
) -> None:
    lesson = tree.lessons["en"][0]
    visitor.mark_read(lesson)
    first = LessonCompletion.objects.get()
    change(desk, lesson, "middle")
    for _time in range(2):
        visitor.mark_read(lesson)
        assert flagged(visitor, tree) == {}
    row = LessonCompletion.objects.get()
    assert (row.completed_at, row.edition) == (first.completed_at, 1)
    assert row.looked_at > first.completed_at


def test_a_form_from_before_the_change_does_not_count_as_another_look(
    tree: SiteTree, desk: Desk, visitor: Visitor
) -> None:
    lesson = tree.lessons["en"][0]
    desk.publish(lesson, changes=say_anew("end"))
    visitor.mark_read(lesson)
    before = shown_on(visitor, lesson)
    change(desk, lesson, "middle")
    url = f"/en/me/lessons/{lesson.translation_key}/done/"
    visitor.client.post(url, {"next": "", "shown": before})
    assert parts_told(visitor, tree) == [part("middle")]
    now = shown_on(visitor, lesson)
    assert now > before
    visitor.client.post(url, {"next": "", "shown": now})
    assert flagged(visitor, tree) == {}
    assert LessonCompletion.objects.get().edition == 1


def shown_on(visitor: Visitor, lesson: Any) -> str:
    """Return the moment of its publish that a lesson's form holds."""
    found = re.search(r'name="shown" value="([^"]+)"', visitor.get(lesson).content.decode())
    assert found
    return found[1]


@pytest.mark.parametrize("shown", ["", "yesterday", "2999-01-01T00:00:00+00:00", "2020-01-01T00:00:00", "9" * 400])
def test_a_form_that_says_nothing_sensible_counts_as_of_now(
    tree: SiteTree, desk: Desk, visitor: Visitor, shown: str
) -> None:
    lesson = tree.lessons["en"][0]
    visitor.mark_read(lesson)
    change(desk, lesson, "middle")
    url = f"/en/me/lessons/{lesson.translation_key}/done/"
    assert visitor.client.post(url, {"next": "", "shown": shown}).status_code == 302
    assert flagged(visitor, tree) == {}


def test_several_changes_are_told_together_until_she_looks(tree: SiteTree, desk: Desk, visitor: Visitor) -> None:
    lesson = tree.lessons["en"][0]
    visitor.mark_read(lesson)
    change(desk, lesson, "end", note="A new end.")
    change(desk, lesson, "begin", note="A new beginning.")
    (row,) = flagged(visitor, tree).values()
    assert (row["blocks"], row["note"]) == ([part("end"), part("begin")], "A new end. A new beginning.")
    visitor.mark_read(lesson)
    change(desk, lesson, "end", note="Another end.")
    (row,) = flagged(visitor, tree).values()
    assert (row["blocks"], row["note"]) == ([part("end")], "Another end.")


def test_a_removed_part_is_a_change_without_a_part_to_look_at(tree: SiteTree, desk: Desk, visitor: Visitor) -> None:
    lesson = tree.lessons["en"][0]
    visitor.mark_read(lesson)
    desk.publish(lesson, weight="major", note="The end is gone.", changes={part("end"): None})
    (row,) = flagged(visitor, tree).values()
    assert (row["blocks"], row["note"]) == ([], "The end is gone.")


def test_lessons_carry_the_places_that_the_notice_leads_to(tree: SiteTree, visitor: Visitor) -> None:
    text = visitor.get(tree.lessons["en"][0]).content.decode()
    for name in ("begin", "middle", "end"):
        assert text.count(f'id="block-{part(name)}"') == 1


# --- My learning


def test_my_learning_tells_what_has_changed_and_leads_to_it(tree: SiteTree, desk: Desk, visitor: Visitor) -> None:
    lesson = tree.lessons["en"][0]
    visitor.mark_read(lesson)
    assert HEADING not in told(visitor.my_learning())
    change(desk, lesson, "middle", "end")
    text = told(visitor.my_learning())
    assert HEADING in text
    assert NOTE in text
    for name in ("middle", "end"):
        assert f'<a href="{address(lesson)}#block-{part(name)}">The {name}</a>' in text
    assert part("begin") not in text
    visitor.mark_read(lesson)
    assert HEADING not in told(visitor.my_learning())


def test_my_learning_leads_to_no_part_that_is_gone(tree: SiteTree, desk: Desk, visitor: Visitor) -> None:
    lesson = tree.lessons["en"][0]
    visitor.mark_read(lesson)
    change(desk, lesson, "middle", "end")
    desk.publish(lesson, weight="minor", changes={part("end"): None})
    text = told(visitor.my_learning())
    assert part("middle") in text
    assert part("end") not in text


def test_a_stranger_s_my_learning_tells_of_no_change(tree: SiteTree, desk: Desk, visitor: Visitor) -> None:
    lesson = tree.lessons["en"][0]
    Visitor().mark_read(lesson)
    change(desk, lesson, "middle")
    assert HEADING not in told(visitor.my_learning())


# --- Quizzes


def ask_anew(name: str) -> dict[str, Any]:
    """Return other words for a question."""
    return {question_id(name): {"prompt": f"Asked anew, {uuid.uuid4()}"}}


MIDDLE = "This quiz has changed since you began."
AFTER = "This quiz has changed since you took it."


def test_in_the_middle_of_a_quiz_answers_stand_and_a_line_tells(tree: SiteTree, desk: Desk, visitor: Visitor) -> None:
    quiz = tree.quiz["en"]
    visitor.answer(quiz, SINGLE, right_answer("single_choice", SINGLE))
    assert MIDDLE not in told(visitor.get(quiz))
    desk.publish(quiz, weight="major", note="Another question.", changes=ask_anew(SINGLE))
    text = told(visitor.get(quiz))
    assert MIDDLE in text
    assert "Another question." in text
    for kind in TYPES[1:]:
        visitor.answer(quiz, quiz_name(1, kind), right_answer(kind, quiz_name(1, kind)))
    (attempt,) = visitor.attempts(quiz)
    assert (attempt.percent, attempt.is_open) == (100, False)
    text = told(visitor.get(quiz))
    assert (MIDDLE in text, AFTER in text) == (False, False)


def test_a_question_taken_away_in_the_middle_is_skipped(tree: SiteTree, desk: Desk, visitor: Visitor) -> None:
    quiz = tree.quiz["en"]
    for kind in TYPES[:-1]:
        visitor.answer(quiz, quiz_name(1, kind), right_answer(kind, quiz_name(1, kind)))
    assert visitor.attempts(quiz)[0].is_open
    gone = question_id(quiz_name(1, TYPES[-1]))
    desk.publish(quiz, weight="major", note="One question fewer.", changes={gone: None})
    assert "Well done, you passed" in told(visitor.get(quiz))
    (attempt,) = visitor.attempts(quiz)
    assert (attempt.percent, attempt.is_open, attempt.answers.count() >= len(TYPES) - 1) == (100, False, True)


def test_a_quiz_that_was_taken_is_told_until_it_is_taken_again(tree: SiteTree, desk: Desk, visitor: Visitor) -> None:
    quiz = tree.quiz["en"]
    visitor.pass_quiz(quiz)
    desk.publish(quiz, weight="major", note="Another question.", changes=ask_anew(SINGLE))
    assert AFTER in told(visitor.get(quiz))
    assert AFTER not in told(visitor.get(quiz, "?again=1"))
    assert flagged(visitor, tree)[str(quiz.translation_key)]["blocks"] == [question_id(SINGLE)]
    assert f'href="{address(quiz)}?again=1"' in told(visitor.my_learning())
    assert visitor.personal(tree.course["en"])["quizzes"][str(quiz.translation_key)]["passed"] is True
    visitor.pass_quiz(quiz, attempt=2)
    assert AFTER not in told(visitor.get(quiz))
    assert flagged(visitor, tree) == {}


def test_an_assessment_tells_of_changed_questions_that_were_drawn(tree: SiteTree, desk: Desk, visitor: Visitor) -> None:
    assessment, quiz = tree.assessment["en"], tree.quiz["en"]
    visitor.start(assessment)
    names = {question_id(quiz_name(1, kind)): quiz_name(1, kind) for kind in TYPES}
    drawn = visitor.attempts(assessment)[0].drawn
    asked, spared = (next(id_ for id_ in names if (id_ in drawn) is wanted) for wanted in (True, False))
    desk.publish(quiz, weight="major", note="Not hers.", changes=ask_anew(names[spared]))
    assert MIDDLE not in told(visitor.get(assessment))
    desk.publish(quiz, weight="major", note="Hers.", changes=ask_anew(names[asked]))
    text = told(visitor.get(assessment))
    assert MIDDLE in text
    assert "Not hers." not in text


# --- People


def test_what_an_account_has_looked_at_outlives_a_merge(tree: SiteTree, desk: Desk, client: Client) -> None:
    lesson, anonymous = tree.lessons["en"][0], Visitor()
    user = UserFactory()
    client.force_login(user)
    account = Visitor(client)
    account.mark_read(lesson)
    change(desk, lesson, "middle")
    assert parts_told(account, tree) == [part("middle")]
    anonymous.mark_read(lesson)
    source = Learner.objects.exclude(user=user).get()
    merge(source.pk, Learner.objects.get(user=user))
    assert flagged(account, tree) == {}
    assert LessonCompletion.objects.get().edition == 1


@pytest.mark.parametrize("count", [1, 50])
def test_what_is_personal_takes_no_more_queries_for_changes(
    tree: SiteTree, visitor: Visitor, django_assert_num_queries: Any, count: int
) -> None:
    for lesson in tree.lessons["en"]:
        visitor.mark_read(lesson)
    known = [
        MajorChange(page_key=lesson.translation_key, edition=n, revision_number=1000 * m + n, blocks=[part("middle")])
        for m, lesson in enumerate(tree.lessons["en"], start=1)
        for n in range(1, count + 1)
    ]
    made = MajorChange.objects.bulk_create(known)
    ChangeInLanguage.objects.bulk_create(ChangeInLanguage(change=row, language="en") for row in made)
    raise_tags("changes:en")
    view.refresh(now=True)
    visitor.my_learning()
    with django_assert_num_queries(2):  # completions, attempts
        assert len(flagged(visitor, tree)) == len(tree.lessons["en"])
    with django_assert_num_queries(7):  # completions, attempts, lessons, answers, notes, plans, saved practices
        visitor.my_learning()
