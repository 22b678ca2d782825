"""Plans to be taken along: one that is filled in by its owner, and one that says a text in every field."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from datetime import date

from django.utils import timezone
from django.utils.translation import override

from practices.plans.exports import Contents, contents_of
from practices.plans.exports.contents import Entry
from practices.plans.kinds import ROW_KINDS
from practices.plans.models import Kind, Plan
from practices.plans.source import PracticeWords
from practices.plans.words import PlanInWords, Reader, RowInWords, Words, read_plan
from tests.practices.plans.planner import Planner

TODAY = date(2027, 1, 31)
DUE = date(2027, 3, 1)
# What runs as a formula, ends a line or a cell, or opens a tag, where a file isn't written with care.
HOSTILE = (
    "=1+1",
    '=HYPERLINK("https://evil.example","Click")',
    "+cmd|' /C calc'!A0",
    "-2+3+cmd|' /C calc'!A0",
    "@SUM(1;1)",
    "\t=1+1",
    "https://evil.example/",
    "mailto:evil@example.org",
    "A\r\nATTENDEE:mailto:evil@example.org\r\nEND:VEVENT",
    "A\nBEGIN:VALARM",
    "\u2028END:VCALENDAR\u2029\x85\x0b\x0c.",
    'semi;colon, comma: colon \\ backslash \\n \\N \\\\N "quote"',
    "<script>alert(1)</script><img src=x onerror=alert(1)>",
    "]]></w:t><w:t>&amp;&lt;&#0;",
    "{{ plan }} {% include 'base.html' %}",
    "a\x00b\x07c\x1b[31m\ufffe\ud800d",
    "_x0041_ _x000D_",
    "{=1+1}",
    "0041",
    "\u202egnp.exe",
    "مرحبا 12",
    "ø" * 200,
    "😀" * 60,
)


def fill_in(owner: Planner) -> None:
    """Write into a plan that was just made, in its owner's own words."""
    owner.save(owner.row("Meet"), who="Ida & Πέτρος", due=DUE.isoformat(), note="Room 4.\n\nBring <coffee>.")
    owner.do(owner.row("Choose"), "done")
    owner.do(owner.row("Lesson 1.1"), "done")
    owner.do(owner.row("Doing it alone"), "remove")
    owner.save(owner.row("Going too fast"), how="We wait a week.")
    owner.add("aim", title="Everybody eats together", how="The canteen is full.")


def contents(owner: Planner, language: str) -> Contents:
    """Return what a plan says in a language; it must be the active one."""
    return contents_of(read_plan(owner.plan, language), TODAY)


def told(plan: Contents, *, but: Entry | None = None) -> Iterator[str]:
    """Yield all that a plan says, one text after the other, but of one row."""
    for part in plan.parts:
        yield part.heading
        for entry in part.entries:
            if entry != but:
                yield from (entry.title.text, entry.state, entry.url, *(line.words.text for line in entry.lines))


def plan_saying(text: str, *, due: date | None = DUE, rows: int = 1) -> Contents:
    """Return the contents of a plan in English with the text in every field of `rows` rows of each kind."""

    def row(kind: Kind) -> RowInWords:
        said = Words(text)
        fields = {field.name: said for field in ROW_KINDS[kind].fields if not field.is_date}
        return RowInWords(uuid.uuid4(), ROW_KINDS[kind], 3, **{"title": said, **fields}, due=due)

    plan = Plan(practice_key=uuid.uuid4(), language="en", changed_at=timezone.now())
    practice = PracticeWords(title=text, url="/en/good-practices/one/", source=text)
    read = PlanInWords(
        plan,
        "en",
        row(Kind.HEAD),
        Reader(plan, "en", practice, practice, {}),
        **{
            name: [row(kind) for _ in range(rows)]
            for name, kind in {
                "lessons": Kind.LESSON,
                "aims": Kind.AIM,
                "steps": Kind.STEP,
                "risks": Kind.RISK,
            }.items()
        },
    )
    with override("en"):
        return contents_of(read, TODAY)
