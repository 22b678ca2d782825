"""How much it tells of a document that it has a word: a whole number, worked out when the document is read.

Each part of a document counts by itself, after BM25 (Robertson and Zaragoza, "The Probabilistic Relevance Framework",
2009): a word that comes again adds less each time, and in a long text less than in a short one. How rare a word is
among all documents is worked out when it is asked for. Lengths are measured against fixed ones, so that a document's
weights depend on nothing but itself.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from mimi.search.analysis import plain, stem, tells, tokens
from mimi.search.contributions import USUAL, Content

# What a part of a document counts for; `ABOUT` is the line that says whose it is. Terms count like the summary.
TITLE, ABOUT, HEADING, SUMMARY, TEXT = 900, 400, 250, 220, 110
SATURATION, BY_LENGTH = 1.2, 0.6
USUAL_TITLE, USUAL_SUMMARY, USUAL_TEXT = 3, 14, 400
MOST = 10_000


@dataclass
class Weighed:
    """The words of a document: weights by stem, and by folded form its stem and how it is written."""

    weights: dict[str, int] = field(default_factory=dict)
    forms: dict[str, tuple[str, str]] = field(default_factory=dict)


def weigh(content: Content, language: str, prior: int = USUAL) -> Weighed:
    """Return the words of a document with their weights; `prior` is in per cent."""
    weighed = Weighed()
    total: Counter[str] = Counter()
    for texts, worth, usual in (
        ([content.title], TITLE, USUAL_TITLE),
        (content.headings, HEADING, USUAL_TEXT),
        ([content.about], ABOUT, USUAL_SUMMARY),
        ([content.summary, *content.terms], SUMMARY, USUAL_SUMMARY),
        (content.texts, TEXT, USUAL_TEXT),
    ):
        found = Counter(_stems(texts, language, weighed))
        length = sum(found.values())
        for name, times in found.items():
            total[name] += round(worth * _share(times, length, usual))
    weighed.weights = {name: min(max(1, weight * prior // 100), MOST) for name, weight in total.items()}
    return weighed


def _share(times: int, length: int, usual: int) -> float:
    norm = 1 - BY_LENGTH + BY_LENGTH * length / usual
    return times * (SATURATION + 1) / (times + SATURATION * norm)


def _stems(texts: Iterable[str], language: str, weighed: Weighed) -> Iterable[str]:
    for text in map(plain, texts):
        for token in tokens(text, language):
            if not tells(token.form, language):
                continue
            name = stem(token.form, language)
            shown = text[token.start : token.end]
            known = weighed.forms.get(token.form)
            if known is None or better_shown(shown, known[1]):
                weighed.forms[token.form] = (name, shown)
            yield name


def better_shown(one: str, other: str) -> bool:
    """Say whether a word is better shown in one way than in another: in small letters, with its accents."""
    return _niceness(one) > _niceness(other)


def _niceness(shown: str) -> tuple[bool, str]:
    return shown == shown.lower(), shown
