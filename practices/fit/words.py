"""What is asked, answered and reasoned, in the active language."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from practices.facets import Names
from practices.fit.profile import (
    BUDGET,
    COUNTRY,
    GROUP,
    PEOPLE,
    PHASE,
    QUESTIONS,
    SETTING,
    SEVERAL,
    SIZE,
    TIME,
    VOCABULARIES,
    Profile,
)
from practices.fit.ranking import TRAVEL, Fit, Reason
from practices.organisations import Size

Text = str | Promise

ASKED: dict[str, Text] = {
    COUNTRY: gettext_lazy("Where are you?"),
    SETTING: gettext_lazy("What kind of organisation are you?"),
    SIZE: gettext_lazy("How large are you?"),
    TIME: gettext_lazy("How much time do you have?"),
    BUDGET: gettext_lazy("How much money do you have?"),
    PEOPLE: gettext_lazy("How many people can work on it?"),
    GROUP: gettext_lazy("Whom do you receive?"),
    PHASE: gettext_lazy("Where are they on their way?"),
}
CHOICES: dict[str, dict[str, Text]] = {
    SIZE: {str(code): label for code, label in Size.choices},
    TIME: {
        "low": gettext_lazy("Little time"),
        "medium": gettext_lazy("Some time"),
        "high": gettext_lazy("Plenty of time"),
    },
    BUDGET: {
        "low": gettext_lazy("Little money"),
        "medium": gettext_lazy("Some money"),
        "high": gettext_lazy("Plenty of money"),
    },
    PEOPLE: {
        "low": gettext_lazy("Few people"),
        "medium": gettext_lazy("Some people"),
        "high": gettext_lazy("Many people"),
    },
}
_EFFORTS: dict[str, Text] = {
    "low": pgettext_lazy("begins a sentence on what a practice takes", "It takes little"),
    "medium": pgettext_lazy("begins a sentence on what a practice takes", "It takes a fair amount"),
    "high": pgettext_lazy("begins a sentence on what a practice takes", "It takes a lot"),
}
_SHARED: dict[tuple[str, str], Text] = {
    (COUNTRY, "same"): gettext_lazy("It comes from your country: %(names)s."),
    (COUNTRY, "other"): gettext_lazy("It comes from another country: %(names)s."),
    (COUNTRY, "unknown"): gettext_lazy("It does not say which country it comes from."),
    (SETTING, "same"): gettext_lazy("It was run in your kind of organisation: %(names)s."),
    (SETTING, "other"): gettext_lazy("It was run in another kind of organisation: %(names)s."),
    (SETTING, "unknown"): gettext_lazy("It does not say in what kind of organisation it was run."),
    (GROUP, "same"): gettext_lazy("It is for people whom you receive: %(names)s."),
    (GROUP, "other"): gettext_lazy("It was made for others: %(names)s."),
    (GROUP, "unknown"): gettext_lazy("It does not say whom it is for."),
    (PHASE, "same"): gettext_lazy("It helps where your people are on their way: %(names)s."),
    (PHASE, "other"): gettext_lazy("It helps elsewhere on the way: %(names)s."),
    (PHASE, "unknown"): gettext_lazy("It does not say where on the way it helps."),
    (TRAVEL, "high"): gettext_lazy("It travels well to other places and organisations."),
    (TRAVEL, "medium"): gettext_lazy("It travels to other places and organisations with some changes."),
    (TRAVEL, "low"): gettext_lazy("It does not travel easily to other places and organisations."),
    (TRAVEL, "unknown"): gettext_lazy("Nobody has judged how well it travels."),
}
# By means, and by how many degrees are lacking.
_MEANS: dict[tuple[str, int], Text] = {
    (TIME, 0): gettext_lazy("%(effort)s: your time is enough."),
    (TIME, 1): gettext_lazy("%(effort)s: you may have too little time."),
    (TIME, 2): gettext_lazy("%(effort)s: you have far too little time."),
    (BUDGET, 0): gettext_lazy("%(effort)s: your money is enough."),
    (BUDGET, 1): gettext_lazy("%(effort)s: you may have too little money."),
    (BUDGET, 2): gettext_lazy("%(effort)s: you have far too little money."),
    (PEOPLE, 0): gettext_lazy("%(effort)s: your people are enough."),
    (PEOPLE, 1): gettext_lazy("%(effort)s: you may have too few people."),
    (PEOPLE, 2): gettext_lazy("%(effort)s: you have far too few people."),
}
_ASSUMED: dict[int, Text] = {
    0: gettext_lazy("%(effort)s: the few people of a small organisation are enough."),
    1: gettext_lazy("%(effort)s: a small organisation may have too few people."),
    2: gettext_lazy("%(effort)s: a small organisation has far too few people."),
}
_UNJUDGED: dict[str, Text] = {
    TIME: gettext_lazy("Nobody has judged how much time it takes."),
    BUDGET: gettext_lazy("Nobody has judged how much money it takes."),
    PEOPLE: gettext_lazy("Nobody has judged how many people it takes."),
}


@dataclass(frozen=True)
class ToldReason:
    """A reason in words; `sign` is its points as they are written: +2, 0, −1."""

    text: str
    points: int
    sign: str


@dataclass(frozen=True)
class ToldFit:
    """How well a practice fits, in words."""

    points: int
    most: int
    reasons: list[ToldReason]


def tell(fit: Fit, names: Names) -> ToldFit:
    """Put into words how well a practice fits; `names` holds what codes are called, by facet."""
    return ToldFit(
        fit.points,
        fit.most,
        [ToldReason(reason_text(reason, names), reason.points, _sign(reason.points)) for reason in fit.reasons],
    )


def reason_text(reason: Reason, names: Names) -> str:
    """Return a reason as a sentence."""
    shared = _SHARED.get((reason.about, reason.outcome))
    if shared is not None:
        called = dict(names.get(reason.about, []))
        return str(shared) % {"names": ", ".join(called.get(code, code) for code in reason.codes)}
    if reason.outcome == "unknown":
        return str(_UNJUDGED[reason.about])
    text = _ASSUMED[reason.degrees] if reason.assumed else _MEANS[reason.about, reason.degrees]
    return str(text) % {"effort": _EFFORTS[reason.codes[0]]}


def _sign(points: int) -> str:
    # A minus of its own, which is as wide as the plus.
    return f"+{points}" if points > 0 else f"\u2212{-points}" if points else "0"


def answers_in_words(profile: Profile, names: Names) -> list[str]:
    """Return each answer as it is called."""
    return [name for question, codes in profile.answers for code, name in options(question, names) if code in codes]


def questions(profile: Profile, names: Names) -> list[dict[str, Any]]:
    """Return the questions for a template: name, text, several, options (code, name, chosen), answered."""
    return [
        {
            "name": question,
            "text": ASKED[question],
            "several": question in SEVERAL,
            "answered": bool(profile[question]),
            "options": [
                {"code": code, "name": name, "chosen": code in profile[question]}
                for code, name in options(question, names)
            ],
        }
        for question in QUESTIONS
    ]


def options(question: str, names: Names) -> list[tuple[str, str]]:
    """Return what a question can be answered by: codes and names."""
    if question in VOCABULARIES:
        return names[question]
    return [(code, str(name)) for code, name in CHOICES[question].items()]


def summary(profile: Profile, names: Names) -> str:
    """Return all answers in one line."""
    return _("You: %(answers)s.") % {"answers": ", ".join(answers_in_words(profile, names))}
