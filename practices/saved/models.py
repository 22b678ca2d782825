"""What is kept of saved practices: that somebody wants to find one again, and what she has written about it."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from mimi.people.models import Learner
from mimi.people.notes.models import PrivateNote, PrivateText


class SavedPractice(PrivateNote):
    """That somebody has saved a practice, whatever language she read it in.

    One that was removed stays for a while with its note, so that it can be brought back.
    """

    learner = models.ForeignKey(Learner, on_delete=models.CASCADE, related_name="saved_practices")
    practice_key = models.UUIDField()
    saved_at = models.DateTimeField(default=timezone.now)
    removed_at = models.DateTimeField(null=True, blank=True)

    class Meta(PrivateNote.Meta):
        verbose_name = _("saved practice")
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["learner", "practice_key"], name="a_practice_is_saved_once")
        ]

    def __str__(self) -> str:
        return f"{self.learner_id}: {self.practice_key}"


class SavedPracticeText(PrivateText):
    """What somebody has written about a practice that she saved."""

    purpose = "practices.saved"

    saved = models.ForeignKey(SavedPractice, on_delete=models.CASCADE, related_name="texts")

    class Meta(PrivateText.Meta):
        verbose_name = _("note on a saved practice")
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["saved", "version"], name="a_note_version_is_kept_once")
        ]

    def __str__(self) -> str:
        return f"{self.saved_id}: {self.version}"
