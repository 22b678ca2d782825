"""The plans of an anonymous learner move into the account that she signs in to; registered when the app is ready."""

from __future__ import annotations

from mimi.people.merging import register_move
from mimi.people.models import Learner
from practices.plans.models import Plan


@register_move
def move_plans(source: Learner, account: Learner) -> None:
    """Move all plans with their links and history, also beyond the number that one may make: nothing is lost."""
    Plan.objects.filter(learner=source).update(learner=account)
