"""Blocks, items of lists and rows: the translated page holds those of the English, in their order."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

from django.utils.translation import gettext

from mimi.editors.parity.pairs import Block, Pair, label_of
from mimi.editors.parity.registry import WARNING, Check, Found, register_check


@register_check
class MissingBlocks(Check):
    """The English has a block that the translated page lacks."""

    key = "block"

    def find(self, pair: Pair) -> Iterator[Found]:
        english, translated = pair.blocks
        for block in outermost(english, translated):
            told = gettext("“%(place)s” is missing.")
            yield Found(told % {"place": label_of(pair.source, block.path)}, _around(block.path, translated))


@register_check
class OtherBlocks(Check):
    """The translated page has a block that the English lacks, or has them in another order."""

    key = "other-block"

    def find(self, pair: Pair) -> Iterator[Found]:
        english, translated = pair.blocks
        for block in outermost(translated, english):
            told = gettext("“%(place)s” stands only here, not on the English page.")
            yield Found(told % {"place": label_of(pair.page, block.path)}, block.path, level=WARNING)
        for siblings in _in_another_order(english, translated):
            told = gettext("“%(place)s”: the order differs from the English page.")
            yield Found(told % {"place": label_of(pair.page, siblings)}, siblings, level=WARNING)


def outermost(these: dict[str, Block], others: dict[str, Block]) -> Iterator[Block]:
    """Yield the blocks that others lack, without what stands inside of them."""
    gone: list[str] = []
    for path, block in these.items():
        if path not in others and not any(path.startswith(f"{above}.") for above in gone):
            gone.append(path)
            yield block


def _around(path: str, blocks: dict[str, Block]) -> str:
    """Return the path of the innermost block around a place, else that of the field."""
    parts = path.split(".")
    around = (".".join(parts[:count]) for count in range(len(parts) - 1, 0, -1))
    return next((each for each in around if each in blocks), parts[0])


def _in_another_order(english: dict[str, Block], translated: dict[str, Block]) -> Iterator[str]:
    common = english.keys() & translated.keys()
    ordered, other = _by_siblings(english.values(), common), _by_siblings(translated.values(), common)
    yield from (siblings for siblings, paths in ordered.items() if other.get(siblings) != paths)


def _by_siblings(blocks: Iterable[Block], common: Iterable[str]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    kept = set(common)
    for block in blocks:
        if block.path in kept:
            found[block.siblings].append(block.path)
    return found
