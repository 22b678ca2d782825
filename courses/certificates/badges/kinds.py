"""The forms that a badge can be had in; each is known by the ending of its file."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from courses.certificates.badges.pictures import baked_png, baked_svg


@dataclass(frozen=True)
class BadgeKind:
    """A form of a badge: what makes its file of the signed token."""

    ending: str
    content_type: str
    label: Any
    make: Callable[[str], bytes]


BADGE_KINDS = {
    kind.ending: kind
    for kind in (
        BadgeKind("png", "image/png", _("As a picture (PNG)"), baked_png),
        BadgeKind("svg", "image/svg+xml", _("As a drawing (SVG)"), baked_svg),
        BadgeKind("jwt", "application/vc+jwt", _("As a signed text (JWT)"), str.encode),
    )
}
