"""Addresses of private notes: what a lesson's script reads and saves, the same by plain forms, and all notes together.

Every answer is for the writer alone and is stored by nobody on the way. What she wrote never comes into a log or into a
report of an error.
"""

from __future__ import annotations

import functools
import uuid
from typing import Any

from django.core.exceptions import RequestDataTooBig
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext
from django.views.decorators.cache import cache_control
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_POST, require_safe

from courses.reflections.models import Reflection, ReflectionText
from courses.reflections.notebook import (
    Note,
    find_lesson,
    read_note,
    read_notebook,
    texts_of_lesson,
)
from courses.reflections.record import NotebookFullError, Place, keep
from mimi.pages.links import SOURCE_LANGUAGE, current_language
from mimi.people import learners
from mimi.people.limits import limited
from mimi.people.notes.answers import as_json, owner_of, told, wants_json
from mimi.people.notes.forms import ChangeForm, full_notebook_text
from mimi.people.origin import same_origin_required


@require_safe
@cache_control(private=True, no_store=True)
@sensitive_variables()
def lesson_reflections(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """Answer what the reader has written in a lesson, by block, the latest first; see `reflection.js`."""
    learner = learners.learner_id(request)
    notes = {str(id_): told(texts) for id_, texts in texts_of_lesson(learner, key).items()}
    owner = owner_of(learner) if request.user.is_authenticated else ""
    return as_json({"owner": owner, "known": learner is not None, "notes": notes})


@same_origin_required
@sensitive_post_parameters("text")
@require_POST
@cache_control(private=True, no_store=True)
@limited("notes", typed=("text",))
@sensitive_variables()
def reflection_save(request: HttpRequest, key: uuid.UUID, block: uuid.UUID) -> HttpResponse:
    """Keep a change to a note; a script is answered what the note holds now, a form is led to where it is shown.

    Raises:
        Http404: there is no such lesson, and the reader has written nothing there before.
    """
    known = learners.learner_id(request)
    place = _place(known, key, block)
    note = functools.partial(read_note, known, key, block, current_language())
    try:
        form = ChangeForm(request.POST, lambda: note().texts)
    except RequestDataTooBig:
        return _refuse(request, note(), None)
    if not form.is_valid():
        return _refuse(request, note(), form)
    change = form.change
    if not change.text and known is None:
        # There is nothing to keep, so nobody to keep it for.
        return _answer(request, key, block, [])
    learner = learners.ensure_learner(request)
    try:
        texts = keep(learner, place, change)
    except NotebookFullError:
        return _refuse(request, note(), form, full_notebook_text())
    response = _answer(request, key, block, texts)
    learners.remember(request, response, learner)
    return response


def _place(learner: uuid.UUID | None, key: uuid.UUID, block: uuid.UUID) -> Place:
    """Return where a note stands; what was begun can be gone on with when the lesson is there no more.

    Raises:
        Http404: see `reflection_save`.
    """
    found = find_lesson(key, current_language()) or find_lesson(key, SOURCE_LANGUAGE)
    if found:
        return Place(uuid.UUID(found[0].key), key, block)
    begun = Reflection.objects.filter(learner=learner, lesson_key=key, block_id=block).first() if learner else None
    if begun is None:
        raise Http404
    return Place(begun.course_key, key, block)


@sensitive_variables()
def _answer(request: HttpRequest, key: uuid.UUID, block: uuid.UUID, texts: list[ReflectionText]) -> HttpResponse:
    if wants_json(request):
        return as_json({"texts": told(texts)})
    note = Note(key, block, texts)
    url = request.POST.get("next", "")
    if len(texts) > 1 or not url_has_allowed_host_and_scheme(url, allowed_hosts={request.get_host()}):
        url = note.url
    return HttpResponseRedirect(url)


@sensitive_variables()
def _refuse(request: HttpRequest, note: Note, form: ChangeForm | None, problem: str = "") -> HttpResponse:
    """Say what is wrong; what was written stays in the field. Without a form it was too much even to be received."""
    if not problem:
        problem = form.problem if form else gettext("That is far too much for a note. Go back and shorten it.")
    if wants_json(request):
        return as_json({"error": problem}, status=422)
    context = {**_frame(note), "form": form, "problem": problem}
    return render(request, "courses/reflections/note.html", context, status=422)


@require_safe
@cache_control(private=True, no_store=True)
@sensitive_variables()
def reflection(request: HttpRequest, key: uuid.UUID, block: uuid.UUID) -> HttpResponse:
    """Show one note to be read and changed, without a script; texts that were written apart stand side by side.

    Raises:
        Http404: the reader has no note there, and there is no such prompt.
    """
    note = read_note(learners.learner_id(request), key, block, current_language())
    if not note.texts and note.prompt is None:
        raise Http404
    return render(request, "courses/reflections/note.html", _frame(note))


@require_safe
@cache_control(private=True, no_store=True)
@sensitive_variables()
def reflections(request: HttpRequest) -> HttpResponse:
    """Show all notes of the reader by course, module and lesson, to be changed in place."""
    learner = learners.learner_id(request)
    courses = read_notebook(learner, current_language())
    owner = owner_of(learner) if request.user.is_authenticated else ""
    return render(request, "courses/reflections/notebook.html", {"courses": courses, "owner": owner})


def _frame(note: Note) -> dict[str, Any]:
    found = find_lesson(note.lesson_key, current_language())
    course, step = found or (None, None)
    return {
        "note": note,
        "course": course,
        "module": course.module_with(step.key) if course and step else None,
        "lesson": step,
    }
