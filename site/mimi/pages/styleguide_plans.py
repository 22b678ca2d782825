"""Made-up contents for the style guide: from a practice to a plan, and back to telling how it went."""

from __future__ import annotations

from datetime import datetime
from types import SimpleNamespace
from typing import Any
from uuid import UUID

from django.utils import timezone

AT = datetime(2026, 11, 22, 9, 30, tzinfo=timezone.get_default_timezone())
STEP = SimpleNamespace(kind="step", one="Step", ticks=True, add="Add a step")
AIM = SimpleNamespace(kind="aim", one="Aim", ticks=False, add="Add an aim")
LESSON = SimpleNamespace(kind="lesson", one="Lesson", ticks=True)


def _key(number: int) -> UUID:
    return UUID(int=number)


def _fill(row: int, name: str, label: str, value: str = "", problem: str = "", *, lines: bool = False) -> Any:
    field = SimpleNamespace(name=name, label=label, is_date=name == "due", lines=lines, most=200)
    return SimpleNamespace(field=field, id=f"{name}-{row}", value=value, problem=problem, language="", rows=2)


def _row(number: int, kind: Any, title: str, *fills: Any, done: bool = False, said: str = "", by: str = "") -> Any:
    own = SimpleNamespace(id=_key(number), kind=kind, done=done, title=title, url="#", by=by)
    named = {fill.field.name: fill for fill in fills}
    return SimpleNamespace(
        row=own,
        url="#",
        version=1,
        fields=fills,
        first=number == 1,
        last=number > 1,
        **{"name": title, "said": said, "number": number, **named},
    )


def sample_sections() -> list[dict[str, Any]]:
    """Rows of a plan to be changed: a lesson that is read, an aim, a step with a problem and one that is done."""
    refused = _fill(1, "who", "Who", "Everybody on the second floor", "There is room for 20 characters.")
    steps = [
        _row(
            1,
            STEP,
            "Choose who begins",
            _fill(1, "title", "What is to be done", "Choose who begins"),
            _fill(1, "text", "How we do it", "Ask who would like to.\nBegin with two.", lines=True),
            refused,
            _fill(1, "due", "By when", "2027-03-31"),
            _fill(1, "note", "Note", "", lines=True),
            by="The trainer",
        ),
        _row(
            2,
            STEP,
            "Have coffee together",
            _fill(2, "title", "What is to be done", "Have coffee together"),
            _fill(2, "text", "How we do it", "", lines=True),
            _fill(2, "who", "Who", "Ida"),
            _fill(2, "due", "By when"),
            _fill(2, "note", "Note", "In the small kitchen.", lines=True),
            done=True,
            said="Ticked as done.",
        ),
    ]
    aim = _row(
        3,
        AIM,
        "Nobody eats alone",
        _fill(3, "title", "Our aim", "Nobody eats alone", lines=True),
        _fill(3, "how", "How we will notice", "", lines=True),
    )
    return [
        {"heading": "Read first", "rows": [_row(4, LESSON, "Seen and heard", done=True)]},
        {"heading": "What we want to reach", "rows": [aim], "adding": _adding(AIM, "Our aim", is_open=False)},
        {"heading": "What we do, step by step", "rows": steps, "adding": _adding(STEP, "What is to be done")},
    ]


def _adding(kind: Any, label: str, *, is_open: bool = True) -> Any:
    problem = "A plan has room for 200 rows. Remove one first." if is_open else ""
    asked = [_fill(0, f"new-{kind.kind}", label)]
    return SimpleNamespace(kind=kind, is_open=is_open, new_id=_key(9), problem=problem, asked=asked)


def sample_plan() -> dict[str, Any]:
    """What stands around the rows: head, lists, files, and what has been done."""
    line: dict[str, Any] = {"language": "", "changed_at": AT}
    return {
        "head": {
            "title": "A buddy for everybody",
            "practice": {"title": "The biographical one-to-one dialogue", "url": "#"},
            "steps": [1, 2, 3],
            "steps_done": 1,
        },
        "listed": [
            {**line, "id": _key(1), "title": "A buddy for everybody", "steps": 3, "done": 1, "due": AT, "shared": True},
            {**line, "id": _key(2), "title": "", "steps": 0},
        ],
        "did": ("removed", "undone", "partly", "nothing", "back"),
        "undo": {"told": "Step “Have coffee together”: removed"},
        "exports": [
            {
                "language": "",
                "links": [{"label": label, "url": "#"} for label in ("Word (DOCX)", "PDF", "Table (XLSX)")],
            },
            {"language": "Ελληνικά", "links": [{"label": "PDF", "url": "#"}]},
        ],
        "lines": _lines(),
    }


