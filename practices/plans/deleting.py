"""The bin: a plan that was deleted can be brought back for a while, and then it is gone."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.utils import timezone

from mimi.operations.periodic import daily
from practices.plans.adopting import TooManyPlansError, too_many_plans
from practices.plans.kinds import MOST_PLANS
from practices.plans.models import Plan

KEEP = timedelta(days=30)


def delete_plan(plan: Plan) -> None:
    """Put a plan into the bin; its links lead nowhere as long as it is there."""
    Plan.objects.filter(pk=plan.pk, deleted_at=None).update(deleted_at=timezone.now())


def return_plan(plan: Plan) -> None:
    """Bring a plan back from the bin.

    Raises:
        TooManyPlansError: there is no room for it.
    """
    if Plan.objects.filter(learner=plan.learner_id, deleted_at=None).count() >= MOST_PLANS:
        raise TooManyPlansError(too_many_plans())
    Plan.objects.filter(pk=plan.pk).update(deleted_at=None)


@daily("empty the bin of plans", hour=4)
def empty_bin(now: datetime) -> None:
    """Delete the plans whose time in the bin is over."""
    Plan.objects.filter(deleted_at__lt=now - KEEP).delete()
