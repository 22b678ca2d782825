"""All plans of somebody, each in a line: for the page of one's plans and for "My learning"."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Count, Exists, Min, OuterRef, Q

from mimi.pages.links import PageLink
from practices.plans.models import Kind, Plan, PlanItem, PlanLink
from practices.plans.source import pages_by_key


@dataclass(frozen=True)
class PlanInList:
    """A plan in a line; `due` is the next day by which a step is to be done.

    `language` is set where the title is known to be in another than the list. `practice` is empty where it isn't live.
    """

    id: uuid.UUID
    title: str
    language: str
    practice: str
    practice_url: str
    steps: int
    done: int
    due: date | None
    changed_at: datetime
    deleted_at: datetime | None
    shared: bool


def plans_of(learner: uuid.UUID, language: str, *, deleted: bool = False) -> list[PlanInList]:
    """Return the plans of somebody, the one changed last at the front, in three queries however many."""
    steps = Q(items__kind=Kind.STEP, items__removed=False)
    rows = list(
        Plan.objects.filter(learner=learner, deleted_at__isnull=not deleted).annotate(
            steps=Count("items", filter=steps),
            done=Count("items", filter=steps & Q(items__done=True)),
            due=Min("items__due", filter=steps & Q(items__done=False)),
            shared=Exists(PlanLink.objects.filter(plan=OuterRef("pk"), withdrawn_at=None)),
        )
    )
    heads = {head.plan_id: head for head in PlanItem.objects.filter(plan__in=rows, kind=Kind.HEAD)}
    pages = pages_by_key({plan.practice_key for plan in rows}, language)
    return [_line(plan, heads[plan.pk], pages.get(plan.practice_key), language) for plan in rows]


def count_plans(learner: uuid.UUID | None) -> int:
    """Return how many plans somebody has."""
    return Plan.objects.filter(learner=learner, deleted_at=None).count() if learner else 0


def _line(plan: Any, head: PlanItem, page: PageLink | None, language: str) -> PlanInList:
    title, spoken = head.title, ""
    if language != plan.language and title == head.copied.get("title"):
        if page and page.language == language:
            title = page.title
        else:
            spoken = plan.language
    return PlanInList(
        id=plan.pk,
        title=title,
        language=spoken,
        practice=page.title if page else "",
        practice_url=page.url if page else "",
        steps=plan.steps,
        done=plan.done,
        due=plan.due,
        changed_at=plan.changed_at,
        deleted_at=plan.deleted_at,
        shared=plan.shared,
    )
