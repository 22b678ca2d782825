"""What H5P stores about people."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from courses.h5p.models import Activity, ActivityVersion, Library
from mimi.people.privacy.declarations import INTERNAL, Fate, declare
from mimi.people.privacy.purposes import EDITING

declare(
    Library,
    "installed_by",
    purpose=EDITING,
    what=_("H5P libraries that you have installed"),
    fields={
        "title": _("Title"),
        "machine_name": _("Name"),
        "origin": _("File"),
        "installed_at": _("Installed on"),
    },
    withheld=dict.fromkeys(
        ("folder", "manifest", "major", "minor", "patch", "runnable", "license", "author", "metadata"), INTERNAL
    ),
    fate=Fate.CLEARED,
)
declare(
    Activity,
    "uploaded_by",
    purpose=EDITING,
    what=_("H5P activities that you have uploaded"),
    fields={"title": _("Title"), "created_at": _("Uploaded on")},
    withheld={"collection": INTERNAL, "current": INTERNAL},
    fate=Fate.CLEARED,
)
declare(
    ActivityVersion,
    "uploaded_by",
    purpose=EDITING,
    what=_("Files of H5P activities that you have uploaded"),
    fields={"file_name": _("File"), "uploaded_at": _("Uploaded on")},
    withheld=dict.fromkeys(
        (
            "folder", "manifest", "activity", "number", "language", "h5p", "digest", "main_library", "libraries",
            "package", "package_size",
        ),
        INTERNAL,
    ),
    fate=Fate.CLEARED,
)  # fmt: skip
