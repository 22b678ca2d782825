"""Declarations of personal data: one for each way in which a model's rows belong to a person.

A room of the house declares its own models in a module that its app imports when it is ready:

    declare(
        Note,
        "learner",                                  # the way from a row to the person, as in a filter
        purpose=PROGRESS,
        what=_("Notes that you have written"),
        fields={"text": _("Text"), "lesson_key": Shown(_("Lesson"), words=page_titles("lesson_key"))},
        withheld={"version": INTERNAL},             # every other field, and why it isn't in the copy
        activity=("written_at",),                   # times that tell that the person was here
    )

A model that leads to a person and isn't declared is an error at start-up (`completeness`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum
from typing import TYPE_CHECKING, Any, cast

from django.apps import apps
from django.db import models
from django.db.models import Model, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from mimi.people.privacy.subject import Subject

Text = str | Promise
Words = Callable[[Sequence[Any]], Mapping[Any, str]]

# Why a field isn't in the copy that people take away.
INTERNAL: Text = _("only a number or mark by which the site finds its way")
SECRET: Text = _("a secret that would let somebody else in")


class Fate(Enum):
    """What deletion does with a row."""

    DELETED = "deleted"
    CLEARED = "cleared"


@dataclass(frozen=True, kw_only=True)
class Purpose:
    """Why things are stored; what serves the same purpose stands together.

    `kept` says for how long. It is asked for each time, because it may name what an operator has set.
    """

    order: int
    title: Text
    why: Text
    kept: Callable[[], Text]


@dataclass(frozen=True)
class Shown:
    """How a field is shown.

    `words` says what a value means, such as the title of the page with that key: given all rows, it returns the words
    by the rows' primary keys. `value` works the value out from a row, for what no single field holds.
    """

    label: Text
    words: Words | None = None
    value: Callable[[Any], Any] | None = None


@dataclass(frozen=True, kw_only=True)
class Declaration:
    """What is stored of people in one model, and what becomes of it.

    `path` leads from a row to the person, as in a filter; "pk" where the row is the person herself, empty where no key
    leads there and `select` finds the rows. `erase` replaces what `fate` does to the rows.
    """

    model: type[Model]
    path: str
    purpose: Purpose
    what: Text
    fields: Mapping[str, Shown]
    withheld: Mapping[str, Text] = field(default_factory=dict)
    fate: Fate = Fate.DELETED
    activity: tuple[str, ...] = ()
    root: type[Model]
    select: Callable[[Any], QuerySet[Any]] | None = None
    erase: Callable[[QuerySet[Any], Any], None] | None = None

    @property
    def name(self) -> str:
        """A name for machines, such as "courses.learner.user"."""
        return ".".join(part for part in (self.model._meta.label_lower, self.path) if part)

    @property
    def is_person(self) -> bool:
        """Whether a row is the person herself."""
        return self.model is self.root and self.path == "pk"

    def rows(self, subject: Subject) -> QuerySet[Any]:
        """Return what is stored of a person in this model."""
        person = subject.ids.get(self.root)
        manager = self.model._base_manager
        if person is None:
            return manager.none()
        return self.select(person) if self.select else manager.filter(**{self.path: person})

    def remove(self, subject: Subject) -> None:
        """Delete or clear what is stored of a person in this model."""
        rows = self.rows(subject)
        if self.erase:
            self.erase(rows, subject.ids.get(self.root))
        elif self.fate is Fate.CLEARED:
            rows.update(**{self.path: None})
        else:
            rows.delete()


_declarations: list[Declaration] = []
# Fields that look like a person's and aren't: "app.Model.field", with the reason.
_exempt: dict[str, str] = {}


def declare(
    model: type[Model] | str,
    path: str = "",
    *,
    purpose: Purpose,
    what: Text,
    fields: Mapping[str, Text | Shown],
    withheld: Mapping[str, Text] | None = None,
    fate: Fate = Fate.DELETED,
    activity: Iterable[str] = (),
    root: type[Model] | None = None,
    select: Callable[[Any], QuerySet[Any]] | None = None,
    erase: Callable[[QuerySet[Any], Any], None] | None = None,
) -> None:
    """Declare what is stored of people in a model; see `Declaration`.

    `select` is given the primary key of the person and needs `root`, her model; `erase` is given the rows and that key.

    Raises:
        FieldDoesNotExist: the path or a field isn't one of the model's.
    """
    found = cast("type[Model]", apps.get_model(model) if isinstance(model, str) else model)
    shown = {
        name: value if isinstance(value, Shown) else Shown(value)
        for name, value in cast("Mapping[str, Any]", fields).items()
    }
    for name in (*(name for name, value in shown.items() if not value.value), *(withheld or {}), *activity):
        found._meta.get_field(name)
    _declarations.append(
        Declaration(
            model=found,
            path=path,
            purpose=purpose,
            what=what,
            fields=shown,
            withheld=dict(withheld or {}),
            fate=fate,
            activity=tuple(activity),
            root=root or end_of(found, path),
            select=select,
            erase=erase,
        )
    )


def exempt(field: str, reason: str) -> None:
    """Say why a field that looks as if it held a person's data doesn't; `field` is "app.Model.field"."""
    _exempt[field] = reason


def declarations() -> list[Declaration]:
    """Return all declarations, sorted by purpose."""
    return sorted(_declarations, key=lambda declaration: declaration.purpose.order)


def exemptions() -> Mapping[str, str]:
    """Return the fields that `exempt` was called for, with the reasons."""
    return _exempt


def end_of(model: type[Model], path: str) -> type[Model]:
    """Return the model that a path ends at.

    Raises:
        FieldDoesNotExist: there is no such path.
    """
    if path == "pk":
        return model
    for name in path.split("__"):
        found = model._meta.get_field(name).related_model
        model = cast("type[Model]", found)
    return model


def first_step(declaration: Declaration) -> models.Field[Any, Any] | None:
    """Return the model's own field by which a path begins; None where the row is the person or no key leads to her."""
    if declaration.path in ("", "pk"):
        return None
    return cast("models.Field[Any, Any]", declaration.model._meta.get_field(declaration.path.split("__")[0]))
