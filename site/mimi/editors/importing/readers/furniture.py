"""What stands on pages without belonging to the text: page numbers, running heads and feet, tables of contents."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from mimi.editors.importing.outline import Block, Heading, Listing, Paragraph, Table, lines_of, plain, text_of
from mimi.editors.importing.readers.words import STRONG_END
from mimi.editors.importing.recognition.numbers import folded, is_contents_heading, is_contents_line, numbered, step

_PAGE_NUMBER = re.compile(
    r"^[\W_]*(?:(?:page|side|seite|s|p|pg|σελ|σελιδα)\.?\s*)?(?P<number>\d{1,4}|[ivxl]{1,6})"
    r"(?:\s*(?:/|of|av|von|απο|\|)\s*\d{1,4})?[\W_]*$"
)
_DIGITS = re.compile(r"\d+")
LONGEST_HEAD = 90
# A table of contents has so many lines at least.
FEWEST_CONTENTS = 3
# Lines of it that wrap, or that lack their number, stand among the others.
MOST_BETWEEN = 3
LONGEST_CONTENTS = 190
_LAST_NUMBER = re.compile(r"(?:^|[\s.…])(\d{1,3})\s*$")


@dataclass(frozen=True)
class Edge:
    """A line near the top or the foot of a page; `index` leads back to the line."""

    index: int
    page: int
    text: str
    at_top: bool
    # From the edge of the page: 0 for the outermost line.
    depth: int = 0


def page_number(text: str) -> int | None:
    """Return the number that a line of nothing but a page's number tells; 0 for a Roman one."""
    match = _PAGE_NUMBER.match(folded(text.strip()))
    if match is None:
        return None
    return int(match["number"]) if match["number"].isdigit() else 0


def repeated(edges: Sequence[Edge], pages: int) -> set[int]:
    """Return which lines at the edges of pages are running heads, feet and page numbers.

    A running line says the same on several pages, but for its digits; those on left and right pages may differ.
    """
    needed = max(2, min(3, round(pages * 0.25)))
    by_text: dict[tuple[str, bool], list[Edge]] = defaultdict(list)
    for edge in edges:
        if edge.text and len(edge.text) <= LONGEST_HEAD:
            by_text[_DIGITS.sub("#", folded(edge.text)), edge.at_top].append(edge)
    dropped: set[int] = set()
    for found in by_text.values():
        if len({edge.page for edge in found}) >= needed and pages > 1:
            dropped.update(edge.index for edge in found)
    return dropped | _page_numbers(edges, pages)


def _page_numbers(edges: Sequence[Edge], pages: int) -> set[int]:
    """Return the lines that hold the number of their page: they go up as the pages do."""
    found: dict[tuple[int, bool], list[Edge]] = defaultdict(list)
    for edge in edges:
        number = page_number(edge.text)
        if number is not None:
            found[(number - edge.page) if number else 10_000, edge.at_top].append(edge)
    return {
        edge.index
        for group in found.values()
        if pages == 1 or len({edge.page for edge in group}) >= min(2, pages)
        for edge in group
    }


def running_lines(lines: Sequence[str]) -> set[int]:
    """Return which lines of a text without pages are running heads and page numbers.

    Without pages it is told by numbers that go up one by one between torn sentences, and by a line that stands again
    and again, most often within a sentence.
    """
    dropped = _rising_numbers(lines)
    counts = Counter(_DIGITS.sub("#", folded(text.strip())) for text in lines if text.strip())
    needed = 3 if len(dropped) > 2 or not dropped else 2
    repeated_texts = {
        text for text, count in counts.items() if count >= needed and 3 <= len(text) <= LONGEST_HEAD and _may_run(text)
    }
    if not repeated_texts:
        return dropped
    real = [index for index, text in enumerate(lines) if text.strip()]
    at = {index: place for place, index in enumerate(real)}
    for wanted in repeated_texts:
        places = [index for index in real if _DIGITS.sub("#", folded(lines[index].strip())) == wanted]
        torn = sum(_within_sentence(lines, real, at[index], dropped, wanted) for index in places)
        beside = sum(
            bool({real[at[index] + step_] for step_ in (-1, 1) if 0 <= at[index] + step_ < len(real)} & dropped)
            for index in places
        )
        if torn >= max(2, len(places) * 0.4) or beside >= max(2, len(places) * 0.6):
            dropped.update(places)
    return dropped


def _may_run(text: str) -> bool:
    """Say whether a text may be a running head: sections of practices stand again and again, too."""
    return step(text) is None and not text.endswith((":", ",")) and any(letter.isalpha() for letter in text)


def _within_sentence(lines: Sequence[str], real: list[int], place: int, dropped: set[int], wanted: str) -> bool:
    before, after = place - 1, place + 1
    while before >= 0 and (real[before] in dropped):
        before -= 1
    while after < len(real) and (real[after] in dropped):
        after += 1
    if before < 0 or after >= len(real):
        return False
    return not STRONG_END.search(lines[real[before]].strip()) and lines[real[after]].strip()[:1].islower()


