"""What a learner sees of a quiz: a question, the verdict on an answer, or the result.

The page never holds the key to its questions: right and wrong are said only of an answer that is kept
already. One attempt holds one answer a question; its number goes with every answer, so that a second
tab, a repeated send or the same quiz in another language all speak of the same attempt.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from functools import partial
from typing import TYPE_CHECKING, Any

from django.http import HttpRequest
from django.urls import reverse

from courses.changes.quizzes import quiz_news
from courses.outline import CourseOutline, Step
from courses.progress.models import QuestionVersion, QuizAnswer, QuizAttempt
from courses.progress.record import attempts_of, finish_if_complete
from courses.progress.standing import reader_states
from courses.progress.versions import Answered, as_answered, version_of
from courses.questions import AnswerForm, Grade, Question
from mimi.pages.cache.fragments import cached
from mimi.pages.cache.tags import depends_on
from mimi.people.learners import learner_id

if TYPE_CHECKING:
    from courses.models import AssessmentPage, QuizPage


@dataclass(frozen=True)
class QuizSheet:
    """A live quiz in one language, read once and shared by all requests until it changes."""

    key: str
    title: str
    url: str
    pass_mark: int
    outline: CourseOutline
    questions: list[Question]
    lessons: dict[str, Step]
    # Of a final assessment: how many questions are drawn, and from what, one list of ids a module.
    draws: int = 0
    pool: tuple[tuple[str, ...], ...] = ()
    # Each question as it stands now, for the answers to it; and the page's revision.
    versions: dict[str, QuestionVersion] = field(default_factory=dict)
    revision: int | None = None
    # What it depends on, for what is kept of it.
    tags: frozenset[str] = frozenset()

    @classmethod
    def of(cls, page: QuizPage | AssessmentPage) -> QuizSheet:
        """Read a quiz page, or a final assessment with all that may be drawn for it."""
        questions = page.question_list
        outline = page.outline
        lessons = {}
        for question in questions:
            lesson = question.value.get("lesson")
            step = outline.step(str(lesson.translation_key)) if lesson else None
            if step:
                lessons[question.id] = step
        place = outline.step(page.key)
        language = page.locale.language_code
        return cls(
            key=page.key,
            title=page.title,
            url=place.url if place else "",
            pass_mark=page.pass_mark,
            outline=outline,
            questions=questions,
            lessons=lessons,
            draws=getattr(page, "question_count", 0),
            pool=tuple(tuple(q.id for q in questions) for questions in getattr(page, "question_pool", ())),
            versions={question.id: version_of(question, language) for question in questions},
            revision=page.live_revision_id,
        )

    @property
    def language(self) -> str:
        """The language that the quiz is in."""
        return self.outline.language

    def for_attempt(self, attempt: QuizAttempt | None) -> QuizSheet:
        """Return the quiz as an attempt sees it: with the questions that were drawn for it, in their order."""
        if not self.draws:
            return self
        found = {question.id: question for question in self.questions}
        drawn = [found[id_] for id_ in (attempt.drawn if attempt else []) if id_ in found]
        return replace(self, questions=[replace(question, number=n) for n, question in enumerate(drawn, start=1)])

    def question(self, question_id: str) -> Question | None:
        """Return the question with this id."""
        return next((q for q in self.questions if q.id == question_id), None)


def kept_sheet(page: QuizPage | AssessmentPage) -> QuizSheet:
    """Return the sheet of a live page, read once and kept until it changes."""

    def read() -> QuizSheet:
        depends_on(f"content:{page.pk}", f"translations:{page.translation_key}")
        return QuizSheet.of(page)

    return cached(("quiz", page.pk), read)


@dataclass
class Sitting:
    """A learner's place in a quiz: the attempt, its answers, and the number of a new one."""

    attempt: QuizAttempt | None = None
    number: int = 1
    answers: dict[str, QuizAnswer] = field(default_factory=dict)
    # All finished attempts at the quiz, this one among them.
    past: list[QuizAttempt] = field(default_factory=list)

    @property
    def finished(self) -> bool:
        """Whether the attempt takes no more answers and has a result."""
        return bool(self.attempt and self.attempt.finished_at)

    @property
    def given(self) -> dict[str, Any]:
        """What was answered, by the ids of questions and scenes."""
        return {key: answer.response for key, answer in self.answers.items()}


def current_sitting(learner: uuid.UUID | None, sheet: QuizSheet, *, again: bool) -> Sitting:
    """Return the open attempt, else the latest finished one; with `again`, a new one to begin."""
    attempts = _attempts(learner, sheet)
    usable = [attempt for attempt in attempts if attempt.merged_into_id is None]
    attempt = next((a for a in usable if a.is_open), None)
    if attempt is None and not again:
        attempt = max(usable, key=lambda a: a.ended_at, default=None)
    if attempt is None:
        return Sitting(number=1 + max((a.number for a in attempts), default=0))
    return _sit(attempt, sheet, attempts)


