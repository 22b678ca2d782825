"""From an outline to parts: which stretch is a module, a lesson, a practice, a step or a section of one, or nothing.

A chapter with a number is a module, and what is numbered below it its lessons; a chapter that says little itself and
stands above several is none, those are. What has steps, or a heading that says so, is a practice.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from mimi.editors.importing.kinds import DROP, LESSON, MODULE, OPENING, PRACTICE, STEP, STEPS, section_words
from mimi.editors.importing.outline import Block, Heading, Paragraph, Section, plain, sections, word_count
from mimi.editors.importing.readers.words import STRONG_END
from mimi.editors.importing.recognition.headings import SECTION, STEP_LEVEL, SUBHEADING, with_headings
from mimi.editors.importing.recognition.numbers import folded, numbered, step
from mimi.editors.importing.recognition.parts import Part, part_id
from mimi.editors.importing.recognition.phrases import is_annex, practice_title, speaks_of_practice, speaks_of_practices

# A chapter that says no more than this before what it stands above is only its title.
FEW_WORDS = 80
LONGEST_TITLE = 90


@dataclass(frozen=True)
class Recognised:
    """An outline in which headings are headings, and its parts."""

    blocks: list[Block]
    parts: list[Part]


def recognise(blocks: list[Block], words: Mapping[str, str] | None = None) -> Recognised:
    """Tell what is what. `words` name the sections of a practice; those that apps have registered if not given."""
    named = section_words() if words is None else words
    found = with_headings(blocks, named)
    recogniser = _Recogniser(found, named)
    recogniser.document(sections(found))
    return Recognised(found, recogniser.parts)


@dataclass
class _Recogniser:
    blocks: list[Block]
    words: Mapping[str, str]
    parts: list[Part] = field(default_factory=list)
    taken: set[str] = field(default_factory=set)

    def document(self, root: Section) -> None:
        top = _own_children(root)
        if not top and self._has_steps(root):
            self._practice(root, "")
            return
        if len(top) == 1 and not _number(top[0]) and _own_children(top[0]) and not self._is_practice(top[0], False):
            # The only heading on top is the document's title.
            self._drop([*root.blocks, top[0].index], "title")
            self._drop(top[0].blocks, "front")
            self._level(top[0], "", in_practices=speaks_of_practices(self._title(top[0])))
            return
        if not top:
            self._without_headings(root)
            return
        self._drop(root.blocks, "front")
        for child in root.children:
            if child not in top:
                self._drop(_everything(child), "front")
        self._level(root, "", in_practices=False)

    def _without_headings(self, root: Section) -> None:
        """A text without headings is one module of one lesson; its first line is the title, if it looks like one."""
        everything = _everything(root)
        if not everything:
            return
        first = self.blocks[everything[0]]
        text = plain(first.runs) if isinstance(first, Heading | Paragraph) else ""
        titled = 0 < len(text) <= LONGEST_TITLE and not STRONG_END.search(text) and len(everything) > 1
        head, rest = (everything[:1], everything[1:]) if titled else ([], everything)
        module = self._add(MODULE, text.strip(" .:") if titled else "", head, "document")
        self._add(LESSON, module.title, rest, "document/text", parent=module.id)

    def _level(self, above: Section, path: str, *, in_practices: bool) -> None:
        """Tell what the sections below one are."""
        for child in _own_children(above):
            here = self._path(path, child)
            if self._is_practice(child, in_practices):
                self._practice(child, here)
            elif self._is_group(child, in_practices):
                practices = in_practices or self._stands_above_practices(child)
                self._drop([child.index, *child.blocks], here)
                self._rest_of_group(child, here)
                self._level(child, here, in_practices=practices)
            else:
                self._module(child, here)

    def _rest_of_group(self, section: Section, path: str) -> None:
        own = _own_children(section)
        for child in section.children:
            if child not in own:
                self._drop(_everything(child), f"{path}/more")

    # --- What a section is ---------------------------------------------------------------------------------------

    def _is_practice(self, section: Section, in_practices: bool) -> bool:
        if self._has_steps(section):
            return True
        title = self._title(section)
        below = [child for child in _own_children(section) if self._is_practice(child, in_practices)]
        if below or speaks_of_practices(title) or is_annex(title):
            return False
        return in_practices or speaks_of_practice(title)

    def _has_steps(self, section: Section) -> bool:
        """Say whether steps stand in a section itself, or below a heading in it that only says "Steps"."""
        for child in section.children:
            if child.heading is None:
                continue
            if step(plain(child.heading.runs)) is not None:
                return True
            deep = child.heading.level >= SUBHEADING or self._section_of(child) != ""
            if deep and not _number(child) and self._has_steps(child):
                return True
        return False

    def _is_group(self, section: Section, in_practices: bool) -> bool:
        children = _own_children(section)
        if not children:
            return is_annex(self._title(section)) or (
                speaks_of_practices(self._title(section)) and not section.blocks and not in_practices
            )
        if in_practices or self._stands_above_practices(section):
            return True
        words = word_count(self.blocks[index] for index in self._own_blocks(section))
        return len(children) > 1 and words < FEW_WORDS and bool(_number(section) or not words)

    def _stands_above_practices(self, section: Section) -> bool:
        title = self._title(section)
        practices = [child for child in _own_children(section) if self._is_practice(child, False)]
        return speaks_of_practices(title) or is_annex(title) or 2 * len(practices) > len(_own_children(section))

    # --- Modules -------------------------------------------------------------------------------------------------

    def _module(self, section: Section, path: str) -> None:
        title = self._clean(self._title(section))
        module = self._add(MODULE, title, [section.index], path, number=_number(section))
        own = self._own_blocks(section)
        if own:
            self._add(LESSON, title, own, f"{path}/text", parent=module.id)
        later = []
        for child in _own_children(section):
            here = self._path(path, child)
            if self._is_practice(child, False):
                later.append((child, here))
            else:
                name = self._clean(self._title(child))
                blocks = _everything(child)
                self._add(LESSON, name, blocks, here, number=_number(child), parent=module.id)
        for child, here in later:
            self._practice(child, here)

    def _own_blocks(self, section: Section) -> list[int]:
        """Return what belongs to a section itself: its blocks, and headings that are only part of its text."""
        own = _own_children(section)
        return [
            *section.blocks,
            *(index for child in section.children if child not in own for index in _everything(child)),
        ]

    # --- Practices -----------------------------------------------------------------------------------------------

    def _practice(self, section: Section, path: str) -> None:
        heads = [section.index] if section.heading is not None else []
        blocks = list(section.blocks)
        told = practice_title(self._title(section)) if heads else practice_title("")
        title = self._clean(told.title)
        if not title and blocks and self._is_title(blocks[0]):
            title = self._clean(self._text(blocks[0]))
            heads.append(blocks.pop(0))
        title = title or self._clean(self._title(section))
        practice = self._add(PRACTICE, title, heads, path or "practice", number=_number(section))
        practice.pairs["organisation"] = told.organisation
        if blocks:
            self._add(OPENING, "", blocks, f"{practice.path}/opening", parent=practice.id)
        for child in section.children:
            self._within_practice(child, practice)

    def _within_practice(self, section: Section, practice: Part) -> None:
        """Tell what a heading within a practice begins: a step, a section by its name, or more of the one before."""
        heading = self._title(section)
        path = f"{practice.path}/{_short(heading)}"
        found = step(heading)
        kind = STEP if found else self._section_of(section)
        if kind == STEPS:
            self._steps(section, practice, path)
            return
        if found:
            self._step(section, practice, path, found.rest)
        elif kind:
            self._add(kind, heading.strip(" :."), [section.index, *section.blocks], path, parent=practice.id)
        elif self.parts[-1].parent == practice.id:
            self.parts[-1].blocks += [section.index, *section.blocks]
        else:
            self._add(OPENING, heading.strip(" :."), [section.index, *section.blocks], path, parent=practice.id)
        for child in section.children:
            self._within_practice(child, practice)

    def _step(self, section: Section, practice: Part, path: str, rest: str) -> None:
        title = self._clean(rest) or self._title(section).strip(" .:–—-")
        self._add(STEP, title[:150], [section.index, *section.blocks], path, parent=practice.id)

    def _steps(self, section: Section, practice: Part, path: str) -> None:
        """A heading "Steps": what stands in it are steps, whether it says so or not."""
        rest = list(section.blocks)
        if rest or not section.children:
            self._add(STEP, self._title(section).strip(" .:"), [section.index, *rest], path, parent=practice.id)
        else:
            self._drop([section.index], path)
        for child in section.children:
            heading = self._title(child)
            if step(heading) is None and self._section_of(child):
                self._within_practice(child, practice)
                continue
            told, counted = step(heading), numbered(heading)
            name = told.rest if told else counted.title if counted else heading
            self._step(child, practice, f"{path}/{_short(heading)}", name)
            for inner in child.children:
                self._within_practice(inner, practice)

    def _section_of(self, section: Section) -> str:
        """Return the kind of the section that a heading names."""
        heading = self._title(section)
        found = numbered(heading)
        return self.words.get(folded(found.title if found else heading).strip(" :."), "")

    # --- Parts and words -----------------------------------------------------------------------------------------

    def _add(self, kind: str, title: str, blocks: list[int], path: str, *, number: str = "", parent: str = "") -> Part:
        name, attempt = path, 1
        known = {part.path for part in self.parts}
        while name in known:
            attempt += 1
            name = f"{path} ({attempt})"
        part = Part(part_id(name, self.taken), kind, title, blocks, number, parent, name)
        self.parts.append(part)
        return part

    def _drop(self, blocks: list[int], path: str) -> None:
        if blocks:
            first = self.blocks[blocks[0]]
            title = plain(first.runs)[:LONGEST_TITLE] if isinstance(first, Heading) else ""
            self._add(DROP, title, blocks, f"{path}/left out")

    def _title(self, section: Section) -> str:
        return plain(section.heading.runs) if section.heading else ""

    def _text(self, index: int) -> str:
        block = self.blocks[index]
        return plain(block.runs) if isinstance(block, Heading | Paragraph) else ""

    def _is_title(self, index: int) -> bool:
        text = self._text(index)
        return 0 < len(text) <= LONGEST_TITLE and not STRONG_END.search(text) and not text.endswith((":", ",", ";"))

    def _clean(self, heading: str) -> str:
        found = numbered(heading)
        title = (found.title if found else heading).strip().strip(",;:").rstrip(".").strip()
        return title[:1].upper() + title[1:]

    def _path(self, path: str, section: Section) -> str:
        own = _number(section) or _short(self._title(section))
        return f"{path}/{own}" if path else own


def _own_children(section: Section) -> list[Section]:
    """Return the sections below one that could be pages: not steps, and not headings within a text."""
    return [
        child
        for child in section.children
        if child.heading is not None
        and child.heading.level < SUBHEADING
        and child.heading.level < min(SECTION, STEP_LEVEL)
    ]


def _everything(section: Section) -> list[int]:
    """Return all blocks of a section and of those below it, its heading first."""
    found = [] if section.heading is None else [section.index]
    found += section.blocks
    for child in section.children:
        found += _everything(child)
    return found


def _number(section: Section) -> str:
    found = numbered(plain(section.heading.runs)) if section.heading else None
    return found.number if found and found.sign != ")" else ""


def _short(heading: str) -> str:
    return " ".join(folded(heading).split())[:80]
