"""Puts together what goes out: documents with their texts, for any number of translations by a few queries."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail_localize.models import Translation

from mimi.editors.aids.exchange.base import Document, Unit
from mimi.editors.aids.rows import Row, rows_of
from mimi.editors.aids.texts import normal


def documents(translations: Sequence[Translation], *, only_missing: bool = False) -> list[Document]:
    """Return the documents of translations into one language; those without a text are left out.

    With `only_missing`, they hold only what no person has translated yet.
    """
    now = timezone.now()
    rows = rows_of(translations)
    found = []
    for translation in translations:
        units = tuple(_units(rows[translation.pk], only_missing=only_missing))
        if units:
            found.append(
                Document(
                    uuid=str(translation.uuid),
                    title=translation.source.object_repr,
                    source_language=translation.source.locale.language_code,
                    target_language=translation.target_locale.language_code,
                    made_at=now,
                    units=units,
                )
            )
    return found


def behind(translations: Sequence[Translation]) -> list[Translation]:
    """Return those of translations into one language that still have something to translate."""
    rows = rows_of(translations)
    return [one for one in translations if any(not row.done for row in rows[one.pk])]


def _units(rows: Iterable[Row], *, only_missing: bool) -> Iterator[Unit]:
    seen: set[tuple[str, str]] = set()
    for row in rows:
        key = (row.path, normal(row.english))
        if key in seen or (only_missing and row.done):
            continue
        seen.add(key)
        yield Unit(
            row.path, key[1], normal(row.text), bool(row.text) and row.unconfirmed, _note(row), row.place.longest
        )


def _note(row: Row) -> str:
    lines = [f"{row.translation.source.object_repr} › {row.place.label}"]
    if row.place.longest:
        lines.append(_("At most %(count)d characters.") % {"count": row.place.longest})
    if row.place.is_slug:
        lines.append(_("Part of the page’s address: lower-case letters, digits and hyphens, no blanks."))
    return "\n".join(lines)
