"""The rows of the board, and what is counted over them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.text import capfirst

from mimi.editors.board.languages import targets
from mimi.editors.status.kinds import PAGES, Kind, Source, kinds
from mimi.editors.status.states import State, TranslationStatus, statuses_of
from mimi.pages.chrome import HOME_DEPTH


@dataclass(frozen=True)
class Row:
    """An English page or snippet, and its translations by language."""

    source: Source
    kind: Kind
    cells: dict[str, TranslationStatus]
    # The titles of the pages above it, the nearest last.
    above: tuple[str, ...] = ()

    @property
    def model_label(self) -> str:
        """Under which name it is filtered."""
        return label_of(self.source.model)

    @property
    def kind_name(self) -> str:
        """What editors call it."""
        return kind_name(self.source.model)

    @property
    def indent(self) -> int:
        """How deep it stands below the front page."""
        return max(0, self.source.depth - HOME_DEPTH)

    @property
    def path(self) -> str:
        """Where it stands, in words."""
        return " › ".join(self.above)

    @property
    def edit_url(self) -> str:
        """Where the English is edited."""
        return self.kind.edit_url(self.source.pk)


@dataclass(frozen=True)
class Total:
    """How many translations of a language are in a state, and how many segments they lack."""

    state: State
    count: int
    segments: int


def label_of(model: type[Any]) -> str:
    """Return the name under which a kind is filtered."""
    return str(model._meta.label_lower)


def kind_name(model: type[Any]) -> str:
    """Return what editors call a kind."""
    return str(capfirst(model._meta.verbose_name))


def all_rows(languages: Sequence[str] | None = None) -> list[Row]:
    """Return all rows: pages in tree order, then each kind of snippet."""
    languages = tuple(languages if languages is not None else targets())
    sources = {kind: kind.sources() for kind in kinds()}
    found = statuses_of(sources, languages)
    rows = []
    for kind, entries in sources.items():
        above: list[tuple[int, str]] = []
        for source in entries:
            while above and above[-1][0] >= source.depth:
                above.pop()
            cells = {language: found[source.key, language] for language in languages}
            # The front page stands above all others; that need not be said.
            titles = tuple(title for depth, title in above if depth > HOME_DEPTH)
            rows.append(Row(source, kind, cells, titles))
            if kind is PAGES:
                above.append((source.depth, source.title))
    return rows


def totals(rows: Iterable[Row], languages: Iterable[str]) -> dict[str, list[Total]]:
    """Return how many translations are in each state, by language; states in which none is are left out."""
    rows = list(rows)
    found = {}
    for language in languages:
        cells = [row.cells[language] for row in rows]
        by_state = {state: [cell for cell in cells if cell.state == state] for state in State}
        found[language] = [
            Total(state, len(own), sum(cell.behind for cell in own)) for state, own in by_state.items() if own
        ]
    return found
