"""What stands on the admin's first page: each room of the house adds its own.

There are two ways. What waits for a person is a line among others:

    @register_waiting(order=40)
    def reports(user: User) -> Iterable[Waiting]:
        yield Waiting(ngettext(…), url=…, icon="comment")

Anything else is a part of its own, shown by a template as `part`; the function returns its variables, or None where it
has nothing to show:

    @register_part("editors/quality/part.html", order=40)
    def quality_part(request: HttpRequest) -> dict[str, Any] | None: ...

Either asks the database the same number of times however much there is.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest


@dataclass(frozen=True)
class Waiting:
    """Something that waits for a person: a sentence that tells how much, and where it is done.

    `first` names some of it, each with its own address; `url` may be empty where these are all. `icon` is one of
    Wagtail's.
    """

    text: str
    url: str = ""
    icon: str = "tasks"
    first: tuple[tuple[str, str], ...] = ()


WaitingBuild = Callable[[HttpRequest], Iterable[Waiting]]
PartBuild = Callable[[HttpRequest], dict[str, Any] | None]


@dataclass(frozen=True)
class DashboardPart:
    """A part of the page: where it stands, what shows it, and what works it out."""

    order: int
    template: str
    build: PartBuild


_waiting: list[tuple[int, WaitingBuild]] = []
_parts: list[DashboardPart] = []


def register_waiting(*, order: int) -> Callable[[WaitingBuild], WaitingBuild]:
    """Register a function that tells what waits for the person who asks; used as a decorator."""

    def register(build: WaitingBuild) -> WaitingBuild:
        _waiting.append((order, build))
        return build

    return register


def register_part(template: str, *, order: int) -> Callable[[PartBuild], PartBuild]:
    """Register a function that works out a part's variables; used as a decorator."""

    def register(build: PartBuild) -> PartBuild:
        _parts.append(DashboardPart(order, template, build))
        return build

    return register


def all_waiting(request: HttpRequest) -> list[Waiting]:
    """Return all that waits for the person who asks."""
    return [one for _order, build in sorted(_waiting, key=lambda row: row[0]) for one in build(request)]


def dashboard_parts(request: HttpRequest) -> list[dict[str, Any]]:
    """Return the template and the variables of every part that has something to show."""
    built = [(part.template, part.build(request)) for part in sorted(_parts, key=lambda part: part.order)]
    return [{"template": template, "part": variables} for template, variables in built if variables is not None]
