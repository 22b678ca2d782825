"""Making a plan: from a practice, or from another plan."""

from __future__ import annotations

import uuid
from collections.abc import Iterator, Sequence
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext

from mimi.people.models import Learner
from practices.plans.kinds import HEAD, MOST_PLANS
from practices.plans.models import Kind, Plan, PlanItem
from practices.plans.order import spread
from practices.plans.source import PracticeWords, lessons_of

# A second press of the button within this time means the plan that the first one made.
SAME_PRESS = timedelta(seconds=10)


class TooManyPlansError(Exception):
    """A learner has as many plans as there may be; the sentence says so to her."""


class AdoptedBeforeError(Exception):
    """A learner has plans from this practice already, the one changed last at the front."""

    def __init__(self, plans: Sequence[Plan]) -> None:
        super().__init__()
        self.plans = plans


def adopt(learner: uuid.UUID, key: uuid.UUID, words: PracticeWords, language: str, *, another: bool = False) -> Plan:
    """Make a plan from the words of a practice in a language, and return it; a button pressed twice makes one.

    Raises:
        AdoptedBeforeError: she has made a plan from it before, and didn't ask for another.
        TooManyPlansError: there is no room for one more.
    """
    plan = Plan(learner_id=learner, practice_key=key, language=language)
    items = list(_rows_of(plan, words))
    with transaction.atomic():
        # Two presses at once come one after the other.
        Learner.objects.select_for_update().filter(pk=learner).first()
        before = list(Plan.objects.filter(learner=learner, practice_key=key, deleted_at=None))
        latest = max(before, key=lambda one: one.created_at, default=None)
        if latest and timezone.now() - latest.created_at < SAME_PRESS:
            return latest
        if before and not another:
            raise AdoptedBeforeError(before)
        _make(plan, items)
    return plan


def copy_plan(plan: Plan, learner: uuid.UUID) -> Plan:
    """Make a plan with the rows of another as they are now, nothing done yet, and return it.

    Raises:
        TooManyPlansError: there is no room for one more.
    """
    twin = Plan(learner_id=learner, practice_key=plan.practice_key, language=plan.language)
    items = []
    for row in plan.items.filter(removed=False):
        row.pk, row.plan, row.done, row.version, row.versions = uuid.uuid4(), twin, False, 1, {}
        row._state.adding = True
        if row.kind == Kind.HEAD:
            row.title = (gettext("Copy of: %(title)s") % {"title": row.title})[: HEAD.fields[0].most]
        items.append(row)
    with transaction.atomic():
        Learner.objects.select_for_update().filter(pk=learner).first()
        _make(twin, items)
    return twin


def _make(plan: Plan, items: list[PlanItem]) -> None:
    """Store a plan; the caller sees to it that its learner makes no other meanwhile.

    Raises:
        TooManyPlansError: there is no room for one more.
    """
    if Plan.objects.filter(learner=plan.learner_id, deleted_at=None).count() >= MOST_PLANS:
        raise TooManyPlansError(too_many_plans())
    plan.save(force_insert=True)
    PlanItem.objects.bulk_create(items)


def too_many_plans() -> str:
    """Say that there are as many plans as there may be."""
    return gettext("You have %(most)d plans, and there is room for no more. Delete one that you no longer need.") % {
        "most": MOST_PLANS
    }


def _rows_of(plan: Plan, words: PracticeWords) -> Iterator[PlanItem]:
    """Yield the rows that a practice gives to a plan."""
    key = plan.practice_key
    yield _row(plan, Kind.HEAD, key, None, "", {"title": words.title})
    lessons = lessons_of(words.modules, plan.language)
    for link, position in zip(lessons, spread(len(lessons)), strict=True):
        yield _row(plan, Kind.LESSON, uuid.UUID(link.key), None, position, {"title": link.title})
    for (step, said), position in zip(words.steps.items(), spread(len(words.steps)), strict=True):
        yield _row(plan, Kind.STEP, step, None, position, {"title": said.title, "text": said.text}, by=said.by)
    for place, (risk, position) in enumerate(zip(words.risks, spread(len(words.risks)), strict=True)):
        yield _row(plan, Kind.RISK, key, place, position, {"title": risk})


def _row(
    plan: Plan, kind: Kind, key: uuid.UUID, place: int | None, position: str, texts: dict[str, str], **beside: Any
) -> PlanItem:
    copied = {**texts, **beside}
    return PlanItem(plan=plan, kind=kind, source_key=key, source_place=place, position=position, copied=copied, **texts)
