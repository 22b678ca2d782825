"""In which versions H5P's types are named in a package: a site that receives it must have exactly these."""

from __future__ import annotations

from django.conf import settings

Version = tuple[int, int]


def version(machine_name: str) -> Version:
    """Return the version of a type to write for, as the settings have it."""
    major, minor = settings.H5P_VERSIONS[machine_name]
    return int(major), int(minor)


def library_name(machine_name: str) -> str:
    """Return how a content names its type: H5P.Blanks 1.14."""
    major, minor = version(machine_name)
    return f"{machine_name} {major}.{minor}"
