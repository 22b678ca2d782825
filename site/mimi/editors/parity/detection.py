"""Which language a text is in, as Lingua hears it.

Its models of pairs and triples of letters are enough for whole sentences; they load in half a second, once a process,
when they are first asked. Texts of a few words aren't asked about at all.
"""

from __future__ import annotations

from functools import cache
from typing import Any

# By code: Lingua's name, and what we call the language. Danish and Nynorsk are traps for bokmål.
LANGUAGES = {"en": "ENGLISH", "nb": "BOKMAL", "de": "GERMAN", "el": "GREEK", "da": "DANISH", "nn": "NYNORSK"}
# These are so close that a text of one is believed to be of the other only where that is all but certain.
CLOSE = {"nb": frozenset({"da", "nn"})}
CERTAIN, ALL_BUT_CERTAIN = 0.8, 0.9995
FEWEST_WORDS = 8


@cache
def _detector() -> tuple[Any, dict[Any, str]]:
    from lingua import Language, LanguageDetectorBuilder

    names = {getattr(Language, name): code for code, name in LANGUAGES.items()}
    return LanguageDetectorBuilder.from_languages(*names).with_low_accuracy_mode().build(), names


def other_languages(texts: list[str], language: str) -> list[str]:
    """Return, for each text, the code of the language that it is in, where that isn't the one given; else nothing.

    Texts that are too short, or in a language that nobody can be certain of, count as what they should be.
    """
    asked = [n for n, text in enumerate(texts) if len(text.split()) >= FEWEST_WORDS]
    found = [""] * len(texts)
    if not asked or language not in LANGUAGES:
        return found
    detector, codes = _detector()
    values = detector.compute_language_confidence_values_in_parallel([texts[n] for n in asked])
    for n, (best, *_others) in zip(asked, values, strict=True):
        code = codes[best.language]
        needed = ALL_BUT_CERTAIN if code in CLOSE.get(language, frozenset()) else CERTAIN
        if code != language and best.value >= needed:
            found[n] = code
    return found
