"""Words as search compares them: cut out of a text, folded, stemmed, by the rules of its language.

Folding takes away case and accents, but not from letters that are letters of their own: æ, ø, å in Norwegian, ä, ö, ü
in German. `loose` takes away these too, and the ways in which they are spelled where a keyboard lacks them (ae, oe,
ue, aa), for readers who have such a keyboard.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import cache, lru_cache
from threading import Lock
from typing import Any, NamedTuple

import snowballstemmer

from mimi.search.stopwords import STOPWORDS

# Raise it when something here changes: everything is read anew then.
VERSION = 1

LONGEST_WORD = 100
_STEMMERS = {"nb": "norwegian", "en": "english", "de": "german", "el": "greek"}
_OWN_LETTERS = {"nb": "æøå", "de": "äöü"}
# Letters of neighbours, spelled as the language would, and those that Unicode doesn't take apart.
_SPELLED = {"nb": {"ä": "æ", "ö": "ø"}, "de": {"ø": "ö", "æ": "ä"}}
_PLAIN = str.maketrans({"æ": "ae", "œ": "oe", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "ł": "l", "ı": "i"})
_LOOSE = str.maketrans({"å": "a", "æ": "a", "ä": "a", "ø": "o", "ö": "o", "ü": "u"})
_SPELLINGS = {"nb": re.compile("aa|ae|oe"), "de": re.compile("aa|ae|oe|ue"), "en": re.compile("aa|ae")}
# Two hyphens that look alike; the signs that nobody sees are left out.
_UNSEEN = dict.fromkeys(map(ord, "\u00ad\u200b\u200c\u200d\u2060\ufeff"))
_WORD = re.compile(r"\d+(?:[.,:]\d+)+|[^\W_]+(?:['’ʼ][^\W_]+)*")
_HYPHENS = ("-", "‐", "‑")
_APOSTROPHES = dict.fromkeys(map(ord, "'’ʼ"))


class Token(NamedTuple):
    """A word in a text: where it begins and ends, and its folded form.

    `joined` says that it is a word written with hyphens, put together; its parts stand beside it.
    """

    start: int
    end: int
    form: str
    joined: bool = False


def plain(text: str) -> str:
    """Return a text composed (NFC), without signs that nobody sees, on one line."""
    seen = unicodedata.normalize("NFC", text).translate(_UNSEEN)
    return " ".join("".join(letter if letter.isprintable() else " " for letter in seen).split())


@lru_cache(maxsize=100_000)
def fold(word: str, language: str) -> str:
    """Return a word as it is compared in a language: “Saltrød” is saltrød in Norwegian, saltrod in English."""
    folded = unicodedata.normalize("NFC", unicodedata.normalize("NFKC", word).casefold())
    # McDonald's is typed mcdonalds.
    folded = folded.translate(_APOSTROPHES)
    for written, spelled in _SPELLED.get(language, {}).items():
        folded = folded.replace(written, spelled)
    own = _OWN_LETTERS.get(language, "")
    letters = (letter if letter in own else _without_accents(letter) for letter in folded)
    return "".join(letters)[:LONGEST_WORD]


def _without_accents(letter: str) -> str:
    parts = unicodedata.normalize("NFD", letter).translate(_PLAIN)
    return "".join(part for part in parts if not unicodedata.combining(part)).replace("ς", "σ")


def tokens(text: str, language: str) -> Iterator[Token]:
    """Cut a text into words; what is written with hyphens comes in parts, and once more put together."""
    chain: list[Token] = []
    for found in _WORD.finditer(text):
        token = Token(found.start(), found.end(), fold(found[0], language))
        if chain and not (token.start == chain[-1].end + 1 and text[chain[-1].end] in _HYPHENS):
            yield from _joined(chain)
            chain = []
        chain.append(token)
        yield token
    yield from _joined(chain)


def _joined(chain: list[Token]) -> Iterator[Token]:
    if len(chain) > 1:
        form = "".join(token.form for token in chain)[:LONGEST_WORD]
        yield Token(chain[0].start, chain[-1].end, form, joined=True)


@lru_cache(maxsize=100_000)
def stem(form: str, language: str) -> str:
    """Return the stem of a folded form."""
    name = _STEMMERS.get(language)
    if name is None or form.isdigit():
        return form
    stemmer, lock = _stemmer(name)
    with lock:
        found = str(stemmer.stemWord(form.removesuffix("ne") if language == "nb" and form.endswith("erne") else form))
        if language == "nb":
            # «arbeidsgivere» has lost one ending, «arbeidsgiver» another; so has what ends in «-ere» and «-ering».
            found = str(stemmer.stemWord(found.removesuffix("ing") if found.endswith("ering") else found))
    if language == "el":
        found = _evened(found)
    return found or form


def _evened(greek: str) -> str:
    """Take off what Snowball leaves on some forms of a word and not on others: εργασί-ας, αρνητικ-ές."""
    short = greek.removesuffix("ι") if len(greek) > 5 else greek
    return short.removesuffix("ικ") if len(short) > 6 else short


@cache
def _stemmer(name: str) -> tuple[Any, Lock]:
    # A stemmer keeps the word at hand in itself, so threads take turns.
    return snowballstemmer.stemmer(name), Lock()


def loose(form: str, language: str) -> str:
    """Return a folded form or stem without what keyboards lack: læring, laering and laring are one."""
    spellings = _SPELLINGS.get(language)
    bare = form.translate(_LOOSE)
    return spellings.sub(lambda found: found[0][0], bare) if spellings else bare


@cache
def _stopwords(language: str) -> frozenset[str]:
    return frozenset(fold(word, language) for word in STOPWORDS.get(language, "").split())


def tells(form: str, language: str) -> bool:
    """Say whether a folded form says something of what a text is about."""
    return form not in _stopwords(language)
