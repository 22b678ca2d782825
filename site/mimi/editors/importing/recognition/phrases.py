"""Words by which practices, annexes and titles are told, in four languages; folded, as `numbers.folded` does it."""

from __future__ import annotations

import re
from typing import NamedTuple

from mimi.editors.importing.recognition.numbers import folded, numbered

_GOOD_PRACTICE = (
    r"(?:good|best|promising)[\s-]+practi[cs]e(?:s|[\s-]+beispiele?|[\s-]+eksemp(?:el|ler))?"
    r"|(?:god|gode|beste|godt|anbefalt)[\s-]+praksis(?:er|eksempel|eksempler)?|praksiseksemp(?:el|ler)"
    r"|godt eksempel|gode eksempler|eksempel pa god praksis|eksempler pa god praksis"
    r"|(?:gute|guten|guter|beste|bewahrte)[\s-]+prax(?:is|en)(?:beispiele?)?|praxisbeispiele?|bewahrtes verfahren"
    r"|beispiele? (?:guter|fur gute) praxis|gutes beispiel|gute beispiele"
    r"|καλ(?:η|ησ|εσ|ων)\s+πρακτικ(?:η|ησ|εσ|ων)|βελτιστ(?:η|ησ|εσ|ων)\s+πρακτικ(?:η|ησ|εσ|ων)"
    r"|παραδειγμα(?:τα)? καλ(?:ησ|ων) πρακτικ(?:ησ|ων)"
)
_SEVERAL = re.compile(
    r"practices|beispiele|eksempler|praksiser|praxen|πρακτικεσ|πρακτικων|guide|retningslinje|leitfaden|anleitung|veiled|οδηγ"
)
_HAS = re.compile(rf"(?<![^\W\d_])(?:{_GOOD_PRACTICE})(?![^\W\d_])")
_ORDINAL = (
    r"(?:(?:no|nr|nummer|number|αρ)?\.?\s*\d{1,2}\s*(?:st|nd|rd|th|η|ο|ος|\.)?"
    r"|first|second|third|forste|andre|erste[sr]?|zweite[sr]?|πρωτη|δευτερη)"
)
_LABEL = re.compile(
    rf"^(?:(?P<who>[^:]{{1,80}}?)\s*[:–—-]\s*)?(?:{_ORDINAL}\s*)?(?:{_GOOD_PRACTICE})(?:\s*{_ORDINAL})?"
    r"(?:\s*(?:[:–—]|-(?=\s))\s*(?P<title>.+))?$",
    re.DOTALL,
)
_ANNEX = re.compile(
    r"^(?:annex|annexes|appendix|appendices|vedlegg|anhang|anhange|παραρτημα(?:τα)?)(?:\s+[\w]{1,3})?\s*[.:]?$"
)


class PracticeTitle(NamedTuple):
    """Who does a practice and what it is called, as far as its heading tells."""

    organisation: str
    title: str


def speaks_of_practice(text: str) -> bool:
    """Say whether a heading names a good practice, or several."""
    return bool(_HAS.search(folded(text)))


def speaks_of_practices(text: str) -> bool:
    """Say whether a heading stands above several practices."""
    told = folded(text)
    return bool(_HAS.search(told) and _SEVERAL.search(told))


def is_annex(text: str) -> bool:
    """Say whether a heading begins the annex."""
    return bool(_ANNEX.match(folded(text).strip()))


def practice_title(heading: str) -> PracticeTitle:
    """Return what the heading of a practice tells: "3.1 LoPe: 1st good practice: A café" → LoPe, A café."""
    found = numbered(heading)
    text = found.title if found else heading.strip()
    match = _LABEL.match(folded(text))
    if match is None:
        return PracticeTitle("", text.strip(" .:"))
    who = text[match.start("who") : match.end("who")].strip() if match["who"] else ""
    title = text[match.start("title") : match.end("title")].strip() if match["title"] else ""
    return PracticeTitle(who, title.strip(" :"))
