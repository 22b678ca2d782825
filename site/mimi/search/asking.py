"""Reading what somebody asks: the words of a query, and what each of them may mean in a language."""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from itertools import pairwise

from mimi.search.analysis import Token, plain, tells, tokens
from mimi.search.vocabulary import EXACT, Meaning, Vocabulary, vocabulary

# In characters.
LONGEST_QUERY = 200
# Of up to so many words all should be there; of more, this share. Where nothing has so many, more than a third will do.
ALL_OF, SHARE, SOME = 2, 0.7, 3


@dataclass(frozen=True)
class Part:
    """One thing that is asked for: the folded form, and the stems that mean it with what each counts for."""

    form: str
    meaning: Meaning
    start: int = 0
    end: int = 0


@dataclass(frozen=True)
class Asked:
    """A query as it is understood in one language.

    `parts` are what it asks for, `extra` what makes a document better but needn't be there: words that stand side by
    side, read as one. `unknown` are the parts that no text has.
    """

    language: str
    text: str
    parts: list[Part] = field(default_factory=list)
    extra: list[Part] = field(default_factory=list)
    unknown: list[Part] = field(default_factory=list)

    @property
    def needed(self) -> int:
        """How many of the parts a document should have."""
        count = len(self.parts) + len(self.unknown)
        return count if count <= ALL_OF else math.ceil(SHARE * count)

    @property
    def least(self) -> int:
        """How many of the parts a document must have."""
        return (len(self.parts) + len(self.unknown)) // SOME + 1

    @property
    def stems(self) -> dict[str, int]:
        """All stems that are meant, with the part that each belongs to."""
        return {name: n for n, part in reversed(list(enumerate([*self.parts, *self.extra]))) for name in part.meaning}


def clean(text: str) -> str:
    """Return a query on one line, without control characters and what nobody sees."""
    return plain(text)


def read(text: str, language: str) -> Asked:
    """Understand a query; a word that no text has is read as words put together, where it is."""
    words = vocabulary(language)
    found = list(tokens(text, language))
    asked = Asked(language, text)
    telling = [token for token in found if not token.joined and tells(token.form, language)]
    first = {token.form: token for token in reversed(telling)}
    for token in sorted(first.values()):
        _take(asked, token, words)
    joined = [token for token in found if token.joined]
    if not telling:
        # «en-til-en» is made of words that stand everywhere.
        for token in joined:
            _take(asked, token, words)
        return asked
    asked.extra.extend(_together(joined, telling, words))
    return asked


def _take(asked: Asked, token: Token, words: Vocabulary) -> None:
    meaning = words.meaning(token.form)
    if meaning:
        asked.parts.append(Part(token.form, meaning, token.start, token.end))
        return
    pieces = words.compounds.split(words.loosened(token.form))
    if pieces:
        asked.parts.extend(Part(piece, words.meaning(piece), token.start, token.end) for piece in pieces)
    else:
        asked.unknown.append(Part(token.form, {}, token.start, token.end))


def _together(joined: list[Token], telling: list[Token], words: Vocabulary) -> list[Part]:
    """Return what words with hyphens, or side by side, mean as one: «praksis plass» is praksisplass too."""
    forms = [token.form for token in joined]
    forms += [one.form + link + other.form for one, other in pairwise(telling) for link in words.compounds.links]
    known = {form: words.known(form) for form in dict.fromkeys(forms)}
    return [Part(form, dict.fromkeys(meaning, EXACT)) for form, meaning in known.items() if meaning]
