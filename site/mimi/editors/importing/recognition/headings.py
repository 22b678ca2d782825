"""Headings that a document writes as plain lines: numbered ones, steps, and names of sections before a colon."""

from __future__ import annotations

from collections.abc import Mapping

from mimi.editors.importing.outline import Block, Heading, Listing, Paragraph, Runs, cut, plain
from mimi.editors.importing.recognition.numbers import folded, follows, numbered, step
from mimi.editors.importing.recognition.phrases import is_annex, speaks_of_practice, speaks_of_practices

LONGEST = 130
MOST_WORDS = 18
# Below all headings of the document's own.
SUBHEADING, SECTION, STEP_LEVEL = 7, 8, 9
LONGEST_STEP_TITLE = 100


def with_headings(blocks: list[Block], words: Mapping[str, str]) -> list[Block]:
    """Return blocks in which every line that is a heading is one, its level told by its number where it has one."""
    return _Promotion(words).of(blocks)


class _Promotion:
    def __init__(self, words: Mapping[str, str]) -> None:
        self.words = words
        self.before: tuple[int, ...] = ()
        # The level of the annex or of the last heading without a number: "1)" below it is a heading of its own.
        self.loose = 0
        self.loose_number = 0
        self.in_practices = False

    def of(self, blocks: list[Block]) -> list[Block]:
        done: list[Block] = []
        for place, block in enumerate(blocks):
            after = blocks[place + 1] if place + 1 < len(blocks) else None
            if isinstance(block, Heading | Paragraph):
                done += self._line(block, after)
            else:
                done.append(block)
        return done

    def _line(self, block: Heading | Paragraph, after: Block | None) -> list[Block]:
        text = plain(block.runs)
        if not text:
            return []
        if step(text) is not None:
            return _step(block)
        return self._number(block) or self._named(block, after) or [block]

    def _number(self, block: Heading | Paragraph) -> list[Block]:
        """Return a numbered heading, and what stands behind it in the same line."""
        head, tail = _head(block.runs) if isinstance(block, Paragraph) else (block.runs, ())
        text = plain(head)
        found = numbered(text)
        if found is None or len(text) > LONGEST or len(text.split()) > MOST_WORDS:
            return []
        styled = isinstance(block, Heading)
        if not styled and (text[-1] in ".;" or (not found.title[:1].isupper() and found.title[:1] not in "\"“„«‘'")):
            return []
        if self.loose and found.sign == ")" and len(found.parts) == 1:
            if found.parts[0] != self.loose_number + 1 and not styled:
                return []
            self.loose_number = found.parts[0]
            return self._parted(head, tail, self.loose + 1, block)
        if not follows(found.parts, self.before) and not styled:
            return []
        if not found.sign and "." not in found.number and not styled and len(text.split()) > 9:
            return []
        self.before, self.loose, self.loose_number = found.parts, 0, 0
        self.in_practices = speaks_of_practices(text) or (self.in_practices and len(found.parts) > 1)
        return self._parted(head, tail, len(found.parts), block)

    def _parted(self, head: Runs, tail: Runs, level: int, block: Heading | Paragraph) -> list[Block]:
        rest: list[Block] = [Paragraph(tail, block.place)] if tail else []
        return [Heading(head, level, block.place), *rest]

    def _named(self, block: Heading | Paragraph, after: Block | None) -> list[Block]:
        """Return a heading without a number: the annex, practices, a section's name, or a line with a colon."""
        text = plain(block.runs)
        if len(text) > LONGEST:
            return self._lead(block)
        if is_annex(text):
            self.loose, self.loose_number, self.in_practices = 1, 0, True
            return [Heading(block.runs, 1, block.place)]
        several = speaks_of_practices(text) and len(text.split()) <= 6 and text[-1] not in ".,;"
        if several and (self.in_practices or isinstance(block, Heading)):
            self.loose = 2 if self.loose else 1
            self.loose_number, self.in_practices = 0, True
            return [Heading(block.runs, self.loose, block.place)]
        if folded(text).strip(" :.") in self.words:
            return [Heading(block.runs, SECTION, block.place)]
        if isinstance(block, Heading):
            return [block]
        if speaks_of_practice(text) and len(text.split()) <= 14 and text[-1] not in ".,;" and ":" in text:
            return [Heading(block.runs, max(2, len(self.before)), block.place)]
        long_after = isinstance(after, Paragraph) and len(plain(after.runs)) > len(text)
        bold = all(run.bold or not run.text.strip() for run in block.runs)
        if (text.endswith(":") and long_after and len(text.split()) <= MOST_WORDS) or (
            bold and text[-1] not in ".,;" and isinstance(after, Paragraph | Listing)
        ):
            return [Heading(block.runs, SUBHEADING, block.place)]
        return self._lead(block)

    def _lead(self, block: Heading | Paragraph) -> list[Block]:
        """Return a section's name and what stands behind its colon: "Target group: young people"."""
        raw = "".join(run.text for run in block.runs)
        at = raw.find(":", 0, 60)
        if at <= 0 or folded(raw[:at]).strip() not in self.words:
            return []
        name, rest = cut(block.runs, at + 1)
        if not plain(rest):
            return [Heading(block.runs, SECTION, block.place)]
        return [Heading(name, SECTION, block.place), Paragraph(rest, block.place)]


def _head(runs: Runs) -> tuple[Runs, Runs]:
    """Return a line and what is set off at its end: "4. A heading *and a motto.*"."""
    for place in range(1, len(runs)):
        if (
            runs[place].italic
            and not runs[0].italic
            and all(run.italic or not run.text.strip() for run in runs[place:])
        ):
            return runs[:place], runs[place:]
    return runs, ()


def _step(block: Heading | Paragraph) -> list[Block]:
    """Return the heading of a step, and the text that follows it in the same line."""
    raw = "".join(run.text for run in block.runs)
    found = step(raw)
    if found is None or isinstance(block, Heading) or (len(found.rest) <= LONGEST_STEP_TITLE and _is_title(found.rest)):
        return [Heading(block.runs, STEP_LEVEL, block.place)]
    at = _title_end(raw, found.at)
    title, rest = cut(block.runs, at)
    return [Heading(title, STEP_LEVEL, block.place), Paragraph(rest, block.place)]


def _is_title(text: str) -> bool:
    return text[-1:] not in {".", ";"} and not any(sign in text for sign in (". ", "; "))


def _title_end(raw: str, begin: int) -> int:
    """Return where the title of a step ends that its text follows at once: at a colon, or with a short sentence."""
    colon = raw.find(":", begin, begin + LONGEST_STEP_TITLE)
    stop = min((at for at in (raw.find(sign, begin) for sign in (". ", "? ")) if at >= 0), default=-1)
    if colon >= 0 and len(raw[begin:colon].split()) <= 9 and (stop < 0 or colon < stop):
        return colon + 1
    if 0 <= stop <= begin + LONGEST_STEP_TITLE:
        return stop + 1
    return begin
