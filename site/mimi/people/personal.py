"""The small answer that makes public pages personal; each room of the house adds its own part."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from mimi.people import learners
from mimi.people.language import keep_language

Build = Callable[[HttpRequest, uuid.UUID | None], dict[str, Any]]
_parts: list[Build] = []


def register_personal_part(build: Build) -> Build:
    """Register a function that adds to the answer, given the request and who is learning; used as a decorator.

    It is called for each page that anybody opens, so it works out only what the query string asks for.
    """
    _parts.append(build)
    return build


@require_safe
@cache_control(private=True, no_store=True)
def personal(request: HttpRequest) -> HttpResponse:
    """Answer what is personal about a public page; see `templates/base.html`."""
    learner = learners.learner_id(request)
    user = request.user
    keep_language(user)
    answer: dict[str, Any] = {
        "signed_in": user.is_authenticated,
        "name": user.display_name if user.is_authenticated else None,
        "csrf": get_token(request) if user.is_authenticated else None,
        "any": learner is not None,
    }
    for build in _parts:
        answer.update(build(request, learner))
    return JsonResponse(answer, json_dumps_params={"ensure_ascii": False})
