"""What an editor can do with a proposal before anything is made of it. Each change leaves all others as they are."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from django.db.models import F

from mimi.editors.importing import limits
from mimi.editors.importing.codec import from_data
from mimi.editors.importing.kinds import DROP, PRACTICE, is_page_of_its_own, kinds
from mimi.editors.importing.models import ImportProposal
from mimi.editors.importing.outline import Block, Heading, Paragraph, plain
from mimi.editors.importing.recognition.parts import Part, part_id

LONGEST_TITLE = 250


class ChangedMeanwhileError(Exception):
    """The proposal was changed in another window since this one was opened."""


@dataclass
class Proposal:
    """The blocks and parts of a document."""

    blocks: list[Block]
    parts: list[Part]
    known: dict[str, Part] = field(init=False)

    def __post_init__(self) -> None:
        self.known = {part.id: part for part in self.parts}

    @classmethod
    def of(cls, row: ImportProposal) -> Proposal:
        """Return the proposal that a row keeps."""
        return cls([from_data(data) for data in row.outline], [Part.from_data(data) for data in row.parts])

    def parent_of(self, part: Part) -> Part | None:
        """Return the page that a part goes to: the one chosen, else the nearest before it of the right kind."""
        inside = kinds()[part.kind].inside if part.kind in kinds() else ""
        if not inside:
            return None
        chosen = self.known.get(part.parent)
        if chosen is not None and chosen.kind == inside:
            return chosen
        before = None
        for other in self.parts:
            if other.id == part.id:
                break
            if other.kind == inside:
                before = other
        return before

    def children_of(self, page: Part) -> list[Part]:
        """Return the parts that go to a page, in their order."""
        return [part for part in self.parts if part is not page and self.parent_of(part) is page]

    def homeless(self) -> list[Part]:
        """Return parts that should go to a page where there is none."""
        return [
            part
            for part in self.parts
            if part.kind != DROP and not is_page_of_its_own(part.kind) and not self.parent_of(part)
        ]

    # --- Changes -----------------------------------------------------------------------------------------------------

    def take(self, values: Mapping[str, str]) -> None:
        """Take over the fields of the form: each part's kind, title, parent and what its page needs besides."""
        for part in self.parts:
            kind = values.get(f"{part.id}-kind", part.kind)
            if kind in kinds():
                part.kind = kind
            part.title = " ".join(values.get(f"{part.id}-title", part.title).split())[:LONGEST_TITLE]
            part.number = values.get(f"{part.id}-number", part.number).strip()[:8]
            parent = values.get(f"{part.id}-parent", part.parent)
            part.parent = parent if parent in self.known and parent != part.id else ""
            for name in [key for key in values if key.startswith(f"{part.id}-pair-")]:
                part.pairs[name.removeprefix(f"{part.id}-pair-")] = values[name].strip()[:400]

    def merge(self, id_: str) -> None:
        """Put a part's blocks behind those of the part before it."""
        place = self._place(id_)
        if place is None or place == 0:
            return
        part, before = self.parts.pop(place), self.parts[place - 1]
        before.blocks += part.blocks
        for other in self.parts:
            if other.parent == part.id:
                other.parent = before.id if is_page_of_its_own(before.kind) else before.parent
        del self.known[part.id]

    def split(self, id_: str, block: int) -> None:
        """Begin a new part at a block of another; of its kind, but a page of its own stays one."""
        place = self._place(id_)
        if place is None or len(self.parts) >= limits.MOST_PARTS:
            return
        part = self.parts[place]
        if block not in part.blocks[1:]:
            return
        at = part.blocks.index(block)
        path = f"{part.path}/{block}"
        first = self.blocks[block]
        title = (
            plain(first.runs)[:LONGEST_TITLE]
            if isinstance(first, Heading | Paragraph) and len(plain(first.runs)) < 100
            else ""
        )
        taken = set(self.known)
        new = Part(part_id(path, taken), part.kind, title, part.blocks[at:], "", part.parent, path)
        del part.blocks[at:]
        self.parts.insert(place + 1, new)
        self.known[new.id] = new

    def _place(self, id_: str) -> int | None:
        return next((place for place, part in enumerate(self.parts) if part.id == id_), None)


def save(row: ImportProposal, proposal: Proposal, version: str) -> None:
    """Keep a changed proposal.

    Raises:
        ChangedMeanwhileError: somebody has changed it since that version.
    """
    if version != str(row.version):
        raise ChangedMeanwhileError
    parts = [part.to_data() for part in proposal.parts]
    fresh = ImportProposal.objects.filter(pk=row.pk, version=row.version)
    changed = fresh.update(parts=parts, settings=row.settings, language=row.language, version=F("version") + 1)
    if not changed:
        raise ChangedMeanwhileError
    row.parts, row.version = parts, row.version + 1


def organisation_missing(part: Part) -> bool:
    """Say whether a practice lacks what its page can't do without."""
    return part.kind == PRACTICE and not part.pairs.get("organisation")
