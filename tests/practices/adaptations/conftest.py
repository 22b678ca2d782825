"""What tests of reports share."""

from __future__ import annotations

import pytest

from practices.models import Setting
from tests.factories import SiteTree, UserFactory
from tests.factories.practices import vocabulary
from tests.practices.adaptations.reporter import SECTORS, Reporter
from tests.practices.plans.planner import furnish


@pytest.fixture
def practised(small_tree: SiteTree) -> SiteTree:
    """The small site, with two kinds of organisation."""
    furnish(small_tree)
    for language in small_tree.languages:
        for order, code in enumerate(SECTORS):
            vocabulary(Setting, code, language, sort_order=order)
    return small_tree


@pytest.fixture
def reporter(practised: SiteTree) -> Reporter:
    """Somebody with an account who has adopted the first practice."""
    return Reporter.of(UserFactory(email="helena@example.org"), practised.practices["en"][0])
