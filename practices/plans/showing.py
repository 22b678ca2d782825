"""What the page of a plan shows: its sections and rows, each with the fields to fill in."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext

from practices.plans.access import Access
from practices.plans.forms import RowForm
from practices.plans.kinds import AIM, LESSON, RISK, STEP, Field, RowKind
from practices.plans.words import PlanInWords, RowInWords, Words, short

SECTIONS = (LESSON, AIM, STEP, RISK)


@dataclass(frozen=True)
class FieldToFill:
    """A field of a row on the page, with what stands in it and what is wrong with that."""

    field: Field
    id: str
    value: str = ""
    problem: str = ""
    language: str = ""

    @property
    def rows(self) -> int:
        """How many lines of a text are in sight where the browser can't fit the field to the text."""
        lines = sum(1 + len(line) // 60 for line in self.value.split("\n"))
        return min(max(lines, 2), 14)


@dataclass(frozen=True)
class Refusal:
    """A form that was sent and refused: of which row, or of which kind of rows it would have added one, and why."""

    form: RowForm
    row: uuid.UUID | None = None
    kind: str = ""
    problem: str = ""


@dataclass(frozen=True)
class RowOnPage:
    """A row with its fields; `first` and `last` tell where it stands, `said` what has just been done with it."""

    row: RowInWords
    url: str
    fields: list[FieldToFill]
    version: int
    first: bool = False
    last: bool = False
    said: str = ""
    number: int = 0

    @property
    def name(self) -> str:
        """What the row is called in what is said of it."""
        return short(self.row.title)

    def __getattr__(self, name: str) -> FieldToFill:
        """Return a field by its name, for templates."""
        found = next((one for one in self.fields if one.field.name == name), None)
        if found is None:
            raise AttributeError(name)
        return found


@dataclass(frozen=True)
class Section:
    """All rows of a kind, and the fields of a new one; `new_id` is the id that it will have."""

    kind: RowKind
    rows: list[RowOnPage]
    asked: list[FieldToFill] = field(default_factory=list)
    problem: str = ""
    new_id: uuid.UUID = field(default_factory=uuid.uuid4)

    @property
    def heading(self) -> str | Promise:
        """What stands above them."""
        return self.kind.heading

    @property
    def is_open(self) -> bool:
        """Whether the form of a new row is open: there is none yet, or what was sent was refused."""
        return not self.rows or any(one.value for one in self.asked)


def page_variables(
    access: Access, plan: PlanInWords, refused: Refusal | None = None, did: Mapping[str, str] | None = None
) -> dict[str, Any]:
    """Return what the template of a plan's page shows.

    `did` holds what has just been done, and with which row, as the address of the page says it.
    """
    said = {name: (did or {}).get(name, "") for name in ("did", "row")}
    return {
        "access": access,
        "plan": plan,
        "head": _row(access, plan.head, refused, said),
        "sections": [_section(access, plan, kind, refused, said) for kind in SECTIONS],
        "urls": _urls(access),
        "did": said.get("did", ""),
    }


def _urls(access: Access) -> dict[str, str]:
    names = ["plan", "plan_rows", "plan_state", "plan_history", "plan_undo"]
    if access.owns:
        names += ["plan_links", "plan_copy", "plan_delete"]
    else:
        names += ["plan_name"]
    return {name.removeprefix("plan_"): access.url(name) for name in names}


def _section(
    access: Access, plan: PlanInWords, kind: RowKind, refused: Refusal | None, said: Mapping[str, str]
) -> Section:
    rows = plan.of_kind(kind.kind)
    shown = [
        _row(access, row, refused, said, number=number, last=number == len(rows))
        for number, row in enumerate(rows, start=1)
    ]
    form = refused.form if refused and refused.kind == kind.kind else None
    asked = [
        FieldToFill(
            one,
            f"new-{kind.kind}-{one.name}",
            form.typed.get(one.name, "") if form else "",
            form.problems.get(one.name, "") if form else "",
        )
        for one in kind.fields
        if one.name in kind.asked
    ]
    return Section(kind, shown, asked, refused.problem if refused and form else "")


def _row(
    access: Access,
    row: RowInWords,
    refused: Refusal | None,
    said: Mapping[str, str],
    *,
    number: int = 0,
    last: bool = False,
) -> RowOnPage:
    form = refused.form if refused and refused.row == row.id else None
    fields = []
    for one in row.kind.fields:
        words: Any = getattr(row, one.name)
        typed = form.typed.get(one.name) if form else None
        fields.append(
            FieldToFill(
                one,
                f"{one.name}-{row.id}",
                row.value(one.name) if typed is None else typed,
                form.problems.get(one.name, "") if form else "",
                words.language if isinstance(words, Words) else "",
            )
        )
    return RowOnPage(
        row,
        access.url("plan_row", row.id),
        fields,
        form.base if form and form.is_valid() else int(form.data.get("version") or 0) if form else row.version,
        first=number == 1,
        last=last,
        said=_said(said.get("did", "")) if said.get("row") == str(row.id) else "",
        number=number,
    )


def _said(did: str) -> str:
    sentences = {
        "saved": gettext("Saved."),
        "added": gettext("Added."),
        "moved": gettext("Moved."),
        "done": gettext("Ticked as done."),
        "undone": gettext("No longer ticked."),
    }
    return sentences.get(did, "")
