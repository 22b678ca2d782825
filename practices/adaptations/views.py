"""The pages on which somebody tells how a practice went that she has adopted. They are for the owners of accounts."""

from __future__ import annotations

import functools
import uuid
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.core import signing
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render, resolve_url
from django.urls import reverse
from django.utils.translation import get_language, gettext
from django.views.decorators.cache import cache_control
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from mimi.letters.subscriptions import allow, unsubscribe
from mimi.pages.links import SOURCE_LANGUAGE, PageLink
from mimi.people.limits import limited
from mimi.people.models import User
from mimi.people.origin import same_origin_required
from practices.adaptations.asking import KIND, decline
from practices.adaptations.forms import AdaptationForm, initial_of
from practices.adaptations.models import Adaptation, Status
from practices.adaptations.record import (
    WRITABLE,
    ChangedMeanwhileError,
    delete,
    has_adopted,
    keep,
    report_of,
    withdraw,
)
from practices.adaptations.showing import one_of
from practices.adaptations.stash import put_aside, put_aside_for, take_away
from practices.adaptations.words import QUESTIONS
from practices.plans.forms import uuid_in
from practices.plans.source import pages_by_key

SALT = "practices.adaptations.whose"
LARGEST = 200_000
DRAFT, SEND = "draft", "send"
# Where she is and in what kind of organisation, which she needn't write anew for the next practice.
AGAIN = ("language", "organisation", "place", "country", "sector", "size", "shows_name", "name", "wants_answer")


