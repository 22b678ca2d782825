"""Checks that no file under version control names a package index: each machine's own client knows where its is."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
_OPTIONS = r"^\s*(--(extra-)?index-url|--find-links|--trusted-host|-i\s+http|registry\s*=)"
_IN_ANY_LOCK = re.compile(rf'{_OPTIONS}|"resolved"\s*:|file:///', re.MULTILINE)
_ANYWHERE = re.compile(r"https?://[\w.-]*(" + "|".join((r"pypi\.org", r"pythonhosted\.org", r"npmjs\.org")) + r")")
_LOCKS = {"package-lock.json", ".npmrc", "pip.conf"}


def tracked_files() -> list[Path]:
    """Files that git tracks or would track."""
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    listed = subprocess.run(command, cwd=ROOT, check=True, capture_output=True).stdout.decode()
    return [path for name in listed.split("\0") if name and (path := ROOT / name).is_file()]


def problems(files: list[Path]) -> list[str]:
    """One sentence for each file that names an index."""
    found = []
    for path in files:
        try:
            text = path.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue
        is_lock = path.name in _LOCKS or path.parent.name == "requirements"
        match = _ANYWHERE.search(text) or (_IN_ANY_LOCK.search(text) if is_lock else None)
        if match and path != Path(__file__).resolve():
            line = text.count("\n", 0, match.start()) + 1
            found.append(f"{path.relative_to(ROOT)}:{line}: names a package index: {match.group().strip()}")
    return found


if __name__ == "__main__":
    wrong = problems(tracked_files())
    print("\n".join(wrong) or "No file names a package index.")
    sys.exit(bool(wrong))
