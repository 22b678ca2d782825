"""The part of "My learning" that says how many notes there are; registered when the app is ready."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest

from courses.reflections.notebook import count_notes
from mimi.people import learners
from mimi.people.learning import register_learning_part


@register_learning_part("courses/reflections/part.html", order=40)
def reflections_part(request: HttpRequest) -> dict[str, Any] | None:
    """Count the reader's notes; nothing is shown of none."""
    count = count_notes(learners.learner_id(request))
    return {"count": count} if count else None
