"""Spelling: Debian's hunspell dictionaries, and the project's own words beside them.

A word is right when the dictionary or the language's list in `courses/content/words` knows it, or when all its
parts between hyphens are right. Compounds are for the dictionaries, which build German and Norwegian ones from their
words' flags; those that they can't build stand in the lists. Names, the capitalised words of the English list, are
right in every language.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import unicodedata
from collections.abc import Collection, Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from tools.check_content.texts import Finding, Passage, finding

WORDS = Path("courses/content/words")
DICTIONARIES = {"en": "en_GB", "nb": "nb_NO", "de": "de_AT", "el": "el_GR"}
GENITIVES = {"en": "’s", "nb": "s", "de": "s", "el": ""}
# The titles of sources and the names of organisations stand in their own language; so does what is emphasised.
IN_ANY_LANGUAGE = frozenset({"source", "organisation"})

_ADDRESS = re.compile(r"\S+@\S+|(?:https?://|www\.)\S+|\b[\w.-]+\.(?:org|no|gr|at|eu|com)\b\S*")
_LETTER = r"[^\W\d_]"
# Letters, with apostrophes and hyphens inside. What holds a digit is no word.
_WORD = re.compile(rf"(?<!\w){_LETTER}+(?:[-‑'’]{_LETTER}+)*(?!\w)")
_ACUTE = "\u0301"


class UnavailableError(Exception):
    """Hunspell or one of its dictionaries isn't there."""


class Dictionary(Protocol):
    """Whatever can tell wrong words from right ones."""

    def wrong(self, words: Iterable[str]) -> set[str]:
        """Return the words that aren't in the dictionary."""


@dataclass
class Lexicon:
    """What is right in one language beside the dictionary; it remembers which of its words were of use."""

    own: frozenset[str] = frozenset()
    names: frozenset[str] = frozenset()
    # What names end in, in the genitive.
    genitive: str = ""
    used: set[str] = field(default_factory=set)

    def knows(self, word: str) -> bool:
        """Say whether a word stands in the list or is a name; a capital at its beginning doesn't matter."""
        own = {word, word[:1].lower() + word[1:]} & self.own
        bare = word.removesuffix(self.genitive) if self.genitive else word
        names = {word, bare} & self.names
        self.used |= own | names
        return bool(own or names)


def lexicons(folder: Path) -> dict[str, Lexicon]:
    """Read the word lists of all languages."""
    lists = {language: read_words(folder / f"{language}.txt") for language in DICTIONARIES}
    names = frozenset(word for word in lists["en"] if word[0].isupper())
    return {language: Lexicon(frozenset(own), names, GENITIVES[language]) for language, own in lists.items()}


def read_words(file: Path) -> list[str]:
    """Return the words of a list, one a line; no list is an empty one."""
    return file.read_text(encoding="utf-8").split() if file.is_file() else []


def in_order(words: Iterable[str]) -> list[str]:
    """Return words in the order in which they stand in a list, each once."""
    return sorted(set(words), key=lambda word: (word.casefold(), word))


def list_findings(file: Path, used: Collection[str]) -> Iterator[Finding]:
    """Find a list that isn't in order, and words of it that no text has any more."""
    words = read_words(file)
    if words != in_order(words):
        yield Finding(file, 1, "the words stand out of order or twice; --tidy sorts them.")
    for line, word in enumerate(words, start=1):
        if word not in used:
            yield Finding(file, line, f"“{word}” stands in no text any more; --tidy takes it out.")


def words_in(text: str) -> list[str]:
    """Return the words to be spelt, in their order; addresses are none."""
    return _WORD.findall(_ADDRESS.sub(" ", text.replace("\u00ad", "")))


