"""Which fields a row of a plan has, by its kind: what each is called, and how much room it has."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from practices.plans.models import Kind

MOST_PLANS = 50
MOST_ROWS = 200
# With those that were removed, which history keeps.
MOST_ROWS_EVER = 1000
MOST_LINKS = 20
# Of all rows together; what is saved while somebody types counts for a day, see `practices.plans.thinning`.
MOST_CHANGES = 10_000


@dataclass(frozen=True)
class Field:
    """A field that people fill in; `most` is in characters. A date has no length."""

    name: str
    label: str | Promise
    most: int = 0
    lines: bool = False

    @property
    def is_date(self) -> bool:
        """Whether it holds a day."""
        return self.name == "due"


@dataclass(frozen=True)
class RowKind:
    """A kind of rows: `heading` stands above them, `one` is what one of them is called, `add` says to add one.

    `asked` names the fields that a new row is asked for. Rows that `tick` can be done.
    """

    kind: Kind
    heading: str | Promise
    one: str | Promise
    fields: tuple[Field, ...]
    add: str | Promise = ""
    asked: tuple[str, ...] = ()
    ticks: bool = False

    def field(self, name: str) -> Field | None:
        """Return a field by its name."""
        return next((field for field in self.fields if field.name == name), None)


HEAD = RowKind(Kind.HEAD, _("Title"), _("Title"), (Field("title", _("Title of the plan"), 200),))
LESSON = RowKind(Kind.LESSON, _("Read first"), _("Lesson"), (), ticks=True)
AIM = RowKind(
    Kind.AIM,
    _("What we want to reach"),
    _("Aim"),
    (
        Field("title", _("Our aim"), 500, lines=True),
        Field("how", _("How we will notice"), 1000, lines=True),
    ),
    add=_("Add an aim"),
    asked=("title", "how"),
)
STEP = RowKind(
    Kind.STEP,
    _("What we do, step by step"),
    _("Step"),
    (
        Field("title", _("What is to be done"), 200),
        Field("text", _("How we do it"), 6000, lines=True),
        Field("who", pgettext_lazy("in a plan", "Who"), 200),
        Field("due", pgettext_lazy("in a plan", "By when")),
        Field("note", pgettext_lazy("in a plan", "Note"), 4000, lines=True),
    ),
    add=_("Add a step"),
    asked=("title",),
    ticks=True,
)
RISK = RowKind(
    Kind.RISK,
    _("What to watch out for"),
    _("Risk"),
    (
        Field("title", _("What could go wrong"), 1000, lines=True),
        Field("how", _("What we do about it"), 1000, lines=True),
    ),
    add=_("Add a risk"),
    asked=("title", "how"),
)

# In the order in which they stand in a plan.
ROW_KINDS: Mapping[str, RowKind] = {str(kind.kind): kind for kind in (HEAD, LESSON, AIM, STEP, RISK)}
