"""How much, in three words: what the editors say of effort and transferability."""

from __future__ import annotations

from django.db import models
from django.utils.translation import pgettext_lazy


class Level(models.TextChoices):
    """How much, in three words."""

    LOW = "low", pgettext_lazy("how much it takes or how well it travels", "Low")
    MEDIUM = "medium", pgettext_lazy("how much it takes or how well it travels", "Medium")
    HIGH = "high", pgettext_lazy("how much it takes or how well it travels", "High")

    @classmethod
    def name_of(cls, value: str) -> str:
        """Return what a stored value is called in the active language; nothing is called nothing."""
        return str(cls(value).label) if value in cls.values else ""

    @classmethod
    def scale_of(cls, value: str) -> tuple[bool, ...]:
        """Return a step for each level from low up, true up to this one; empty where there is no level."""
        if value not in cls.values:
            return ()
        reached = cls.values.index(value)
        return tuple(place <= reached for place in range(len(cls.values)))
