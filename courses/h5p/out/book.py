"""A module as an H5P.InteractiveBook: a chapter for each lesson, and one for the quiz.

It is offered only where this site's store has the type: few other sites do, so a book brings its libraries along.
"""

from __future__ import annotations

from typing import Any

from django.utils import translation

from courses.h5p.out import interface
from courses.h5p.out.contents import (
    ADVANCED_TEXT,
    ANYWHERE,
    COLUMN,
    INTERACTIVE_BOOK,
    Content,
    LeftOutError,
)
from courses.h5p.out.lessons import lesson_html
from courses.h5p.out.libraries import has_libraries
from courses.h5p.out.package import Package
from courses.h5p.out.quiz import NothingToExportError
from courses.models import LessonPage, QuizPage

NEEDS = (INTERACTIVE_BOOK, COLUMN, ADVANCED_TEXT, *sorted(ANYWHERE))


def can_make_books() -> bool:
    """Say whether the store has all that a book may hold."""
    return has_libraries(NEEDS)


def book(module: Any) -> Package:
    """Return a module with its live lessons and its quiz, in the language of its page.

    Raises:
        NothingToExportError: nothing in it is live.
    """
    language = str(module.locale.language_code)
    with translation.override(language):
        lessons = LessonPage.objects.child_of(module).live().order_by("path")
        quizzes = QuizPage.objects.child_of(module).live()
        chapters = [_chapter(lesson, _texts(lesson)) for lesson in lessons]
        chapters += [_chapter(quiz, _questions(quiz)) for quiz in quizzes]
        placed = [chapter.placed() for chapter in chapters if chapter.params["content"]]
        if not placed:
            raise NothingToExportError
        params = {
            "showCoverPage": False,
            "bookCover": {"coverDescription": ""},
            # A group with a single field is stored as that field.
            "chapters": placed,
            "behaviour": {
                "defaultTableOfContents": True,
                "progressIndicators": True,
                "progressAuto": True,
                "displaySummary": True,
                "enableRetry": True,
            },
            **interface.book(),
        }
        main = Content(INTERACTIVE_BOOK, params, title=module.title, names=(module.key, "book"))
        return Package(main, language, source=(module.full_url or "") if module.live else "")


def _chapter(page: Any, contents: list[Content]) -> Content:
    rows = [{"content": content.placed(), "useSeparator": "auto"} for content in contents]
    return Content(COLUMN, {"content": rows}, title=page.title, names=(page.key, "chapter"))


def _texts(lesson: Any) -> list[Content]:
    html = "".join(lesson_html(lesson.body))
    return [Content(ADVANCED_TEXT, {"text": html}, title=lesson.title, names=(lesson.key, "text"))] if html else []


def _questions(quiz: Any) -> list[Content]:
    found: list[Content] = []
    for question in quiz.question_list:
        try:
            found.extend(question.type.h5p(question, ANYWHERE).contents)
        except LeftOutError:
            continue
    return found
