"""Typography: the marks that each language sets, as the project's content guide asks for them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator

from tools.check_content.texts import Finding, Passage, finding

# What opens and closes a quotation, and a quotation inside one.
QUOTES = {"en": ("“”", "‘’"), "nb": ("«»", "‘’"), "de": ("„“", "‚‘"), "el": ("«»", "“”")}
# Any sign that marks a quotation in some language; ’ is an apostrophe too, and ‘ ends a German quotation inside one.
_QUOTE = re.compile("[“”„«»‚‹›]")
_STRAIGHT = re.compile(r"\S*[\"']\S*")
_NO_APOSTROPHE = re.compile(r"\w+[´`‘]\w+")
_POINT = re.compile(r"(?<![\w.,/])\d+\.\d+(?![\w/]|\.\d)")
_COMMA = re.compile(r"(?<![\w.,/])\d+,\d{1,2}(?![\w/]|,\d)")
# Behind these words a number with a point names a section, a module or a version.
_NAMES_A_PART = re.compile(
    r"(?:modul\w*|leksjon\w*|avsnitt\w*|kapit\w*|abschnitt\w*|versjon\w*|version\w*|lektion\w*|ενότητ\w*|κεφάλαι\w*"
    r"|wcag|tiltak\w*|maßnahme\w*|μέτρο\w*|έκδοση\w*|eupl)\W*(?:\d[\d.]*(?:, | og | und | και | bis | til |–))*$",
    re.IGNORECASE,
)
# So do times of day, before or behind these words.
_TIME = re.compile(r"(?:[01]?\d|2[0-3])\.[0-5]\d")
_BEFORE_TIME = re.compile(r"(?:\bkl\. ?|\bklokk[ae]n? |\bστις |\bστη |\bum )$", re.IGNORECASE)
_THOUSANDS = re.compile(r"\d{1,3}(?:\.\d{3})+")
_CLOSE_PERCENT = re.compile(r"\d%")
_WIDE_PERCENT = re.compile(r"\d\s%")
_SPACES = re.compile(r"\S* {2,}\S*")
_SPACE_BEFORE = re.compile(r"\S+\s[,.;:!?](?!\S)")
_DOTS = re.compile(r"\S*\.\.\.\S*")
_HYPHEN_FOR_DASH = re.compile(r"\S+ --? \S+|\S*\w--\w\S*")
_HYPHEN_IN_RANGE = re.compile(r"(?<![\w-])\d+-\d+(?![\w-])")
_WORD = re.compile(r"[^\W\d_]+")
_NO_GREEK_QUESTION_MARK = re.compile(r"\S*[?\u037e]")
_DOUBLED = re.compile(r"(?<![\w’-])([^\W\d_]+) \1(?![\w’-])", re.IGNORECASE)
# What may well be said twice.
OFTEN_TWICE: dict[str, set[str]] = {
    "en": {"had", "that"},
    "nb": {"dere", "det", "for", "som"},
    "de": {"das", "der", "die", "sie"},
    "el": {"βήμα", "δίπλα", "ένα", "ένας", "λίγο", "μία", "πότε", "σιγά"},
}

# The words that are wrong, and what is wrong about them.
Slip = tuple[str, str]
Rule = Callable[[Passage], Iterable[Slip]]


def straight_quotes(passage: Passage) -> Iterator[Slip]:
    """Typewriter quotation marks and apostrophes."""
    for match in _STRAIGHT.finditer(passage.text):
        yield match.group(), "has a straight quotation mark or apostrophe; set a curved one"


def apostrophes(passage: Passage) -> Iterator[Slip]:
    """Accents and opening quotation marks in an apostrophe's place."""
    for match in _NO_APOSTROPHE.finditer(passage.text):
        yield match.group(), "has another sign for an apostrophe; set ’"


def quotation_marks(passage: Passage) -> Iterator[Slip]:
    """Another language's quotation marks."""
    outer, inner = QUOTES[passage.language]
    for match in _QUOTE.finditer(passage.text):
        if match.group() not in outer + inner:
            around = passage.text[max(0, match.start() - 12) : match.end() + 12]
            yield around, f"has {match.group()}; quotations are set {outer[0]}…{outer[1]} here"


