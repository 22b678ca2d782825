"""What may be wrong with a translation that comes from outside: each check gives a sentence for the editor."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from django.core.exceptions import ValidationError
from django.core.validators import validate_unicode_slug
from django.utils.translation import gettext as _
from wagtail_localize.strings import StringValue

from mimi.editors.aids.exchange.base import LONGEST_TEXT
from mimi.editors.aids.places import Place
from mimi.editors.aids.texts import hostile, marks, plain, tags


def wrongs_of(html: str, english: str, stored: str, place: Place) -> list[str]:
    """Return what is wrong with a new translation of `english`, in whole sentences.

    `stored` is the translation so far: what a person has let go then may stay away.
    """
    if len(html) > LONGEST_TEXT:
        return [_("The text has more than %(count)d characters.") % {"count": LONGEST_TEXT}]
    if found := hostile(html) - hostile(english):
        return [_("The text holds something that could run as a program: %(found)s") % {"found": _listed(found)}]
    try:
        StringValue.from_translated_html(html)
    except ValueError:
        return [_("The text holds tags or attributes that no text of a page may have.")]
    return [*_tag_wrongs(html, english, stored), *_mark_wrongs(html, english, stored), *_form_wrongs(html, place)]


def _tag_wrongs(html: str, english: str, stored: str) -> Iterator[str]:
    brought, wanted = tags(html), tags(english)
    if brought == wanted or (stored and brought == tags(stored)):
        return
    if lost := wanted - brought:
        yield _("These tags of the English are missing: %(tags)s") % {"tags": _listed(_as_tags(lost))}
    if extra := brought - wanted:
        yield _("These tags are not in the English, or not so often: %(tags)s") % {"tags": _listed(_as_tags(extra))}


def _mark_wrongs(html: str, english: str, stored: str) -> Iterator[str]:
    brought, wanted = marks(html), marks(english)
    if brought == wanted or (stored and brought == marks(stored)):
        return
    if lost := wanted - brought:
        yield _("These placeholders of the English are missing: %(marks)s") % {"marks": _listed(lost)}
    if extra := brought - wanted:
        told = _("These placeholders are not in the English, or not so often: %(marks)s")
        yield told % {"marks": _listed(extra)}


def _form_wrongs(html: str, place: Place) -> Iterator[str]:
    text = plain(html)
    if place.longest and len(text) > place.longest:
        told = _("The text has %(count)d characters; there is room for %(longest)d.")
        yield told % {"count": len(text), "longest": place.longest}
    if place.is_slug:
        try:
            validate_unicode_slug(text)
        except ValidationError:
            yield _("Part of an address holds only letters, digits, hyphens and underscores.")


def _as_tags(found: Counter[str]) -> list[str]:
    return [f"<{tag.replace('#', ' id=')}>" for tag in found.elements()]


def _listed(found: Counter[str] | set[str] | list[str]) -> str:
    return ", ".join(sorted(found.elements() if isinstance(found, Counter) else found))
