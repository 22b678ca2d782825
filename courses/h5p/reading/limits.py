"""How much a package may be: enough for a film or a whole book, too little to harm the site."""

from __future__ import annotations

from dataclasses import dataclass

MEGABYTE = 1024 * 1024


@dataclass(frozen=True)
class Limits:
    """Bounds on a package, in bytes where nothing else is said; `settings.H5P_LIMITS` may set any of them."""

    # The file itself, what it unpacks to, and one file in it.
    package: int = 200 * MEGABYTE
    unpacked: int = 500 * MEGABYTE
    file: int = 200 * MEGABYTE
    entries: int = 10_000
    # The table of contents at the end of the archive, which is read whole.
    directory: int = 4 * MEGABYTE
    # How many times larger a file may become; smaller ones than `always_fine` may be packed tighter.
    ratio: int = 200
    always_fine: int = MEGABYTE
    # h5p.json and library.json; the content; the other JSON of a library. A parsed file takes some ten times as much.
    metadata: int = 256 * 1024
    content: int = 5 * MEGABYTE
    json: int = 2 * MEGABYTE
    svg: int = 5 * MEGABYTE
    # Lists and objects in one another.
    depth: int = 64
    name: int = 240
    # The newest version of H5P's own programming interface that the player offers.
    core_major: int = 1
    core_minor: int = 28
