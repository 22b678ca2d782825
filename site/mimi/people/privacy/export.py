"""Everything about one person, as she reads it and as a file that machines read."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db.models import FileField, ForeignKey, ManyToManyField, Model
from django.utils import timezone
from django.utils.formats import date_format, number_format
from django.utils.translation import get_language, gettext

from mimi.pages.links import SOURCE_LANGUAGE, current_language
from mimi.people.privacy.declarations import Declaration, Purpose, Shown, Words, declarations
from mimi.people.privacy.subject import Subject

# Characters that fit beside others in a row.
LONG = 30


@dataclass(frozen=True)
class Cell:
    """One thing stored: `value` as machines read it, `text` as people do."""

    name: str
    label: Any
    value: Any
    text: str

    @property
    def is_long(self) -> bool:
        """Whether it needs a line of its own."""
        return len(self.text) > LONG


@dataclass(frozen=True)
class Holding:
    """All that is stored of a person under one declaration, a list of cells a row."""

    declaration: Declaration
    rows: list[list[Cell]]


@dataclass(frozen=True)
class Chapter:
    """All that is stored of a person for one purpose."""

    purpose: Purpose
    holdings: list[Holding]


def collect(subject: Subject) -> list[Chapter]:
    """Return everything that is stored of a person, in the active language, without what is empty."""
    chapters: list[Chapter] = []
    for declaration in declarations():
        rows = _rows(declaration, subject)
        if not rows:
            continue
        if not chapters or chapters[-1].purpose is not declaration.purpose:
            chapters.append(Chapter(declaration.purpose, []))
        chapters[-1].holdings.append(Holding(declaration, rows))
    return chapters


def as_data(chapters: list[Chapter]) -> dict[str, Any]:
    """Return everything as values that `DjangoJSONEncoder` writes, each with what it is and why it is kept."""
    return {
        "site": settings.SITE_URL,
        "made_at": timezone.now(),
        "language": get_language(),
        "data": [
            {
                "name": holding.declaration.name,
                "what": str(holding.declaration.what),
                "why": str(chapter.purpose.why),
                "kept": str(chapter.purpose.kept()),
                "labels": {name: str(shown.label) for name, shown in holding.declaration.fields.items()},
                "withheld": {name: str(why) for name, why in holding.declaration.withheld.items()},
                "rows": [{cell.name: cell.value for cell in row} for row in holding.rows],
            }
            for chapter in chapters
            for holding in chapter.holdings
        ],
    }


class Encoder(DjangoJSONEncoder):
    """Writes a text that is translated when it is read, too, and whatever else as its words."""

    def default(self, o: Any) -> Any:
        """Return what JSON has a form for."""
        try:
            return super().default(o)
        except TypeError:
            return str(o)


def _rows(declaration: Declaration, subject: Subject) -> list[list[Cell]]:
    model = declaration.model
    keys = [name for name, shown in declaration.fields.items() if not shown.value and _is_key(model, name)]
    rows = list(declaration.rows(subject).select_related(*keys).order_by(*declaration.activity[:1], "pk"))
    words = {name: shown.words(rows) for name, shown in declaration.fields.items() if shown.words is not None and rows}
    return [[_cell(row, name, shown, words.get(name)) for name, shown in declaration.fields.items()] for row in rows]


def _is_key(model: type[Model], name: str) -> bool:
    return isinstance(model._meta.get_field(name), ForeignKey)


def _cell(row: Any, name: str, shown: Shown, words: Mapping[Any, str] | None) -> Cell:
    if shown.value:
        value = shown.value(row)
        return Cell(name, shown.label, value, _text(value))
    field = row._meta.get_field(name)
    if isinstance(field, ManyToManyField):
        value = sorted(str(other) for other in getattr(row, name).all())
        return Cell(name, shown.label, value, _text(value))
    value = field.value_from_object(row)
    if isinstance(field, FileField):
        value = value.name
    if words is not None:
        text = words.get(row.pk) or _text(value)
    elif isinstance(field, ForeignKey):
        text = _text(getattr(row, name))
    elif field.choices:
        text = _text(getattr(row, f"get_{name}_display")())
    else:
        return Cell(name, shown.label, value, _text(value))
    return Cell(name, shown.label, {"value": value, "words": text}, text)


def _text(value: Any) -> str:
    """Return a value as people read it in the active language; empty where there is nothing."""
    if value is None or value == "" or value == []:
        return ""
    for kind, write in _WRITERS:
        if isinstance(value, kind):
            return write(value)
    return str(value)


def _moment(value: datetime) -> str:
    return date_format(timezone.localtime(value), "DATETIME_FORMAT")


_WRITERS: list[tuple[Any, Callable[[Any], str]]] = [
    (bool, lambda value: gettext("yes") if value else gettext("no")),
    (datetime, _moment),
    (date, lambda value: date_format(value, "DATE_FORMAT")),
    (float, lambda value: number_format(int(value) if value.is_integer() else round(value, 2))),
    (list, lambda value: ", ".join(map(_text, value))),
    (dict, lambda value: ", ".join(f"{key}: {_text(part)}" for key, part in value.items())),
]


def language_names(rows: Sequence[Any]) -> dict[Any, str]:
    """Return what the languages in the field `language` are called."""
    names = dict(settings.LANGUAGES)
    return {row.pk: str(names.get(row.language, row.language)) for row in rows}


def page_titles(field: str) -> Words:
    """Return a function that finds the titles of pages by the translation keys in a field.

    They are in the active language, or else in the source language. A page that isn't live in either has no title that
    a reader may see.
    """
    from wagtail.models import Page

    def titles(rows: Sequence[Any]) -> dict[Any, str]:
        language = current_language()
        keys = {row.pk: getattr(row, field) for row in rows}
        pages = Page.objects.live().filter(translation_key__in=set(keys.values()))
        found: dict[str, dict[Any, str]] = {SOURCE_LANGUAGE: {}, language: {}}
        for code, key, title in pages.filter(locale__language_code__in=list(found)).values_list(
            "locale__language_code", "translation_key", "title"
        ):
            found[code][key] = title
        titles = found[SOURCE_LANGUAGE] | found[language]
        gone = gettext("A page that is no longer there")
        return {pk: titles.get(key, gone) for pk, key in keys.items()}

    return titles
