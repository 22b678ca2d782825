"""What tests of plans share."""

from __future__ import annotations

import pytest

from tests.factories import SiteTree
from tests.practices.plans.planner import Planner, furnish


@pytest.fixture
def practised(small_tree: SiteTree) -> SiteTree:
    """The small site, whose first practice has steps, watch-out points and a module."""
    furnish(small_tree)
    return small_tree


@pytest.fixture
def owner(practised: SiteTree) -> Planner:
    """Somebody without an account who has made a plan of it, in English."""
    planner = Planner()
    planner.adopt(practised.practices["en"][0])
    return planner
