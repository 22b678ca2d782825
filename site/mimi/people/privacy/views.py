"""Seeing, taking along and deleting what is stored about oneself."""

from __future__ import annotations

from collections.abc import Iterable
from smtplib import SMTPException
from typing import Any

import structlog
from allauth.account.decorators import reauthentication_required
from django.conf import settings
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_http_methods, require_safe
from wagtail.models import Page

from mimi.letters.composing import compose
from mimi.pages.identity import stable_uuid
from mimi.pages.links import PageLink, current_language, links_to
from mimi.people.language import keep_language
from mimi.people.models import User
from mimi.people.privacy import export
from mimi.people.privacy.declarations import INTERNAL, Declaration, Fate, Purpose, declarations
from mimi.people.privacy.erasure import erase
from mimi.people.privacy.subject import Subject, forget

_log = structlog.get_logger("mimi.people")
private = cache_control(private=True, no_store=True)


@require_safe
@private
def own_data(request: HttpRequest) -> HttpResponse:
    """Show everything that is stored about who asks, in her language."""
    keep_language(request.user)
    chapters = export.collect(Subject.of_request(request))
    return render(request, "people/own_data.html", {"chapters": chapters})


@require_safe
@private
def own_data_file(request: HttpRequest) -> HttpResponse:
    """Answer everything that is stored about who asks as a JSON file."""
    data = export.as_data(export.collect(Subject.of_request(request)))
    response = JsonResponse(data, encoder=export.Encoder, json_dumps_params={"ensure_ascii": False, "indent": 2})
    name = f"microintegration-{timezone.localdate():%Y-%m-%d}.json"
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _has_account(request: HttpRequest) -> bool:
    return request.user.is_authenticated


@require_http_methods(["GET", "HEAD", "POST"])
@private
@reauthentication_required(enabled=_has_account)
def delete_me(request: HttpRequest) -> HttpResponse:
    """Ask whether everything is to be deleted, and delete it; the owner of an account proves first that it is she."""
    subject = Subject.of_request(request)
    if request.method != "POST":
        return render(
            request,
            "people/delete_me.html",
            {"anything": bool(export.collect(subject)), "sends_mail": settings.SENDS_MAIL},
        )
    user = request.user
    erase(subject)
    logout(request)
    if isinstance(user, User):
        _confirm(user.email)
    response = HttpResponseRedirect(reverse("deleted"))
    forget(response)
    # Notes and settings that scripts of ours have kept in this browser, and pages kept for reading offline.
    response.headers["Clear-Site-Data"] = '"storage"'
    return response


def _confirm(email: str) -> None:
    """Tell by e-mail that an account is gone.

    At once and not in the background: a task would keep the address in the database. Without a mail server it would be
    kept in a file.
    """
    if not settings.SENDS_MAIL:
        return
    try:
        compose(email, "letters/account_deleted", {}, language=current_language()).send()
    except (SMTPException, OSError) as error:
        _log.warning("confirmation of a deletion not sent", error=type(error).__name__)


@require_safe
@private
def deleted(request: HttpRequest) -> HttpResponse:
    """Say that everything is gone."""
    return render(request, "people/deleted.html", {"sends_mail": settings.SENDS_MAIL})


@require_safe
@private
def what_is_stored(request: HttpRequest) -> HttpResponse:
    """Say what is stored about people, why and for how long, as it is declared."""
    return render(
        request, "people/what_is_stored.html", {"purposes": _declared_by_purpose(), "policy": _privacy_page()}
    )


def _declared_by_purpose() -> list[dict[str, Any]]:
    found: dict[Purpose, list[Declaration]] = {}
    for declaration in declarations():
        found.setdefault(declaration.purpose, []).append(declaration)
    return [
        {
            "purpose": purpose,
            "kept": purpose.kept(),
            "goes": _described(d for d in declared if d.fate is Fate.DELETED),
            "stays": _described(d for d in declared if d.fate is Fate.CLEARED),
        }
        for purpose, declared in found.items()
    ]


def _described(declared: Iterable[Declaration]) -> list[dict[str, Any]]:
    """Return what people are told of declarations; those that say the same of several tables stand together."""
    found: dict[str, dict[str, Any]] = {}
    for declaration in declared:
        row = found.setdefault(str(declaration.what), {"what": declaration.what, "fields": {}, "withheld": {}})
        row["fields"].update({str(shown.label): None for shown in declaration.fields.values()})
        row["withheld"].update({str(why): None for why in declaration.withheld.values() if why is not INTERNAL})
    return list(found.values())


def _privacy_page() -> PageLink | None:
    """Return the link to the text page on privacy, where the site has one."""
    page = (
        Page.objects.live().filter(translation_key=stable_uuid("page", "privacy")).values_list("pk", flat=True).first()
    )
    return links_to([page]).get(page) if page else None
