"""The words of a language, kept in a worker's memory: which stems a word that somebody types may mean."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from functools import cached_property

from mimi.pages.cache.fragments import cached
from mimi.pages.cache.tags import depends_on
from mimi.search.analysis import loose, stem
from mimi.search.compounds import Compounds
from mimi.search.indexing import tag
from mimi.search.models import SearchDocument, SearchWord

# What a stem counts for that a word means: itself, a spelling of it, a compound with it, a word that begins with it.
EXACT, SPELLED, COMPOUND, BEGUN = 100, 92, 45, 35
SHORTEST_BEGINNING, SHORTEST_STEM = 3, 6
MOST_BEGUN = 60

Meaning = dict[str, int]


@dataclass(frozen=True)
class Word:
    """A form of a word: folded, without what keyboards lack, as texts have it, and its stem."""

    form: str
    loose: str
    shown: str
    stem: str


@dataclass
class Vocabulary:
    """All words of a language, sorted by what they are without what keyboards lack; the ids of their stems.

    `documents` says how many documents there are.
    """

    language: str
    words: list[Word]
    ids: dict[str, int]
    documents: int

    @cached_property
    def by_loose_stem(self) -> dict[str, list[str]]:
        """The stems by what they are without what keyboards lack."""
        found: dict[str, list[str]] = {}
        for name in sorted(self.ids):
            found.setdefault(loose(name, self.language), []).append(name)
        return found

    @cached_property
    def compounds(self) -> Compounds:
        """Which stems are put together from others."""
        return Compounds(self.language, self.by_loose_stem, {word.loose for word in self.words})

    @cached_property
    def loose_forms(self) -> list[str]:
        """The forms of all words without what keyboards lack, in their order."""
        return [word.loose for word in self.words]

    def loosened(self, form: str) -> str:
        """Return a form without what keyboards lack."""
        return loose(form, self.language)

    def meaning(self, form: str) -> Meaning:
        """Return the stems that a folded form means, with what each counts for; empty where it means nothing."""
        known = self.known(form)
        if not known:
            return self.begun(form) or self.begun(stem(form, self.language), SHORTEST_STEM)
        return {**dict.fromkeys(self._compounds_of(form, known), COMPOUND), **known}

    def known(self, form: str) -> Meaning:
        """Return the stems that a form has, in one spelling or another."""
        own = stem(form, self.language)
        found = dict.fromkeys(self.by_loose_stem.get(loose(own, self.language), []), SPELLED)
        if own in self.ids:
            found[own] = EXACT
        return found

    def _compounds_of(self, form: str, known: Meaning) -> set[str]:
        parts = {loose(form, self.language), *(loose(name, self.language) for name in known)}
        whole = {name for part in sorted(parts) for name in self.compounds.having(part)}
        return {name for bare in whole for name in self.by_loose_stem[bare]}

    def begun(self, form: str, shortest: int = SHORTEST_BEGINNING) -> Meaning:
        """Return the stems of the words that begin with a form, the shortest words first."""
        start = loose(form, self.language)
        if len(start) < shortest:
            return {}
        first = bisect_left(self.loose_forms, start)
        found = []
        for word in self.words[first:]:
            if not word.loose.startswith(start):
                break
            found.append(word)
        found.sort(key=lambda word: (len(word.form), word.form))
        return dict.fromkeys((word.stem for word in found[:MOST_BEGUN]), BEGUN)


def vocabulary(language: str) -> Vocabulary:
    """Return the words of a language, read in two queries and then kept."""
    return cached(f"vocabulary of search:{language}", lambda: _read(language))


def _read(language: str) -> Vocabulary:
    depends_on(tag(language))
    rows = SearchWord.objects.filter(language=language).values_list("form", "shown", "stem__stem", "stem_id")
    words, ids = [], {}
    for form, shown, name, pk in rows:
        words.append(Word(form, loose(form, language), shown, name))
        ids[name] = pk
    words.sort(key=lambda word: (word.loose, word.form))
    return Vocabulary(language, words, ids, SearchDocument.objects.filter(language=language).count())
