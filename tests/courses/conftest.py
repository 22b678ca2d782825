"""What tests of the course share."""

from __future__ import annotations

import pytest

from tests.courses.visitor import Visitor


@pytest.fixture
def visitor() -> Visitor:
    """Somebody without an account who has done nothing yet."""
    return Visitor()
