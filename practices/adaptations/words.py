"""What a report asks, and how much room there is to answer."""

from __future__ import annotations

import uuid
from dataclasses import dataclass

from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from practices.library import vocabulary_names

Text = str | Promise


@dataclass(frozen=True)
class Question:
    """A question of a report that is answered in words; `most` is in characters.

    `heading` stands above the answer where others read it.
    """

    name: str
    label: Text
    most: int
    heading: Text = ""
    help: Text = ""
    lines: bool = False
    required: bool = True


QUESTIONS = {
    question.name: question
    for question in (
        Question("organisation", _("Organisation"), 150, help=_("What you tell is credited to it.")),
        Question("place", _("Place"), 100, required=False),
        Question("country", _("Country"), 60),
        Question(
            "changed",
            _("What did you do differently from the practice?"),
            3000,
            heading=_("What was changed"),
            help=_("Steps that you left out or added, other people, another order. Write “nothing” if so it was."),
            lines=True,
        ),
        Question("worked", _("What worked?"), 3000, heading=_("What worked"), lines=True),
        Question("failed", _("What did not work?"), 3000, heading=_("What did not work"), lines=True, required=False),
        Question(
            "advice",
            _("What would you tell somebody who begins?"),
            2000,
            heading=_("Advice"),
            lines=True,
            required=False,
        ),
        Question(
            "name",
            _("Your name, as it should stand there"),
            100,
            help=_("It is shown only if you have ticked the box above."),
            required=False,
        ),
    )
}
TOLD = tuple(question for question in QUESTIONS.values() if question.heading)


def sectors(language: str) -> list[tuple[str, str]]:
    """Return codes and names of the kinds of organisation, in a language."""
    return list(vocabulary_names(language)["setting"])


def languages() -> dict[str, str]:
    """Return what the site's languages call themselves, by their codes."""
    return dict(settings.LANGUAGES)


def anchor(id_: uuid.UUID) -> str:
    """Return the id by which a report is found on the page of its practice."""
    return f"tried-{id_}"
