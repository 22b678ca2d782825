"""What a first visit transfers: the page and the styles and scripts that it names, compressed."""

from __future__ import annotations

import re
import urllib.request
from urllib.parse import urljoin

ASSET = re.compile(r"""<(?:link[^>]+rel="stylesheet"[^>]*href|script[^>]+src)="([^"]+)\"""")
IMPORT = re.compile(r"""(?:import|from)\s*["']([^"']+)["']""")


def first_visit(address: str, page: str) -> str:
    """Return a sentence with the bytes of a first visit."""
    html, size = _get(address + page)
    todo = [urljoin(address + page, found) for found in ASSET.findall(html)]
    seen: dict[str, int] = {}
    while todo:
        url = todo.pop()
        if url in seen:
            continue
        text, seen[url] = _get(url)
        if ".js" in url:
            todo += [urljoin(url, found) for found in IMPORT.findall(text) if found.startswith(".")]
    total = size + sum(seen.values())
    return (
        f"A first visit to {page}: {total / 1000:.1f} kB compressed in {1 + len(seen)} files "
        f"(HTML {size / 1000:.1f} kB); aim: under 60 kB."
    )


def _get(url: str) -> tuple[str, int]:
    """Return a text as it is and the number of bytes that it takes on the wire."""
    plain = urllib.request.Request(url, headers={"Accept-Encoding": "identity"})  # noqa: S310 - our own server
    packed = urllib.request.Request(url, headers={"Accept-Encoding": "br, gzip"})  # noqa: S310 - our own server
    with urllib.request.urlopen(packed) as answer:  # noqa: S310 - our own server
        size = len(answer.read())
    with urllib.request.urlopen(plain) as answer:  # noqa: S310 - our own server
        return answer.read().decode(), size
