"""Certificates on "My learning"."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest

from courses.certificates.showing import course_keys, held_by
from courses.progress.standing import reader_states
from mimi.pages.links import current_language
from mimi.people.learning import register_learning_part


@register_learning_part("courses/certificates/part.html", order=10)
def certificates_part(request: HttpRequest) -> dict[str, Any] | None:
    """Return the certificates that hold, and the courses that one can be had of; nothing where there are neither."""
    completed = [state.outline for state in reader_states(request) if state.completed]
    user = request.user
    held = held_by(user.pk, current_language()) if user.is_authenticated else []
    known = course_keys(held)
    waiting = [outline.title for outline in completed if outline.key not in known]
    if not held and not waiting:
        return None
    return {"held": [rows[0] for rows in held if rows[0].is_valid], "waiting": waiting}
