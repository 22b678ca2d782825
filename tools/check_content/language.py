"""Language: every paragraph speaks the language of its page, as Lingua hears it."""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterator
from itertools import groupby

from lingua import Language, LanguageDetector, LanguageDetectorBuilder

from tools.check_content.spelling import IN_ANY_LANGUAGE
from tools.check_content.texts import Finding, Passage, finding

# Shorter texts say too little.
FEWEST_WORDS = 8
FEWEST_IN_PAGE = 40
LANGUAGES = {
    "en": Language.ENGLISH,
    "nb": Language.BOKMAL,
    "de": Language.GERMAN,
    "el": Language.GREEK,
    # Traps: so close to bokmål that one paragraph of it is believed only when Lingua is all but certain.
    "da": Language.DANISH,
    "nn": Language.NYNORSK,
}
CLOSE = {"nb": {"da", "nn"}}
ALL_BUT_CERTAIN = 0.9995

# By text: the likeliest language and how sure that is, from 0 to 1.
Detect = Callable[[list[str]], list[tuple[str, float]]]


@functools.cache
def _detector() -> LanguageDetector:
    return LanguageDetectorBuilder.from_languages(*LANGUAGES.values()).build()


def detect(texts: list[str]) -> list[tuple[str, float]]:
    """Ask Lingua, with all texts at once."""
    codes = {language: code for code, language in LANGUAGES.items()}
    best = [values[0] for values in _detector().compute_language_confidence_values_in_parallel(texts)]
    return [(codes[value.language], value.value) for value in best]


def language_findings(passages: list[Passage], detect: Detect = detect) -> Iterator[Finding]:
    """Find paragraphs in another language than their page's, and whole pages in one that is close to it."""
    spoken = [each for each in passages if each.field not in IN_ANY_LANGUAGE]
    long = [each for each in spoken if len(each.words) >= FEWEST_WORDS]
    for passage, (code, certainty) in zip(long, detect([each.text for each in long]), strict=True):
        needed = ALL_BUT_CERTAIN if code in CLOSE.get(passage.language, set()) else 0.5
        if code != passage.language and certainty >= needed:
            yield _finding(passage, code, "this paragraph")
    # Where one paragraph says too little to tell close languages apart, a whole page says enough.
    close = [each for each in spoken if each.language in CLOSE]
    pages = [list(each) for _key, each in groupby(close, key=lambda each: (each.item, each.language))]
    pages = [each for each in pages if sum(len(passage.words) for passage in each) >= FEWEST_IN_PAGE]
    texts = [" ".join(passage.text for passage in each) for each in pages]
    for page, (code, _certainty) in zip(pages, detect(texts), strict=True):
        if code != page[0].language:
            yield _finding(page[0], code, "this page as a whole")


def _finding(passage: Passage, code: str, what: str) -> Finding:
    name = LANGUAGES[code].name.capitalize()
    words = passage.words[0]
    return finding(passage, words, f"{what} seems to be in {name}: “{' '.join(passage.words[:8])} …”.")
