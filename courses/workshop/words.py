"""The texts of lessons as the paragraphs of slides, and what each kind of block shows on one."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from mimi.books import markup
from mimi.slides import Kind, Text, Unit

_PARTS = ("p", "li", "h2", "h3", "h4", "h5", "h6", "blockquote", "pre")


@dataclass(frozen=True)
class Shown:
    """What a block shows: a line above, a title, and units; `beside` stands on the right half of the slide."""

    kicker: str
    title: str
    units: list[Unit]
    beside: list[Unit] | None = None
    image: Any = None
    alt: str = ""


def texts(html: Any) -> Iterator[Text]:
    """Yield the paragraphs of rich text."""
    root = markup.parsed(markup.rich_text(html))
    found = [part for part in root.iter(*_PARTS) if not any(inner.tag in _PARTS for inner in part.iterdescendants())]
    if not found:
        found = [root]
    for part in found:
        said = " ".join("".join(part.itertext()).split())
        if said:
            is_item = any(above.tag == "li" for above in (part, *part.iterancestors()))
            yield Text(said, Kind.BULLET if is_item else Kind.PLAIN)


def lines(text: str) -> Iterator[Text]:
    """Yield the lines of what somebody has typed."""
    for line in text.splitlines():
        if line.strip():
            yield Text(" ".join(line.split()))


def bullets(items: Any) -> list[Unit]:
    """Return a list, each of its items a unit."""
    return [(Text(" ".join(str(item).split()), Kind.BULLET),) for item in items]


def alone(found: Iterator[Text]) -> list[Unit]:
    """Return paragraphs as a unit each."""
    return [(text,) for text in found]


def shown(block: Any, lesson: str) -> Shown | None:
    """Return what a block of a lesson shows on a slide, in the active language; None where it shows nothing."""
    show = _BLOCKS.get(block.block_type)
    return show(block.value, lesson) if show else None


def _key_point(value: Any, lesson: str) -> Shown:
    return Shown(lesson, _("The key point"), alone(texts(value["body"])))


def _example(value: Any, _lesson: str) -> Shown:
    return Shown(_("A story"), value["title"], alone(texts(value["body"])))


def _steps(value: Any, lesson: str) -> Shown:
    units = [
        (Text(step["title"], Kind.STEP, str(n)), *(Text(text.text, Kind.UNDER) for text in texts(step["text"])))
        for n, step in enumerate(value["items"], start=1)
    ]
    return Shown(lesson, value["title"] or _("Step by step"), units)


def _do_dont(value: Any, lesson: str) -> Shown:
    do = pgettext("heading of a list of things that help", "Do")
    dont = pgettext("heading of a list of things that don't help", "Don’t")
    return Shown(lesson, _("Do and don’t"), _headed(do, value["do"]), _headed(dont, value["dont"]))


def _headed(heading: str, items: Any) -> list[Unit]:
    first, *others = bullets(items) or [()]
    return [(Text(heading, Kind.HEADING), *first), *others]


def _definition(value: Any, _lesson: str) -> Shown:
    term = value.localized_term or value["term"]
    return Shown(_("In other words"), term.term[:1].upper() + term.term[1:], alone(lines(term.definition)))


def _figure(value: Any, _lesson: str) -> Shown:
    small = [value["caution"], _("Source: %(source)s") % {"source": value["source"]}, value["year"]]
    units: list[Unit] = [*alone(lines(value["summary"])), *[(Text(text, Kind.SOFT),) for text in small if text]]
    return Shown(_("In figures"), value["title"], units)


def _picture(value: Any, lesson: str) -> Shown | None:
    if not value["image"]:
        return None
    caption: list[Unit] = [(Text(value["caption"], Kind.SOFT),)] if value["caption"] else []
    return Shown("", lesson, caption, image=value["image"], alt="" if value["decorative"] else value["alt_text"])


_BLOCKS: dict[str, Callable[[Any, str], Shown | None]] = {
    "key_point": _key_point,
    "example": _example,
    "steps": _steps,
    "do_dont": _do_dont,
    "definition": _definition,
    "figure": _figure,
    "picture": _picture,
}
