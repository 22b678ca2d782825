"""What imports store about the people who import."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from mimi.editors.importing.models import ImportProposal, ImportUpload
from mimi.people.privacy.declarations import INTERNAL, Shown, declare
from mimi.people.privacy.export import language_names
from mimi.people.privacy.purposes import EDITING

declare(
    ImportProposal,
    "owner",
    purpose=EDITING,
    what=_("Documents that you are importing, for two weeks"),
    fields={
        "file_name": _("File"),
        "size": _("Size"),
        "stage": _("Stage"),
        "language": Shown(_("Language"), words=language_names),
        "created_at": _("Uploaded on"),
        "expires_at": _("Kept until"),
        "outline": _("What was read"),
        "parts": _("What is to become of it"),
        "report": _("What was made"),
    },
    withheld=dict.fromkeys(("problem", "notes", "done", "whole", "settings", "version"), INTERNAL),
)
declare(
    ImportUpload,
    "proposal__owner",
    purpose=EDITING,
    what=_("The document itself, until it has been read, at most for a day"),
    fields={},
    withheld={"proposal": INTERNAL, "content": _("the file is the one that you have uploaded")},
)
