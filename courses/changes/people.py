"""How many people a change to a page concerns."""

from __future__ import annotations

import uuid
from dataclasses import dataclass

from django.db.models import Count, Q
from django.utils.translation import ngettext

from courses.progress.models import LessonCompletion, QuizAttempt


@dataclass(frozen=True)
class Readers:
    """How many have read a lesson."""

    done: int

    @classmethod
    def of(cls, lesson_key: uuid.UUID) -> Readers:
        """Count them, in whatever language they read it."""
        return cls(LessonCompletion.objects.filter(lesson_key=lesson_key).count())

    def __bool__(self) -> bool:
        return self.done > 0

    def __str__(self) -> str:
        return ngettext(
            "%(count)d person has read this lesson.", "%(count)d people have read this lesson.", self.done
        ) % {"count": self.done}


@dataclass(frozen=True)
class QuizTakers:
    """How many have finished a quiz, and how many are in the middle of it; somebody may be among both."""

    done: int
    middle: int

    @classmethod
    def of(cls, quiz_key: uuid.UUID) -> QuizTakers:
        """Count them, in whatever language they took it."""
        attempts = QuizAttempt.objects.filter(quiz_key=quiz_key, merged_into=None)
        finished = Q(finished_at__isnull=False)
        return cls(
            **attempts.aggregate(
                done=Count("learner", filter=finished, distinct=True),
                middle=Count("learner", filter=~finished, distinct=True),
            )
        )

    def __bool__(self) -> bool:
        return self.done + self.middle > 0

    def __str__(self) -> str:
        done = ngettext(
            "%(count)d person has finished this quiz.", "%(count)d people have finished this quiz.", self.done
        ) % {"count": self.done}
        middle = ngettext(
            "%(count)d person is in the middle of this quiz.",
            "%(count)d people are in the middle of this quiz.",
            self.middle,
        ) % {"count": self.middle}
        return " ".join(told for told, count in ((done, self.done), (middle, self.middle)) if count)


People = Readers | QuizTakers
