"""Start-up checks speak when something easy to forget was forgotten."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from mimi.operations import checks
from mimi.operations.storage import HashedStaticStorage


def test_the_project_itself_passes() -> None:
    assert checks.page_cache_comes_first(None) == []
    assert checks.static_files_are_collected(None) == []


def test_a_middleware_before_the_page_cache_is_an_error(settings: Any) -> None:
    settings.MIDDLEWARE = ["django.middleware.security.SecurityMiddleware", *settings.MIDDLEWARE]
    assert [message.id for message in checks.page_cache_comes_first(None)] == ["operations.E001"]


def test_static_files_that_nobody_collected_are_warned_of(tmp_path: Path, monkeypatch: Any) -> None:
    monkeypatch.setattr(checks, "staticfiles_storage", HashedStaticStorage(location=tmp_path))
    assert [message.id for message in checks.static_files_are_collected(None)] == ["operations.W001"]
    (tmp_path / "staticfiles.json").write_text('{"version": "1.1", "paths": {"a.css": "a.1234.css"}, "hash": "x"}')
    monkeypatch.setattr(checks, "staticfiles_storage", HashedStaticStorage(location=tmp_path))
    assert checks.static_files_are_collected(None) == []
