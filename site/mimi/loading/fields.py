"""Turning an item's values into those of its model's fields, and telling whether they have changed since."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from wagtail.fields import StreamField
from wagtail.models import Page

from mimi.loading.checks import target_key
from mimi.loading.items import Children, Item, Key, Link, Values
from mimi.loading.richtext import rich_text
from mimi.loading.texts import Markdown, Text
from mimi.pages.digests import digest_of
from mimi.pages.identity import stable_uuid

Objects = Mapping[Key, Any]


def initial_values(item: Item, texts: Values, objects: Objects) -> Values:
    """Return what a new object needs before the others are there: no streams, children or many-to-many."""
    values: Values = {}
    for name, value in {**item.settings, **texts}.items():
        if isinstance(value, Children) or (isinstance(value, Link) and value.many):
            continue
        if isinstance(value, list):
            values[name] = "[]"
        elif isinstance(value, Link):
            values[name] = objects.get(value.keys[0])
        else:
            values[name] = plain(value, objects)
    return values


def assign(item: Item, instance: Any, texts: Values, objects: Objects) -> None:
    """Set an object's fields from an item's values."""
    for name, value in {**item.settings, **texts}.items():
        if isinstance(value, Children):
            setattr(instance, name, list(_children(item, instance, name, value, objects)))
        elif isinstance(value, Link):
            found = [objects[key] for key in value.keys if key in objects]
            setattr(instance, name, found if value.many else (found[0] if found else None))
        elif isinstance(value, list):
            field = instance._meta.get_field(name)
            setattr(instance, name, field.to_python(json.dumps(plain(value, objects))))
        else:
            setattr(instance, name, plain(value, objects))


def _children(item: Item, instance: Any, name: str, children: Children, objects: Objects) -> Any:
    has_key = any(field.name == "translation_key" for field in children.model._meta.fields)
    existing = (
        {child.translation_key: child.pk for child in getattr(instance, name).all()} if has_key and instance.pk else {}
    )
    # A row that points to a page which an editor has deleted goes with that page.
    rows = [row for row in children.rows if all(_leads_somewhere(v, objects) for v in row[1].values())]
    for order, (child_name, row) in enumerate(rows):
        values: Values = {"sort_order": order}
        for field, value in row.items():
            if isinstance(value, Link):
                values[field] = objects.get(value.keys[0])
            else:
                values[field] = plain(value, objects)
        if has_key:
            key = stable_uuid(*item.key, name, child_name)
            values |= {"translation_key": key, "locale": instance.locale, "pk": existing.get(key)}
        yield children.model(**values)


def _leads_somewhere(value: Any, objects: Objects) -> bool:
    return not isinstance(value, Link) or value.keys[0] in objects


def plain(value: Any, objects: Objects) -> Any:
    """Return a value as Wagtail stores it."""
    if isinstance(value, Markdown):
        return rich_text(value, lambda target: link_attributes(target, objects))
    if isinstance(value, Text):
        return str(value)
    if isinstance(value, Link):
        found = objects.get(value.keys[0])
        return found.pk if found else None
    if isinstance(value, dict):
        return {name: plain(inner, objects) for name, inner in value.items()}
    if isinstance(value, list):
        return [plain(inner, objects) for inner in value]
    return value


def link_attributes(target: str, objects: Objects) -> str | None:
    """Return the attributes of a link: to a page by its key, to a glossary term on the same page."""
    key = target_key(target)
    if key[0] == "term":
        return f'href="#term-{key[1]}"'
    page = objects.get(key)
    return f'linktype="page" id="{page.pk}"' if page else None


def filled_fields(item: Item) -> list[str]:
    """Return the names of the fields that the files fill."""
    return sorted({*item.settings, *next(iter(item.texts.values()))})


def fingerprint(item: Item, instance: Any, names: list[str] | None = None) -> str:
    """Return a digest of what stands in the fields that the loader fills, in the newest version, and of being live.

    `names` are those of the fields, if not all of them.
    """
    if isinstance(instance, Page) and instance.latest_revision_id:
        instance = instance.get_latest_revision_as_object()
    return content_digest(item, instance, names)


def content_digest(item: Item, instance: Any, names: list[str] | None = None) -> str:
    """Return the same of an object as it is, which may be an older revision of a page."""
    content = {name: comparable(instance, name) for name in names or filled_fields(item)}
    if isinstance(instance, Page):
        content["live"] = instance.live
    return digest_of(content, told=DjangoJSONEncoder().default)


def has_field(instance: Any, name: str) -> bool:
    """Say whether a model still has a field."""
    return any(field.name == name for field in instance._meta.get_fields())


def is_empty(instance: Any, name: str) -> bool:
    """Say whether nobody has filled a field."""
    value = comparable(instance, name)
    field = instance._meta.get_field(name)
    return value in (None, "", [], {}) or (hasattr(field, "get_default") and value == field.get_default())


def comparable(instance: Any, name: str) -> Any:
    """Return what stands in a field, of rows without their ids, so that it can be compared."""
    field = instance._meta.get_field(name)
    if isinstance(field, StreamField):
        return field.value_from_object(instance).get_prep_value()
    if isinstance(field, models.ManyToOneRel):
        return [_row(child) for child in getattr(instance, name).all()]
    if field.many_to_many:
        return sorted(str(other.pk) for other in getattr(instance, name).all())
    return field.value_from_object(instance)


def _row(child: Any) -> dict[str, Any]:
    skip = {"id", "locale", "translation_key"}
    return {
        field.name: field.value_from_object(child)
        for field in child._meta.concrete_fields
        if field.name not in skip and not (field.remote_field and field.related_model is not Page)
    }
