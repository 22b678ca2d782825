"""What "My learning" says of review."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone

from courses.review.pool import due
from courses.review.reminders import KIND
from courses.review.rounds import ROUND_SIZE
from mimi.letters.models import Subscription
from mimi.pages.links import current_language
from mimi.people.learners import learner_id
from mimi.people.learning import register_learning_part


@register_learning_part("courses/review/part.html", order=20)
def review_part(request: HttpRequest) -> dict[str, Any] | None:
    """Return how many questions are due, when the next ones are, and whether the weekly e-mail is wanted."""
    language = current_language()
    found = due(learner_id(request), language, timezone.now())
    user = request.user
    wish = Subscription.objects.filter(user=user, kind=KIND).first() if user.is_authenticated else None
    if not found.known and wish is None:
        return None
    return {
        "due": len(found.ids),
        "next_round": min(ROUND_SIZE, len(found.ids)),
        "upcoming": found.upcoming,
        "can_get_letters": user.is_authenticated,
        "letters_in": wish.language if wish else "",
        "language": wish.language if wish else language,
        "languages": settings.LANGUAGES,
    }
