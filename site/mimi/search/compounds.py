"""Words put together from others, as Norwegian and German write them: «praksisplass», „Praktikumsplatz“.

Nothing is stored about them. Whether a word is put together from known ones is worked out from the vocabulary when a
part of it is asked for, and for the few words only that have this part in them. Forms here are loose ones (see
`analysis`).
"""

from __future__ import annotations

from collections.abc import Collection, Iterator

# What may stand between two parts, longest first.
LINKS = {"nb": ("s", "e", ""), "de": ("ens", "es", "en", "er", "s", "n", "e", "")}
SHORTEST_PART = 3
# What an unknown word is taken apart into is longer, lest an ending passes for a word.
SHORTEST_PIECE = 4


class Compounds:
    """The stems of a language, and the forms that may be parts of them."""

    def __init__(self, language: str, stems: Collection[str], forms: set[str]) -> None:
        self.links = LINKS.get(language, ("",))
        self.are_written_as_one = language in LINKS
        self.stems = stems
        self.parts = {part for part in {*forms, *stems} if len(part) >= SHORTEST_PART and part.isalpha()}

    def having(self, part: str) -> Iterator[str]:
        """Yield the stems that are put together from a part and other known words."""
        if not self.are_written_as_one or len(part) < SHORTEST_PART:
            return
        for name in self.stems:
            if len(name) >= len(part) + SHORTEST_PART and part in name and self._is_part_of(part, name):
                yield name

    def _is_part_of(self, part: str, whole: str) -> bool:
        at = whole.find(part)
        while at >= 0:
            before, behind = whole[:at], whole[at + len(part) :]
            if (not before or self._leads(before)) and (not behind or self._follows(behind)):
                return True
            at = whole.find(part, at + 1)
        return False

    def _leads(self, text: str) -> bool:
        """Say whether a text is one known word or two, with what links them to the next."""
        heads = [text.removesuffix(link) for link in self.links if text.endswith(link)]
        return any(head in self.parts or len(self._split(head)) == 2 for head in heads)

    def _follows(self, text: str) -> bool:
        """Say whether a text is what links to the part before, and one known word or two."""
        tails = [text.removeprefix(link) for link in self.links if text.startswith(link)]
        return any(tail in self.parts or len(self._split(tail)) == 2 for tail in tails)

    def split(self, form: str) -> tuple[str, ...]:
        """Return the two or three known words that a form is put together from; empty where it isn't.

        The longest last word counts: it says what the thing is.
        """
        if not self.are_written_as_one:
            return ()
        found = self._split(form)
        if found or len(form) < 3 * SHORTEST_PIECE:
            return found
        for at in range(SHORTEST_PIECE, len(form) - 2 * SHORTEST_PIECE + 1):
            head = self._head(form[:at])
            rest = self._split(form[at:]) if head else ()
            if rest:
                return head, *rest
        return ()

    def _split(self, form: str) -> tuple[str, ...]:
        for at in range(SHORTEST_PIECE, len(form) - SHORTEST_PIECE + 1):
            if form[at:] in self.parts and (head := self._head(form[:at])):
                return head, form[at:]
        return ()

    def _head(self, text: str) -> str:
        heads = (text.removesuffix(link) for link in self.links if text.endswith(link))
        return next((head for head in heads if head in self.parts), "")
