"""What has become of a plan: who changed what, in words, how it was at a moment, and bringing that back."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import Any

from django.db.models import Max
from django.http import Http404
from django.utils.translation import gettext

from practices.plans.kinds import ROW_KINDS
from practices.plans.models import Act, Plan, PlanChange, PlanItem
from practices.plans.record import Actor, Go, set_fields, value_of
from practices.plans.words import short

PAGE = 30
# How many goes are looked through for one that can be taken back.
TRIED = 10
# What a row that is added has in place of what it was before.
NOT_THERE = None
# Says what a row is called.
Name = Callable[[PlanItem], str]


def name_as_kept(item: PlanItem) -> str:
    """Return what a row is called in the language that it was written in."""
    return short(item.title)


@dataclass(frozen=True)
class Line:
    """What happened to one field of a row at one go, in words; the texts only where the field holds one.

    `first` and `last` are the changes that it began and ended with. What can be brought back is what isn't there now.
    """

    told: str
    first: PlanChange
    last: PlanChange
    before: str = ""
    after: str = ""
    is_text: bool = False
    can_return_before: bool = False
    can_return_after: bool = False


@dataclass(frozen=True)
class Entry:
    """What somebody did at one go; `until` is its last change, by whose number the plan as it was then is found."""

    who: str
    at: datetime
    until: int
    act: str
    lines: list[Line]

    @property
    def is_whole(self) -> bool:
        """Whether the whole plan was brought back."""
        return self.act == Act.BACK and len(self.lines) > 1

    @property
    def told(self) -> str:
        """The whole in one sentence."""
        if self.is_whole:
            return gettext("Brought the plan back to how it was")
        return self.lines[0].told if self.lines else ""


def who(change: PlanChange) -> str:
    """Say who changed something; of the owner no name is told."""
    if change.by_owner:
        return gettext("The owner of the plan")
    return change.name or gettext("Somebody with the link")


def read_history(plan: Plan, before: int | None = None, name: Name = name_as_kept) -> tuple[list[Entry], int | None]:
    """Return what was done, the latest first, up to a page of it; and where the next page begins, None after the last.

    `before` is where a page begins, as the page before it has said; `name` says what a row is called.
    """
    goes = plan.changes.order_by().values("batch").annotate(until=Max("pk"))
    if before is not None:
        goes = goes.filter(until__lt=before)
    page = list(goes.order_by("-until")[: PAGE + 1])
    shown = {row["batch"]: row["until"] for row in page[:PAGE]}
    changes = plan.changes.filter(batch__in=list(shown)).select_related("item").order_by("pk")
    by_go: dict[uuid.UUID, list[PlanChange]] = {batch: [] for batch in shown}
    for change in changes:
        by_go[change.batch].append(change)
    entries = [_entry(by_go[batch], until, name) for batch, until in shown.items()]
    return entries, page[PAGE - 1]["until"] if len(page) > PAGE else None


def _entry(changes: list[PlanChange], until: int, name: Name) -> Entry:
    last = changes[-1]
    return Entry(who(last), last.at, until, last.act, list(_lines(changes, name)))


def _lines(changes: Iterable[PlanChange], name: Name = name_as_kept) -> Iterator[Line]:
    """Yield what became of each field, from its first change to its last."""

    def place(change: PlanChange) -> tuple[str, str]:
        return str(change.item_id), change.field

    for _place, found in groupby(sorted(changes, key=lambda one: (place(one), one.version)), key=place):
        own = list(found)
        yield _line(own[0], own[-1], name)


def _line(first: PlanChange, last: PlanChange, name: Name) -> Line:
    item = last.item
    kind = ROW_KINDS[item.kind]
    field = kind.field(last.field)
    names = {"row": name(item), "kind": kind.one}
    if field is None:
        gone = last.field == "removed" and last.after is True and item.removed
        return Line(_told(first.before, last, names), first, last, can_return_before=gone)
    now = getattr(item, last.field)
    return Line(
        gettext("%(kind)s “%(row)s”: changed “%(field)s”") % {**names, "field": field.label},
        first,
        last,
        before=str(first.before or ""),
        after=str(last.after or ""),
        is_text=True,
        can_return_before=value_of(last.field, first.before) != now,
        can_return_after=value_of(last.field, last.after) != now,
    )


def _told(before: Any, last: PlanChange, names: dict[str, Any]) -> str:
    """Say what became of a row as a whole."""
    sentences = {
        ("removed", True): gettext("%(kind)s “%(row)s”: removed"),
        ("removed", False): gettext("%(kind)s “%(row)s”: brought back"),
        ("done", True): gettext("%(kind)s “%(row)s”: ticked as done"),
        ("done", False): gettext("%(kind)s “%(row)s”: no longer ticked"),
    }
    if last.field == "removed" and before is NOT_THERE:
        return gettext("%(kind)s “%(row)s”: added") % names
    moved = gettext("%(kind)s “%(row)s”: moved")
    return sentences.get((last.field, bool(last.after)), moved) % names if last.field != "position" else moved % names


# --- Bringing back


def bring_back(plan: Plan, number: int, side: str, actor: Actor) -> PlanItem:
    """Give a field what it held before or after a change, whatever it holds now; return its row.

    Raises:
        Http404: the plan has no such change.
    """
    change = plan.changes.filter(pk=number).first()
    if change is None or side not in ("before", "after"):
        raise Http404
    kept = getattr(change, side)
    value = True if kept is NOT_THERE and change.field == "removed" else value_of(change.field, kept)
    return set_fields(plan, change.item_id, {change.field: value}, Go(actor, Act.BACK))


def what_undo_takes_back(plan: Plan, actor: Actor, name: Name = name_as_kept) -> Entry | None:
    """Return what somebody did last herself, and hasn't taken back yet; None where there is nothing."""
    changes = _last_go(plan, actor)
    return _entry(changes, changes[-1].pk, name) if changes else None


