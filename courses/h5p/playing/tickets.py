"""Signed words in addresses: those that stand on a page and start an activity or keep what is done in it, and one that
opens its files for hours.

The page is the same for everybody and kept for long, so what stands on it doesn't end; it names an activity, and says
only that a page of ours offered it. Files are served under a ticket that names one version and its end.
"""

from __future__ import annotations

import time
import uuid

from django.core import signing

# Tickets of the same hours are the same, so that browsers keep the files.
SLOT_SECONDS = 6 * 3600
_START = signing.Signer(salt="courses.h5p.start", sep="~")
_TICKET = signing.Signer(salt="courses.h5p.ticket", sep="~")
_PLACE = signing.Signer(salt="courses.h5p.place", sep="~")


def start_word(activity: int) -> str:
    """Return the word that starts an activity."""
    return _START.sign(str(activity))


def read_start(word: str) -> int | None:
    """Return which activity a word starts; None for one that we haven't written."""
    return _number(_START, word)


def place_word(lesson: uuid.UUID, block: uuid.UUID, activity: int) -> str:
    """Return the word under which what is done in an activity is kept: of a lesson, a block in it, and the activity."""
    return _PLACE.sign(f"{lesson.hex}-{block.hex}-{activity}")


def read_place(word: str) -> tuple[uuid.UUID, uuid.UUID, int] | None:
    """Return which place in which lesson a word names, and which activity; None for one that we haven't written."""
    try:
        lesson, block, activity = _PLACE.unsign(word).split("-")
        return uuid.UUID(lesson), uuid.UUID(block), int(activity)
    except (signing.BadSignature, ValueError):
        return None


def ticket(version: int, now: float | None = None) -> str:
    """Return a ticket for the files of a version, good for six to twelve hours."""
    ends = (int((time.time() if now is None else now) // SLOT_SECONDS) + 2) * SLOT_SECONDS
    return _TICKET.sign(f"{version}-{ends}")


def read_ticket(word: str, now: float | None = None) -> int | None:
    """Return which version a ticket is for; None for one that has ended, or that we haven't written."""
    try:
        version, _dash, ends = _TICKET.unsign(word).partition("-")
        good = int(ends) > (time.time() if now is None else now)
        return int(version) if good else None
    except (signing.BadSignature, ValueError):
        return None


def _number(signer: signing.Signer, word: str) -> int | None:
    try:
        return int(signer.unsign(word))
    except (signing.BadSignature, ValueError):
        return None
