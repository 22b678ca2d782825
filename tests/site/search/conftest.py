"""What tests of search share."""

from __future__ import annotations

import copy
from collections.abc import Iterator
from typing import Any

import pytest
from django.db import transaction
from pytest_django import DjangoDbBlocker

from tests.factories import SiteTree, grow


@pytest.fixture(scope="module")
def grown_tree(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[SiteTree]:
    """The small tree, grown once for a module; what its tests change is rolled back after each."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield grow(("en", "nb"), anew=True)
        transaction.set_rollback(True)


@pytest.fixture
def small_tree(grown_tree: SiteTree, db: Any) -> SiteTree:
    """A small site in English and Norwegian, to change at will."""
    return copy.deepcopy(grown_tree)
