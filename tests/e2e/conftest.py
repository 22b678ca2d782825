"""What the tests in a browser share."""

from __future__ import annotations

import pytest

from tests.browser import RunningSite
from tests.e2e.atlas import Atlas

LANGUAGES = ("nb", "en", "de", "el")


@pytest.fixture(scope="session")
def atlas(live_site: RunningSite) -> Atlas:
    """What stands where on the site."""
    return Atlas.read(live_site.run("-m", "tests.e2e.atlas"))
