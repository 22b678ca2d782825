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
    """A part of the page: where it stands, what shows it, what works it out, and whether it holds what she has done."""

    order: int
    template: str
    build: Build
    own: bool = True


_parts: list[LearningPart] = []


def register_learning_part(template: str, *, order: int, own: bool = True) -> Callable[[Build], Build]:
    """Register a function that works out a part's variables; used as a decorator.

    A part that stands there for everybody, whatever she has done, isn't her `own`.
    """

    def register(build: Build) -> Build:
        _parts.append(LearningPart(order, template, build, own))
        return build

    return register


def learning_parts(request: HttpRequest) -> list[dict[str, Any]]:
    """Return the parts that have something to show: template and variables, whether it comes first and is her own."""
    built = [(part, part.build(request)) for part in sorted(_parts, key=lambda part: part.order)]
    return [
        {"template": part.template, "part": variables, "comes_first": part.order < 0, "own": part.own}
        for part, variables in built
        if variables is not None
    ]
