"""A private note and its texts. Each room says what its notes are about, and seals them for a purpose of its own.

A note holds one text, or several that were written apart from each other, on two devices or before and after signing
in, until their writer has joined them or chosen one. A text is replaced only by one whose writer had seen it.
"""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django.utils import timezone
from django.utils.functional import cached_property

from mimi.people import sealing
from mimi.people.models import LearnerFact


class PrivateNote(LearnerFact):
    """That somebody has written something; its texts are `texts`.

    It stays when its texts are gone, because what was `replaced`, the latest versions that are no more, tells a save
    that comes late or twice from a new one.
    """

    replaced = models.JSONField(default=list, blank=True)
    texts: Any

    class Meta:
        abstract = True


class PrivateText(LearnerFact):
    """What a note says; `version` is the name that its writer's browser gave to this state of it."""

    # What it is sealed for; see `mimi.people.sealing`.
    purpose: ClassVar[str]

    version = models.UUIDField()
    sealed = models.TextField()
    written_at = models.DateTimeField(default=timezone.now)

    class Meta:
        abstract = True
        ordering: ClassVar[list[str]] = ["-written_at", "-pk"]

    @cached_property
    def text(self) -> str | None:
        """The words themselves; None where the key that they were sealed with is gone."""
        try:
            return sealing.unseal(self.sealed, self.purpose)
        except sealing.UnreadableError:
            return None
