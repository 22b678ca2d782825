"""What other rooms show of saved practices: the stars of public pages, and the part of "My learning"."""

from __future__ import annotations

import uuid
from typing import Any

from django.http import HttpRequest

from mimi.pages.links import current_language
from mimi.people import learners
from mimi.people.learning import register_learning_part
from mimi.people.personal import register_personal_part
from practices.saved.reading import described, saved_keys

# So many are named on "My learning".
SHOWN = 3


@register_personal_part
def personal_stars(request: HttpRequest, learner: uuid.UUID | None) -> dict[str, Any]:
    """Name the practices that are saved, where the query string asks for it as `saved`."""
    return {"saved": saved_keys(learner)} if "saved" in request.GET else {}


@register_learning_part("practices/saved/part.html", order=50)
def saved_part(request: HttpRequest) -> dict[str, Any] | None:
    """Name the latest of the saved practices; nothing is shown of none."""
    keys = [uuid.UUID(key) for key in saved_keys(learners.learner_id(request))]
    if not keys:
        return None
    shown = described(keys[:SHOWN], current_language())
    practices = [
        {"title": card.title, "url": card.url, "language": ""}
        if card
        else {"title": others[0].title, "url": others[0].url, "language": others[0].language}
        for card, others in shown.values()
        if card or others
    ]
    return {"count": len(keys), "practices": practices}