class Hunspell:
    """Hunspell with one dictionary; it is asked about many words at once, and no more than once about each."""

    def __init__(self, name: str) -> None:
        self.name = name
        self._known: dict[str, bool] = {}

    def wrong(self, words: Iterable[str]) -> set[str]:
        """Return the words that the dictionary doesn't know.

        Raises:
            UnavailableError: hunspell or the dictionary isn't there.
        """
        asked = set(words)
        new = asked - self._known.keys()
        if new:
            told = self._ask(sorted({_plain(word) for word in new}))
            self._known.update((word, not _pieces(word) & told) for word in new)
        return {word for word in asked if not self._known[word]}

    def _ask(self, words: list[str]) -> set[str]:
        """Return what hunspell lists as wrong; to ask for better words would take it a second each."""
        program = shutil.which("hunspell")
        if program is None:
            raise UnavailableError("hunspell isn’t installed; tools/ensure_debian.sh says what is needed.")
        command = [program, "-l", "-i", "utf-8", "-d", self.name]
        done = subprocess.run(command, input="\n".join(words), capture_output=True, encoding="utf-8", check=False)
        if done.returncode or "Can't open" in done.stderr:
            raise UnavailableError(f"hunspell doesn’t run with the dictionary {self.name}: {done.stderr.strip()}")
        return set(done.stdout.split("\n"))


def _plain(word: str) -> str:
    """Return a word with the signs that all dictionaries know."""
    return word.replace("’", "'").replace("‑", "-")


def _pieces(word: str) -> set[str]:
    """Return a word and all that hunspell may cut it into."""
    plain = _plain(word)
    return {plain, *re.split("[-']", plain)} - {""}


def without_second_accent(word: str) -> str:
    """Return a Greek word as it stands alone: before an enclitic it takes another accent (το σεμινάριό σας)."""
    letters = unicodedata.normalize("NFD", word)
    if letters.count(_ACUTE) < 2:
        return word
    last = letters.rindex(_ACUTE)
    return unicodedata.normalize("NFC", letters[:last] + letters[last + 1 :])


def unknown(words: Iterable[str], lexicon: Lexicon, dictionary: Dictionary) -> set[str]:
    """Return the words that are right neither whole nor in the parts between their hyphens."""
    wrong = dictionary.wrong(word for word in words if not lexicon.knows(word))
    parts = {word: re.split("[-‑]", without_second_accent(word)) for word in wrong}
    wrong_parts = dictionary.wrong(part for each in parts.values() for part in each if not lexicon.knows(part))
    return {word for word in wrong if wrong_parts.intersection(parts[word])}


def spelling_findings(
    passages: Iterable[Passage], lexicons: Mapping[str, Lexicon], dictionaries: Mapping[str, Dictionary]
) -> Iterator[Finding]:
    """Find the words that neither dictionary nor list knows, in every passage that holds them."""
    places = [(passage, dict.fromkeys(_spelt(passage))) for passage in passages]
    titles = {word for passage, _words in places for word in _in_any_language(passage)}
    asked = {
        language: titles.union(*(words for passage, words in places if passage.language == language))
        for language in dictionaries
    }

    def ask(language: str) -> set[str]:
        return unknown(asked[language], lexicons[language], dictionaries[language])

    # Most of the time goes into hunspell's reading of its dictionaries: that is done side by side.
    with ThreadPoolExecutor() as pool:
        wrong = dict(zip(asked, pool.map(ask, asked), strict=True))
    nowhere = set.intersection(*wrong.values())
    for passage, words in places:
        free = _in_any_language(passage)
        for word in words:
            if word in (nowhere if word in free else wrong[passage.language]):
                yield finding(passage, word, f"“{word}” stands in no dictionary and no word list.")


def _spelt(passage: Passage) -> list[str]:
    """Return the words of a passage; of a gap's answers the one that is shown, for others may hold likely slips."""
    return words_in(passage.text.partition("|")[0] if passage.field == "answers" else passage.text)


def _in_any_language(passage: Passage) -> set[str]:
    return set(_spelt(passage) if passage.field in IN_ANY_LANGUAGE else words_in(passage.emphasised))


def hunspell_dictionaries() -> dict[str, Dictionary]:
    """Return the dictionaries of all languages."""
    return {language: Hunspell(name) for language, name in DICTIONARIES.items()}
