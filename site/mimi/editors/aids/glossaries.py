"""Terms that have one fixed translation, found in a text by the stems of their words.

Apps that keep a glossary register what reads it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from mimi.search.analysis import stem, tokens


@dataclass(frozen=True)
class Term:
    """A term in the source language with what it is called, and means, in another; `url` is where it is edited."""

    source: str
    target: str
    definition: str
    url: str = ""


GlossaryReader = Callable[[str, str], Iterable[Term]]
_readers: list[GlossaryReader] = []


def register_glossary(reader: GlossaryReader) -> GlossaryReader:
    """Register a function that returns the terms of a pair of languages; used as a decorator."""
    _readers.append(reader)
    return reader


class Glossary:
    """The terms of a pair of languages, ready to be found."""

    def __init__(self, source: str, terms: Iterable[Term]) -> None:
        self._language = source
        self._terms: dict[str, list[tuple[tuple[str, ...], Term]]] = {}
        for term in terms:
            stems = self._stems(term.source)
            if stems:
                self._terms.setdefault(stems[0], []).append((stems, term))
        for found in self._terms.values():
            found.sort(key=lambda pair: -len(pair[0]))

    def terms_in(self, text: str) -> list[Term]:
        """Return the terms of a text in their order, each once; of two that begin together, the longer."""
        stems = self._stems(text)
        found: dict[Term, None] = {}
        place = 0
        while place < len(stems):
            begun = self._terms.get(stems[place], [])
            match = next((pair for pair in begun if stems[place : place + len(pair[0])] == pair[0]), None)
            if match:
                found.setdefault(match[1])
            place += len(match[0]) if match else 1
        return list(found)

    def _stems(self, text: str) -> tuple[str, ...]:
        words = (token for token in tokens(text, self._language) if not token.joined)
        return tuple(stem(token.form, self._language) for token in words)


def glossary(source: str, target: str) -> Glossary:
    """Return all terms of a pair of languages."""
    return Glossary(source, (term for read in _readers for term in read(source, target)))
