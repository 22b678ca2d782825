"""Writes var/secrets.env with a fresh key, readable by its owner only, unless there is one already."""

from __future__ import annotations

import os
import secrets
import sys
from pathlib import Path

TEXT = """# Made on first start. Keep it, and keep it to yourself: it signs cookies and links in mails.
SECRET_KEY={key}
"""


def make_secrets(path: Path) -> bool:
    """Write the file with mode 600; False when there is one already."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return False
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        file.write(TEXT.format(key=secrets.token_urlsafe(64)))
    return True


if __name__ == "__main__":
    make_secrets(Path(sys.argv[1] if len(sys.argv) > 1 else "var/secrets.env"))
