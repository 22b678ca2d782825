"""What a link within a page may lead to. Rooms whose pages have anchors of their own register them.

    @register_anchors
    def terms(names: set[str], language: str) -> set[str]:
        '''Return those of the names that stand on pages of this language.'''

An anchor may be asked for of many pages at once, so a function answers for all pages of a language.
"""

from __future__ import annotations

from collections.abc import Callable

Known = Callable[[set[str], str], set[str]]
_known: list[Known] = []
# The frame of every page has it.
ON_EVERY_PAGE = frozenset({"content"})


def register_anchors(known: Known) -> Known:
    """Add a function that says which anchors there are; used as a decorator."""
    _known.append(known)
    return known


def known_anchors(names: set[str], language: str) -> set[str]:
    """Return which of these anchors stand on pages of a language; one question a registered function."""
    found = names & ON_EVERY_PAGE
    for known in _known:
        if left := names - found:
            found |= known(left, language)
    return found
