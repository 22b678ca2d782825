"""The part of "My learning" that leads to one's plans; registered when the app is ready."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.utils.translation import get_language

from mimi.pages.links import SOURCE_LANGUAGE
from mimi.people import learners
from mimi.people.learning import register_learning_part
from practices.plans.listing import plans_of

SHOWN = 3


@register_learning_part("practices/plans/part.html", order=30)
def plans_part(request: HttpRequest) -> dict[str, Any] | None:
    """Show the plans that were changed last; nothing is shown of none."""
    learner = learners.learner_id(request)
    plans = plans_of(learner, get_language() or SOURCE_LANGUAGE) if learner else []
    return {"plans": plans[:SHOWN], "more": len(plans) - SHOWN} if plans else None
