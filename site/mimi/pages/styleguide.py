"""A page for those who build the site: every component in every state, with made-up contents."""

from __future__ import annotations

from decimal import Decimal
from types import SimpleNamespace
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from mimi.charts import ChartKind, Row, Table, chart_kinds
from mimi.pages.styleguide_plans import plan_samples
from mimi.pages.styleguide_samples import (
    sample_facets,
    sample_map,
    sample_notes,
    sample_problems,
    sample_rounds,
    sample_table,
    sample_ways_out,
)

PROSE = (
    "<p>Trust comes before every method. Each participant should notice that someone takes time, and "
    '<a href="#prose">truly wants to know</a>.</p><ul><li>Ask one question at a time</li>'
    "<li>Leave room for silence</li></ul>"
)
COLOURS = (
    ("ground", "paper", "sunk", "field", "deep"),
    ("ink", "ink-soft", "line", "edge", "focus"),
    ("fjord", "ochre", "barn", "moss", "action"),
    ("fjord-soft", "ochre-soft", "barn-soft", "moss-soft", "mark"),
)
DRAWINGS = ("module-1", *(f"module-2-{n}" for n in range(1, 9)), "module-4")
TITLES = (
    "What microintegration is",
    "One-to-one dialogue",
    "Co-determination",
    "Recognising negative thought patterns",
    "My life, my responsibility",
    "My own role in society",
    "Language in daily life",
    "Integrative therapies",
    "Livelihoods",
    "Microintegration as a change maker",
)
NUMBERS = ("1", *(f"2.{n}" for n in range(1, 9)), "4")


def _choice(text: str, state: str = "", feedback: str = "", **more: Any) -> SimpleNamespace:
    return SimpleNamespace(
        id=text[:4].lower(), text=text, state=state, feedback=feedback, selected=state in {"right", "wrong"}, **more
    )


def sample_modules() -> list[dict[str, Any]]:
    """Modules as the course and home pages show them."""
    lessons = [
        {
            "key": f"lesson-{n}",
            "title": title,
            "url": "#",
            "minutes": n + 3,
            "summary": "Trust grows when someone listens.",
        }
        for n, title in enumerate(
            ("Seen and heard", "The right person, the right room", "Life stories, and where to stop")
        )
    ]
    return [
        {
            "key": drawing,
            "number": number,
            "title": title,
            "url": "#",
            "summary": "How to build trust face to face, and know where your task ends.",
            "illustration": drawing,
            "lessons": lessons,
            "minutes": 13,
            "quiz": {"key": "quiz", "title": "Quiz", "url": "#", "questions": 7},
        }
        for drawing, number, title in zip(DRAWINGS, NUMBERS, TITLES, strict=True)
    ]


def sample_blocks() -> list[dict[str, Any]]:
    """One value for each kind of block that needs no upload, by the name of its template."""
    return [
        {"kind": "prose", "value": {"heading": "Why face to face", "body": PROSE}},
        {
            "kind": "key_point",
            "value": {"body": "<p>If things grow difficult, change the trainer. Nobody has failed.</p>"},
        },
        {
            "kind": "example",
            "value": {
                "title": "The second question",
                "body": "<p>Dawit says that all is fine. Anne puts the laptop away: “What were you proud of?”</p>"
                "<p>He talks about engines for half an hour.</p>",
            },
        },
        {
            "kind": "steps",
            "value": {
                "title": "Your first conversation on Monday",
                "items": [
                    {"title": "Make time", "text": "<p>Set aside an hour, and say how long you have.</p>"},
                    {"title": "Ask openly", "text": "<p>Begin with “What should I know about you?”</p>"},
                    {"title": "Keep one promise", "text": "<p>End with one small thing you will do.</p>"},
                ],
            },
        },
        {
            "kind": "do_dont",
            "value": {
                "do": ["Ask one question at a time", "Remember a name, a child or an exam"],
                "dont": ["Fill every pause with advice", "Use the first meeting to fill in forms"],
            },
        },
        {
            "kind": "definition",
            "value": {
                "term": {
                    "term": "Frame of reference",
                    "definition": "What we know from our own life and use to understand others.",
                }
            },
        },
        {
            "kind": "reflection",
            "value": {"prompt": "When did someone last make you feel truly heard?", "hint": "Think of a place first."},
        },
        {
            "kind": "exercise",
            "value": {
                "title": "The line of what I have learnt",
                "aim": "Participants see what they can do and who helped them.",
                "minutes": 45,
                "group_size": "1 to 10, alone and then in pairs",
                "materials": ["A long strip of paper for each person", "Sticky notes in two colours"],
                "steps": ["<p>Draw a line from “then” to “today”.</p>", "<p>Write things you learnt along it.</p>"],
            },
        },
        *({"kind": "figure", "value": value} for value in sample_figures()),
        {"kind": "table", "value": sample_table()},
        {
            "kind": "practice",
            "value": {
                "link": {"title": "LoPe: the biographical dialogue", "url": "#"},
                "why": "Follow it step by step.",
            },
        },
        {
            "kind": "video",
            "value": {
                "title": "A first conversation",
                "video": {"url": "#", "file_size": 18_000_000},
                "media_type": "video/mp4",
                "captions": {"url": ""},
                "transcript": "<p>What should I know about you?</p>",
            },
        },
        {
            "kind": "download",
            "value": {
                "title": "Conversation sheet",
                "description": "One page to print for a first conversation.",
                "document": {"url": "#", "file_extension": "pdf", "file_size": 84_000},
            },
        },
    ]


