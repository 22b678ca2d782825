"""What reports of practices store about people."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext_lazy as _

from mimi.pages.links import current_language
from mimi.people.privacy.declarations import INTERNAL, Fate, Purpose, Shown, declare
from mimi.people.privacy.export import language_names, page_titles
from mimi.people.privacy.purposes import EDITING
from practices.adaptations.models import Adaptation, AdaptationQuestion
from practices.adaptations.words import QUESTIONS, sectors
from practices.organisations import SECTOR_LABEL

TRIED = Purpose(
    order=36,
    title=_("What you tell of practices that you have tried"),
    why=_(
        "So that others can learn from it. Only the editors see it, and everybody once they have published it; your "
        "name only if you have agreed. You can withdraw it at any time."
    ),
    kept=lambda: _(
        "Until you delete it, or your account. Then it goes from the practice’s page, too: it is yours, and nobody "
        "could ask you about it any more."
    ),
)


def _sectors(rows: Sequence[Adaptation]) -> dict[Any, str]:
    names = dict(sectors(current_language()))
    return {row.pk: names.get(row.sector, row.sector) for row in rows}


declare(
    Adaptation,
    "author",
    purpose=TRIED,
    what=_("Reports that you have written"),
    fields={
        "practice_key": Shown(_("Practice"), words=page_titles("practice_key")),
        "language": Shown(_("Language"), words=language_names),
        **{question.name: question.label for question in QUESTIONS.values()},
        "sector": Shown(SECTOR_LABEL, words=_sectors),
        "size": _("How large is it?"),
        "shows_name": _("My name may stand beside it"),
        "wants_answer": _("Tell me by e-mail what the editors have decided"),
        "status": _("Status"),
        "reason": _("Why it was sent back"),
        "created_at": _("Made on"),
        "changed_at": _("Changed on"),
        "sent_at": _("Sent on"),
        "shown_since": _("Published on"),
        "decided_at": _("Decided on"),
    },
    withheld={"version": INTERNAL, "decided_by": _("who of the editors has decided")},
    activity=("changed_at",),
)

declare(
    Adaptation,
    "decided_by",
    purpose=EDITING,
    what=_("Reports of others that you have published or sent back"),
    fate=Fate.CLEARED,
    fields={"practice_key": Shown(_("Practice"), words=page_titles("practice_key")), "decided_at": _("Decided on")},
)

declare(
    AdaptationQuestion,
    "user",
    purpose=TRIED,
    what=_("That you were asked how a practice went"),
    fields={
        "practice_key": Shown(_("Practice"), words=page_titles("practice_key")),
        "asked_at": _("Asked on"),
        "declined_at": _("Declined on"),
    },
    withheld={"settled_at": INTERNAL},
)
