"""Writing changes of a plan, so that several people do it at once and nobody's words are lost.

A save names the version of the row that its writer had before her. What she didn't touch stays as it is; what nobody
else has changed since is saved; what somebody else has changed since clashes, and she is shown both. Each write is one
short transaction whose update holds only for the version that was read, and is tried anew where another came first.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import F
from django.http import Http404
from django.utils import timezone
from django.utils.translation import gettext

from practices.plans.kinds import MOST_ROWS, MOST_ROWS_EVER
from practices.plans.models import Act, Plan, PlanChange, PlanItem
from practices.plans.order import between

# Saves of the same text that follow one another within this time are one change to whoever reads the history.
SAME_GO = timedelta(minutes=3)

# Says how a stored value of a row's field stood on the page of whoever sends a save.
Shown = Callable[[PlanItem, str, Any], Any]


class TooManyRowsError(Exception):
    """A plan has as many rows as there may be; the sentence says so."""


@dataclass(frozen=True)
class Actor:
    """Who changes a plan: its owner, or somebody with a link, who may have given a name."""

    by_owner: bool = True
    link: uuid.UUID | None = None
    name: str = ""

    @property
    def mark(self) -> dict[str, Any]:
        """What a change keeps of her, and by which her own changes are found."""
        return {"by_owner": self.by_owner, "link_id": self.link, "name": self.name}


@dataclass(frozen=True)
class Go:
    """One go: who does it, how it came about, and what it takes back."""

    actor: Actor
    act: str = Act.EDIT
    undoes: uuid.UUID | None = None
    batch: uuid.UUID = field(default_factory=uuid.uuid4)


@dataclass(frozen=True)
class Clash:
    """That somebody else has changed a field since: `mine` is what was sent, `change` the one that was first."""

    field: str
    mine: Any
    theirs: Any
    change: PlanChange | None


@dataclass(frozen=True)
class Outcome:
    """What became of a save: the row as it is now, and what clashed.

    Nothing is saved in a row that was `removed` meanwhile.
    """

    item: PlanItem
    clashes: list[Clash] = field(default_factory=list)

    @property
    def removed(self) -> bool:
        """Whether somebody removed the row meanwhile."""
        return self.item.removed


def find_item(plan: Plan, id_: uuid.UUID) -> PlanItem:
    """Return a row of a plan, removed or not.

    Raises:
        Http404: the plan has no such row.
    """
    item = PlanItem.objects.filter(plan=plan, pk=id_).first()
    if item is None:
        raise Http404
    return item


def save_texts(plan: Plan, id_: uuid.UUID, sent: Mapping[str, Any], base: int, actor: Actor, shown: Shown) -> Outcome:
    """Save what was written into fields of a row whose version `base` its writer had before her.

    Raises:
        Http404: the plan has no such row.
    """
    while True:
        with transaction.atomic():
            item = find_item(plan, id_)
            if item.removed:
                return Outcome(item)
            fresh, clashes = _sort(item, sent, base, shown)
            if not fresh or _write(plan, item, fresh, _go_of(item, fresh, actor)):
                return Outcome(find_item(plan, id_), clashes)


def _sort(item: PlanItem, sent: Mapping[str, Any], base: int, shown: Shown) -> tuple[dict[str, Any], list[Clash]]:
    """Return what can be saved of what was sent, and what clashes."""
    fresh, clashes = {}, []
    for name, mine in sent.items():
        theirs = getattr(item, name)
        if mine in (theirs, shown(item, name, theirs)):
            continue
        if item.versions.get(name, 0) <= base:
            fresh[name] = mine
            continue
        changes = item.changes.filter(field=name, version__gt=base)
        first = changes.order_by("version").first()
        before = value_of(name, first.before) if first else None
        if mine not in (before, shown(item, name, before)):
            clashes.append(Clash(name, mine, theirs, changes.order_by("-version").first()))
    return fresh, clashes


def _go_of(item: PlanItem, fresh: Mapping[str, Any], actor: Actor) -> Go:
    """Return the go that a save belongs to: the one before, where it goes on with the same text."""
    if len(fresh) == 1:
        (name,) = fresh
        last = item.changes.filter(field=name).order_by("-version").first()
        if last and last.act == Act.EDIT and last.at > timezone.now() - SAME_GO and _mark_of(last) == actor.mark:
            return Go(actor, batch=last.batch)
    return Go(actor)


def _mark_of(change: PlanChange) -> dict[str, Any]:
    return {"by_owner": change.by_owner, "link_id": change.link_id, "name": change.name}


def set_fields(plan: Plan, id_: uuid.UUID, values: Mapping[str, Any], go: Go) -> PlanItem:
    """Set fields of a row whatever they held: a tick, a place, a text that is brought back. The last one holds.

    Raises:
        Http404: the plan has no such row.
    """
    while True:
        with transaction.atomic():
            item = find_item(plan, id_)
            fresh = {name: value for name, value in values.items() if getattr(item, name) != value}
            if not fresh or _write(plan, item, fresh, go):
                return item


def _write(plan: Plan, item: PlanItem, values: Mapping[str, Any], go: Go) -> bool:
    """Change fields of a row that still is as it was read, and note what changed; say whether it was.

    The caller has begun a transaction.
    """
    version = item.version + 1
    versions = {**item.versions, **dict.fromkeys(values, version)}
    still = PlanItem.objects.filter(pk=item.pk, version=item.version)
    if not still.update(version=version, versions=versions, **values):
        return False
    PlanChange.objects.bulk_create(
        _change(plan, item, name, plain_of(getattr(item, name)), plain_of(value), version, go)
        for name, value in values.items()
    )
    for name, value in values.items():
        setattr(item, name, value)
    item.version, item.versions = version, versions
    _touch(plan)
    return True


def _change(plan: Plan, item: PlanItem, name: str, before: Any, after: Any, version: int, go: Go) -> PlanChange:
    return PlanChange(
        plan=plan,
        item=item,
        field=name,
        before=before,
        after=after,
        version=version,
        batch=go.batch,
        act=go.act,
        undoes=go.undoes,
        **go.actor.mark,
    )


def _touch(plan: Plan) -> None:
    """Note that the plan has changed; last of all, so that the transaction holds the plan's row for a moment only."""
    Plan.objects.filter(pk=plan.pk).update(revision=F("revision") + 1, changed_at=timezone.now())


