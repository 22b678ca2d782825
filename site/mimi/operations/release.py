"""Which release is running, told by what its pages are made from."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from pathlib import Path


def release_digest(roots: Iterable[Path], site_url: str) -> str:
    """Return a digest of the site's address and of the files below the roots: their names, sizes and times of change.

    Rendered pages that were kept by another release are never shown.
    """
    digest = hashlib.sha256(site_url.encode())
    for root in roots:
        files = [root] if root.is_file() else sorted(root.rglob("*"))
        for file in files:
            if file.suffix in {".html", ".py", ".mo", ".json"}:
                stat = file.stat()
                digest.update(f"{file}|{stat.st_size}|{stat.st_mtime_ns}\n".encode())
    return digest.hexdigest()[:16]
