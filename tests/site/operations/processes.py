"""A site with a database of its own, for what only processes of its own show: being killed, and begun again."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import Protocol

import pytest

ROOT = Path(__file__).resolve().parents[3]


class Ask(Protocol):
    """Runs lines of Python."""

    def __call__(self, program: str, status: int = 0) -> str: ...


@pytest.fixture
def environment(fresh_database: Path, tmp_path: Path) -> dict[str, str]:
    """The environment of a site with a database of its own, without pages."""
    return {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "mimi.settings.production",
        "SECRET_KEY": "only-in-tests-" * 4,
        "RUNTIME_DIR": str(tmp_path),
        "DATABASE_URL": f"sqlite:///{fresh_database}",
        "PYTHONPATH": f"{ROOT / 'site'}:{ROOT}",
        "WORKER_PAUSE": "0",
        "EMAIL_URL": f"file://{tmp_path / 'mail'}",
        "PORT": "8123",
    }


@pytest.fixture
def ask(environment: dict[str, str]) -> Ask:
    """Runs lines of Python within that site and returns what they print; they end with `status`."""

    def run(program: str, status: int = 0) -> str:
        lines = f"import django; django.setup()\n{program}"
        done = subprocess.run(
            [sys.executable, "-c", lines], env=environment, cwd=ROOT, capture_output=True, text=True, check=False
        )
        assert done.returncode == status, done.stderr
        return done.stdout.strip()

    return run
