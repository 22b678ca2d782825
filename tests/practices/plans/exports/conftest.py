"""What tests of taking plans along share."""

from __future__ import annotations

import pytest

from mimi.pages.cache import stamps
from practices.models import PracticePage
from tests.factories import SiteTree
from tests.practices.plans.exports.saying import fill_in
from tests.practices.plans.planner import Planner, furnish


@pytest.fixture
def planning(practised: SiteTree) -> Planner:
    """Somebody who has filled in a plan in English, on the small site."""
    planner = Planner()
    planner.adopt(practised.practices["en"][0])
    fill_in(planner)
    return planner


@pytest.fixture
def planning_in_four(site_tree: SiteTree) -> Planner:
    """The same on a site in all languages."""
    furnish(site_tree)
    PracticePage.objects.update(source="Report «One & all», 2017")
    stamps.view.refresh(now=True)
    planner = Planner()
    planner.adopt(site_tree.practices["en"][0])
    fill_in(planner)
    return planner
