"""What tests of private notes share."""

from __future__ import annotations

import pytest

from tests.courses.reflections.writer import Writer, ask
from tests.factories import SiteTree


@pytest.fixture
def asking(small_tree: SiteTree) -> SiteTree:
    """The small site, whose first lesson asks two things to think about."""
    ask(small_tree)
    return small_tree


@pytest.fixture
def writer(asking: SiteTree) -> Writer:
    """Somebody without an account, at the first of them."""
    return Writer(lesson=asking.lessons["en"][0])
