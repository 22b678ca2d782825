"""Made-up contents for the style guide: finding a practice, what a learner keeps and comes back to, a table."""

from __future__ import annotations

from datetime import datetime
from types import SimpleNamespace
from typing import Any

from django.utils import timezone


def sample_problems() -> list[dict[str, str]]:
    """Problems to start from."""
    return [
        {"text": "They learn the language, but nobody talks to them", "url": "#"},
        {"text": "We’d like to offer placements but don’t know how", "url": "#"},
        {"text": "Good people leave after six months", "url": "#"},
    ]


def sample_map() -> dict[str, Any]:
    """A map of one made-up country: a pin, one that is chosen, and a practice without a place."""
    pins = [
        {"name": "Skien", "count": 4, "url": "#", "selected": False},
        {"name": "Fjell", "count": 1, "url": "#", "selected": True},
    ]
    piece = {
        "name": "norway",
        "title": "Norway",
        "width": "120",
        "height": "90",
        "path": "M10 10 L110 20 L90 80 L20 70 Z",
        "frame": None,
        "pins": [{"x": "40", "y": "40", "pin": pins[0]}, {"x": "80", "y": "50", "pin": pins[1]}],
    }
    return {"open": True, "pieces": [piece], "countries": [{"name": "Norway", "pins": pins}], "nowhere": 1}


def sample_ways_out() -> list[dict[str, Any]]:
    """What to drop where nothing is left."""
    return [
        {"names": ["Country: Greece"], "count": 3, "url": "#"},
        {"names": ["Theme: Language, Rights", "Phase"], "count": 1, "url": "#"},
    ]


def sample_notes() -> list[dict[str, Any]]:
    """Private notes: saved, refused, and with another text that was written apart."""
    written_at = datetime(2026, 11, 22, 9, 30, tzinfo=timezone.get_default_timezone())
    other = SimpleNamespace(version="0", text="The kitchen table.", written_at=written_at)
    return [
        {"id": "sample-saved", "text": "When my grandmother put the phone away.", "problem": "", "others": []},
        {"id": "sample-refused", "text": "And then…", "problem": "Your note is too long. Nothing of it is lost."},
        {"id": "sample-both", "text": "At the window.", "problem": "", "others": [other]},
    ]


def sample_rounds() -> list[dict[str, Any]]:
    """Rounds of review: something missed and more to come, all right and nothing due, and nothing ever."""
    lesson = {"title": "Seen and heard", "url": "#"}
    missed = [{"prompt": "What helps most in a first conversation?", "lesson": lesson}]
    later = datetime(2026, 11, 25, tzinfo=timezone.get_default_timezone())
    return [
        {"correct": 4, "total": 5, "missed": missed, "due": 7, "next_round": 5, "upcoming": None},
        {"correct": 5, "total": 5, "missed": [], "due": 0, "next_round": 0, "upcoming": later},
        {"correct": 1, "total": 1, "missed": [], "due": 0, "next_round": 0, "upcoming": None},
    ]


def sample_facets() -> list[dict[str, Any]]:
    """Filters of the library."""
    return [
        {
            "name": "Theme",
            "param": "theme",
            "values": [
                {"id": "trust", "name": "Trust", "count": 4, "selected": True, "url": "#"},
                {"id": "language", "name": "Learning the language at work", "count": 2, "selected": False, "url": "#"},
                {"id": "rights", "name": "Rights", "count": 0, "selected": False, "url": "#"},
            ],
        },
        {
            "name": "Country",
            "param": "country",
            "values": [{"id": "no", "name": "Norway", "count": 3, "selected": False, "url": "#"}],
        },
    ]


def sample_table() -> dict[str, Any]:
    """A table of words."""
    return {
        "title": "A first week",
        "head": ["Day", "What you do", "Who helps"],
        "names_rows": True,
        "rows": [
            {"cells": ["Monday", "Meet, without a form.", "The one who opens the door"]},
            {"cells": ["Thursday", "Ask how it went, and <b>keep your promise</b>.", "Everybody"]},
        ],
    }
