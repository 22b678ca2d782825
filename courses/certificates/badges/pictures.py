"""Badges as pictures with the signed credential baked in (Open Badges 3.0, section 5.3)."""

from __future__ import annotations

from pathlib import Path

from openbadgeslib import baking

_FOLDER = Path(__file__).with_name("art")
PNG = _FOLDER / "badge.png"
SVG = _FOLDER / "badge.svg"


def baked_png(token: str) -> bytes:
    """Return the picture as PNG with a token in it."""
    return baking.bake_png(PNG.read_bytes(), token, keyword=baking.ITXT_KEYWORD_OB3)


def baked_svg(token: str) -> bytes:
    """Return the drawing as SVG with a token in it."""
    return baking.bake_svg(SVG.read_bytes(), token, element=baking.SVG_ELEMENT_OB3, namespace=baking.SVG_NS_OB3)
