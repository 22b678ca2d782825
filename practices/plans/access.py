"""Who opens a plan, and what she may do: its owner everything, somebody with a link what the link allows.

The same views serve both. A plan that isn't one's own, and a link that is unknown or withdrawn, are answered like an
address that leads nowhere.
"""

from __future__ import annotations

import functools
import uuid
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from django.core import signing
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import patch_cache_control
from django.utils.formats import number_format
from django.utils.translation import gettext
from django.views.decorators.csrf import csrf_exempt

from mimi.pages.serving import PERSONAL
from mimi.pages.views import page_not_found
from mimi.people import learners
from mimi.people.limits import LimitReachedError, count_address, limited
from mimi.people.limits import answer as limit_answer
from mimi.people.origin import same_origin_required
from practices.plans.kinds import MOST_CHANGES
from practices.plans.models import Plan, PlanLink
from practices.plans.record import Actor
from practices.plans.sharing import find_link

NAME_COOKIE = "plan_name"
NAME_SALT = "practices.plans.name"

View = Callable[..., HttpResponse]


@dataclass(frozen=True)
class Access:
    """An open plan, and by what way: as its owner, or by a link with its secret and the name given to it."""

    plan: Plan
    link: PlanLink | None = None
    token: str = field(default="", repr=False)
    name: str = ""

    @property
    def owns(self) -> bool:
        """Whether the plan is one's own."""
        return self.link is None

    @property
    def may_edit(self) -> bool:
        """Whether one may change the plan."""
        return self.link is None or self.link.may_edit

    @property
    def actor(self) -> Actor:
        """Under whose name changes are kept."""
        return Actor(self.owns, self.link.pk if self.link else None, self.name)

    def url(self, name: str, *arguments: Any) -> str:
        """Return the address of something of the plan, by the way that one came."""
        if self.owns:
            return reverse(name, args=[self.plan.pk, *arguments])
        return reverse(f"shared_{name}", args=[self.token, *arguments])


READS = ("GET", "HEAD")
POSTS = ("POST",)
# Fields whose words are shown again where a limit is reached.
TYPED = ("title", "text", "how", "who", "note", "label", "name")


def opens_plan(
    methods: tuple[str, ...] = READS,
    *,
    edits: bool = False,
    owner: bool = False,
    deleted: bool = False,
    counts: str = "changes",
) -> Callable[[View], View]:
    """Open the plan of an address for a view, which is called with the request and the `Access`.

    It is called for these methods only. A view that `edits` is refused to those who may only read.
    A view that is for the `owner` has no address by a link. A plan in the bin is open only to views of what is
    `deleted`. What is sent is counted as `counts` says, see `mimi.people.limits`.
    """

    def decorate(view: View) -> View:
        @functools.wraps(view)
        def answer(
            request: HttpRequest, *, plan: uuid.UUID | None = None, token: str = "", **rest: Any
        ) -> HttpResponse:
            access = _own(request, plan, deleted=deleted) if plan else _shared(request, token)
            if access is None or (owner and not access.owns):
                return _nowhere(request, token)
            if request.method not in methods:
                # What answered a form may be asked for anew, such as in another language.
                can_go = request.method in READS
                return HttpResponseRedirect(access.url("plan")) if can_go else HttpResponseNotAllowed(methods)
            if edits and not access.may_edit:
                return only_to_read(request, access)
            if edits:
                _check_history(access.plan)
            try:
                response = view(request, access, **rest)
            except Http404 as missing:
                return page_not_found(request, missing)
            if access.owns and request.method == "POST":
                _keep(access.plan)
                learners.remember(request, response, access.plan.learner_id)
            return response

        checked = own_forms_only(limited(counts, typed=TYPED)(answer))

        @csrf_exempt
        @functools.wraps(view)
        def opened(request: HttpRequest, **arguments: Any) -> HttpResponse:
            return unseen(checked(request, **arguments))

        return opened

    return decorate


def own_forms_only(view: View) -> View:
    """Refuse a form that was sent from another site, without a token in it; pages may be come to from anywhere."""
    checked = same_origin_required(view)

    @csrf_exempt
    @functools.wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return (view if request.method in READS else checked)(request, *args, **kwargs)

    return answer


def unseen(response: HttpResponse) -> HttpResponse:
    """Keep an answer out of caches and search engines, and its address, which may be a secret, from other sites.

    By `no-referrer` browsers would not say where a form comes from, either (Fetch, "append a request Origin header").
    """
    patch_cache_control(response, **PERSONAL)
    response.headers["X-Robots-Tag"] = "noindex, nofollow"
    response.headers["Referrer-Policy"] = "same-origin"
    return response


def _check_history(plan: Plan) -> None:
    """See whether a plan has room for another change.

    Raises:
        LimitReachedError: it has been changed as often as it may be.
    """
    # Its revision counts what has since been thinned out, too, so it is looked at first.
    if plan.revision >= MOST_CHANGES and plan.changes.count() >= MOST_CHANGES:
        sentence = gettext(
            "This plan has been changed %(most)s times, and its history has room for no more. Its owner can make a "
            "copy, which begins anew."
        ) % {"most": number_format(MOST_CHANGES, use_l10n=True, force_grouping=True)}
        raise LimitReachedError(sentence, status=422)


def _keep(plan: Plan) -> None:
    """Note that its owner works on a plan, as her cookie is renewed; once an hour is enough for what lasts a year."""
    if timezone.now() - plan.kept_at > timedelta(hours=1):
        Plan.objects.filter(pk=plan.pk).update(kept_at=timezone.now())


def only_to_read(request: HttpRequest, access: Access) -> HttpResponse:
    """Tell somebody who may only read a plan that nothing was changed."""
    return render(request, "practices/plans/only_to_read.html", {"plan_url": access.url("plan")}, status=403)


def _nowhere(request: HttpRequest, token: str) -> HttpResponse:
    """Answer for a plan that isn't there; whoever tries many links at random is told to stop."""
    try:
        if token:
            count_address(request, "guesses")
    except LimitReachedError as reached:
        return limit_answer(request, reached)
    return page_not_found(request, Http404())


def _own(request: HttpRequest, id_: uuid.UUID, *, deleted: bool) -> Access | None:
    learner = learners.learner_id(request)
    if learner is None:
        return None
    plan = Plan.objects.filter(pk=id_, learner=learner, deleted_at__isnull=not deleted).first()
    return Access(plan) if plan else None


def _shared(request: HttpRequest, token: str) -> Access | None:
    link = find_link(token)
    return Access(link.plan, link, token, given_name(request) if link.may_edit else "") if link else None


def given_name(request: HttpRequest) -> str:
    """Return the name that somebody with a link has given; empty where none, or one that we didn't write."""
    try:
        return str(signing.loads(request.COOKIES.get(NAME_COOKIE, ""), salt=NAME_SALT))
    except signing.BadSignature:
        return ""


def keep_name(request: HttpRequest, response: HttpResponse, name: str) -> None:
    """Keep the name that somebody with a link gives, until she closes her browser; an empty one is forgotten."""
    if name:
        value = signing.dumps(name, salt=NAME_SALT)
        response.set_cookie(NAME_COOKIE, value, httponly=True, samesite="Lax", secure=request.is_secure())
    else:
        response.delete_cookie(NAME_COOKIE, samesite="Lax")