def _rising_numbers(lines: Sequence[str]) -> set[int]:
    """Return lines that hold only a number, as far as the numbers rise one by one."""
    found = [(index, number) for index, text in enumerate(lines) if (number := page_number(text))]
    best: set[int] = set()
    for start in range(min(len(found), 40)):
        chain = [found[start]]
        for index, number in found[start + 1 :]:
            gap = number - chain[-1][1]
            # A page without a number, or one that was lost, is passed over; neighbours are a list of numbers.
            if 1 <= gap <= 2 and index - chain[-1][0] > 4:
                chain.append((index, number))
        if len(chain) > len(best):
            best = {index for index, _number in chain}
    if len(best) >= 3:
        return best
    return best if len(best) == 2 and _have_the_same_beside(lines, best) else set()


def _have_the_same_beside(lines: Sequence[str], places: set[int]) -> bool:
    """Say whether the same line stands before, or behind, each of these: a running head beside a page's number."""
    real = [index for index, text in enumerate(lines) if text.strip()]
    at = {index: place for place, index in enumerate(real)}
    for step_ in (-1, 1):
        beside = {at[index] + step_ for index in places}
        if (
            all(0 <= place < len(real) for place in beside)
            and len({lines[real[place]].strip() for place in beside}) == 1
        ):
            return True
    return False


def without_contents(blocks: list[Block]) -> list[Block]:
    """Return blocks without the tables of contents among them."""
    dropped = _contents_lines(blocks) | _headings_told_before(blocks)
    for index in sorted(dropped):
        before = index - 1
        if before >= 0 and before not in dropped and is_contents_heading(text_of(blocks[before])):
            dropped.add(before)
    return [block for index, block in enumerate(blocks) if index not in dropped]


def _contents_lines(blocks: list[Block]) -> set[int]:
    """Return the lines of tables of contents: they begin with dots or a tab before a number, and go on with less."""
    dropped: set[int] = set()
    place = 0
    while place < len(blocks):
        if not _is_contents(blocks[place]) and not (_is_titled(blocks, place) and _page_told(blocks[place])):
            place += 1
            continue
        end, count = _end_of_contents(blocks, place)
        if count >= FEWEST_CONTENTS or _is_titled(blocks, place):
            dropped.update(range(place, end + 1))
        place = end + 1
    return dropped


def _end_of_contents(blocks: list[Block], first: int) -> tuple[int, int]:
    """Return the last line of the table that begins here, and how many of its lines tell a page."""
    last, count, seen = first, 0, set[str]()
    for index in range(first, len(blocks)):
        told = _page_told(blocks[index])
        key = _key(blocks[index])
        if _is_contents(blocks[index]) or told:
            last = index
            count += len(list(lines_of(blocks[index])))
        elif key in seen or index - last > MOST_BETWEEN or not _short(blocks[index]):
            break
        seen.add(key or f"#{index}")
    return last, count


def _page_told(block: Block) -> int:
    """Return the page that a line ends in; 0 where it ends in none."""
    match = _LAST_NUMBER.search(text_of(block)) if isinstance(block, Heading | Paragraph) else None
    return int(match[1]) if match and len(text_of(block)) < LONGEST_CONTENTS else 0


def _is_titled(blocks: list[Block], first: int) -> bool:
    return first > 0 and is_contents_heading(text_of(blocks[first - 1]))


def _short(block: Block) -> bool:
    return isinstance(block, Heading | Paragraph) and len(text_of(block)) < LONGEST_CONTENTS


def _is_contents(block: Block) -> bool:
    if isinstance(block, Table):
        return len(block.rows) >= FEWEST_CONTENTS and all(plain(row[-1]).strip(". ").isdigit() for row in block.rows)
    lines = list(lines_of(block))
    if isinstance(block, Listing):
        return all(is_contents_line(line) for line in lines)
    raw = "".join(run.text for run in block.runs)
    return is_contents_line(raw)


def _headings_told_before(blocks: list[Block]) -> set[int]:
    """Return a run of numbered lines without text between them that all stand again as headings further on."""
    keys = [_key(block) for block in blocks]
    last = {key: index for index, key in enumerate(keys) if key}
    dropped: set[int] = set()
    run: list[int] = []
    for index in range(len(blocks) + 1):
        key = keys[index] if index < len(keys) else ""
        again = bool(key) and last[key] > index
        if again:
            run.append(index)
            continue
        if len(run) >= FEWEST_CONTENTS + 1:
            dropped.update(run)
        run = []
    return dropped


def _key(block: Block) -> str:
    """Return what tells a numbered line again: its number and its first words, without the page's number."""
    if not isinstance(block, Heading | Paragraph):
        return ""
    text = plain(block.runs)
    found = numbered(text) if len(text) < 160 else None
    if found is None:
        return ""
    words = re.findall(r"\w+", folded(found.title))
    if len(words) > 1 and words[-1].isdigit():
        words = words[:-1]
    return f"{found.number} {' '.join(words[:4])}"