def _form_page(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Refuse forms from other sites, while links from anywhere lead to the page: there is one in an e-mail."""
    posted = same_origin_required(view)

    @csrf_exempt
    @functools.wraps(view)
    def answer(request: HttpRequest, **arguments: Any) -> HttpResponse:
        return (posted if request.method == "POST" else view)(request, **arguments)

    return answer


@_form_page
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
@cache_control(private=True, no_store=True)
@limited("notes", typed=tuple(QUESTIONS), largest=LARGEST)
def tried(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """Show the form, or what has become of her report; keep what she has written, or send it to the editors.

    Raises:
        Http404: there is no such practice.
    """
    user = request.user
    if not isinstance(user, User):
        return _sign_in_first(request, key)
    report, practice = report_of(user, key), _practice(key)
    if report is None and practice is None:
        raise Http404
    if report is None and not has_adopted(user, key):
        return _show(request, "adopt_first", {"practice": practice, "key": key}, status=403)
    if request.method == "POST":
        return _keep(request, user, key, report, practice)
    if report and report.status == Status.PUBLISHED:
        return _show_published(request, report, practice)
    return _show_form(request, user, key, report, practice)


def _sign_in_first(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """Lead to the page for signing in; what was sent after her session had ended is put aside until then."""
    if request.method == "POST":
        put_aside(request, key, _whose(request.POST.get("whose", "")), request.POST)
        messages.warning(
            request, gettext("You were no longer signed in. Sign in, and you will find what you wrote; then send it.")
        )
    return redirect_to_login(reverse("tried", args=[key]), resolve_url(settings.LOGIN_URL))


def _keep(
    request: HttpRequest, user: User, key: uuid.UUID, report: Adaptation | None, practice: PageLink | None
) -> HttpResponse:
    send = request.POST.get("do") == SEND
    form = AdaptationForm(request.POST, reader=_language(), draft=not send)
    if not form.is_valid():
        kept = send and _keep_as_draft(request, user, key, report)
        return _show_form(request, user, key, kept or report, practice, form=form, kept=bool(kept), status=422)
    try:
        keep(user, key, form.values, base=form.cleaned_data["version"], send=send)
    except ChangedMeanwhileError:
        return _show_form(request, user, key, report_of(user, key), practice, form=form, clash=True, status=409)
    take_away(request, key)
    return HttpResponseRedirect(f"{reverse('tried', args=[key])}?did={SEND if send else DRAFT}")


def _keep_as_draft(request: HttpRequest, user: User, key: uuid.UUID, report: Adaptation | None) -> Adaptation | None:
    """Keep what can't be sent yet, unless the editors have an older text of it before them."""
    draft = AdaptationForm(request.POST, reader=_language(), draft=True)
    if (report and report.status == Status.WAITING) or not draft.is_valid():
        return None
    try:
        kept = keep(user, key, draft.values, base=draft.cleaned_data["version"], send=False)
    except ChangedMeanwhileError:
        return None
    take_away(request, key)
    return kept


def _show_form(
    request: HttpRequest,
    user: User,
    key: uuid.UUID,
    report: Adaptation | None,
    practice: PageLink | None,
    *,
    form: AdaptationForm | None = None,
    kept: bool = False,
    clash: bool = False,
    status: int = 200,
) -> HttpResponse:
    aside = put_aside_for(request, key, user.pk) if form is None else None
    if form is None:
        form = AdaptationForm(initial={**_initial(user, report), **(aside or {})}, reader=_language())
    # What is sent next is based on what she sees now.
    form.goes_along(version=report.version if report else 0, whose=signing.dumps(user.pk, salt=SALT))
    context = {
        "form": form,
        "report": report,
        "practice": practice,
        "key": key,
        "kept": kept,
        "aside": aside is not None,
        "clash": clash,
        "stored": one_of(report, _language()) if clash and report else None,
        "published": bool(report and report.status not in WRITABLE),
        "did": request.GET.get("did", ""),
    }
    return _show(request, "form", context, status)


def _show_published(request: HttpRequest, report: Adaptation, practice: PageLink | None) -> HttpResponse:
    return _show(request, "published", {"report": report, "one": one_of(report, _language()), "practice": practice})


def _initial(user: User, report: Adaptation | None) -> dict[str, Any]:
    if report:
        return initial_of(report)
    before = Adaptation.objects.filter(author=user).order_by("-changed_at").first()
    if before:
        return {name: getattr(before, name) for name in AGAIN}
    return {"language": _language(), "name": user.get_full_name()}


@_form_page
@require_http_methods(["GET", "HEAD", "POST"])
@cache_control(private=True, no_store=True)
@limited("notes")
def tried_withdraw(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """Ask whether a report is to be withdrawn, or deleted where nobody else sees it, and do so.

    Raises:
        Http404: she has written none.
    """
    user = request.user
    if not isinstance(user, User):
        return redirect_to_login(reverse("tried_withdraw", args=[key]), resolve_url(settings.LOGIN_URL))
    report = report_of(user, key)
    if report is None:
        raise Http404
    deletes = report.status in (Status.DRAFT, Status.WITHDRAWN)
    if request.method != "POST":
        return _show(request, "withdraw", {"report": report, "deletes": deletes, "practice": _practice(key)})
    if request.POST.get("do") != "delete":
        withdraw(report)
        return HttpResponseRedirect(f"{reverse('tried', args=[key])}?did=withdrawn")
    try:
        delete(report)
    except ChangedMeanwhileError:
        # She has sent it in another window: she is asked about that.
        return HttpResponseRedirect(reverse("tried_withdraw", args=[key]))
    messages.success(request, gettext("Your report is deleted."))
    return HttpResponseRedirect(f"{reverse('my_learning')}#tried")


@same_origin_required
@require_POST
@cache_control(private=True, no_store=True)
@limited("notes")
def tried_answer(request: HttpRequest) -> HttpResponse:
    """Note that somebody doesn't want to tell now of one practice, or wants to be asked never, or again."""
    user = request.user
    if not isinstance(user, User):
        return redirect_to_login(reverse("my_learning"), resolve_url(settings.LOGIN_URL))
    answer = request.POST.get("do", "")
    if answer == "never":
        unsubscribe(user.pk, KIND)
        messages.success(request, gettext("We won’t ask you any more how practices went."))
    elif answer == "again":
        allow(user.pk, KIND)
        messages.success(request, gettext("We will ask you again, once for each practice."))
    else:
        decline(user, uuid_in(request.POST, "key"))
    return HttpResponseRedirect(f"{reverse('my_learning')}#tried")


def _practice(key: uuid.UUID) -> PageLink | None:
    return pages_by_key([key], _language()).get(key)


def _whose(token: str) -> int | None:
    try:
        return int(signing.loads(token, salt=SALT))
    except (signing.BadSignature, ValueError, TypeError):
        return None


def _language() -> str:
    return get_language() or SOURCE_LANGUAGE


def _show(request: HttpRequest, template: str, context: dict[str, Any], status: int = 200) -> HttpResponse:
    response = render(request, f"practices/adaptations/{template}.html", context, status=status)
    response.headers["X-Robots-Tag"] = "noindex, nofollow"
    return response
