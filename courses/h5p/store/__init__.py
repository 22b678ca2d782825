"""The store of libraries and activities: what passed the reader is unpacked whole, or not at all."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from courses.h5p.models import Library


def library(machine_name: str, major: int, minor: int) -> Library | None:
    """Return an installed library with this version; whatever patch, for that changes nothing that fits to it."""
    from courses.h5p.models import Library

    return Library.objects.filter(machine_name=machine_name, major=major, minor=minor).first()
