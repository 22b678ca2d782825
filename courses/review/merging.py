"""Rounds of review move into an account with everything else.

What is remembered of a question is worked out from all its answers, so that of both sides counts together.
"""

from __future__ import annotations

from django.db.models import Max

from courses.review.models import ReviewRound
from mimi.people.merging import register_move
from mimi.people.models import Learner


@register_move
def move_rounds(source: Learner, account: Learner) -> None:
    """Put the rounds of `source` behind those of `account`: the one that she is at just now goes on."""
    number = ReviewRound.objects.filter(learner=account).aggregate(most=Max("number"))["most"] or 0
    for row in ReviewRound.objects.filter(learner=source).order_by("number"):
        number += 1
        ReviewRound.objects.filter(pk=row.pk).update(learner=account, number=number)
