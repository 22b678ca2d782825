"""The part of "My learning" that lets a translator have the weekly e-mail again that she has stopped."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest

from mimi.editors.board.letters import has_refused
from mimi.people.learning import register_learning_part
from mimi.people.models import User


@register_learning_part("editors/board/part.html", order=95)
def translations_part(request: HttpRequest) -> dict[str, Any] | None:
    """Show a button to who has stopped the e-mail, and nothing to all others."""
    user = request.user
    return {} if isinstance(user, User) and user.is_active and has_refused(user) else None
