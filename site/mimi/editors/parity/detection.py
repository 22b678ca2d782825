"""Which language a text is in, as Lingua hears it.

Its small models are enough for whole sentences; they load in half a second, once a process, when they are first asked.
What they hear as a close neighbour of the language is listened to again with the large ones of that family. Texts of a
few words aren't asked about at all.
"""

from __future__ import annotations

from functools import cache
from typing import Any

# By code: Lingua's name, and what we call the language. Danish and Nynorsk are traps for bokmål.
LANGUAGES = {"en": "ENGLISH", "nb": "BOKMAL", "de": "GERMAN", "el": "GREEK", "da": "DANISH", "nn": "NYNORSK"}
# These are so close that a text of one is believed to be of the other only where that is all but certain.
CLOSE = {"nb": frozenset({"da", "nn"})}
CERTAIN, ALL_BUT_CERTAIN = 0.8, 0.9995
# The large models are slower to be certain of one of the family.
CERTAIN_OF_FAMILY = 0.85
FEWEST_WORDS = 8


@cache
def _detector(*, large: bool) -> tuple[Any, dict[Any, str]]:
    from lingua import Language, LanguageDetectorBuilder

    family = {code for language, others in CLOSE.items() for code in (language, *others)}
    names = {getattr(Language, name): code for code, name in LANGUAGES.items() if not large or code in family}
    builder = LanguageDetectorBuilder.from_languages(*names)
    return (builder if large else builder.with_low_accuracy_mode()).build(), names


def _heard(texts: list[str], *, large: bool = False) -> list[tuple[str, float]]:
    """Return the likeliest language of each text, and how sure that is, from 0 to 1."""
    if not texts:
        return []
    detector, codes = _detector(large=large)
    best = [values[0] for values in detector.compute_language_confidence_values_in_parallel(texts)]
    return [(codes[value.language], value.value) for value in best]


def other_languages(texts: list[str], language: str) -> list[str]:
    """Return, for each text, the code of the language that it is in, where that isn't the one given; else nothing.

    Texts that are too short, or in a language that nobody can be certain of, count as what they should be.
    """
    asked = [n for n, text in enumerate(texts) if len(text.split()) >= FEWEST_WORDS]
    found = [""] * len(texts)
    if not asked or language not in LANGUAGES:
        return found
    close = CLOSE.get(language, frozenset())
    again = []
    for n, (code, certainty) in zip(asked, _heard([texts[n] for n in asked]), strict=True):
        if code in close and certainty >= ALL_BUT_CERTAIN:
            again.append(n)
        elif code not in {language, *close} and certainty >= CERTAIN:
            found[n] = code
    for n, (code, certainty) in zip(again, _heard([texts[n] for n in again], large=True), strict=True):
        if code in close and certainty >= CERTAIN_OF_FAMILY:
            found[n] = code
    return found
