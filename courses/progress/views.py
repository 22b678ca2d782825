"""Addresses that a learner writes to, and the small answer that makes public pages personal."""

from __future__ import annotations

import uuid
from datetime import datetime
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_POST, require_safe
from django_htmx.middleware import HtmxDetails

from courses.changes.editions import edition_in, unseen_changes
from courses.models.pages import LessonPage
from courses.outline import CourseOutline, Step, live_courses
from courses.progress import record
from courses.progress.standing import reader_states
from courses.progress.state import CourseState, QuizState, course_states, latest_first
from mimi.pages.links import current_language
from mimi.people import learners
from mimi.people.language import keep_language
from mimi.people.learning import learning_parts
from mimi.people.limits import limited
from mimi.people.origin import from_outbox, same_origin_required
from mimi.people.personal import register_personal_part


class HtmxRequest(HttpRequest):
    """A request as `django_htmx.middleware.HtmxMiddleware` leaves it."""

    htmx: HtmxDetails


@same_origin_required
@require_POST
@cache_control(private=True, no_store=True)
@limited("answers")
def lesson_done(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """Note that a lesson was read, and go on to the next step; a script is only told that it has been noted.

    Where an activity must be completed first, nothing is noted: the answer says which, and leads there or on.

    Raises:
        Http404: there is no live lesson with this key.
    """
    outline, step = _find_step(str(key), "lesson")
    missing = record.activities_to_do(learners.learner_id(request), step) if step.activities else set()
    if missing:
        return _unfinished(request, outline, step, missing)
    learner = learners.ensure_learner(request)
    edition = edition_in(current_language(), step.key, _moment(request.POST.get("shown")))
    record.complete_lesson(learner, outline.key, step.key, current_language(), edition)
    response = HttpResponse(status=204) if from_outbox(request) else _go_on(request, outline, step)
    learners.remember(request, response, learner)
    return response


def _unfinished(request: HttpRequest, outline: CourseOutline, step: Step, missing: set[str]) -> HttpResponse:
    """Say which activities of a lesson are still to be completed. A script sends the form again to get the page."""
    if from_outbox(request):
        return JsonResponse({"missing": sorted(missing)}, status=409)
    page = LessonPage.objects.filter(translation_key=step.key, locale__language_code=outline.language).first()
    blocks = [block for block in page.asking_blocks if str(block.id) in missing] if page else []
    context = {
        "course": outline,
        "module": outline.module_with(step.key),
        "lesson": step,
        "activities": [
            {"title": block.value["activity"].title, "url": f"{step.url}#block-{block.id}"} for block in blocks
        ],
        "next": outline.step_after(step.key),
    }
    return render(request, "courses/lesson_unfinished.html", context, status=409)


def _go_on(request: HttpRequest, outline: CourseOutline, step: Step) -> HttpResponse:
    after = outline.step_after(step.key)
    url = request.POST.get("next") or (after.url if after else outline.url)
    if not url_has_allowed_host_and_scheme(url, allowed_hosts={request.get_host()}):
        url = outline.url
    return HttpResponseRedirect(url)


@register_personal_part
def personal_course(request: HttpRequest, learner: uuid.UUID | None) -> dict[str, Any]:
    """Say how far a learner has come.

    `course` in the query string is the key of the course that the page belongs to, or the keys of those that it shows,
    with spaces between them.
    """
    wanted = request.GET.get("course", "").split()
    outlines = [outline for outline in live_courses(current_language()) if outline.key in wanted]
    return _personal_courses(course_states(learner, outlines)) if outlines else {}


def _personal_courses(states: list[CourseState]) -> dict[str, Any]:
    """Return what is personal about courses: `course` is how far the first is done, `courses` how far each is.

    One goes on where something was done last and is left to do.
    """
    resume = next((state.resume for state in latest_first(states) if state.resume), None)
    return {
        "done": sorted(key for state in states for key in state.done),
        "quizzes": {
            key: {"best": quiz.best, "latest": quiz.latest, "passed": quiz.passed, "open": quiz.open}
            for state in states
            for key, quiz in state.quizzes.items()
        },
        "modules": {
            module.key: state.module_percent(module)
            for state in states
            for module in state.outline.modules
            if state.begun
        },
        "course": states[0].course_percent,
        "courses": {state.outline.key: state.course_percent for state in states},
        "resume": {"title": resume.title, "url": resume.url} if resume else None,
        "changed": {
            key: {"blocks": list(change.blocks), "since": change.since.isoformat(), "note": change.note}
            for state in states
            for key, change in unseen_changes(state).items()
        },
    }


@require_safe
@cache_control(private=True, no_store=True)
def my_learning(request: HttpRequest) -> HttpResponse:
    """Show everything that a learner has done, in any language, without a script."""
    keep_language(request.user)
    courses = [_course_row(state) for state in latest_first(reader_states(request))]
    parts = learning_parts(request)
    context = {"courses": courses, "parts": parts, "has_own": any(part["own"] for part in parts)}
    return render(request, "people/my_learning.html", context)


def _course_row(state: CourseState) -> dict[str, Any]:
    outline = state.outline
    done, total = state.count(outline.required)
    return {
        "key": outline.key,
        "title": outline.title,
        "url": outline.url,
        "percent": state.course_percent,
        "done": done,
        "total": total,
        "continue": state.resume,
        "completed": state.completed,
        "to_do": [_to_do_row(state, step) for step in state.still_to_do],
        "modules": [_module_row(state, module) for module in outline.modules],
        "assessment": _quiz_row(state, outline.assessment),
        "ending": outline.ending,
    }


def _to_do_row(state: CourseState, step: Step) -> dict[str, Any]:
    """Describe something that is still to do: `why` is "read", "do", "pass", "finish" or "improve"."""
    quiz = state.quizzes.get(step.key, QuizState())
    activities = state.activities_to_do(step)
    why = "finish" if quiz.open else "pass" if quiz.best is None else "improve"
    if step.kind == "lesson":
        why = "do" if activities else "read"
    module = state.outline.module_with(step.key)
    return {
        "title": step.title,
        "url": step.url,
        "module": module.number if module else "",
        "why": why,
        "pass_mark": step.pass_mark,
        "best": quiz.best,
        "minutes": step.minutes,
        "activities": activities,
    }


def _quiz_row(state: CourseState, step: Step | None) -> dict[str, Any] | None:
    if step is None:
        return None
    reached = state.quizzes.get(step.key, QuizState())
    return {
        "title": step.title,
        "url": step.url,
        "best": reached.best,
        "latest": reached.latest,
        "passed": reached.passed,
        "open": reached.open,
        "attempts": reached.attempts,
        "attempts_url": reverse("quiz_attempts", args=[step.key]),
    }


def _module_row(state: CourseState, module: Any) -> dict[str, Any]:
    done, total = state.count(module.steps)
    return {
        "key": module.key,
        "name": module.name,
        "alone": module.alone,
        "url": module.url,
        "percent": state.module_percent(module),
        "done": done,
        "total": total,
        "lessons": [{"title": step.title, "url": step.url, "done": state.is_done(step)} for step in module.lessons],
        "quiz": _quiz_row(state, module.quiz),
    }


def _find_step(key: str, kind: str) -> tuple[CourseOutline, Any]:
    for outline in live_courses(current_language()):
        step = outline.step(key)
        if step and step.kind == kind:
            return outline, step
    raise Http404


def _moment(text: str | None) -> datetime:
    """Return when the page that a form was on was published; now, if the form doesn't say it.

    It may be older than the page that is live, above all where the form has waited for a connection.
    """
    try:
        moment = datetime.fromisoformat(text or "")
    except ValueError:
        return timezone.now()
    return moment if moment.tzinfo else timezone.now()