# Rows for each kind of chart: its unit, its columns, and the rows.
CHARTS: dict[str, tuple[str, tuple[str, ...], dict[str, tuple[int | None, ...]]]] = {
    "bar": ("%", (), {"Women": (49,), "Men": (66,), "Nobody": (0,), "Everybody": (100,), "The unasked": (None,)}),
    "column": ("", (), {"Towns": (134,), "Mitbestimmungsmöglichkeiten": (144,), "Villages": (12,)}),
    "grouped": ("%", ("Women", "Men", "All"), {"At work": (38, 51, 45), "Learning": (20, None, 18)}),
    "stacked": ("%", (), {"Yes": (28,), "No": (28,), "Don’t know": (30,), "No answer": (14,)}),
    "dots": ("", (), {"Refugees": (15,), "Employers": (19,), "Staff": (21,)}),
    "line": ("%", ("Women", "Men"), {"2013": (40, 60), "2014": (52, 67), "2016": (49, 81)}),
}


def sample_figures() -> list[dict[str, Any]]:
    """A figure for each kind of chart."""
    return [_figure(kind, *CHARTS[kind.name]) for kind in chart_kinds()]


def _figure(
    kind: ChartKind, unit: str, columns: tuple[str, ...], numbers: dict[str, tuple[int | None, ...]]
) -> dict[str, Any]:
    rows = tuple(
        Row(label, tuple(None if value is None else Decimal(value) for value in values))
        for label, values in numbers.items()
    )
    table = Table(columns, rows, unit)
    return {
        "title": str(kind.label),
        "summary": "More men than women had found work or a place to study.",
        "drawing": kind.draw(table),
        "table": table,
        "caution": "Few were asked, and they judged their own work.",
        "year": "2014",
        "source": "An example",
    }


def sample_questions() -> list[dict[str, Any]]:
    """Each question type, open and checked."""
    choices = [
        _choice(t)
        for t in ("Ask what her mornings look like", "Remind her of the rules", "Change the timetable for her")
    ]
    judged = [
        _choice(choices[0].text, "missed", ""),
        _choice(choices[1].text, "wrong", "She knows the rules. You still don’t know what stops her."),
        _choice(choices[2].text, "rest", ""),
    ]
    steps = [_choice(t, position=None) for t in ("Refer to a doctor", "Notice the signs", "Stop the training")]
    placed = [
        _choice("Notice the signs", "right", position=1, right_position=1),
        _choice("Refer to a doctor", "wrong", position=2, right_position=3),
        _choice("Stop the training", "wrong", position=3, right_position=2),
    ]
    prompt = "Amina comes late for the third time this week. What do you do first?"
    return [
        _question("single_choice", prompt, choices),
        _question("multiple_choice", prompt, choices),
        _question("true_false", "A self-reflection can replace therapy.", [_choice("True"), _choice("False")]),
        _question("ordering", "Someone shows signs of poor mental health. What comes first?", steps),
        _question("matching", "What does each of them need first?", _pairs()),
        _question("gap_fill", "What is missing?", _gaps()),
        _question(
            "scenario", "Samir is late.", choices, scene="Samir stands in the door, out of breath.", past=_past()
        ),
        _question("single_choice", prompt, judged, correct=False),
        _question(
            "ordering", "Someone shows signs of poor mental health. What comes first?", placed, correct=False, share=0.5
        ),
        _question("matching", "What does each of them need first?", _pairs("right", "wrong"), correct=False, share=0.5),
        _question("gap_fill", "What is missing?", _gaps("right", "wrong"), correct=False, share=0.5),
        _question("scenario", "Samir is late.", _past(), correct=False, share=0.5),
    ]


def _pairs(*states: str) -> list[SimpleNamespace]:
    options = [{"id": text, "text": text, "selected": False} for text in ("A map of the bus lines", "A quiet room")]
    lines = ("Farida never finds the way", "Dawit can’t talk among others")
    return [
        _choice(
            line, state, "It begins with what stands in the way.", options=options, about=line, answer="A quiet room"
        )
        for line, state in zip(lines, states or ("", ""), strict=True)
    ]


