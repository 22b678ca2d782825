"""How questions do: shares, discrimination and doubts, from first attempts; nothing is told of few or single people."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from courses.editors.statistics import FEWEST, QuestionStatistics, Sums, question_statistics
from courses.models import QuizPage
from courses.progress.models import QuestionVersion, QuizAnswer, QuizAttempt
from courses.progress.versions import version_of
from mimi.people.models import Learner
from tests.factories import SiteTree, editor
from tests.factories.questions import choice_id, question_id

REPORT = "/cms/reports/questions/"
NAME = "single_choice-1"


def answer(
    tree: SiteTree,
    rights: Sequence[bool],
    *,
    rest: Sequence[float] | None = None,
    language: str = "en",
    wrong: str = "wrong",
    number: int = 1,
    finished: bool = True,
) -> None:
    """Let somebody new take the first quiz for each of `rights`; `rest` is what the other questions gave her."""
    quiz = tree.quiz[language]
    question = next(q for q in quiz.question_list if q.id == question_id(NAME))
    version = version_of(question, language)
    QuestionVersion.objects.bulk_create([version], ignore_conflicts=True)
    learners = Learner.objects.bulk_create(Learner(pk=uuid.uuid4()) for _ in rights)
    attempts = [
        QuizAttempt(
            learner=learner,
            course_key=tree.course["en"].translation_key,
            quiz_key=quiz.translation_key,
            number=number,
            language=language,
            finished_at=timezone.now() if finished else None,
            points=right + (rest[place] if rest else place % 3),
            points_possible=7,
        )
        for place, (learner, right) in enumerate(zip(learners, rights, strict=True))
    ]
    QuizAttempt.objects.bulk_create(attempts)
    QuizAnswer.objects.bulk_create(
        QuizAnswer(
            attempt=attempt,
            question_id=question.id,
            version=version,
            response=choice_id(NAME, "right" if right else wrong),
            correct=right,
            share=float(right),
            language=language,
        )
        for attempt, right in zip(attempts, rights, strict=True)
    )


def statistics() -> QuestionStatistics:
    rows = question_statistics(QuizPage.objects.live())
    return next(row for row in rows if row.question.id == question_id(NAME))


def of(right: int, wrong: int) -> list[bool]:
    return [True] * right + [False] * wrong


def test_few_answers_say_nothing(small_tree: SiteTree) -> None:
    answer(small_tree, of(FEWEST - 1, 0))
    row = statistics()
    assert (row.answers, row.share, row.discrimination, row.shares, row.doubts) == (FEWEST - 1, None, None, {}, [])


def test_all_languages_are_counted_together_and_each_alone(small_tree: SiteTree) -> None:
    answer(small_tree, of(15, 15))
    answer(small_tree, of(18, 12), language="nb")
    row = statistics()
    assert (row.answers, row.share) == (60, pytest.approx(0.55))
    assert row.shares == {"en": pytest.approx(0.5), "nb": pytest.approx(0.6)}
    assert "language" not in row.doubts


def test_only_finished_first_attempts_count(small_tree: SiteTree) -> None:
    answer(small_tree, of(20, 20))
    answer(small_tree, of(40, 0), number=2)
    answer(small_tree, of(40, 0), finished=False)
    assert (statistics().answers, statistics().share) == (40, 0.5)


def test_answers_to_a_question_that_has_changed_since_do_not_count(small_tree: SiteTree) -> None:
    answer(small_tree, of(20, 20))
    QuestionVersion.objects.update(shape="another")
    assert statistics().answers == 0


def test_discrimination_is_the_correlation_with_the_rest_of_the_attempt(small_tree: SiteTree) -> None:
    # Who is right has 4 elsewhere, who is wrong 2, but for one of each.
    rest = [4.0] * 19 + [2.0] + [2.0] * 19 + [4.0]
    answer(small_tree, of(20, 20), rest=rest)
    assert statistics().discrimination == pytest.approx(0.9)
    assert statistics().doubts == ["distractor"]


def test_those_who_do_well_elsewhere_failing_here_is_the_gravest_doubt(small_tree: SiteTree) -> None:
    answer(small_tree, of(20, 20), rest=[1.0] * 20 + [5.0] * 20)
    assert statistics().discrimination == pytest.approx(-1.0)
    assert statistics().doubts[0] == "negative"


def test_no_spread_means_no_discrimination() -> None:
    assert Sums(count=40, right=40, x=40, y=80, xx=40, yy=160, xy=80).discrimination is None


@pytest.mark.parametrize(("right", "wrong", "doubt"), [(39, 1, "easy"), (10, 30, "hard")])
def test_questions_that_nearly_everybody_gets_right_or_wrong_are_doubtful(
    small_tree: SiteTree, right: int, wrong: int, doubt: str
) -> None:
    answer(small_tree, of(right, wrong))
    assert doubt in statistics().doubts


def test_a_wrong_choice_that_nobody_makes_is_named(small_tree: SiteTree) -> None:
    answer(small_tree, of(20, 20))
    assert statistics().unchosen == ["Choice 3 of single_choice-1"]
    answer(small_tree, of(0, 1), wrong="wrong-too")
    assert statistics().unchosen == []


def test_a_language_far_off_the_others_may_be_a_fault_of_its_translation(small_tree: SiteTree) -> None:
    answer(small_tree, of(32, 8))
    answer(small_tree, of(12, 28), language="nb")
    row = statistics()
    assert "language" in row.doubts
    assert "nb" in row.far_off


def test_numbers_by_language_never_tell_of_the_few_that_are_left(small_tree: SiteTree) -> None:
    answer(small_tree, of(20, 20))
    answer(small_tree, of(1, 0), language="nb")
    # The sum, less the English numbers, would tell what one person answered.
    assert statistics().shares == {}


def test_the_number_of_queries_does_not_grow_with_answers_or_quizzes(small_tree: SiteTree) -> None:
    answer(small_tree, of(20, 20))
    with CaptureQueriesContext(connection) as few:
        question_statistics(QuizPage.objects.live().filter(pk=small_tree.quiz["en"].pk))
    answer(small_tree, of(60, 60))
    answer(small_tree, of(60, 60), language="nb")
    with CaptureQueriesContext(connection) as many:
        question_statistics(QuizPage.objects.live())
    assert len(many) == len(few)


def test_the_report_puts_doubtful_questions_first_and_leads_to_them_in_the_editor(small_tree: SiteTree) -> None:
    answer(small_tree, of(39, 1))
    client = Client()
    client.force_login(editor())
    html = client.get(REPORT).content.decode()
    link = f"/cms/pages/{small_tree.quiz['en'].pk}/edit/#block-{question_id(NAME)}-section"
    assert html.index(link) < html.index("Prompt of multiple_choice-1")
    assert "Too easy." in html
    assert f"Fewer than {FEWEST} answers: too few to say anything." in html
    few = client.get(f"{REPORT}?state=few").content.decode()
    assert link not in few
    assert client.get(f"{REPORT}?ordering=-share&doubt=easy").status_code == 200


def test_the_report_can_be_taken_along(small_tree: SiteTree) -> None:
    answer(small_tree, of(39, 1))
    client = Client()
    client.force_login(editor())
    response: Any = client.get(f"{REPORT}?export=csv")
    assert "Too easy" in b"".join(response.streaming_content).decode()