def add_item(plan: Plan, id_: uuid.UUID, kind: str, values: Mapping[str, Any], actor: Actor) -> PlanItem:
    """Add a row at the end of its kind, and return it; `id_` comes with the form, so that a form sent twice adds one.

    Raises:
        TooManyRowsError: there is no room for one more.
        Http404: another plan has a row of this id.
    """
    try:
        with transaction.atomic():
            rows = list(PlanItem.objects.filter(plan=plan).values_list("kind", "removed", "position", "pk"))
            if any(pk == id_ for *_rest, pk in rows):
                return find_item(plan, id_)
            if len(rows) >= MOST_ROWS_EVER or sum(not removed for _kind, removed, *_rest in rows) >= MOST_ROWS:
                raise TooManyRowsError(too_many_rows())
            last = max((position for of, removed, position, _pk in rows if of == kind and not removed), default="")
            item = PlanItem(pk=id_, plan=plan, kind=kind, position=between(last, ""), **values)
            item.save(force_insert=True)
            _change(plan, item, "removed", None, False, item.version, Go(actor)).save(force_insert=True)
            _touch(plan)
            return item
    except IntegrityError:
        # The same form came at the same moment.
        return find_item(plan, id_)


def too_many_rows() -> str:
    """Say that there are as many rows as there may be."""
    return gettext(
        "This plan has %(most)d rows, or has had very many, and there is room for no more. Nothing that you have "
        "written is lost: copy it from here, or make a copy of the plan, which begins without what was removed."
    ) % {"most": MOST_ROWS}


def move_item(plan: Plan, id_: uuid.UUID, by: int, actor: Actor) -> None:
    """Move a row so many places down among those of its kind, or up where `by` is negative.

    Raises:
        Http404: the plan has no such row.
    """
    item = find_item(plan, id_)
    others = _others(plan, item)
    here = sum((one.position, str(one.pk)) < (item.position, str(item.pk)) for one in others)
    _place(plan, item, others, min(max(here + by, 0), len(others)), actor)


def place_item(plan: Plan, id_: uuid.UUID, after: uuid.UUID | None, actor: Actor) -> None:
    """Put a row behind another of its kind, or first; behind one that is gone, it stays where it is.

    Raises:
        Http404: the plan has no such row.
    """
    item = find_item(plan, id_)
    others = _others(plan, item)
    ids = [one.pk for one in others]
    if after is None or after in ids:
        _place(plan, item, others, 0 if after is None else ids.index(after) + 1, actor)


def _others(plan: Plan, item: PlanItem) -> list[PlanItem]:
    rows = PlanItem.objects.filter(plan=plan, kind=item.kind, removed=False).exclude(pk=item.pk)
    return sorted(rows, key=lambda one: (one.position, str(one.pk)))


def _place(plan: Plan, item: PlanItem, others: list[PlanItem], place: int, actor: Actor) -> None:
    before = others[place - 1].position if place else ""
    after = others[place].position if place < len(others) else ""
    stands = (not before or before < item.position) and (not after or item.position < after)
    if not stands:
        set_fields(plan, item.pk, {"position": between(before, after)}, Go(actor))


# --- Values as history keeps them


def plain_of(value: Any) -> Any:
    """Return a field's value as JSON has it."""
    return value.isoformat() if isinstance(value, date) else value


def value_of(name: str, kept: Any) -> Any:
    """Return the value of a field that JSON has; the opposite of `plain_of`."""
    return date.fromisoformat(kept) if name == "due" and kept else kept
