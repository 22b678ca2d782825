"""The language that the owner of an account reads in, kept for e-mails that nobody asks for on a page."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib.auth.signals import user_logged_in
from django.http import HttpRequest
from django.utils.translation import get_language

from mimi.people.models import User


def keep_language(user: Any) -> None:
    """Note that somebody reads in the active language; writes only when it is another than before."""
    language = get_language()
    if not isinstance(user, User) or language == user.language or language not in dict(settings.LANGUAGES):
        return
    user.language = language
    User.objects.filter(pk=user.pk).update(language=language)


def on_signed_in(sender: Any, request: HttpRequest, user: Any, **kwargs: Any) -> None:
    """Note the language of the page by which somebody signs in."""
    keep_language(user)


def connect() -> None:
    """Connect all of the above."""
    user_logged_in.connect(on_signed_in, dispatch_uid="the language of who signs in")
