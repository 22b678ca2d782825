"""What the library stores about people."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext_lazy as _

from mimi.pages.links import current_language
from mimi.people.privacy.declarations import INTERNAL, Purpose, Shown, declare
from mimi.people.privacy.export import page_titles
from mimi.people.privacy.purposes import with_learner
from practices.fit.models import FitProfile
from practices.fit.profile import read_code
from practices.fit.words import answers_in_words
from practices.library import vocabulary_names
from practices.saved.models import SavedPractice, SavedPracticeText

SAVED = Purpose(
    order=50,
    title=_("Practices that you have saved"),
    why=_("So that you find them again. Nobody else can read your notes in the site or in its admin."),
    kept=with_learner,
)

ORGANISATION = Purpose(
    order=55,
    title=_("What fits your organisation"),
    why=_("So that the library can put practices that fit you first, on every device where you are signed in."),
    kept=with_learner,
)


def _answers(rows: Sequence[FitProfile]) -> dict[int, str]:
    names = vocabulary_names(current_language())
    return {row.pk: ", ".join(answers_in_words(read_code(row.answers, names), names)) for row in rows}


declare(
    FitProfile,
    "learner",
    purpose=ORGANISATION,
    what=_("What you have told about your organisation"),
    fields={"answers": Shown(_("Your answers"), words=_answers), "told_at": _("Told on")},
    activity=("told_at",),
)

declare(
    SavedPractice,
    "learner",
    purpose=SAVED,
    what=_("Practices that you have saved"),
    fields={
        "practice_key": Shown(_("Practice"), words=page_titles("practice_key")),
        "saved_at": _("Saved on"),
        "removed_at": _("Removed on, to be deleted a month later"),
    },
    withheld={"replaced": INTERNAL},
    activity=("saved_at", "removed_at"),
)

declare(
    SavedPracticeText,
    "saved__learner",
    purpose=SAVED,
    what=_("Notes that you have written on practices"),
    fields={
        "sealed": Shown(_("Note"), value=lambda row: row.text),
        "written_at": _("Written on"),
    },
    withheld={"saved": INTERNAL, "version": INTERNAL},
    activity=("written_at",),
)
