"""What this room holds about editors: who has deleted a page, as long as it can be brought back."""

from __future__ import annotations

from functools import partial

from django.utils.translation import gettext_lazy as _

from mimi.editors.safety.models import Deletion
from mimi.people.privacy.declarations import Fate, declare
from mimi.people.privacy.purposes import EDITING

declare_cleared = partial(declare, purpose=EDITING, fate=Fate.CLEARED)
declare_cleared(
    Deletion,
    "deleted_by",
    what=_("Pages that you have deleted, and that can still be brought back"),
    fields={"title": _("Title"), "deleted_at": _("Deleted on")},
)
