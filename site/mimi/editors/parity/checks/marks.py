"""What a text carries besides words: placeholders, and links."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator

from bs4 import BeautifulSoup
from django.utils.translation import gettext, ngettext

from mimi.editors.parity.pairs import Pair, Text, label_of
from mimi.editors.parity.registry import Check, Found, register_check

# {1}, {name}, %(name)s
PLACEHOLDER = re.compile(r"\{\w+\}|%\(\w+\)[a-z]")


@register_check
class LostPlaceholders(Check):
    """A text has lost what is filled in, or where a reader fills in something."""

    key = "placeholder"

    def find(self, pair: Pair) -> Iterator[Found]:
        translated = _by_path(pair.translated)
        for path, texts in _by_path(pair.english).items():
            if path not in translated:
                continue
            wanted, there = _placeholders(texts), _placeholders(translated[path])
            lost, added = wanted - there, there - wanted
            place = label_of(pair.page, path)
            if lost:
                told = gettext("“%(place)s” lacks %(marks)s.")
                yield Found(told % {"place": place, "marks": _listed(lost)}, path)
            if added:
                told = gettext("“%(place)s” holds %(marks)s, which the English doesn’t.")
                yield Found(told % {"place": place, "marks": _listed(added)}, path)


@register_check
class LostLinks(Check):
    """A text has fewer links than in English; one that leads elsewhere may do so on purpose."""

    key = "link"

    def find(self, pair: Pair) -> Iterator[Found]:
        translated = _by_path(pair.translated)
        for path, texts in _by_path(pair.english).items():
            links = [(text, link) for text in texts for link in _links(text)]
            there = [link for text in translated.get(path, []) for link in _links(text)]
            lost = len(links) - len(there)
            if not there and path not in translated:
                continue
            if lost > 0:
                told = ngettext(
                    "“%(place)s” lacks a link; in English there are: %(links)s.",
                    "“%(place)s” lacks %(count)s links; in English there are: %(links)s.",
                    lost,
                )
                names = ", ".join(f"“{link}”" for _text, link in links)
                values = {"place": label_of(pair.page, path), "count": lost, "links": names}
                yield Found(told % values, path, links[0][0].place)


def _by_path(texts: dict[tuple[str, int], Text]) -> dict[str, list[Text]]:
    found: dict[str, list[Text]] = defaultdict(list)
    for text in texts.values():
        found[text.path].append(text)
    return found


def _placeholders(texts: list[Text]) -> Counter[str]:
    return Counter(mark for text in texts for mark in PLACEHOLDER.findall(text.words))


def _listed(marks: Counter[str]) -> str:
    return ", ".join(sorted(marks))


def _links(text: Text) -> list[str]:
    """Return the words of each link of a text."""
    if "<a" not in text.markup:
        return []
    return [link.get_text() for link in BeautifulSoup(text.markup, "html.parser").find_all("a")]
