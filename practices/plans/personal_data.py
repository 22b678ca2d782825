"""What plans store about people."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext_lazy as _

from mimi.people.privacy.declarations import INTERNAL, SECRET, Purpose, Shown, declare
from mimi.people.privacy.export import language_names, page_titles
from mimi.people.privacy.purposes import with_learner
from practices.plans.history import who
from practices.plans.kinds import ROW_KINDS
from practices.plans.models import Plan, PlanChange, PlanItem, PlanLink

PLANS = Purpose(
    order=35,
    title=_("Your plans"),
    why=_("So that you can plan with what others have tried, alone or with those whom you give a link."),
    kept=with_learner,
)


def _kinds(rows: Sequence[PlanItem]) -> dict[Any, str]:
    return {row.pk: str(ROW_KINDS[row.kind].one) for row in rows}


def _field_names(rows: Sequence[PlanChange]) -> dict[Any, str]:
    names = {"removed": _("Removed"), "done": _("Done"), "position": _("Place")}
    fields = {field.name: field.label for kind in ROW_KINDS.values() for field in kind.fields}
    return {row.pk: str({**fields, **names}.get(row.field, row.field)) for row in rows}


declare(
    Plan,
    "learner",
    purpose=PLANS,
    what=_("Plans that you have made"),
    fields={
        "practice_key": Shown(_("Practice"), words=page_titles("practice_key")),
        "language": Shown(_("Language"), words=language_names),
        "created_at": _("Made on"),
        "changed_at": _("Changed on"),
        "deleted_at": _("Deleted on"),
    },
    withheld={"kept_at": INTERNAL, "revision": INTERNAL},
    activity=("kept_at",),
)

declare(
    PlanItem,
    "plan__learner",
    purpose=PLANS,
    what=_("What stands in your plans"),
    fields={
        "kind": Shown(_("What it is"), words=_kinds),
        "title": _("Title"),
        "text": _("How we do it"),
        "how": _("How we will notice, or what we do about it"),
        "who": _("Who"),
        "due": _("By when"),
        "note": _("Note"),
        "done": _("Done"),
        "removed": _("Removed"),
    },
    withheld={
        "plan": INTERNAL,
        "source_key": INTERNAL,
        "source_place": INTERNAL,
        "copied": _("texts of the practice, as they were when you made the plan"),
        "position": INTERNAL,
        "version": INTERNAL,
        "versions": INTERNAL,
    },
)

declare(
    PlanLink,
    "plan__learner",
    purpose=PLANS,
    what=_("Links by which you share your plans"),
    fields={
        "label": _("For whom"),
        "may_edit": _("May change the plan"),
        "created_at": _("Made on"),
        "withdrawn_at": _("Withdrawn on"),
    },
    withheld={"plan": INTERNAL, "token_hash": SECRET},
)

declare(
    PlanChange,
    "plan__learner",
    purpose=PLANS,
    what=_("Changes of your plans, and the names that people with a link have given"),
    fields={
        "at": _("Changed on"),
        "name": Shown(_("By whom"), value=who),
        "field": Shown(_("What was changed"), words=_field_names),
        "before": _("Before"),
        "after": _("Afterwards"),
    },
    withheld={
        "plan": INTERNAL,
        "item": INTERNAL,
        "by_owner": INTERNAL,
        "link": INTERNAL,
        "batch": INTERNAL,
        "act": INTERNAL,
        "undoes": INTERNAL,
        "version": INTERNAL,
    },
)
