"""What was sent after a session had ended: put aside in the visitor's new session, until she has signed in again.

It is shown again only to the owner of the account whose form it was.
"""

from __future__ import annotations

import uuid
from typing import Any

from django.http import HttpRequest, QueryDict

from practices.adaptations.record import MINE

NAME = "tried"
BOXES = ("shows_name", "wants_answer")


def put_aside(request: HttpRequest, key: uuid.UUID, whose: int | None, sent: QueryDict) -> None:
    """Put aside what somebody has sent about a practice; what comes from no form of ours isn't."""
    if whose is None:
        return
    values: dict[str, Any] = {name: sent.get(name, "") for name in MINE}
    values |= {name: name in sent for name in BOXES}
    request.session[NAME] = {"key": str(key), "whose": whose, "values": values}


def put_aside_for(request: HttpRequest, key: uuid.UUID, user: int) -> dict[str, Any] | None:
    """Return what an account's owner has put aside about a practice."""
    found = request.session.get(NAME)
    if not found or found["key"] != str(key) or found["whose"] != user:
        return None
    return dict(found["values"])


def take_away(request: HttpRequest, key: uuid.UUID) -> None:
    """Forget what was put aside, once it is kept."""
    if request.session.get(NAME, {}).get("key") == str(key):
        del request.session[NAME]