def numbered_sitting(learner: uuid.UUID | None, sheet: QuizSheet, number: int | None) -> Sitting:
    """Return the attempt with this number; where there is none, the open one or a new one to begin."""
    attempts = _attempts(learner, sheet)
    attempt = next((a for a in attempts if a.number == number and a.merged_into_id is None), None)
    return _sit(attempt, sheet, attempts) if attempt else current_sitting(learner, sheet, again=True)


def _attempts(learner: uuid.UUID | None, sheet: QuizSheet) -> list[QuizAttempt]:
    if learner is None:
        return []
    return attempts_of(learner, sheet.key)


def _sit(attempt: QuizAttempt, sheet: QuizSheet, attempts: list[QuizAttempt]) -> Sitting:
    questions = sheet.for_attempt(attempt).questions
    answers = finish_if_complete(attempt, questions, sheet.pass_mark)
    return Sitting(attempt, attempt.number, answers, [a for a in attempts if a.finished_at])


def quiz_context(page: QuizPage | AssessmentPage, request: HttpRequest) -> dict[str, Any]:
    """Return template variables for a quiz page as its learner finds it."""
    sheet = QuizSheet.of(page) if getattr(request, "is_preview", False) else kept_sheet(page)
    sitting = current_sitting(learner_id(request), sheet, again="again" in request.GET)
    shown = stage(sheet, sitting, wanted=request.GET.get("question", ""))
    last = sheet.outline.required[-1:]
    if shown["state"] == "result" and shown["result"]["passed"] and [step.key for step in last] == [sheet.key]:
        # What the course asks for last, usually the final assessment: with it, all may be done.
        shown["completed"] = any(
            state.completed for state in reader_states(request) if state.outline.key == sheet.outline.key
        )
    return shown


def stage(sheet: QuizSheet, sitting: Sitting, wanted: str = "") -> dict[str, Any]:
    """Choose what to show: the question asked for, else the first unanswered one, else the result."""
    drawn = sheet.for_attempt(sitting.attempt)
    if sheet.draws and not drawn.questions and not (sitting.attempt and sitting.attempt.finished_at):
        # Nothing is drawn yet, or all that was drawn has been taken away since.
        return start(sheet, sitting) if sheet.questions else {"state": "empty", **_common(sheet, sitting, None)}
    sheet = drawn
    question = sheet.question(wanted)
    if question and question.id in sitting.answers:
        return feedback(sheet, sitting, question)
    if question is None or (sitting.attempt and sitting.attempt.finished_at):
        question = next((q for q in sheet.questions if q.id not in sitting.answers), None)
    if sitting.attempt and (sitting.attempt.finished_at or question is None):
        return result(sheet, sitting)
    if question is None:
        return {"state": "empty", **_common(sheet, sitting, None)}
    return ask(sheet, sitting, question)


def start(sheet: QuizSheet, sitting: Sitting) -> dict[str, Any]:
    """Show what a final assessment is, and the button that draws its questions."""
    return {
        "state": "start",
        **_common(sheet, sitting, None),
        "draws": min(sheet.draws, len(sheet.questions)),
        "pass_mark": sheet.pass_mark,
        "start_url": reverse("quiz_attempts", args=[sheet.key]),
    }


def paper(sheet: QuizSheet) -> dict[str, Any]:
    """Return template variables of all questions on one page, for nobody in particular."""
    nobody = Sitting()
    return {
        "course": sheet.outline,
        "module": sheet.outline.module_with(sheet.key),
        "quiz_url": sheet.url,
        "questions": [
            {**ask(sheet, nobody, question), "stepwise": question.type.stepwise} for question in sheet.questions
        ],
    }


def ask(sheet: QuizSheet, sitting: Sitting, question: Question, form: AnswerForm | None = None) -> dict[str, Any]:
    """Show a question; with a refused form, what was chosen stays chosen."""
    seed = f"{sheet.key}/{sitting.number}"
    kept = question.type.kept(question, form.data, seed) if form else question.type.choices(question, None, seed)
    return {
        "state": "question",
        **_common(sheet, sitting, question),
        "choices": kept,
        "form": form or question.type.form(question, given=sitting.given),
        # Of a question answered step by step, what is to choose depends on the steps before.
        **question.type.shown(question, sitting.given),
    }


def feedback(sheet: QuizSheet, sitting: Sitting, question: Question) -> dict[str, Any]:
    """Show the verdict on an answer that is kept."""
    missing = [q for q in sheet.questions if q.id not in sitting.answers]
    ahead = [q for q in missing if q.number > question.number] or missing
    held = next(one for one in answered(sheet, sitting) if one.question.id == question.id)
    return {
        "state": "feedback",
        **_common(sheet, sitting, question),
        **held.variables(sheet),
        "last": not ahead,
        "next_url": f"{sheet.url}?question={ahead[0].id}" if ahead else f"{sheet.url}?result=1",
    }


