"""What the editors' rooms store about people."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from mimi.editors.changes.models import Approval, Release
from mimi.people.privacy.declarations import INTERNAL, Fate, declare
from mimi.people.privacy.purposes import EDITING

declare(
    Release,
    "asked_by",
    purpose=EDITING,
    what=_("Pages that you let wait for other languages"),
    fields={
        "page": _("Page"),
        "go_live_at": _("Not before"),
        "state": _("Status"),
        "asked_at": _("Asked on"),
        "ended_at": _("Ended on"),
        "told_at": _("Told on"),
    },
    withheld={"revision": INTERNAL, "languages": INTERNAL},
    fate=Fate.CLEARED,
)
declare(
    Approval,
    "approved_by",
    purpose=EDITING,
    what=_("Translations that you have found ready"),
    fields={"language": _("Language"), "approved_at": _("Approved on")},
    withheld={"release": INTERNAL, "revision": INTERNAL},
    fate=Fate.CLEARED,
)