def open_quotations(passage: Passage) -> Iterator[Slip]:
    """Quotations that begin and never end, or end and never began, or keep a space inside."""
    opening, closing = tuple(QUOTES[passage.language][0])
    depth = 0
    for sign in passage.text:
        depth += (sign == opening) - (sign == closing)
        if depth not in {0, 1}:
            break
    if depth:
        yield passage.text[:30], f"has {opening} and {closing} that don’t pair"
    for match in re.finditer(rf"{opening}\s\S*|\S*\s{closing}", passage.text):
        yield match.group(), "has a space inside its quotation marks"


def decimals(passage: Passage) -> Iterator[Slip]:
    """A decimal point where the language has a comma, or the other way round."""
    if passage.field == "source":
        return
    if passage.language == "en":
        for match in _COMMA.finditer(passage.text):
            yield match.group(), "has a decimal comma; English has a point"
        return
    for match in _POINT.finditer(passage.text):
        before, behind = passage.text[: match.start()], passage.text[match.end() :]
        is_time = _TIME.fullmatch(match.group()) and (_BEFORE_TIME.search(before) or behind.startswith(" Uhr"))
        if not is_time and not _THOUSANDS.fullmatch(match.group()) and not _NAMES_A_PART.search(before):
            yield match.group(), "has a decimal point; set a comma"


def percent(passage: Passage) -> Iterator[Slip]:
    """A space before % in Norwegian and German, none in English and Greek."""
    wide = passage.language in {"nb", "de"}
    for match in (_CLOSE_PERCENT if wide else _WIDE_PERCENT).finditer(passage.text):
        yield match.group(), "lacks a space before %" if wide else "has a space before %"


def spaces(passage: Passage) -> Iterator[Slip]:
    """Two spaces in a row, and a space before a punctuation mark."""
    for match in _SPACES.finditer(passage.text):
        yield match.group(), "has two spaces in a row"
    for match in _SPACE_BEFORE.finditer(passage.text):
        yield match.group(), "has a space before its punctuation mark"


def dots_and_dashes(passage: Passage) -> Iterator[Slip]:
    """Three dots for an ellipsis, hyphens for dashes."""
    for match in _DOTS.finditer(passage.text):
        yield match.group(), "has three dots; set …"
    for match in _HYPHEN_FOR_DASH.finditer(passage.text):
        yield match.group(), "has a hyphen for a dash; set –"
    for match in _HYPHEN_IN_RANGE.finditer(passage.text):
        yield match.group(), "has a hyphen between numbers; set –"


def scripts(passage: Passage) -> Iterator[Slip]:
    """Latin letters inside a Greek word, Greek ones elsewhere, and another mark for the Greek question mark."""
    for match in _WORD.finditer(passage.text):
        if re.search("[a-zA-Z]", match.group()) and re.search("[Ͱ-Ͽἀ-῿]", match.group()):
            yield match.group(), "mixes Greek letters with Latin ones that look alike"
    if passage.language == "el":
        for match in _NO_GREEK_QUESTION_MARK.finditer(passage.text):
            yield match.group(), "ends with another sign than the Greek question mark ;"


def doubled_words(passage: Passage) -> Iterator[Slip]:
    """The same small word twice in a row."""
    for match in _DOUBLED.finditer(passage.text):
        if match.group(1).lower() not in OFTEN_TWICE[passage.language]:
            yield match.group(), "says the same word twice"


RULES: tuple[Rule, ...] = (
    straight_quotes,
    apostrophes,
    quotation_marks,
    open_quotations,
    decimals,
    percent,
    spaces,
    dots_and_dashes,
    scripts,
    doubled_words,
)


def typography_findings(passages: Iterable[Passage], rules: Iterable[Rule] = RULES) -> Iterator[Finding]:
    """Find slips of typography in all passages."""
    for passage in passages:
        for rule in rules:
            for words, message in rule(passage):
                yield finding(passage, words, f"“{words}” {message}.")
