"""Rendered pages of another release, or for another address, are never shown."""

from __future__ import annotations

from pathlib import Path

from mimi.operations.release import release_digest


def test_a_release_is_told_by_its_files_and_its_address(tmp_path: Path) -> None:
    template = tmp_path / "home.html"
    template.write_text("one")
    (tmp_path / "notes.txt").write_text("not part of any page")
    first = release_digest([tmp_path], "https://a.example")
    assert release_digest([tmp_path], "https://a.example") == first
    (tmp_path / "notes.txt").write_text("changed")
    assert release_digest([tmp_path], "https://a.example") == first
    assert release_digest([tmp_path], "https://b.example") != first
    template.write_text("another")
    assert release_digest([tmp_path], "https://a.example") != first


def test_a_file_that_is_not_there_yet_is_no_problem(tmp_path: Path) -> None:
    assert release_digest([tmp_path / "staticfiles.json"], "https://a.example")
