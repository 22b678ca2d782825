"""How well a practice fits an organisation, in points: a plain sum of what is declared on both sides.

Each point has its reason, and nothing else counts: nobody's reading, and nothing about the reader herself.
What the numbers are is told on the page of the questions (templates/practices/fit/rule.html): keep both the same.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from practices.fit.profile import COUNTRY, GROUP, LEVELS, MEANS, PEOPLE, PHASE, SETTING, SIZE, Profile

SAME, MEANS_ENOUGH = 2, 1
TRAVELS = {"high": 1, "medium": 0, "low": -1}
# What a reason is about, beside the questions themselves.
TRAVEL = "travel"


@dataclass(frozen=True)
class Declared:
    """What is declared of a practice, as codes; an empty text where nobody has judged it."""

    country: str = ""
    settings: frozenset[str] = frozenset()
    groups: frozenset[str] = frozenset()
    phases: frozenset[str] = frozenset()
    effort: str = ""
    transferability: str = ""

    def of(self, question: str) -> frozenset[str]:
        """Return the codes that answer a question of a vocabulary."""
        if question == COUNTRY:
            return frozenset({self.country} - {""})
        return {SETTING: self.settings, GROUP: self.groups, PHASE: self.phases}[question]


@dataclass(frozen=True)
class Reason:
    """Why there are so many points, or none.

    `about` is a question, or TRAVEL. `outcome` is "same" or "other", with the codes meant; for means "enough" or
    "lacking", with how many degrees are; for TRAVEL a level; "unknown" where nothing is declared. `assumed` says that
    the people were counted from the size.
    """

    about: str
    outcome: str
    points: int
    codes: tuple[str, ...] = ()
    degrees: int = 0
    assumed: bool = False


@dataclass(frozen=True)
class Fit:
    """How well a practice fits: the reasons, and how many points there are where everything does."""

    reasons: tuple[Reason, ...]
    most: int

    @property
    def points(self) -> int:
        """The sum of the reasons' points."""
        return sum(reason.points for reason in self.reasons)


def fit(profile: Profile, declared: Declared) -> Fit:
    """Judge a practice for an organisation."""
    reasons = tuple(_reasons(profile, declared))
    means = sum(bool(have(profile, name)[0]) for name in MEANS)
    shared = sum(bool(profile[question]) for question in (COUNTRY, SETTING, GROUP, PHASE))
    return Fit(reasons, SAME * shared + MEANS_ENOUGH * means)


def rank(profile: Profile, practices: Sequence[Declared]) -> list[int]:
    """Return the places of practices, those that fit best first; equals stay in their order."""
    points = [fit(profile, declared).points for declared in practices]
    return sorted(range(len(practices)), key=lambda place: (-points[place], place))


def have(profile: Profile, means: str) -> tuple[str, bool]:
    """Return the level of a means, and whether it was worked out: who is small has few people, unless she says more."""
    told = profile.one(means)
    if not told and means == PEOPLE and profile.one(SIZE) == "small":
        return "low", True
    return told, False


def _reasons(profile: Profile, declared: Declared) -> Iterator[Reason]:
    home = [_shared(profile, declared, question) for question in (COUNTRY, SETTING) if profile[question]]
    yield from home
    if any(reason.outcome != "same" for reason in home):
        level = declared.transferability
        yield Reason(TRAVEL, level or "unknown", TRAVELS.get(level, 0))
    yield from (_shared(profile, declared, question) for question in (GROUP, PHASE) if profile[question])
    for means in MEANS:
        level, assumed = have(profile, means)
        if level:
            yield _enough(means, level, declared.effort, assumed)


def _shared(profile: Profile, declared: Declared, question: str) -> Reason:
    theirs = declared.of(question)
    both = theirs & set(profile[question])
    if both:
        return Reason(question, "same", SAME, tuple(sorted(both)))
    return Reason(question, "other" if theirs else "unknown", 0, tuple(sorted(theirs)))


def _enough(means: str, level: str, effort: str, assumed: bool) -> Reason:
    if effort not in LEVELS:
        return Reason(means, "unknown", 0, assumed=assumed)
    lacking = max(0, LEVELS.index(effort) - LEVELS.index(level))
    if lacking:
        return Reason(means, "lacking", -lacking, (effort,), lacking, assumed)
    return Reason(means, "enough", MEANS_ENOUGH, (effort,), assumed=assumed)
