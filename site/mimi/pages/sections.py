"""What pages show of other rooms of the house.

The house's rooms know `mimi.pages`, never the other way round, and don't know each other: each app that has something
for the home page registers a function that returns template variables for it, and one that has something to show beside
pages of another app registers a function that is asked by those pages' translation keys.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from mimi.pages.models import HomePage

SectionBuilder = Callable[["HomePage"], dict[str, Any]]
_builders: list[SectionBuilder] = []
PartBuilder = Callable[[Sequence[str], str], dict[str, Any] | None]


def register_home_section(builder: SectionBuilder) -> SectionBuilder:
    """Register a function that adds template variables to the home page; used as a decorator."""
    _builders.append(builder)
    return builder


def home_sections(home: HomePage) -> dict[str, Any]:
    """Return the template variables of all registered sections."""
    variables: dict[str, Any] = {}
    for build in _builders:
        variables.update(build(home))
    return variables


@dataclass(frozen=True)
class PagePart:
    """Something of another room: the template that shows it as `part`, and what works it out."""

    template: str
    build: PartBuilder


_parts: list[PagePart] = []


def register_page_part(template: str) -> Callable[[PartBuilder], PartBuilder]:
    """Register a function that works out what to show beside a page of another app; used as a decorator.

    It is given the translation keys of the page and of those that it belongs to, the nearest first, and the language;
    it returns the template's variables, or None where it has nothing to show.
    """

    def register(build: PartBuilder) -> PartBuilder:
        _parts.append(PagePart(template, build))
        return build

    return register


def page_parts(keys: Sequence[str], language: str) -> list[dict[str, Any]]:
    """Return the template and the variables of everything that other rooms show beside a page."""
    built = [(part.template, part.build(keys, language)) for part in _parts]
    return [{"template": template, "part": variables} for template, variables in built if variables is not None]
