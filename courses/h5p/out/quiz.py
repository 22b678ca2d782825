"""A quiz, or one question of it, as a package; and what becomes of each question, to be told before it is taken."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from django.utils import translation
from django.utils.translation import gettext, ngettext, pgettext

from courses.h5p.out import interface, texts
from courses.h5p.out.contents import (
    ANYWHERE,
    IN_QUESTION_SET,
    QUESTION_SET,
    TYPE_NAMES,
    Content,
    Exported,
    LeftOutError,
)
from courses.h5p.out.package import Package
from courses.questions import Question


class NothingToExportError(Exception):
    """No question can go into a package."""


@dataclass(frozen=True)
class Row:
    """A question and what becomes of it; `reason` says why it is left out, `alone` whether it can go by itself."""

    question: Question
    contents: tuple[Content, ...] = ()
    note: str = ""
    reason: str = ""
    alone: bool = False

    @property
    def becomes(self) -> str:
        """Return H5P's own names of the types that it becomes."""
        return ", ".join(dict.fromkeys(TYPE_NAMES[content.library] for content in self.contents))


class QuizExport:
    """The package of a quiz or a final assessment, in the language of its page."""

    def __init__(self, page: Any) -> None:
        self.page = page
        self.language = str(page.locale.language_code)
        self.questions: list[Question] = page.question_list
        # How many are drawn at each try; none where all are asked.
        self.draws = int(getattr(page, "question_count", 0) or 0)

    def rows(self) -> list[Row]:
        """Return what becomes of each question, told in the active language."""
        return [self._row(question) for question in self.questions]

    def package(self) -> Package:
        """Return the quiz as an H5P.QuestionSet.

        Raises:
            NothingToExportError: no question can go into it.
        """
        with translation.override(self.language):
            rows = self.rows()
            contents = [content for row in rows for content in row.contents]
            if not contents:
                raise NothingToExportError
            main = Content(QUESTION_SET, self._set(contents), title=self.page.title, names=(self.page.key,))
            return Package(main, self.language, source=self.source, comments=left_out(rows))

    def single(self, question: Question) -> Package:
        """Return one question alone, in its own type; as a question set where it becomes several contents.

        Raises:
            NothingToExportError: it can't go into a package.
        """
        with translation.override(self.language):
            row = self._row(question, allowed=ANYWHERE)
            if not row.contents:
                raise NothingToExportError
            main = row.contents[0]
            if len(row.contents) > 1:
                params = question_set(row.contents, texts.title(question.prompt), "", self.page.pass_mark)
                main = Content(QUESTION_SET, params, title=question.prompt, names=(question.id,))
            return Package(main, self.language, source=self.source)

    @property
    def source(self) -> str:
        """Where the quiz stands."""
        return (self.page.full_url or "") if self.page.live else ""

    def _row(self, question: Question, allowed: Collection[str] = IN_QUESTION_SET) -> Row:
        try:
            found: Exported = question.type.h5p(question, allowed)
        except LeftOutError as reason:
            return Row(question, reason=str(reason))
        if self.draws and allowed is IN_QUESTION_SET and len(found.contents) > 1:
            told = gettext("Its scenes belong together, and H5P draws questions one by one.")
            return Row(question, reason=told, alone=True)
        return Row(question, found.contents, found.note, alone=True)

    def _set(self, contents: list[Content]) -> dict[str, Any]:
        return question_set(contents, self.page.title, self.page.intro, self.page.pass_mark, self.draws)


def question_set(
    contents: Collection[Content], title: str, intro: str, pass_mark: int, draws: int = 0
) -> dict[str, Any]:
    """Return the parameters of an H5P.QuestionSet; `intro` is rich text, `pass_mark` in per cent."""
    params = {
        "introPage": {
            "showIntroPage": bool(intro),
            "title": texts.one_line(title),
            "introduction": texts.cleaned(intro),
            "startButtonText": pgettext("H5P", "Start the quiz"),
        },
        "progressType": "textual" if len(contents) > 12 else "dots",
        "passPercentage": pass_mark,
        "questions": [content.placed() for content in contents],
        "texts": interface.question_set(),
        "disableBackwardsNavigation": False,
        "randomQuestions": bool(draws),
        "endGame": interface.end_of_set(pass_mark),
        "override": {"checkButton": True},
    }
    if draws:
        params["poolSize"] = min(draws, len(contents))
    return params


def left_out(rows: list[Row]) -> str:
    """Say in a package which questions of the quiz it lacks, and why; nothing where it lacks none."""
    lacking = [row for row in rows if row.reason]
    if not lacking:
        return ""
    told = ngettext("%(count)d question is left out:", "%(count)d questions are left out:", len(lacking))
    lines = [f"{texts.title(row.question.prompt)} – {row.reason}" for row in lacking]
    return "\n".join([told % {"count": len(lacking)}, *lines])
