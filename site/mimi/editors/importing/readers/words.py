"""Joining what lines, columns and pages have torn apart: words with their hyphens, and sentences.

A hyphen at the end of a line is the typesetter's, unless the word is written with it: elsewhere in the document, by its
first part ("self-", "e-"), by what follows ("Aus- und Weiterbildung"), or because a number or a capital stands beside.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

HYPHENS = "-‐\u2011\u00ad"
DASHES = HYPHENS + "–—"
_WORD = re.compile(r"[^\W_]+(?:[-‐\u2011][^\W_]+)*")
_HEAD = re.compile(r"([^\W_]+(?:[-‐\u2011][^\W_]+)*)([-‐\u2011\u00ad])$")
_NEXT = re.compile(r"[^\W_]+(?:[-‐\u2011][^\W_]+)*")


def _words(told: str) -> frozenset[str]:
    return frozenset(told.split())


# What begins words that are written with a hyphen.
PREFIXES = _words(
    "anti auto co cross e ex half inter long mid mini multi non one post pre pro re self semi short sub two "
    "three vice well face up follow in on step hand work day problem decision part full real first second third"
)
# Words that follow a part left out: "Aus- und Weiterbildung", "inn- og utvandring", "two- or three-day".
PENDING = _words("und oder bzw sowie og eller samt and or to bis til και ή &")
# Few words end in these; a hyphen after them that stands alone is the writer's.
SENTENCE_END = re.compile(r"[.!?…:;·][\"'”’»)\]]*$|[\"”»]$")
STRONG_END = re.compile(r"[.!?…][\"'”’»)\]*]*$")
# Words that never end a paragraph.
UNFINISHED = _words(
    "a an the of to in on at by for with from and or but as that which is are was were their our its this these "
    "into between than if when who en et ei av til i på med fra og eller men som er var de det den sin sitt "
    "sine om hvis når ved mellom der die das des dem ein eine einer eines einem einen und oder aber von zu zum "
    "zur mit für auf bei aus dass ist sind war wenn im am um als wie ο η το οι τα του της των τον την τους τις "
    "και ή σε με από για που να στο στη στην στον στους στις στα ένα μια είναι θα"
)
NEVER_LAST = UNFINISHED - {"at", "in", "on", "by", "to", "for", "om", "i", "auf", "zu", "mit", "aus", "με"}


class Vocabulary:
    """The words of a document as they stand within its lines."""

    def __init__(self, lines: Iterable[str]) -> None:
        self.words: Counter[str] = Counter()
        self.writes_plain = False
        for line in lines:
            # What a line begins or ends with may be half a word.
            inner = line.strip()
            self.writes_plain = self.writes_plain or "-" in inner
            found = [match.group().lower().replace("‐", "-").replace("\u2011", "-") for match in _WORD.finditer(inner)]
            if inner and inner[-1] in HYPHENS:
                found = found[:-1]
            self.words.update(found)

    def joined(self, first: str, second: str) -> str:
        """Return what stands between two lines: nothing, a space, and whether the hyphen goes, as one text."""
        head = _HEAD.search(first)
        tail = _NEXT.match(second)
        if head is None or tail is None:
            ends = first[-1:] in DASHES and len(first) > 1 and first[-2:-1] not in {" ", ""}
            return first + second if ends and tail and first[-1] in "–—" else f"{first} {second}"
        start, hyphen, rest = head.group(1), head.group(2), tail.group()
        if hyphen == "\u00ad":
            return first[:-1] + second
        if rest.lower() in PENDING:
            return f"{first} {second}"
        if self.keeps_hyphen(start, rest, hyphen):
            return first[:-1] + "-" + second
        return first[:-1] + second

    def keeps_hyphen(self, start: str, rest: str, hyphen: str = "-") -> bool:
        """Say whether a word that was cut at a hyphen is written with it."""
        last = start.rsplit("-", 1)[-1].rsplit("‐", 1)[-1]
        with_hyphen = self.words[f"{start}-{rest}".lower()] + self.words[f"{last}-{rest}".lower()]
        without = self.words[f"{start}{rest}".lower()]
        if with_hyphen != without:
            return with_hyphen > without
        if hyphen == "‐" and self.writes_plain:
            # This one is the typesetter's: the writer's own are others.
            return False
        if start[-1].isdigit() or rest[0].isdigit() or rest[0].isupper() or start.isupper():
            return True
        if last.lower() in PREFIXES:
            return True
        # Both halves are words of the document, and together they are none: "face-to-", "problem-solving".
        return "-" in start and self.words[rest.lower()] > 0


def is_unfinished(text: str) -> bool:
    """Say whether a sentence goes on after a text: it has no end, or ends in a word that none ends in."""
    text = text.rstrip()
    return bool(text) and not SENTENCE_END.search(text)


def is_torn(first: str, second: str) -> bool:
    """Say whether one paragraph was torn in two between these."""
    first, second = first.rstrip(), second.lstrip()
    if not first or not second or STRONG_END.search(first):
        return False
    if first[-1] in HYPHENS and len(first) > 1 and first[-2].isalpha():
        return second[0].isalnum()
    if second.startswith(("www.", "http")):
        return False
    if second[0].islower():
        return first[-1] not in ":;" or len(first) > 90
    if first[-1] in ",(&/":
        return len(first) > 60
    last = first.rsplit(None, 1)[-1].lower().strip("“”\"'(")
    return last in NEVER_LAST and len(first) > 50
