"""All notes of a learner together, as a Word file and as a PDF."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localdate, localtime
from django.utils.translation import gettext
from django.views.decorators.cache import cache_control
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_safe
from docx.document import Document as WordDocument

from courses.reflections.models import ReflectionText
from courses.reflections.notebook import CourseNotes, Note, read_notebook
from mimi.pages.links import current_language
from mimi.paper import add_text, document, paragraphs, pdf_answer, reads_from_right, without_controls, word_answer
from mimi.people import learners


@require_safe
@cache_control(private=True, no_store=True)
@sensitive_variables()
def reflections_word(request: HttpRequest) -> HttpResponse:
    """Answer all notes of the reader as a Word file; where there are none, lead to the page that says so."""
    courses = read_notebook(learners.learner_id(request), current_language())
    if not courses:
        return HttpResponseRedirect(reverse("reflections"))
    return word_answer(write_word(courses, current_language()), f"{_file_name()}.docx")


@require_safe
@cache_control(private=True, no_store=True)
@sensitive_variables()
def reflections_pdf(request: HttpRequest) -> HttpResponse:
    """Answer the same as a PDF."""
    courses = read_notebook(learners.learner_id(request), current_language())
    if not courses:
        return HttpResponseRedirect(reverse("reflections"))
    return pdf_answer(request, "courses/reflections/paper.html", paper_context(courses), f"{_file_name()}.pdf")


@sensitive_variables()
def write_word(courses: list[CourseNotes], language: str) -> WordDocument:
    """Return the notes as a document in the active language."""
    title = gettext("Your reflections")
    made = document(language, title)
    made.add_paragraph(title, style="Title")
    made.add_paragraph(_made_on(), style="Subtitle")
    for course in courses:
        made.add_heading(without_controls(course.title or _no_longer_here()), level=1)
        for chapter in course.chapters:
            if chapter.title or course.title:
                name = chapter.name if chapter.title else _no_longer_here()
                made.add_heading(without_controls(name), level=2)
            for lesson in chapter.lessons:
                if lesson.title:
                    made.add_heading(without_controls(lesson.title), level=3)
                for note in lesson.notes:
                    _write_note(made, note)
    return made


@sensitive_variables()
def _write_note(made: WordDocument, note: Note) -> None:
    made.add_paragraph(without_controls(_asked(note)), style="Prompt")
    for row in note.texts:
        add_text(made, _said(row))
        made.add_paragraph(_written_on(row), style="Aside")


@sensitive_variables()
def paper_context(courses: list[CourseNotes]) -> dict[str, Any]:
    """Return what the template of the PDF shows."""
    return {
        "made_on": _made_on(),
        "courses": [
            {
                "title": course.title,
                "chapters": [
                    {
                        "title": chapter.name,
                        "lessons": [
                            {"title": lesson.title, "notes": [_entry(note) for note in lesson.notes]}
                            for lesson in chapter.lessons
                        ],
                    }
                    for chapter in course.chapters
                ],
            }
            for course in courses
        ],
    }


@sensitive_variables()
def _entry(note: Note) -> dict[str, Any]:
    return {
        "asked": without_controls(_asked(note)),
        "language": note.prompt.language if note.prompt else None,
        "texts": [
            {
                "written": _written_on(row),
                "paragraphs": [{"text": part, "rtl": reads_from_right(part)} for part in paragraphs(_said(row))],
            }
            for row in note.texts
        ],
    }


def _asked(note: Note) -> str:
    return note.prompt.text if note.prompt else gettext("A question that is no longer part of the lesson")


def _said(row: ReflectionText) -> str:
    return gettext("This text can no longer be opened.") if row.text is None else row.text


def _written_on(row: ReflectionText) -> str:
    return gettext("Written on %(date)s") % {"date": date_format(localtime(row.written_at), "DATE_FORMAT")}


def _made_on() -> str:
    return gettext("Everything that you have written for yourself in the lessons, as of %(date)s.") % {
        "date": date_format(localdate(), "DATE_FORMAT")
    }


def _no_longer_here() -> str:
    return gettext("From lessons that are no longer here")


def _file_name() -> str:
    return gettext("my-reflections")
