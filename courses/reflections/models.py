"""Private notes: what a learner writes under the questions to think about; see `mimi.people.notes`."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from mimi.people.models import Learner
from mimi.people.notes.models import PrivateNote, PrivateText


class Reflection(PrivateNote):
    """That a learner has written something under a reflection block of a lesson."""

    learner = models.ForeignKey(Learner, on_delete=models.CASCADE, related_name="reflections")
    course_key = models.UUIDField()
    # A lesson that was copied has the same block ids as the one that it was copied from.
    lesson_key = models.UUIDField()
    block_id = models.UUIDField()

    class Meta(PrivateNote.Meta):
        verbose_name = _("reflection")
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["learner", "lesson_key", "block_id"], name="one_reflection_a_block")
        ]

    def __str__(self) -> str:
        return f"{self.learner_id}: {self.block_id}"


class ReflectionText(PrivateText):
    """What a note says."""

    purpose = "reflections"

    reflection = models.ForeignKey(Reflection, on_delete=models.CASCADE, related_name="texts")

    class Meta(PrivateText.Meta):
        verbose_name = _("text of a reflection")
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["reflection", "version"], name="a_version_is_kept_once")
        ]

    def __str__(self) -> str:
        return f"{self.reflection_id}: {self.version}"
