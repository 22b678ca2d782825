"""What tests of the loader share."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.site.loading.content import Content


@pytest.fixture
def content(tmp_path: Path) -> Content:
    """A small practice set as files, not loaded yet."""
    return Content(tmp_path)
