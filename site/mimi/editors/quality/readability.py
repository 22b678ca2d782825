"""How easily a text reads, by the measure of its language.

One class a measure; each gives a number, says in a sentence what it means and for whom, and knows whether more is
better. A number of this kind sees how long words and sentences are and nothing else: it is a hint for its editor.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable
from dataclasses import dataclass
from typing import ClassVar

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from mimi.editors.quality.contents import Kind, Piece, Place
from mimi.editors.quality.sentences import sentences, words
from mimi.editors.quality.syllables import syllables
from mimi.search.texts import paragraphs

# Raise it when something here, in `sentences` or in `syllables` changes: all pages are measured anew then.
RULE = 1
# Less text than this says nothing by an average.
FEWEST_WORDS = 100
LONG_WORD = 6

# From how many words on a sentence is too long. English: 25, the rule of GOV.UK ("Content design: planning, writing
# and managing content", sentence length). The others: what takes 25 words in English takes so many in their language,
# by the words a sentence of this practice set, which says the same in all four (`tools.readability_norms`).
LONGEST_SENTENCE = {"en": 25, "nb": 24, "de": 25, "el": 25}
LONGEST_ELSEWHERE = 25


@dataclass(frozen=True)
class Counts:
    """What is counted of a text. `long_words` have more than six letters; syllables are counted in English only."""

    words: int = 0
    sentences: int = 0
    long_words: int = 0
    syllables: int = 0


@dataclass(frozen=True)
class LongSentence:
    """A sentence that is too long, with its number of words and its place."""

    text: str
    words: int
    place: Place


class Level(str):
    """A step on a measure's scale, by its key; keys are the same for all measures, so that a report can filter."""

    __slots__ = ()


VERY_EASY, EASY, MIDDLE, HARD, VERY_HARD = (Level(key) for key in ("very-easy", "easy", "middle", "hard", "very-hard"))
NAMES: dict[str, Promise] = {
    VERY_EASY: _("Very easy"),
    EASY: _("Easy"),
    MIDDLE: _("Middling"),
    HARD: _("Hard"),
    VERY_HARD: _("Very hard"),
}
MEANINGS: dict[str, Promise] = {
    VERY_EASY: _("Reads like a children’s book: everybody can follow it, those who have just learnt the language too."),
    EASY: _("Reads like a magazine story: fit for nearly everybody, and for readers who are still learning."),
    MIDDLE: _("Reads like a newspaper: fit for most grown-up readers; who is learning the language needs patience."),
    HARD: _("Reads like an official text: hard going for many readers. Shorten sentences, and choose shorter words."),
    VERY_HARD: _(
        "Reads like a scientific text: only those who know the subject follow it. Write it anew, more plainly."
    ),
}


class Measure(ABC):
    """A published measure of readability."""

    name: ClassVar[str]
    label: ClassVar[Promise]
    higher_is_easier: ClassVar[bool]
    # From the easiest level to the hardest, where each ends.
    bounds: tuple[float, float, float, float]

    @abstractmethod
    def score(self, counts: Counts) -> float:
        """Return the measure's number for a text that has words."""

    def level(self, score: float) -> str:
        """Return the key of the level that a number falls into."""
        for level, bound in zip((VERY_EASY, EASY, MIDDLE, HARD), self.bounds, strict=True):
            if score >= bound if self.higher_is_easier else score < bound:
                return level
        return VERY_HARD


class Lix(Measure):
    """LIX: words a sentence, and the per cent of words with more than six letters.

    Formula and levels: C. H. Björnsson, *Läsbarhet*, Stockholm 1968: below 30 very easy, to 40 easy (fiction), to 50
    middling (newspapers), to 60 hard (official texts), from 60 very hard. That the number goes with difficulty in
    German and Greek as it does in English: J. Anderson, *Analysing the Readability of English and Non-English Texts in
    the Classroom with Lix*, 1981 (ERIC ED207022), and *Lix and Rix*, Journal of Reading 26 (1983), 490-496; he asks
    for norms of each language's own. `shift` is that norm: how much higher the number is in a language than in
    Norwegian for a text that says the same, by this practice set, whose pages stand in all four languages
    (`tools.readability_norms` works it out). Our sentences end at a full stop, a question or an exclamation mark, or
    with their paragraph; Björnsson's colon before a capital doesn't count, for it announces a list here.
    """

    name = "lix"
    label = _("LIX")
    higher_is_easier = False

    def __init__(self, shift: int = 0) -> None:
        self.bounds = (30.0 + shift, 40.0 + shift, 50.0 + shift, 60.0 + shift)

    def score(self, counts: Counts) -> float:
        return counts.words / counts.sentences + 100 * counts.long_words / counts.words