def _last_go(plan: Plan, actor: Actor) -> list[PlanChange]:
    """Return the changes of the last go that can be taken back, at least in part."""
    taken_back = plan.changes.filter(act=Act.UNDO, undoes__isnull=False).values("undoes")
    own = plan.changes.filter(**actor.mark).exclude(act=Act.UNDO).exclude(batch__in=taken_back)
    goes = own.order_by().values("batch").annotate(until=Max("pk")).order_by("-until")
    batches = [row["batch"] for row in goes[:TRIED]]
    found = list(plan.changes.filter(batch__in=batches).select_related("item").order_by("pk"))
    for batch in batches:
        changes = [change for change in found if change.batch == batch]
        if any(_still_holds(line.last) for line in _lines(changes)):
            return changes
    return []


def _still_holds(change: PlanChange) -> bool:
    return bool(getattr(change.item, change.field) == value_of(change.field, change.after))


def undo_last(plan: Plan, actor: Actor) -> str:
    """Take back what somebody did last herself, but for what others have changed since.

    Returns "undone", "partly" where something stays because of others, or "nothing".
    """
    changes = _last_go(plan, actor)
    if not changes:
        return "nothing"
    go = Go(actor, Act.UNDO, undoes=changes[0].batch)
    whole = True
    for line in _lines(changes):
        item, name = line.last.item, line.last.field
        before = True if name == "removed" and line.first.before is NOT_THERE else value_of(name, line.first.before)
        if _still_holds(line.last):
            set_fields(plan, item.pk, {name: before}, go)
        else:
            whole = False
    return "undone" if whole else "partly"


def items_at(plan: Plan, number: int) -> list[PlanItem]:
    """Return the rows of a plan as they were after a change, those that weren't there yet or any more as `removed`.

    Raises:
        Http404: the plan has no such change; 0 stands for when it was made.
    """
    if number and not plan.changes.filter(pk=number).exists():
        raise Http404
    items = {item.pk: item for item in plan.items.all()}
    # What a field held then is what it held before its first change since.
    since = plan.changes.filter(pk__gt=number).order_by("-version", "-pk")
    for change in since:
        gone = change.field == "removed" and change.before is NOT_THERE
        setattr(items[change.item_id], change.field, True if gone else value_of(change.field, change.before))
    return list(items.values())


def bring_all_back(plan: Plan, number: int, actor: Actor) -> None:
    """Make a plan what it was after a change; what has been done since stays in its history.

    Raises:
        Http404: the plan has no such change; 0 stands for when it was made.
    """
    go = Go(actor, Act.BACK)
    names = ("title", "text", "how", "who", "due", "note", "done", "removed", "position")
    for item in sorted(items_at(plan, number), key=lambda one: str(one.pk)):
        then = {name: getattr(item, name) for name in names}
        # What wasn't there then only goes; its words stay as they are, should it be brought back.
        set_fields(plan, item.pk, {"removed": True} if item.removed else then, go)
