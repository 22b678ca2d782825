"""The bounds that hold on this site."""

from __future__ import annotations

from django.conf import settings

from courses.h5p.reading import Limits


def limits() -> Limits:
    """Return the reader's bounds, those of `settings.H5P_LIMITS` in place of its own."""
    return Limits(**settings.H5P_LIMITS)
