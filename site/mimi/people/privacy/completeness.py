"""Finds what holds something about people and isn't declared: an error at start-up, so that nobody can forget it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from django.apps import AppConfig, apps
from django.conf import settings
from django.core.checks import CheckMessage, Error, register
from django.db import models
from django.db.models import Field, Model

from mimi.people.privacy.declarations import Declaration, Fate, declarations, exemptions, first_step
from mimi.people.privacy.subject import root_models, roots

# A field of such a type or name points to a person without a key in the database.
TELLING_TYPES = (models.EmailField, models.GenericIPAddressField)
TELLING_NAMES = {
    "email",
    "ip",
    "ip_address",
    "learner_id",
    "person_id",
    "session_key",
    "user_agent",
    "user_id",
    "username",
}
HOW = (
    "Declare it in {where} with declare() of mimi.people.privacy.declarations, whose first lines show how: then it is "
    "shown to the person, exported, and deleted with her. If it holds nothing about people, say so there with exempt()."
)


@register("models")
def personal_data_is_declared(app_configs: Sequence[AppConfig] | None, **kwargs: Any) -> list[CheckMessage]:
    """Everything that is stored about people must be declared."""
    return [Error(sentence, hint=hint, id="people.E001") for sentence, hint in problems()]


def problems() -> list[tuple[str, str]]:
    """Return what isn't declared, and what is declared and can't be: a sentence each, with what to do."""
    return [*_undeclared(), *_unmentioned(), *_telling(), *_not_clearable()]


def _undeclared() -> Iterator[tuple[str, str]]:
    """Keys to a person, or to something that is deleted with her, that no declaration begins with."""
    people = set(root_models())
    hers = {d.model for d in declarations() if d.fate is Fate.DELETED}
    begun = _begun()
    mentioned = {(d.model, name) for d in declarations() for name in (*d.fields, *d.withheld)}
    for model in apps.get_models(include_auto_created=True):
        if _joins_declared(model, mentioned):
            continue
        for field in model._meta.local_fields:
            target = _target(field)
            if target is None or field in begun or _name(field) in exemptions():
                continue
            # Within what is hers, a key from one thing to another needs only a word; a key to a person is never within.
            inner = target not in people and (model, field.name) in mentioned
            if target in people | hers and not inner:
                yield (
                    f"{_name(field)} leads to {target._meta.label}, and nothing says what is stored there of people.",
                    HOW.format(where=_where(model)),
                )


def _unmentioned() -> Iterator[tuple[str, str]]:
    """Fields of what is hers that are neither in the copy that she takes away nor left out of it for a reason."""
    found_by_model: dict[type[Model], list[Declaration]] = {model: [] for model in root_models()} | _by_model(
        Fate.DELETED
    )
    for model, found in found_by_model.items():
        known = {name for d in found for name in (*d.fields, *d.withheld)}
        for field in [*model._meta.local_fields, *model._meta.local_many_to_many]:
            own_key = field.primary_key and isinstance(field, (models.AutoField, models.UUIDField))
            if field.name not in known and field not in _begun() and not own_key:
                yield (
                    f"{_name(field)} is stored of people, and its declaration doesn't name it.",
                    f"Add it in {_where(model)}: to fields, or to withheld with the reason.",
                )


def _telling() -> Iterator[tuple[str, str]]:
    """Fields that point to a person without a key."""
    known = {(d.model, name) for d in declarations() for name in (*d.fields, *d.withheld)}
    for model in apps.get_models(include_auto_created=True):
        for field in model._meta.local_fields:
            telling = isinstance(field, TELLING_TYPES) or (field.name in TELLING_NAMES and not field.is_relation)
            if telling and (model, field.name) not in known and _name(field) not in exemptions():
                yield (
                    f"{_name(field)} looks as if it told who somebody is, and nothing says what is stored there.",
                    HOW.format(where=_where(model)),
                )


def _not_clearable() -> Iterator[tuple[str, str]]:
    """Declarations that would clear a key which must not be empty."""
    for model, found in _by_model(Fate.CLEARED).items():
        for declaration in found:
            step = first_step(declaration)
            if step is not None and not declaration.erase and not step.null:
                yield (
                    f"{_name(step)} can't be empty, so it can't be cleared when a person is deleted.",
                    f"Delete the rows, or give its declaration in {_where(model)} an `erase`.",
                )


def _begun() -> set[Any]:
    """Return the keys that lead to a person as declared: the first of each path, and a root model's to the account."""
    accounts = {root.model._meta.get_field(root.account) for root in roots()}
    return accounts.union(first_step(declaration) for declaration in declarations())


def _by_model(fate: Fate) -> dict[type[Model], list[Declaration]]:
    found: dict[type[Model], list[Declaration]] = {}
    for declaration in declarations():
        if declaration.fate is fate:
            found.setdefault(declaration.model, []).append(declaration)
    return found


def _target(field: Field[Any, Any]) -> type[Model] | None:
    """Return the model that a key leads to; None for other fields, and for the key to a parent's table."""
    remote = field.remote_field
    if remote is None or getattr(remote, "parent_link", False) or not isinstance(field.related_model, type):
        return None
    return field.related_model._meta.concrete_model


def _joins_declared(model: type[Model], mentioned: set[tuple[type[Model], str]]) -> bool:
    """Whether a table only joins two others for a field that is mentioned."""
    # Django keeps the model that the field stands in here; its type says no more than that there is one.
    owner: Any = model._meta.auto_created
    return bool(owner) and any(
        (owner, field.name) in mentioned
        for field in owner._meta.local_many_to_many
        if field.remote_field.through is model
    )


def _name(field: Field[Any, Any]) -> str:
    return f"{field.model._meta.label}.{field.name}"


def _where(model: type[Model]) -> str:
    """Return the file that a model's declaration belongs to: its room's own, else that of the accounts."""
    app = apps.get_app_config(model._meta.app_label)
    has_own = Path(app.path).parent == settings.BASE_DIR
    return f"{app.name}/personal_data.py" if has_own else "site/mimi/people/personal_data.py"
