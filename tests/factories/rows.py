"""Rows of any model, filled by the kinds of its fields: for tests that go through all models there are."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from typing import Any

from django.db import models
from django.db.models import Field, Model
from django.utils import timezone

VALUES: list[tuple[type[Field[Any, Any]], Any]] = [
    (models.UUIDField, uuid.uuid4),
    (models.EmailField, lambda: f"{uuid.uuid4().hex[:8]}@example.org"),
    (models.CharField, lambda: uuid.uuid4().hex[:8]),
    (models.TextField, lambda: uuid.uuid4().hex[:8]),
    (models.BinaryField, lambda: b"bytes"),
    (models.JSONField, dict),
    (models.BooleanField, lambda: True),
    (models.FloatField, lambda: 1.0),
    (models.IntegerField, lambda: 1),
    (models.DateTimeField, timezone.now),
    (models.DateField, timezone.localdate),
]


def fill(model: type[Model], **given: Any) -> Any:
    """Store a row without asking the model's own rules; `given` names some fields, those that must be are filled."""
    row = model(**given)
    for field in model._meta.local_fields:
        if field.name not in given and _must_be_filled(field):
            setattr(row, field.name, _key(field, given) if field.is_relation else _value(field))
    return model._base_manager.bulk_create([row])[0]


def _must_be_filled(field: Field[Any, Any]) -> bool:
    # Without a file: a picture would be opened to measure it.
    return not (isinstance(field, models.FileField) or field.null or field.has_default() or field.primary_key)


def _value(field: Field[Any, Any]) -> Any:
    if field.name == "object_id":
        # The key of whatever the row is about.
        return str(uuid.uuid4().int % 10**9)
    if field.choices:
        return field.flatchoices[0][0]
    value = next(value for kind, value in VALUES if isinstance(field, kind))()
    return value[: field.max_length] if isinstance(value, str) and field.max_length else value


def _key(field: Field[Any, Any], given: Mapping[str, Any]) -> Any:
    """Return a row to point to: one that is there, or a new one; where it belongs to anything, to the same."""
    target: Any = field.related_model
    same = {name: value for name, value in given.items() if name in {own.name for own in target._meta.local_fields}}
    return target._base_manager.filter(**same).first() or fill(target, **same)
