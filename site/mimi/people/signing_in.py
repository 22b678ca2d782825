"""Listens for people who sign in; connected when the app is ready."""

from __future__ import annotations

from typing import Any

from allauth.account.signals import user_logged_in
from django.http import HttpRequest, HttpResponse

from mimi.people import learners
from mimi.people.merging import merge
from mimi.people.models import Learner


def on_signed_in(request: HttpRequest, user: Any, response: HttpResponse | None = None, **kwargs: Any) -> None:
    """Move what the visitor has done into her account, and take the cookie away that it hung on.

    It is sent after a sign-up, too, and by whatever means somebody signs in.
    """
    known = learners.cookie_learner_id(request)
    if known:
        merge(known, Learner.objects.get_or_create(user=user)[0])
    if learners.COOKIE in request.COOKIES and response is not None:
        learners.forget(response)


def connect() -> None:
    """Connect all of the above."""
    user_logged_in.connect(on_signed_in)
