"""What tests of the editors' rooms share."""

from __future__ import annotations

import sys
from collections.abc import Callable
from types import ModuleType
from typing import Any

import pytest
from django.test import Client

from tests.factories import editor

Give = Callable[..., None]


@pytest.fixture
def give(monkeypatch: pytest.MonkeyPatch) -> Give:
    """Gives people roles: `give(user, "translator", "nb")`. All others have none."""
    held: dict[int, set[tuple[str, str | None]]] = {}

    def roles_of(user: Any) -> frozenset[tuple[str, str | None]]:
        return frozenset(held.get(user.pk, ()))

    def languages_of(user: Any, role: str) -> tuple[str, ...]:
        return tuple(sorted(language for name, language in roles_of(user) if name == role and language))

    names = {
        "TRANSLATOR": "translator",
        "roles_of": roles_of,
        "languages_of": languages_of,
        "has_role": lambda user, role, language=None: (role, language) in roles_of(user),
    }
    package, definitions = ModuleType("mimi.editors.roles"), ModuleType("mimi.editors.roles.definitions")
    vars(definitions).update(names)
    monkeypatch.setitem(sys.modules, package.__name__, package)
    monkeypatch.setitem(sys.modules, definitions.__name__, definitions)

    def give_role(user: Any, role: str, *languages: str) -> None:
        held.setdefault(user.pk, set()).update((role, language) for language in languages or (None,))

    return give_role


@pytest.fixture
def boss(db: Any, give: Give) -> Client:
    """The browser of somebody who may do everything."""
    return signed_in(editor(is_superuser=True))


def signed_in(user: Any) -> Client:
    """Return the browser of a person who has signed in."""
    client = Client()
    client.force_login(user)
    return client
