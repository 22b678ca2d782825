"""Numbers as the active language writes them."""

from __future__ import annotations

from decimal import Decimal

from django.utils.formats import number_format
from django.utils.translation import gettext as _


def written(value: Decimal | None, unit: str = "") -> str:
    """Return a number with its unit, without needless zeros; "Not stated" for None."""
    if value is None:
        return _("Not stated")
    number = number_format(value.normalize() if value % 1 else value.to_integral_value())
    if unit == "%":
        return _("%(number)s%%") % {"number": number}
    return f"{number} {unit}".strip()
