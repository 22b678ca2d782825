"""Which letters the bytes of a text file stand for.

UTF-8 and UTF-16 prove themselves; of the old single-byte encodings the one is taken whose letters look like words of
our languages. A file with bytes that no text has is none.
"""

from __future__ import annotations

import codecs
import re
import unicodedata

from mimi.editors.importing.problems import DocumentError

BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
SINGLE_BYTE = ("cp1252", "iso-8859-7", "cp1253")
# What control characters a text may hold: tab, line ends, form feed, and the joiners of words.
FINE = {"\t", "\n", "\r", "\f", "\v", "\x85", "\u00ad", "\u200b", "\u200c", "\u200d", "\ufeff", "\u2060", "\u200e"}
MOST_STRANGE = 0.005
_GREEK = re.compile(r"[\u0370-\u03ff\u1f00-\u1fff]")
_WESTERN = re.compile(r"[ÆØÅæøåÄÖÜäöüßéèêàóôñç]")


def decode(content: bytes) -> str:
    """Return the text of a file.

    Raises:
        DocumentError: it isn't text, or in no encoding that we know.
    """
    for bom, encoding in BOMS:
        if content.startswith(bom):
            return _checked(_strict(content[len(bom) :], encoding))
    guess = _utf16(content)
    if guess:
        return _checked(_strict(content, guess))
    try:
        return _checked(content.decode("utf-8"))
    except UnicodeDecodeError:
        return _checked(_single_byte(content))


def _strict(content: bytes, encoding: str) -> str:
    try:
        return content.decode(encoding)
    except UnicodeDecodeError:
        raise DocumentError("not-text") from None


def _utf16(content: bytes) -> str:
    """Return the kind of UTF-16 whose ASCII leaves zeros on one side only; nothing where there are hardly any."""
    sample = content[:4096]
    if len(sample) < 4 or len(content) % 2:
        return ""
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    half = len(sample) // 2
    if odd > half * 0.1 and even <= half * 0.01:
        return "utf-16-le"
    if even > half * 0.1 and odd <= half * 0.01:
        return "utf-16-be"
    return ""


def _single_byte(content: bytes) -> str:
    """Return the text in the encoding that makes words of its letters."""
    if b"\0" in content:
        raise DocumentError("not-text")
    best, most = "", -1.0
    for encoding in SINGLE_BYTE:
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        score = _likeness(text)
        if score > most:
            best, most = text, score
    if most < 0:
        raise DocumentError("not-text")
    return best


def _likeness(text: str) -> float:
    """Return how much a text's letters beyond ASCII look like letters of our languages in words."""
    beyond = [letter for letter in text if ord(letter) > 127]
    if not beyond:
        return 1.0
    greek = len(_GREEK.findall(text))
    western = len(_WESTERN.findall(text))
    # Greek words are Greek throughout; in the others a letter beyond ASCII stands among ASCII letters.
    ascii_letters = sum(letter.isascii() and letter.isalpha() for letter in text)
    if greek > western:
        return greek / len(beyond) * (1.0 if greek > ascii_letters * 0.2 else 0.3)
    return western / len(beyond) * (1.0 if ascii_letters > western else 0.3)


def _checked(text: str) -> str:
    strange = sum(unicodedata.category(letter) in {"Cc", "Cn"} and letter not in FINE for letter in text)
    if strange > max(len(text) * MOST_STRANGE, 2):
        raise DocumentError("not-text")
    kept = (letter for letter in text if unicodedata.category(letter) != "Cc" or letter in FINE)
    return "".join(kept).replace("\ufeff", "").replace("\r\n", "\n").replace("\r", "\n")
