"""When a question comes back: worked out by FSRS from everything that was answered to it.

FSRS (Free Spaced Repetition Scheduler, version 6) models how long something is remembered, and asks again when the
chance of still knowing it has fallen to nine in ten. An answer that was right lengthens the interval; one that was
wrong, or partly right, shortens it. Its memory of a question is made anew from the answers each time, so it can't
differ from them, whatever is merged, deleted or sent twice.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import NamedTuple

from django.utils import timezone
from fsrs import Card, Rating, Scheduler

# Without steps of minutes, which are for cards that are learnt by heart, everything comes back on another day. Without
# fuzz, a memory that is made anew comes out the same.
SCHEDULER = Scheduler(learning_steps=(), relearning_steps=(), maximum_interval=365, enable_fuzzing=False)


class Answered(NamedTuple):
    """One answer to a question: `share` is how much of it was right, from 0 to 1."""

    question_id: str
    share: float
    when: datetime


@dataclass(frozen=True)
class Memory:
    """What is known of a learner's memory of a question."""

    question_id: str
    card: Card

    @property
    def due_on(self) -> date:
        """The day on which it comes back, in the site's time zone."""
        return timezone.localdate(self.card.due)

    def is_due(self, now: datetime) -> bool:
        """Whether it should come back, at whatever time of this day."""
        return self.due_on <= timezone.localdate(now)

    def chance(self, now: datetime) -> float:
        """The chance that it is still known, from 0 to 1."""
        return SCHEDULER.get_card_retrievability(self.card, now)


def rating(share: float) -> Rating:
    """Return how well a question was known, in the words of FSRS; of four, nobody is asked whether it was easy."""
    if share >= 1:
        return Rating.Good
    return Rating.Hard if share > 0 else Rating.Again


def memories(answers: Iterable[Answered]) -> dict[str, Memory]:
    """Return what is remembered of each question that was answered, by its id."""
    cards: dict[str, Card] = {}
    # Of two given at one moment, which comes first is settled by what they were worth.
    for answer in sorted(answers, key=lambda row: (row.when, row.share)):
        # The library makes ids from the clock, and waits for it.
        card = cards.get(answer.question_id) or Card(card_id=1)
        cards[answer.question_id], _log = SCHEDULER.review_card(card, rating(answer.share), answer.when.astimezone(UTC))
    return {question_id: Memory(question_id, card) for question_id, card in cards.items()}
