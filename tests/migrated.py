"""Spares a test run on SQLite the migrations: a database migrated before is copied, as long as they are the same.

Not where `CI` is set: there a run begins with nothing.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import sqlite3
import tempfile
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.db import connection

ROOT = Path(__file__).resolve().parents[1]
FOLDER = Path(tempfile.gettempdir()) / f"mimi-migrated-{os.getuid()}"
KEPT = 12


def _file() -> Path:
    """Return where the database is kept that today's migrations, and the packages with theirs, make."""
    made_by = [
        ROOT / "requirements" / "base.txt",
        *(
            path
            for name in ("site", "courses", "practices")
            for path in sorted((ROOT / name).glob("**/migrations/*.py"))
        ),
    ]
    digest = hashlib.sha256()
    for path in made_by:
        digest.update(path.relative_to(ROOT).as_posix().encode() + b"\0" + path.read_bytes() + b"\0")
    return FOLDER / f"{digest.hexdigest()[:24]}.sqlite3"


def _fresh() -> Path:
    """Return where this process keeps its database as the migrations left it."""
    return Path(settings.RUNTIME_DIR) / f"migrated-{os.getpid()}.sqlite3"


@pytest.fixture
def fresh_database(django_db_setup: None, tmp_path: Path) -> Path:
    """Return an SQLite file of the test's own, migrated and without a page."""
    assert connection.vendor == "sqlite", "a test that asks for this runs once"
    return Path(shutil.copyfile(_fresh(), tmp_path / "mimi.sqlite3"))


@pytest.fixture(scope="session")
def django_db_keepdb(request: pytest.FixtureRequest) -> bool:
    """Take a database that is there; on SQLite it goes with the folder of the run."""
    return connection.vendor == "sqlite" or bool(request.config.getvalue("reuse_db"))


@pytest.fixture(scope="session")
def migrated(django_db_modify_db_settings: None) -> Path | None:
    """Put a database migrated before where the run expects its own."""
    if connection.vendor != "sqlite" or os.environ.get("CI"):
        return None
    kept = _file()
    if kept.exists():
        name = Path(connection.settings_dict["TEST"]["NAME"])
        name.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(kept, name)
        kept.touch()
    return kept


@pytest.fixture(scope="session")
def django_db_setup(migrated: Path | None, django_db_setup: None, django_db_blocker: Any) -> None:
    """Keep the database as soon as it is migrated: for sites of their own in this run, and for the next run."""
    if connection.vendor != "sqlite":
        return
    _fresh().parent.mkdir(parents=True, exist_ok=True)
    with sqlite3.connect(connection.settings_dict["NAME"]) as source, sqlite3.connect(_fresh()) as target:
        source.backup(target)
    target.close()
    if migrated and not migrated.exists():
        FOLDER.mkdir(exist_ok=True)
        made = migrated.with_name(f"{os.getpid()}.part")
        shutil.copyfile(_fresh(), made)
        made.replace(migrated)
        for old in sorted(FOLDER.glob("*.sqlite3"), key=lambda path: path.stat().st_mtime)[:-KEPT]:
            old.unlink(missing_ok=True)
