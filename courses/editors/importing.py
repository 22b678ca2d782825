"""How parts of a document become modules with lessons."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from math import ceil
from typing import Any, cast

from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from mimi.editors.importing.kinds import LESSON, MODULE, Kind, register_kind
from mimi.editors.importing.making import Maker, PageContent, register_maker
from mimi.editors.importing.markup import inline, rich_text
from mimi.editors.importing.outline import Block, Heading, Table, plain, word_count
from mimi.editors.importing.proposals import Proposal
from mimi.editors.importing.recognition.parts import Part
from mimi.loading.items import list_items, numbered, stream_child
from mimi.pages.identity import stable_uuid
from mimi.pages.links import SOURCE_LANGUAGE

LONGEST_HEADING = 120
WORDS_A_MINUTE = 180

register_kind(Kind(MODULE, _("Module"), order=10))
register_kind(Kind(LESSON, _("Lesson of a module"), inside=MODULE, order=20))


class ModuleMaker(Maker):
    """Makes a module, and a lesson of each part that goes to it."""

    kind = MODULE
    place_label = _("Modules go to the course")

    @property
    def model(self) -> type[Page]:
        """The module."""
        from courses.models import ModulePage

        return ModulePage

    @property
    def parent_model(self) -> type[Page]:
        """The course."""
        from courses.models import CoursePage

        return CoursePage

    def guess(self, part: Part, proposal: Proposal) -> dict[str, str]:
        """A module needs nothing besides."""
        return {}

    def english(self, part: Part, place: Page | None) -> Page | None:
        """Return the English module of the same number: one that was imported before any other."""
        found = super().english(part, place)
        if found is not None or not part.number:
            return found
        return self.model.objects.filter(number=part.number, locale__language_code=SOURCE_LANGUAGE).first()

    def content(self, part: Part, proposal: Proposal, origin: str) -> PageContent:
        """Return the module with its lessons; text that stands in the module itself becomes a lesson of its own."""
        values: dict[str, Any] = {"title": part.title or str(_("Module")), "number": part.number}
        module = PageContent(part, self.model, values)
        own = [proposal.blocks[index] for index in part.blocks]
        text = own[1:] if own and isinstance(own[0], Heading) else own
        if text:
            first = Part(part.id, LESSON, part.title, part.blocks, part.number, "", f"{part.path}/own text")
            module.below.append(self._lesson(first, text, origin))
        for child in proposal.children_of(part):
            blocks = [proposal.blocks[index] for index in child.blocks]
            heads = bool(blocks) and isinstance(blocks[0], Heading) and plain(blocks[0].runs) != ""
            module.below.append(
                self._lesson(child, blocks[1:] if heads and _is_title(child, blocks[0]) else blocks, origin)
            )
        return module

    def _lesson(self, part: Part, blocks: list[Block], origin: str) -> PageContent:
        from courses.models import LessonPage

        minutes = max(1, ceil(word_count(blocks) / WORDS_A_MINUTE))
        values = {
            "title": part.title or str(_("Lesson")),
            "minutes": minutes,
            "body": list(_body(blocks, f"{origin}/{part.path}")),
        }
        return PageContent(part, LessonPage, values)


def _is_title(part: Part, block: Block) -> bool:
    """Say whether a part's first heading is what its title was taken from; another stays in the text."""
    assert isinstance(block, Heading)  # noqa: S101 (for the type)
    return block.level < 7


def _body(blocks: list[Block], origin: str) -> Iterator[dict[str, Any]]:
    """Yield a lesson's text as it is stored: a block of prose for each heading, and the tables between them.

    A heading right above a table is its title; what follows a table goes on in a block without a heading.
    """
    stretches: list[tuple[str, list[Block]]] = []
    for block in blocks:
        if isinstance(block, Heading) and len(plain(block.runs)) <= LONGEST_HEADING:
            stretches.append((plain(block.runs).rstrip(":"), []))
        elif stretches:
            stretches[-1][1].append(block)
        else:
            stretches.append(("", [block]))
    counts: dict[str, int] = {}
    for heading, found in stretches:
        counts[heading] = counts.get(heading, 0) + 1
        yield from _stretch(heading, found, (origin, heading, str(counts[heading])))


def _stretch(heading: str, blocks: list[Block], names: tuple[str, ...]) -> Iterator[dict[str, Any]]:
    tables = 0
    for is_table, group in groupby(blocks, lambda block: isinstance(block, Table)):
        if is_table:
            for table in group:
                tables += 1
                yield _table(heading, cast(Table, table), (*names, f"table {tables}"))
                heading = ""
        else:
            # The first text has the name that it had before lessons had tables.
            yield _prose(heading, list(group), (*names, f"after {tables}") if tables else names)
            heading = ""
    if heading:
        yield _prose(heading, [], names)


def _prose(heading: str, blocks: list[Block], names: tuple[str, ...]) -> dict[str, Any]:
    id_ = stable_uuid("import", *names)
    return stream_child("prose", str(id_), {"heading": heading, "body": rich_text(blocks)})


def _table(title: str, table: Table, names: tuple[str, ...]) -> dict[str, Any]:
    """Return a table as it is stored; rows that lack cells are filled up."""
    has_head = table.has_head and len(table.rows) > 1
    width = max(len(row) for row in table.rows)
    head = [plain(cell) for cell in table.rows[0]] if has_head else []
    rows = []
    for place, row in enumerate(table.rows[1 if has_head else 0 :], 1):
        cells = [f"<p>{inline(cell)}</p>" if plain(cell) else "" for cell in row]
        filled = [*cells, *[""] * (width - len(cells))]
        rows.append({"cells": list_items(("import", *names, "row", str(place)), numbered(filled))})
    value = {
        "title": title,
        "head": list_items(("import", *names, "head"), numbered([*head, *[""] * (width - len(head))] if head else [])),
        "names_rows": False,
        "rows": list_items(("import", *names, "rows"), numbered(rows)),
    }
    return stream_child("table", str(stable_uuid("import", *names)), value)


register_maker(ModuleMaker())