@dataclass(frozen=True)
class Held:
    """A question of an attempt with its answer: as it stands now or, where it has changed, as it was answered."""

    question: Question
    answer: QuizAnswer
    seed: str
    # What it was when it was answered, if that isn't what it is now.
    then: Answered | None = None

    def variables(self, sheet: QuizSheet) -> dict[str, Any]:
        """Return template variables that show the verdict; `asked_in` is set where the words are another language's."""
        language = self.then.language if self.then else sheet.language
        return {
            "current": self.question,
            "choices": self.question.type.choices(self.question, self.answer.response, self.seed),
            "grade": Grade(self.answer.correct, self.answer.share),
            "lesson": sheet.lessons.get(self.question.id),
            "changed": self.then is not None,
            "asked_in": language if language != sheet.language else "",
            "carried": self.answer.carried,
        }


def answered(sheet: QuizSheet, sitting: Sitting) -> list[Held]:
    """Return what an attempt holds, in the order of its questions; no query unless a question has changed.

    A question whose choices and key are the same as when it was answered in another language is shown in this one.
    Any other that has changed since, or is gone, is shown as it was.
    """
    now = {question.id: question for question in sheet.questions}
    then = changed_since(sheet, sitting.answers.values())
    ids = list(now)
    if sitting.attempt and sitting.finished:
        ids = [str(id_) for id_ in sitting.attempt.drawn] or ids
    seed = f"{sheet.key}/{sitting.number}"
    held: list[Held] = []
    for id_ in ids:
        if id_ not in sitting.answers:
            continue
        old = then.get(sitting.answers[id_].version_id or "")
        question = old.question if old else now.get(id_)
        if question is not None:
            number = now[id_].number if id_ in now and not sitting.finished else len(held) + 1
            held.append(Held(replace(question, number=number), sitting.answers[id_], seed, old))
    return held


def changed_since(sheet: QuizSheet, answers: Iterable[QuizAnswer]) -> dict[str, Answered]:
    """Return the answered questions that can't be shown as they stand now, by the digest of their version."""
    versions = sheet.versions
    live = {version.digest for version in versions.values()}
    found = as_answered(answer for answer in answers if answer.version_id not in live)
    return {
        digest: old
        for digest, old in found.items()
        if (now := versions.get(old.question.id)) is None or old.language == sheet.language or old.shape != now.shape
    }


def result(sheet: QuizSheet, sitting: Sitting) -> dict[str, Any]:
    """Show how an attempt went and what was missed."""
    attempt = sitting.attempt
    held = answered(sheet, sitting)
    missed = [
        {"number": one.question.number, "prompt": one.question.prompt, "lesson": sheet.lessons.get(one.question.id)}
        for one in held
        if not one.answer.correct
    ]
    return {
        "state": "result",
        **_common(sheet, sitting, None),
        "result": {
            "percent": attempt.percent if attempt else 0,
            "passed": bool(attempt and attempt.passed),
            "pass_mark": sheet.pass_mark,
            "correct": sum(one.answer.correct for one in held),
            "carried": sum(one.answer.carried for one in held),
            "total": len(held),
            "missed": missed,
            "best": max((a.percent for a in sitting.past), default=0),
            "tries": len(sitting.past),
            "retry_url": f"{sheet.url}?again=1",
            "attempts_url": reverse("quiz_attempts", args=[sheet.key]),
            "missed_url": reverse("quiz_missed", args=[sheet.key]) if missed and not sheet.draws else "",
        },
        "next": _after(sheet),
    }


def _after(sheet: QuizSheet) -> Any:
    if sheet.draws:
        return sheet.outline.ending
    step = sheet.outline.step_after(sheet.key)
    return (sheet.outline.module_with(step.key) if step else None) or step


def _common(sheet: QuizSheet, sitting: Sitting, question: Question | None) -> dict[str, Any]:
    total = len(sheet.questions)
    done = [question.id for question in sheet.questions if question.id in sitting.answers]
    return {
        "attempt": sitting.attempt,
        "attempt_number": sitting.number,
        "current": question,
        "position": question.number if question else total,
        "total": total,
        "percent": 100 * len(done) // total if total else 0,
        "answered_ids": " ".join(done),
        # Worked out by the templates that show them; a verdict doesn't.
        "answer_url": partial(reverse, "quiz_answer", args=[sheet.key]),
        "quiz_url": sheet.url,
        "paper_url": "" if sheet.draws else partial(reverse, "quiz_sheet", args=[sheet.key]),
        "news": quiz_news(sheet, sitting.attempt),
    }
