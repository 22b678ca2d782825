"""What is asked of organisations in more than one place: how large they are, and of what kind.

The kinds themselves are the library's settings, a vocabulary that editors keep.
"""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

SECTOR_LABEL = _("Kind of organisation")


class Size(models.TextChoices):
    """How large an organisation is."""

    SMALL = "small", _("Small: fewer than 20 people")
    MEDIUM = "medium", _("Medium: 20 to 250 people")
    LARGE = "large", _("Large: more than 250 people")