class FleschReadingEase(Measure):
    """Flesch Reading Ease: 206.835 − 1.015 × words a sentence − 84.6 × syllables a word.

    R. Flesch, *A new readability yardstick*, Journal of Applied Psychology 32 (1948), 221-233, with its table: from 80
    easy and very easy (comics, pulp fiction), 70 fairly easy (slick fiction), 60 standard (digests), 50 fairly
    difficult (quality magazines), 30 difficult (academic), below very difficult (scientific). We put his seven levels
    together to five, so that all languages have the same.
    """

    name = "flesch"
    label = _("Flesch Reading Ease")
    higher_is_easier = True
    bounds = (80.0, 70.0, 50.0, 30.0)

    def score(self, counts: Counts) -> float:
        return 206.835 - 1.015 * counts.words / counts.sentences - 84.6 * counts.syllables / counts.words


MEASURES: dict[str, Measure] = {
    "en": FleschReadingEase(),
    "nb": Lix(),
    "de": Lix(shift=7),
    "el": Lix(shift=10),
}


@dataclass(frozen=True)
class Reading:
    """How a text reads; `score` is None of one that is too short for an average."""

    language: str
    counts: Counts
    too_long: tuple[LongSentence, ...] = ()

    @property
    def measure(self) -> Measure:
        """The measure of the language."""
        return measure_of(self.language)

    @property
    def score(self) -> float | None:
        """The measure's number, to one decimal."""
        if self.counts.words < FEWEST_WORDS or not self.counts.sentences:
            return None
        return round(self.measure.score(self.counts), 1)

    @property
    def level(self) -> str:
        """The key of the level; empty of a text that is too short."""
        return "" if self.score is None else self.measure.level(self.score)

    @property
    def level_name(self) -> str:
        """The level in a word or two."""
        return str(NAMES.get(self.level, ""))

    @property
    def meaning(self) -> str:
        """What the number means, and for whom."""
        return str(MEANINGS.get(self.level, ""))

    @property
    def limit(self) -> int:
        """How many words a sentence may have."""
        return longest_sentence(self.language)


def measure_of(language: str) -> Measure:
    """Return the measure of a language; LIX for one that has none of its own."""
    return MEASURES.get(language) or MEASURES["nb"]


def longest_sentence(language: str) -> int:
    """Return how many words a sentence may have in a language."""
    return LONGEST_SENTENCE.get(language, LONGEST_ELSEWHERE)


def read_pieces(pieces: Iterable[Piece], language: str) -> Reading:
    """Measure the running text among the pieces of a page. Headings, titles and other single lines don't count."""
    counted = {"words": 0, "sentences": 0, "long_words": 0, "syllables": 0}
    too_long: list[LongSentence] = []
    limit = longest_sentence(language)
    counts_syllables = language == "en"
    for piece in pieces:
        for paragraph in _paragraphs(piece):
            for sentence in sentences(paragraph, language):
                found = words(sentence)
                counted["sentences"] += 1
                counted["words"] += len(found)
                counted["long_words"] += sum(_letters(word) > LONG_WORD for word in found)
                if counts_syllables:
                    counted["syllables"] += sum(syllables(word) for word in found)
                if len(found) > limit:
                    too_long.append(LongSentence(sentence, len(found), piece.place))
    return Reading(language, Counts(**counted), tuple(too_long))


def _paragraphs(piece: Piece) -> list[str]:
    if piece.kind is Kind.RICH:
        return paragraphs(piece.value)
    if piece.kind is Kind.TEXT:
        return [line for line in str(piece.value).splitlines() if line.strip()]
    return []


def _letters(word: str) -> int:
    return sum(letter.isalnum() for letter in word)
