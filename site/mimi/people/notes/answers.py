"""What the script of private notes is answered; see `reflection.js`."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from typing import Any

from django.http import HttpRequest, JsonResponse
from django.utils.crypto import salted_hmac
from django.utils.formats import date_format
from django.utils.timezone import localtime

from mimi.people.notes.models import PrivateText


def owner_of(learner: uuid.UUID | None) -> str:
    """Return a name for the owner of an account by which her browser knows what she has written in it.

    It tells nothing of her, and is empty for a visitor without an account.
    """
    return salted_hmac("courses.reflections.owner", str(learner)).hexdigest()[:16] if learner else ""


def told(texts: Iterable[PrivateText]) -> list[dict[str, Any]]:
    """Return texts for a script; one that no key opens any more has None in place of its words."""
    return [
        {
            "version": str(row.version),
            "text": row.text,
            "written": date_format(localtime(row.written_at), "DATETIME_FORMAT"),
        }
        for row in texts
    ]


def as_json(answer: dict[str, Any], status: int = 200) -> JsonResponse:
    """Return an answer for a script."""
    return JsonResponse(answer, status=status, json_dumps_params={"ensure_ascii": False})


def wants_json(request: HttpRequest) -> bool:
    """Say whether a script asks, and not a form."""
    return request.headers.get("Accept", "").startswith("application/json")
