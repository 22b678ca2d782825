"""What stands on "My learning": each room of the house adds its own parts.

A part is a function that returns the variables of its template, or None where it has nothing to show, and the
template that shows them as `part`. Parts stand in the order of their numbers; those below 0 come before the courses.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest

Build = Callable[[HttpRequest], dict[str, Any] | None]


@dataclass(frozen=True)
class LearningPart:
    """A part of the page: where it stands, what shows it, and what works it out."""

    order: int
    template: str
    build: Build


_parts: list[LearningPart] = []


def register_learning_part(template: str, *, order: int) -> Callable[[Build], Build]:
    """Register a function that works out a part's variables; used as a decorator."""

    def register(build: Build) -> Build:
        _parts.append(LearningPart(order, template, build))
        return build

    return register


def learning_parts(request: HttpRequest) -> list[dict[str, Any]]:
    """Return the template and the variables of every part that has something to show, and whether it comes first."""
    built = [(part, part.build(request)) for part in sorted(_parts, key=lambda part: part.order)]
    return [
        {"template": part.template, "part": variables, "comes_first": part.order < 0}
        for part, variables in built
        if variables is not None
    ]
