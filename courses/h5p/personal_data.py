"""What H5P stores about people."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from courses.h5p.models import Activity, ActivityVersion, Library
from courses.h5p.results.models import ActivityState, Statement
from courses.personal_data import COURSE, LANGUAGE, LEARNING, LESSON
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
declare(
    Statement,
    "learner",
    purpose=LEARNING,
    what=_("What you have done in H5P activities"),
    fields={
        "activity": _("Activity"),
        "lesson_key": LESSON,
        "course_key": COURSE,
        "verb": _("What was done"),
        "title": _("Task"),
        "response": _("Your answer"),
        "score": _("Share of the points"),
        "points": _("Points"),
        "points_possible": _("Points possible"),
        "success": _("Passed"),
        "completion": _("Completed"),
        "duration": _("Time taken"),
        "language": LANGUAGE,
        "stored_at": _("Stored on"),
    },
    withheld=dict.fromkeys(
        ("send_id", "registration", "version", "block_id", "sub_content", "parent", "interaction"), INTERNAL
    ),
    activity=("stored_at",),
)
declare(
    ActivityState,
    "learner",
    purpose=LEARNING,
    what=_("Where you left off in H5P activities"),
    fields={
        "activity": _("Activity"),
        "text": _("As the activity has written it down"),
        "saved_at": _("Saved on"),
    },
    withheld=dict.fromkeys(("data_type", "sub_content", "digest", "ends_with_content"), INTERNAL),
    activity=("saved_at",),
)
