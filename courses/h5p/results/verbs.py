"""What can be done in an activity: the verbs of H5P's content types that are kept; all others are left out.

Source: https://h5p.org/documentation/x-api, and https://registry.tincanapi.com for the ids.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

_ADL = "http://adlnet.gov/expapi/verbs/"


@dataclass(frozen=True)
class Verb:
    """A verb: its id in statements, and what people read."""

    id: str
    words: Promise


VERBS = {
    "attempted": Verb(f"{_ADL}attempted", _("begun")),
    "interacted": Verb(f"{_ADL}interacted", _("used")),
    "answered": Verb(f"{_ADL}answered", _("answered")),
    "progressed": Verb(f"{_ADL}progressed", _("gone on")),
    "completed": Verb(f"{_ADL}completed", _("completed")),
    "passed": Verb(f"{_ADL}passed", _("passed")),
    "failed": Verb(f"{_ADL}failed", _("failed")),
    "mastered": Verb(f"{_ADL}mastered", _("mastered")),
    "experienced": Verb(f"{_ADL}experienced", _("looked at")),
    "consumed": Verb("http://activitystrea.ms/schema/1.0/consume", _("seen to its end")),
}
NAMES = {verb.id: name for name, verb in VERBS.items()}
CHOICES = [(name, verb.words) for name, verb in VERBS.items()]
# H5P's own core takes a try for finished at the first two (`H5P.xAPICompletedListener`); the others say as much.
FINISHING = ("answered", "completed", "passed", "failed", "mastered", "consumed")
