"""Somebody who uses the course as a browser does: by its addresses, with a cookie, in a language."""

from __future__ import annotations

from typing import Any

from django.test import Client

from courses.models import AssessmentPage, LessonPage, QuizPage
from courses.progress.models import QuizAttempt
from mimi.pages.links import page_address
from mimi.people.models import Learner
from tests.factories.questions import TYPES, question_id, right_answer, wrong_answer
from tests.factories.tree import MODULES, quiz_name

COOKIE = "learner"
# Kind and name of each question of a tree's quizzes, by id.
QUESTIONS = {
    question_id(quiz_name(module, kind)): (kind, quiz_name(module, kind))
    for module in range(1, MODULES + 1)
    for kind in TYPES
}
Headers = dict[str, str] | None


class Visitor:
    """A browser; a learner with an account once she has signed in."""

    def __init__(self, client: Client | None = None) -> None:
        self.client = client or Client()

    @property
    def cookie(self) -> str:
        """Her learner cookie, empty where she has none."""
        morsel = self.client.cookies.get(COOKIE)
        return morsel.value if morsel else ""

    def get(self, page: Any, query: str = "", headers: Headers = None) -> Any:
        """Open a page."""
        return self.client.get(address(page) + query, headers=headers)

    def mark_read(self, lesson: LessonPage, headers: Headers = None) -> Any:
        """Send the form at the foot of a lesson."""
        url = f"/{language(lesson)}/me/lessons/{lesson.translation_key}/done/"
        return self.client.post(url, {"next": ""}, headers=headers)

    def answer(
        self,
        quiz: QuizPage | AssessmentPage,
        name: str,
        fields: dict[str, Any],
        *,
        attempt: int = 1,
        headers: Headers = None,
    ) -> Any:
        """Send the answer to the question called `name`."""
        url = f"/{language(quiz)}/me/quizzes/{quiz.translation_key}/answers/"
        return self.client.post(url, {"question": question_id(name), "attempt": attempt, **fields}, headers=headers)

    def take(self, quiz: QuizPage, *right: str, module: int = 1, attempt: int = 1) -> None:
        """Answer all questions of a tree's quiz: those of the kinds in `right` rightly, the others wrongly."""
        for kind in TYPES:
            name = quiz_name(module, kind)
            answer = right_answer if kind in right else wrong_answer
            self.answer(quiz, name, answer(kind, name), attempt=attempt)

    def pass_quiz(self, quiz: QuizPage, module: int = 1, attempt: int = 1) -> None:
        """Answer all questions of a tree's quiz rightly."""
        self.take(quiz, *TYPES, module=module, attempt=attempt)

    def start(self, assessment: AssessmentPage, headers: Headers = None) -> Any:
        """Press the button that draws the questions of a final assessment."""
        url = f"/{language(assessment)}/me/quizzes/{assessment.translation_key}/attempts/"
        return self.client.post(url, headers=headers)

    def take_assessment(self, assessment: AssessmentPage, wrong: int = 0) -> list[str]:
        """Start a tree's final assessment and answer all that is drawn, so many wrongly; return the ids drawn."""
        self.start(assessment)
        attempt = self.attempts(assessment)[-1]
        self.answer_drawn(assessment, attempt.drawn, wrong=wrong, attempt=attempt.number)
        return list(attempt.drawn)

    def answer_drawn(self, assessment: AssessmentPage, ids: list[str], *, wrong: int = 0, attempt: int = 1) -> None:
        """Answer these questions of a tree's final assessment, the first so many of them wrongly."""
        for n, id_ in enumerate(ids):
            kind, name = QUESTIONS[id_]
            answer = wrong_answer if n < wrong else right_answer
            self.answer(assessment, name, answer(kind, name), attempt=attempt)

    def attempts(self, quiz: QuizPage | AssessmentPage) -> list[QuizAttempt]:
        """Return the attempts of the only learner at a quiz, the latest at the end."""
        return list(self.learner().attempts.filter(quiz_key=quiz.translation_key).order_by("number"))

    def personal(self, page: Any = None, code: str = "en") -> Any:
        """Ask for what is personal about a course."""
        query = {"course": str(page.translation_key)} if page else {}
        return self.client.get(f"/{language(page) if page else code}/me/personal.json", query).json()

    def my_learning(self, code: str = "en") -> Any:
        """Open "My learning"."""
        return self.client.get(f"/{code}/me/")

    def learner(self) -> Learner:
        """Return the only learner that there is."""
        return Learner.objects.get()


HTMX = {"HX-Request": "true"}


def language(page: Any) -> str:
    """Return a page's language."""
    return str(page.locale.language_code)


def address(page: Any) -> str:
    """Return a page's address."""
    return page_address(language(page), page.url_path)
