"""Pages of plans: making one from a practice, all of one's own, and one to be read and changed."""

from __future__ import annotations

import uuid
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotModified, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from mimi.pages.links import SOURCE_LANGUAGE
from mimi.people import learners
from mimi.people.limits import limited
from practices.plans.access import POSTS, READS, Access, opens_plan, own_forms_only, unseen
from practices.plans.adopting import (
    AdoptedBeforeError,
    TooManyPlansError,
    adopt,
    copy_plan,
)
from practices.plans.deleting import KEEP, delete_plan, return_plan
from practices.plans.exports.views import ways_to_take
from practices.plans.history import what_undo_takes_back
from practices.plans.listing import plans_of
from practices.plans.showing import Refusal, page_variables
from practices.plans.source import PracticeWords, practice_words
from practices.plans.words import read_plan


def language() -> str:
    """Return the language that the reader has chosen."""
    return get_language() or SOURCE_LANGUAGE


@own_forms_only
@cache_control(private=True, no_store=True)
def plan_adopt(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """Make a plan from a practice and open it; who has one from it already is asked whether she wants another.

    Whoever comes here by a link, such as that to another language, is led to the practice.

    Raises:
        Http404: there is no such practice in this language.
    """
    words = practice_words(key, language())
    if words is None:
        raise Http404
    if request.method != "POST":
        return HttpResponseRedirect(words.url)
    return _adopt(request, key, words)


@limited("plans")
def _adopt(request: HttpRequest, key: uuid.UUID, words: PracticeWords) -> HttpResponse:
    learner = learners.ensure_learner(request)
    try:
        plan = adopt(learner, key, words, language(), another="another" in request.POST)
    except AdoptedBeforeError as before:
        ids = {plan.pk for plan in before.plans}
        rows = [row for row in plans_of(learner, language()) if row.id in ids]
        context = {"plans": rows, "practice": words, "key": key}
        response = render(request, "practices/plans/another.html", context)
    except TooManyPlansError as problem:
        response = _full(request, problem)
    else:
        response = HttpResponseRedirect(reverse("plan", args=[plan.pk]))
    learners.remember(request, response, learner)
    return response


def _full(request: HttpRequest, problem: Exception) -> HttpResponse:
    return render(request, "practices/plans/too_many.html", {"problem": str(problem)}, status=422)


@require_safe
@cache_control(private=True, no_store=True)
def plans(request: HttpRequest) -> HttpResponse:
    """Show all plans of the reader, and those that she deleted and may still bring back."""
    learner = learners.learner_id(request)
    context = {
        "plans": plans_of(learner, language()) if learner else [],
        "deleted": plans_of(learner, language(), deleted=True) if learner else [],
        "days": KEEP.days,
        "did": request.GET.get("did", ""),
    }
    return unseen(render(request, "practices/plans/plans.html", context))


@opens_plan()
def plan(request: HttpRequest, access: Access) -> HttpResponse:
    """Show a plan; to those who may change it with fields to fill in."""
    return show_plan(request, access, did=request.GET)


def show_plan(
    request: HttpRequest, access: Access, refused: Refusal | None = None, did: Any = None, status: int = 200
) -> HttpResponse:
    """Answer the page of a plan; with what was sent and refused still in its field."""
    read = read_plan(access.plan, language())
    context = page_variables(access, read, refused, did)
    context["exports"] = ways_to_take(access)
    if access.may_edit:
        context["undo"] = what_undo_takes_back(access.plan, access.actor, read.reader.name)
    template = "practices/plans/plan.html" if access.may_edit else "practices/plans/plan_to_read.html"
    return render(request, template, context, status=status)


@opens_plan()
def plan_state(request: HttpRequest, access: Access) -> HttpResponse:
    """Answer how often the plan has changed, or that it hasn't; a page that is in sight asks every few seconds."""
    etag = f'W/"{access.plan.revision}"'
    if request.headers.get("If-None-Match") == etag:
        response: HttpResponse = HttpResponseNotModified()
    else:
        response = JsonResponse({"revision": access.plan.revision})
    response.headers["ETag"] = etag
    return response


@opens_plan(POSTS, owner=True, counts="plans")
def plan_copy(request: HttpRequest, access: Access) -> HttpResponse:
    """Make another plan with the same rows, and open it."""
    try:
        twin = copy_plan(access.plan, access.plan.learner_id)
    except TooManyPlansError as problem:
        return _full(request, problem)
    return HttpResponseRedirect(reverse("plan", args=[twin.pk]))


@opens_plan((*READS, *POSTS), owner=True)
def plan_delete(request: HttpRequest, access: Access) -> HttpResponse:
    """Ask whether a plan is to be deleted, and put it into the bin."""
    if request.method == "POST":
        delete_plan(access.plan)
        return HttpResponseRedirect(f"{reverse('plans')}?did=deleted")
    context = {"access": access, "plan": read_plan(access.plan, language()), "days": KEEP.days}
    context["links"] = access.plan.links.filter(withdrawn_at=None).count()
    return render(request, "practices/plans/delete.html", context)


@opens_plan(POSTS, owner=True, deleted=True)
def plan_return(request: HttpRequest, access: Access) -> HttpResponse:
    """Bring a plan back from the bin."""
    try:
        return_plan(access.plan)
    except TooManyPlansError as problem:
        return _full(request, problem)
    return HttpResponseRedirect(reverse("plan", args=[access.plan.pk]))
