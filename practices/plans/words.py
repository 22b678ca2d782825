"""A plan as it is read in a language: what was copied follows the reader's language, what people wrote stays theirs.

This is what pages, exports and everything else that shows a plan go by.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.utils.translation import gettext

from mimi.pages.links import PageLink
from practices.plans.kinds import ROW_KINDS, RowKind
from practices.plans.models import Kind, Plan, PlanItem
from practices.plans.source import PracticeWords, pages_by_key, practice_words


@dataclass(frozen=True)
class Words:
    """A text; `language` is set where it is known to be another than the plan is read in."""

    text: str = ""
    language: str = ""

    def __str__(self) -> str:
        return self.text

    def __bool__(self) -> bool:
        return bool(self.text)


@dataclass(frozen=True)
class RowInWords:
    """A row as it is read; fields that its kind doesn't have are empty. `by` is who does it in the practice.

    `url` leads to the lesson of a row that is one.
    """

    id: uuid.UUID
    kind: RowKind
    version: int
    title: Words = Words()
    text: Words = Words()
    how: Words = Words()
    who: Words = Words()
    note: Words = Words()
    by: Words = Words()
    due: date | None = None
    done: bool = False
    url: str = ""

    def value(self, name: str) -> str:
        """Return what stands in a field, as a form has it; a day as ISO 8601 writes it."""
        found = getattr(self, name)
        return found.isoformat() if isinstance(found, date) else str(found or "")

    @property
    def is_empty(self) -> bool:
        """Whether nothing is said in any field."""
        return not any(self.value(field.name) for field in self.kind.fields) and not self.title


@dataclass(frozen=True)
class PlanInWords:
    """A plan as it is read in `language`; rows stand in their order.

    `reader` has read it, and says of rows that were removed, too, what they are called. `head` is the row that holds
    the title.
    """

    plan: Plan
    language: str
    head: RowInWords
    reader: Reader
    lessons: list[RowInWords] = field(default_factory=list)
    aims: list[RowInWords] = field(default_factory=list)
    steps: list[RowInWords] = field(default_factory=list)
    risks: list[RowInWords] = field(default_factory=list)

    @property
    def practice(self) -> PracticeWords | None:
        """The practice that it was made from, in that language; None where it isn't live there."""
        return self.reader.practice

    @property
    def title(self) -> Words:
        """What the plan is called."""
        return self.head.title

    def of_kind(self, kind: str) -> list[RowInWords]:
        """Return the rows of a kind in their order."""
        return {
            str(Kind.HEAD): [self.head],
            str(Kind.LESSON): self.lessons,
            str(Kind.AIM): self.aims,
            str(Kind.STEP): self.steps,
            str(Kind.RISK): self.risks,
        }[kind]

    @property
    def rows(self) -> list[RowInWords]:
        """All rows but the title's, in the order of the kinds."""
        return [*self.lessons, *self.aims, *self.steps, *self.risks]

    def row(self, id_: uuid.UUID) -> RowInWords | None:
        """Return a row by its id."""
        return next((row for row in [self.head, *self.rows] if row.id == id_), None)

    @property
    def steps_done(self) -> int:
        """How many of the steps are done."""
        return sum(step.done for step in self.steps)


@dataclass(frozen=True)
class Reader:
    """Reads rows of a plan in a language."""

    plan: Plan
    language: str
    practice: PracticeWords | None
    # In the plan's own language, to see whether a place still means what it meant.
    origin: PracticeWords | None
    pages: Mapping[uuid.UUID, PageLink]

    @classmethod
    def of(cls, plan: Plan, language: str, items: Iterable[PlanItem]) -> Reader:
        """Look up what rows of a plan need to be read in a language, in as many queries however many rows."""
        lessons = {item.source_key for item in items if item.kind == Kind.LESSON and item.source_key}
        practice = practice_words(plan.practice_key, language)
        origin = practice if language == plan.language else practice_words(plan.practice_key, plan.language)
        return cls(plan, language, practice, origin, pages_by_key(lessons, language))

    def shown(self, item: PlanItem, name: str, value: Any) -> Words:
        """Return how a value of a text field is read: in the reader's language where it is as it was copied."""
        text = str(value or "")
        if not text or text != item.copied.get(name):
            return Words(text)
        if item.kind == Kind.LESSON and (page := self.pages.get(item.source_key or uuid.UUID(int=0))):
            return Words(page.title, page.language if page.language != self.language else "")
        if self.language == self.plan.language:
            return Words(text)
        told = self._told(item, name)
        return Words(told) if told else Words(text, self.plan.language)

    def _told(self, item: PlanItem, name: str) -> str:
        """Return what the practice says in the reader's language in the place that a text was copied from."""
        if self.practice is None:
            return ""
        if item.kind == Kind.STEP and item.source_key:
            return str(getattr(self.practice.steps.get(item.source_key), name, ""))
        if item.kind == Kind.RISK:
            return self._risk(item)
        return self.practice.title if item.kind == Kind.HEAD else ""

    def _risk(self, item: PlanItem) -> str:
        """Return a watch-out point, which has no key but its place: as long as the practice's points are the same."""
        place, here = item.source_place, self.practice.risks if self.practice else ()
        there = self.origin.risks if self.origin else ()
        if place is None or place >= len(there) or len(here) != len(there) or there[place] != item.copied.get("title"):
            return ""
        return here[place]

    def name(self, item: PlanItem) -> str:
        """Return what a row is called in what is said of it."""
        return short(self.shown(item, "title", item.title))

    def row(self, item: PlanItem) -> RowInWords:
        """Return a row as it is read."""
        texts = {name: self.shown(item, name, getattr(item, name)) for name in ("title", "text", "how", "who", "note")}
        page = self.pages.get(item.source_key) if item.kind == Kind.LESSON and item.source_key else None
        return RowInWords(
            id=item.pk,
            kind=ROW_KINDS[item.kind],
            version=item.version,
            by=self.shown(item, "by", item.copied.get("by")),
            due=item.due,
            done=item.done,
            url=page.url if page else "",
            **texts,
        )


def read_plan(plan: Plan, language: str, items: Iterable[PlanItem] | None = None) -> PlanInWords:
    """Return a plan in a language, in as many queries however long it is; `items` are its rows as they once were."""
    everything = list(plan.items.all() if items is None else items)
    reader = Reader.of(plan, language, everything)
    found = [item for item in everything if not item.removed]
    rows: dict[str, list[RowInWords]] = {str(kind): [] for kind in Kind}
    for item in sorted(found, key=lambda one: (one.position, str(one.pk))):
        rows[item.kind].append(reader.row(item))
    head = next(iter(rows[Kind.HEAD]))
    return PlanInWords(
        plan=plan,
        language=language,
        head=head,
        reader=reader,
        lessons=rows[Kind.LESSON],
        aims=rows[Kind.AIM],
        steps=rows[Kind.STEP],
        risks=rows[Kind.RISK],
    )


def short(words: Words | str) -> str:
    """Return the beginning of a title, to name its row by."""
    text = " ".join(str(words).split())
    if not text:
        return gettext("(without a title)")
    return text if len(text) <= 70 else f"{text[:69].rstrip()}…"
