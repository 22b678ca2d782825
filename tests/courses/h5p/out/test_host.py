"""Packages are read by a site that isn't ours: @lumieducation/h5p-server, with the libraries in its store."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as site_settings

from courses.h5p.out.quiz import QuizExport
from mimi.settings.h5p_out import VERSIONS
from tests.courses.h5p.out.test_packages import quiz

HERE = Path(__file__).parent
REAL = site_settings.BASE_DIR / "node_modules" / "h5p-standalone-2.1" / "test" / "libraries"
QUESTIONS = ("H5P.MultiChoice", "H5P.TrueFalse", "H5P.DragText", "H5P.Blanks", "H5P.Summary", "H5P.QuestionSet")

pytestmark = pytest.mark.once


@pytest.fixture
def store(tmp_path: Path) -> Path:
    """A store with H5P.TrueFalse 1.6 as it was published, and what it needs."""
    folder = tmp_path / "libraries"
    folder.mkdir()
    for library in REAL.iterdir():
        if library.is_dir():
            shutil.copytree(library, folder / library.name)
    return folder


def stand_in(store: Path, name: str) -> None:
    """Put a type into the store that has a name and a version, and knows no fields."""
    major, minor = VERSIONS[name]
    folder = store / f"{name}-{major}.{minor}"
    folder.mkdir()
    library = {
        "title": name,
        "machineName": name,
        "majorVersion": major,
        "minorVersion": minor,
        "patchVersion": 0,
        "runnable": 1,
    }
    (folder / "library.json").write_text(json.dumps(library))
    (folder / "semantics.json").write_text("[]")


def received(store: Path, tmp_path: Path, *packages: bytes) -> list[dict[str, Any]]:
    """Return what the other site makes of packages."""
    files = []
    for number, data in enumerate(packages):
        file = tmp_path / f"{number}.h5p"
        file.write_bytes(data)
        files.append(str(file))
    command = ["node", str(HERE / "host.cjs"), str(store), str(tmp_path / "work"), *files]
    done = subprocess.run(command, capture_output=True, text=True, timeout=120, check=True)
    found: list[dict[str, Any]] = json.loads(done.stdout)
    return found


def test_a_statement_keeps_all_that_the_published_type_knows(store: Path, tmp_path: Path, settings: Any) -> None:
    settings.H5P_VERSIONS = {**VERSIONS, "H5P.TrueFalse": (1, 6)}
    exports = [QuizExport(quiz(language, ("true_false",))) for language in ("en", "nb", "de", "el")]
    found = received(store, tmp_path, *(one.single(one.questions[0]).written() for one in exports))
    for export, one in zip(exports, found, strict=True):
        assert one["metadata"]["mainLibrary"] == "H5P.TrueFalse"
        assert one["metadata"]["language"] == export.language
        assert one["enforced"] == one["params"]


def test_whole_quizzes_are_taken_where_the_types_are_there(store: Path, tmp_path: Path) -> None:
    for name in QUESTIONS:
        stand_in(store, name)
    found = received(store, tmp_path, *(QuizExport(quiz(language)).package().written() for language in ("en", "el")))
    assert [len(one["params"]["questions"]) for one in found] == [7, 7]


def test_a_site_with_another_version_says_which_it_lacks(store: Path, tmp_path: Path) -> None:
    export = QuizExport(quiz(kinds=("true_false",)))
    (found,) = received(store, tmp_path, export.single(export.questions[0]).written())
    assert found["refused"] == ["install-missing-libraries"]
