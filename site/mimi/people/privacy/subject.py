"""Who is asked about: a person with an account, a visitor known by a cookie, or both at once."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.db.models import Model
from django.http import HttpRequest, HttpResponse

from mimi.people.models import User


@dataclass(frozen=True)
class Root:
    """A model whose rows are people, beside the account: how to find hers, and how her browser forgets it.

    `of_user` is given a user's primary key; both return the primary key of the row, or None. `account` names the
    model's key to the account. A visitor's row, which has none, is found again for `visitor_lasts` after the
    last thing that she did.
    """

    model: type[Model]
    account: str
    visitor_lasts: timedelta
    of_user: Callable[[Any], Any]
    of_visitor: Callable[[HttpRequest], Any]
    forget: Callable[[HttpResponse], None]


_roots: list[Root] = []


def register_root(root: Root) -> None:
    """Register a model whose rows are people."""
    from mimi.people.privacy.erasure import connect

    _roots.append(root)
    connect(root.model)


def roots() -> list[Root]:
    """Return all that were registered."""
    return _roots


def root_models() -> list[type[Model]]:
    """Return the models whose rows are people; the account comes last, because the others may hang on it."""
    return [*(root.model for root in _roots), User]


@dataclass(frozen=True)
class Subject:
    """A person by the primary keys under which she is known, by model; empty where nothing is known of her."""

    ids: Mapping[type[Model], Any]

    @classmethod
    def of_user(cls, user: User) -> Subject:
        """Return the owner of an account."""
        found = {root.model: root.of_user(user.pk) for root in _roots}
        return cls({**{model: pk for model, pk in found.items() if pk is not None}, User: user.pk})

    @classmethod
    def of_request(cls, request: HttpRequest) -> Subject:
        """Return who asks; of a visitor, what her cookies tell."""
        user: User | AnonymousUser = request.user
        if isinstance(user, User):
            return cls.of_user(user)
        found = {root.model: root.of_visitor(request) for root in _roots}
        return cls({model: pk for model, pk in found.items() if pk is not None})

    @classmethod
    def of_row(cls, row: Model) -> Subject:
        """Return the person whom a row of one of the root models stands for, as that row and nothing else."""
        return cls({type(row): row.pk})


def forget(response: HttpResponse) -> None:
    """Let the visitor's browser forget by what she was known."""
    for root in _roots:
        root.forget(response)
