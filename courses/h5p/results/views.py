"""Addresses at which the page's script keeps what is done in an activity; see `h5p.js`.

The learner is who the session or the cookie says, the activity and the lesson are those of the address, which a page of
ours has written. Nothing of this is read from what the frame has said.
"""

from __future__ import annotations

import uuid
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_POST, require_safe

from courses.h5p.models import Activity, ActivityVersion
from courses.h5p.playing.tickets import read_place
from courses.h5p.results import record
from courses.h5p.results.models import LONGEST_ID
from courses.h5p.results.reading import LARGEST, RefusedStatementError, read_statement
from courses.h5p.results.standing import Standing, standing, states
from courses.reflections.notebook import find_lesson
from mimi.pages.links import SOURCE_LANGUAGE, current_language
from mimi.people import learners
from mimi.people.limits import limited
from mimi.people.notes.answers import as_json
from mimi.people.origin import same_origin_required

# As much as an activity may remember in one text, in letters.
LONGEST_STATE = 64 * 1024
# In a form a letter may take nine bytes, and the other fields a little.
_LARGEST_STATEMENT, _LARGEST_STATE = 4 * LARGEST, 9 * LONGEST_STATE + 4096


@require_safe
@cache_control(private=True, no_store=True)
def standing_of(request: HttpRequest, word: str) -> HttpResponse:
    """Answer how far the reader has come in an activity: her attempts and results, and where she left off.

    Raises:
        Http404: no page of ours has written the word, or the activity is gone.
    """
    place = _place(word)
    activity = get_object_or_404(Activity.objects.select_related("current"), pk=place.activity)
    learner = learners.learner_id(request)
    told = standing(learner, activity.pk)
    going_on = told.going_on(activity.current_id)
    return as_json(
        {
            **_reached(told),
            "registration": str(going_on.registration) if going_on else None,
            "states": states(learner, activity),
        }
    )


@same_origin_required
@require_POST
@cache_control(private=True, no_store=True)
@limited("results", largest=_LARGEST_STATEMENT)
def result(request: HttpRequest, word: str) -> HttpResponse:
    """Keep a statement, once however often it is sent; answer how far the reader has come now.

    Raises:
        Http404: no page of ours has written the word, or its lesson or activity is gone.
    """
    place = _place(word)
    send_id, registration = _uuid(request, "send"), _uuid(request, "registration")
    try:
        told = read_statement(request.POST.get("statement", ""))
    except RefusedStatementError as refused:
        return _refuse(str(refused))
    if send_id is None or registration is None:
        return _refuse("send, registration")
    language = current_language()
    lesson = find_lesson(place.lesson_key, language) or find_lesson(place.lesson_key, SOURCE_LANGUAGE)
    if lesson is None:
        raise Http404
    played = record.Try(registration, _version(request, place), language)
    learner = learners.ensure_learner(request)
    record.keep(learner, lesson[0].key, place, played, told, send_id)
    response = as_json(_reached(standing(learner, place.activity)))
    learners.remember(request, response, learner)
    return response


@same_origin_required
@require_POST
@cache_control(private=True, no_store=True)
@limited("results", largest=_LARGEST_STATE)
def state(request: HttpRequest, word: str) -> HttpResponse:
    """Keep where the reader left off in an activity, or forget it; what is sent last counts.

    Raises:
        Http404: no page of ours has written the word, or the activity is gone.
    """
    place = _place(word)
    text = request.POST.get("text")
    wish = record.Remembered(
        data_type=request.POST.get("type", ""),
        sub_content=request.POST.get("part", ""),
        text=text,
        ends_with_content=request.POST.get("ends") == "1",
    )
    if not all(0 < len(name) <= LONGEST_ID and name.isprintable() for name in (wish.data_type, wish.sub_content)):
        return _refuse("type, part")
    if text is not None and (len(text) > LONGEST_STATE or "\0" in text):
        return _refuse(gettext("This is more than an activity may remember."))
    version = _version(request, place)
    known = learners.learner_id(request)
    if text is None and known is None:
        # There is nothing to forget, so nobody to make for it.
        return HttpResponse(status=204)
    learner = learners.ensure_learner(request)
    if not record.remember(learner, version, wish):
        return _refuse(gettext("This is more than an activity may remember."))
    response = HttpResponse(status=204)
    learners.remember(request, response, learner)
    return response


def _place(word: str) -> record.Place:
    found = read_place(word)
    if found is None:
        raise Http404
    return record.Place(*found)


def _version(request: HttpRequest, place: record.Place) -> ActivityVersion:
    """Return the version that was played: the one that the frame has told of, if it is one of this activity.

    It says which content the words of a state belong to, and nothing else hangs on it.
    """
    number = request.POST.get("version", "")
    rows = ActivityVersion.objects.filter(activity_id=place.activity).only("activity_id", "digest").order_by("-number")
    if number.isascii() and number.isdigit() and len(number) < 10:
        found = rows.filter(number=int(number)).first()
        if found:
            return found
    newest = rows.first()
    if newest is None:
        raise Http404
    return newest


def _uuid(request: HttpRequest, name: str) -> uuid.UUID | None:
    try:
        return uuid.UUID(request.POST.get(name, ""))
    except ValueError:
        return None


def _reached(told: Standing) -> dict[str, Any]:
    return {
        "attempts": len(told.attempts),
        "done": bool(told.finished),
        "best": told.best,
        "latest": told.latest,
    }


def _refuse(problem: str) -> HttpResponse:
    return as_json({"error": problem}, status=422)
