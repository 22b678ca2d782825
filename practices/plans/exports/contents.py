"""What every export of a plan carries, in the reader's language: the same parts, however a format sets them out."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from django.conf import settings
from django.utils.formats import date_format
from django.utils.translation import gettext, pgettext

from mimi.pages.links import SOURCE_LANGUAGE
from mimi.paper import without_controls
from practices.plans.kinds import AIM, LESSON, RISK, STEP, RowKind
from practices.plans.models import Kind
from practices.plans.source import practice_words
from practices.plans.words import PlanInWords, RowInWords, Words

PARTS = (LESSON, AIM, STEP, RISK)


@dataclass(frozen=True)
class Origin:
    """The practice that a plan was made from: its whole address, and where it was described.

    `language` is set where it is told in another than the plan.
    """

    title: str
    url: str
    source: str = ""
    language: str = ""


@dataclass(frozen=True)
class Line:
    """A field of a row; of a date, `words` is as people write it. `long` texts may have paragraphs."""

    name: str
    label: str
    words: Words
    day: date | None = None
    long: bool = False


@dataclass(frozen=True)
class Entry:
    """A row: its title, and its other fields in their order, those that are empty too.

    `number` counts from 1. `state` says whether it is done, empty where that makes no sense. `url` is a whole address.
    """

    id: uuid.UUID
    version: int
    number: int
    title: Words
    lines: tuple[Line, ...] = ()
    done: bool = False
    state: str = ""
    url: str = ""

    def line(self, name: str) -> Line | None:
        """Return a field by its name."""
        return next((line for line in self.lines if line.name == name), None)


@dataclass(frozen=True)
class Part:
    """All rows of a kind."""

    kind: RowKind
    entries: tuple[Entry, ...]

    @property
    def heading(self) -> str:
        """What stands above them."""
        return str(self.kind.heading)


@dataclass(frozen=True)
class Contents:
    """A plan to be taken along, as it is read in `language`; only parts that have rows.

    No text has control characters in it, so that any file can hold it.
    """

    title: Words
    language: str
    changed_at: datetime
    taken_on: date
    parts: tuple[Part, ...]
    origin: Origin | None = None

    @property
    def made_from(self) -> str:
        """The sentence that names the practice; empty where there is none any more."""
        if self.origin is None:
            return ""
        return gettext("Made from the practice “%(title)s”.") % {"title": self.origin.title}

    @property
    def source(self) -> str:
        """The sentence that tells where the practice was described."""
        if self.origin is None or not self.origin.source:
            return ""
        return gettext("Source: %(source)s") % {"source": self.origin.source}

    @property
    def as_of(self) -> str:
        """The sentence that tells of which day it is."""
        return gettext("The plan as of %(date)s.") % {"date": date_format(self.taken_on, "DATE_FORMAT")}

    @property
    def letters(self) -> int:
        """How many characters people will read."""
        return sum(
            len(entry.title.text) + sum(len(line.words.text) for line in entry.lines)
            for part in self.parts
            for entry in part.entries
        )

    def part(self, kind: Kind) -> Sequence[Entry]:
        """Return the rows of a kind."""
        return next((part.entries for part in self.parts if part.kind.kind == kind), ())


def contents_of(plan: PlanInWords, today: date) -> Contents:
    """Return what is to be taken along of a plan, in its language, which must be the active one."""
    found = [(kind, plan.of_kind(str(kind.kind))) for kind in PARTS]
    return Contents(
        title=_clean(plan.title) if plan.title else Words(gettext("Plan")),
        language=plan.language,
        changed_at=plan.plan.changed_at,
        taken_on=today,
        parts=tuple(
            Part(kind, tuple(_entry(row, number) for number, row in enumerate(rows, start=1)))
            for kind, rows in found
            if rows
        ),
        origin=_origin(plan),
    )


def _origin(plan: PlanInWords) -> Origin | None:
    """Return the practice in the reader's language, or else in one that it is there in."""
    if plan.practice:
        return _told(plan, plan.language)
    others = dict.fromkeys((plan.plan.language, SOURCE_LANGUAGE))
    return next((told for code in others if code != plan.language and (told := _told(plan, code))), None)


def _told(plan: PlanInWords, language: str) -> Origin | None:
    here = language == plan.language
    practice = plan.practice if here else practice_words(plan.plan.practice_key, language)
    if practice is None:
        return None
    return Origin(
        title=without_controls(practice.title),
        url=settings.SITE_URL + practice.url,
        source=without_controls(practice.source),
        language="" if here else language,
    )


def _entry(row: RowInWords, number: int) -> Entry:
    lines = tuple(
        Line(
            name=field.name,
            label=str(field.label),
            words=_day(row.due) if field.is_date else _clean(getattr(row, field.name)),
            day=row.due if field.is_date else None,
            long=field.lines,
        )
        for field in row.kind.fields
        if field.name != "title"
    )
    return Entry(
        id=row.id,
        version=row.version,
        number=number,
        title=_clean(row.title),
        lines=lines,
        done=row.done,
        state=_state(row) if row.kind.ticks else "",
        url=settings.SITE_URL + row.url if row.url else "",
    )


def _state(row: RowInWords) -> str:
    if row.kind.kind == Kind.LESSON:
        return pgettext("a lesson", "Read") if row.done else pgettext("a lesson", "Not read yet")
    return pgettext("a step", "Done") if row.done else pgettext("a step", "Not done yet")


def _day(day: date | None) -> Words:
    return Words(date_format(day, "DATE_FORMAT") if day else "")


def _clean(words: Words) -> Words:
    return replace(words, text=without_controls(words.text))