def _lines() -> list[Any]:
    change = SimpleNamespace(pk=1)
    text: dict[str, Any] = {"first": change, "last": change, "is_text": True}
    return [
        SimpleNamespace(
            **text,
            told="Step “Meet”: changed “How we do it”",
            before="In the canteen.",
            after="In the park.",
            can_return_before=True,
            can_return_after=False,
        ),
        SimpleNamespace(
            **text,
            told="Step “Meet”: changed “Who”",
            before="",
            after="Ida",
            can_return_before=True,
            can_return_after=True,
        ),
        SimpleNamespace(told="Step “Look back”: removed", first=change, is_text=False, can_return_before=True),
        SimpleNamespace(told="Step “Meet”: ticked as done", first=change, is_text=False, can_return_before=False),
    ]


def sample_told() -> dict[str, Any]:
    """What others have made of a practice, with filters; and what stands of one's own on "My learning"."""
    one: dict[str, Any] = {"sector": "Employer", "size": "Small: fewer than 20 people", "since": AT, "language": "en"}
    told = [("What was changed", "We began with two people."), ("What worked", "They still have lunch together.")]
    shown = [
        {
            **one,
            "anchor": "told-1",
            "organisation": "Bakery Nord",
            "place": "Bodø, Norway",
            "name": "Ida",
            "told": told,
        },
        {
            **one,
            "anchor": "told-2",
            "organisation": "Stadtwerke",
            "language": "de",
            "written_in": "Deutsch",
            "told": [("What was changed", "Wir haben zu zweit begonnen.")],
        },
    ]
    values = [
        {"name": "All", "count": 2, "url": "#told-1", "current": True},
        {"name": "Employer", "count": 2, "url": "#told-2", "current": False},
    ]
    practice = {"title": "The biographical one-to-one dialogue", "url": "#"}
    reports = [
        {
            "report": {"practice_key": _key(number), "get_status_display": status},
            "practice": practice if number else None,
        }
        for number, status in enumerate(("Draft", "Waiting for the editors", "Published", "Sent back", "Withdrawn"))
    ]
    return {
        "adapted": {
            "count": 2,
            "shown": shown,
            "filters": [{"name": "Kind of organisation", "values": values}],
            "pager": {},
        },
        "part": {"asked": [{"key": _key(1), "practice": practice}], "reports": reports, "refused": True},
        "key": _key(1),
    }


def sample_saved(card: dict[str, Any]) -> dict[str, Any]:
    """Saved practices: with a note, in another language, and one that is no more; and the part that counts them."""
    kept: dict[str, Any] = {"next_version": "", "others": [], "unreadable": []}
    elsewhere = [{"url": "#", "language": "nb", "language_name": "Norsk"}]
    return {
        "key": _key(20),
        "list": [
            {
                **kept,
                "key": _key(21),
                "card": card,
                "title": card["title"],
                "current": {"text": "Ask Per about the room."},
            },
            {**kept, "key": _key(22), "elsewhere": elsewhere, "title": "Frivillige", "title_language": "nb"},
            {**kept, "key": _key(23)},
        ],
        "part": {"count": 3, "practices": [{"title": card["title"], "url": "#"}]},
    }


def sample_comparison() -> list[dict[str, Any]]:
    """Rows of a comparison of two: of each kind, the same and different, and where something isn't stated."""
    judged = {"value": "Self-reported", "scale": (True, False, False), "reason": "It describes its own work."}
    return [
        {"label": "Country", "kind": "values", "differs": True, "cells": [["Norway"], ["Austria"]]},
        {"label": "Theme", "kind": "values", "differs": False, "cells": [["Trust", "Dialogue"]] * 2},
        {"label": "Evidence", "kind": "judged", "differs": True, "cells": [judged, None]},
        {"label": "How it works", "kind": "steps", "differs": True, "cells": [["Choose", "Meet"], ["Ask", "Wait"]]},
        {"label": "Results", "kind": "prose", "differs": True, "cells": ["<p>They stayed.</p>", None]},
    ]


def sample_fit() -> dict[str, Any]:
    """How well a practice fits: for, neither, against."""
    reasons = [
        {"text": "It comes from your country: Norway.", "points": 2, "sign": "+2"},
        {"text": "Nobody has judged how much money it takes.", "points": 0, "sign": "0"},
        {"text": "It takes a lot: you have far too little time.", "points": -2, "sign": "\u22122"},
    ]
    return {"points": 0, "most": 4, "reasons": reasons}


def plan_samples(practice: dict[str, Any]) -> dict[str, Any]:
    """Return all of it for the template."""
    return {
        "saved": sample_saved(practice),
        "comparison": sample_comparison(),
        "fit": sample_fit(),
        "plan": sample_plan(),
        "sections": sample_sections(),
        "told": sample_told(),
    }
