"""Compiles the catalogues of the interface's translations, in Python, so that a machine needs no gettext for it."""

from __future__ import annotations

import sys
from pathlib import Path

import polib

SITE = Path(__file__).resolve().parents[1] / "site" / "mimi"


def compile_catalogues(folder: Path = SITE) -> list[Path]:
    """Write a .mo beside each .po below a folder that is newer than it, and return those written."""
    written = []
    for source in sorted(folder.glob("**/LC_MESSAGES/*.po")):
        target = source.with_suffix(".mo")
        if target.exists() and target.stat().st_mtime >= source.stat().st_mtime:
            continue
        polib.pofile(str(source)).save_as_mofile(str(target))
        written.append(target)
    return written


if __name__ == "__main__":
    for path in compile_catalogues(Path(sys.argv[1]) if len(sys.argv) > 1 else SITE):
        print(f"compiled {path}")