def _gaps(*states: str) -> list[SimpleNamespace]:
    texts = (("First comes ", ""), (", then comes ", "."))
    return [
        _choice("trust" if state else "", state, "So the book says.", about=before, after=after, answer="trust")
        for (before, after), state in zip(texts, states or ("", ""), strict=True)
    ]


def _past() -> list[SimpleNamespace]:
    return [
        _choice("You ask him in", "right", "He sits down and begins to talk.", about="Samir knocks."),
        _choice("You look at the clock", "part", "He hurries.", about="He tells a long story."),
        _choice("You read the rules aloud", "wrong", "He says no more.", about="He asks for another day off."),
    ]


def _question(
    kind: str, prompt: str, choices: list[Any], scene: str = "", past: list[Any] | None = None, **grade: Any
) -> dict[str, Any]:
    return {
        "scene": scene,
        "past": past,
        "state": "feedback" if grade else "question",
        "current": {
            "id": kind,
            "prompt": prompt,
            "type": {"name": kind},
            "template_name": f"courses/questions/{kind}.html",
            "checked_template_names": [
                f"courses/questions/{kind}_checked.html",
                "courses/questions/choices_checked.html",
            ],
            "explanation": "<p>Start with the person, then look at the timetable together.</p>",
        },
        "choices": choices,
        "grade": {"correct": False, "share": 0, **grade},
        "lesson": {"title": "Seen and heard", "url": "#"},
        "answer_url": "#",
        "next_url": "#",
        "position": 2,
        "total": 7,
        "percent": 14,
    }


def sample_results() -> list[dict[str, Any]]:
    """A quiz passed and a quiz not passed."""
    missed = [{"prompt": "A self-reflection can replace therapy.", "lesson": {"title": "Where to stop", "url": "#"}}]
    return [
        {"percent": 100, "passed": True, "pass_mark": 70, "correct": 7, "total": 7, "missed": [], "retry_url": "#"},
        {"percent": 57, "passed": False, "pass_mark": 70, "correct": 4, "total": 7, "missed": missed, "retry_url": "#"},
    ]


def sample_practices() -> list[dict[str, Any]]:
    """Practices as lists show them."""
    return [
        {
            "title": "The biographical one-to-one dialogue",
            "summary": "Trainers with a past like that of their participants clear everyday problems away.",
            "url": "#",
            "organisation": "LoPe",
            "place": "Skien",
            "country": "Norway",
            "themes": ["Trust", "Dialogue"],
            "evidence": "Self-reported",
            "effort_name": "Low effort",
        },
        {
            "title": "Starter package with competence check",
            "summary": "Young people find out what they can do already, and what they need next.",
            "url": "#",
            "organisation": "BEST",
            "place": "",
            "country": "Austria",
            "themes": ["Competence"],
            "evidence": "Self-reported",
        },
    ]


def sample_judgements() -> list[dict[str, Any]]:
    """Lines of an evidence card: with degrees, without, and one that nobody has filled in."""
    return [
        {
            "label": "Evidence",
            "about": "How well do we know that it works?",
            "value": "Self-reported",
            "reason": "The organisation describes its own work.",
            "scale": (True, False, False, False),
        },
        {"label": "Effort", "about": "What does it take to start?", "value": "", "reason": "", "scale": ()},
        {
            "label": "Freshness",
            "about": "How old is the description?",
            "value": "From 2017",
            "reason": "The source tells how things were in 2017.",
            "scale": (),
        },
    ]


def styleguide(request: HttpRequest) -> HttpResponse:
    """Show every component in every state."""
    modules = sample_modules()
    step = {"title": "Seen and heard", "url": "#"}
    context = {
        "blocks": sample_blocks(),
        "clear_url": "#",
        "colours": COLOURS,
        "drawings": (*DRAWINGS, "module-w1"),
        "facets": sample_facets(),
        "facts": [{"label": "Country", "values": ["Norway"]}, {"label": "Years", "values": []}],
        "judged": "Judged by the editors of this site on 22 November 2026.",
        "judgements": sample_judgements(),
        "lessons": modules[1]["lessons"],
        "map": sample_map(),
        "module": modules[1],
        "modules": modules,
        "notes": sample_notes(),
        "notices": ("", "is-good", "is-part", "is-bad"),
        "plans": plan_samples(sample_practices()[0]),
        "practices": sample_practices(),
        "problems": sample_problems(),
        "questions": sample_questions(),
        "results": sample_results(),
        "rounds": sample_rounds(),
        "row": {
            **modules[1],
            "name": "2.1 One-to-one dialogue",
            "percent": 50,
            "done": 2,
            "total": 4,
            "lessons": [{**step, "done": True}, {**step, "done": False}],
        },
        "step": step,
        "ways_out": sample_ways_out(),
    }
    return render(request, "styleguide.html", context)
