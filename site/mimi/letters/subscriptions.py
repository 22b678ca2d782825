"""Letters that one asks for: how one asks, and how one stops them without signing in.

A room registers each kind with the name by which people know it:

    SUBSCRIPTIONS["weekly-review"] = _("the weekly reminder to review")

A kind that also stands in `UNASKED` is sent to whom it concerns until she stops it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.contrib.auth import get_user_model
from django.core import signing
from django.urls import reverse
from django.utils.translation import override

from mimi.letters.composing import absolute
from mimi.letters.models import Refusal, Subscription

# Names of the kinds, as they stand within a sentence.
SUBSCRIPTIONS: dict[str, Any] = {}
UNASKED: set[str] = set()
SALT = "mimi.letters.unsubscribe"


@dataclass(frozen=True)
class Wish:
    """What a link in a letter stands for: that this user stops letters of this kind."""

    user: int
    kind: str

    @property
    def name(self) -> Any:
        """What people call these letters."""
        return SUBSCRIPTIONS[self.kind]


def subscribe(user_id: int, kind: str, language: str) -> None:
    """Note that somebody wants letters of a kind; or, if she gets them already, in which language."""
    Subscription.objects.bulk_create(
        [Subscription(user_id=user_id, kind=kind, language=language)],
        update_conflicts=True,
        unique_fields=["user", "kind"],
        update_fields=["language"],
    )


def unsubscribe(user_id: int, kind: str) -> None:
    """Note that somebody wants no letters of a kind; twice is as good as once."""
    Subscription.objects.filter(user_id=user_id, kind=kind).delete()
    if kind in UNASKED and get_user_model().objects.filter(pk=user_id).exists():
        Refusal.objects.bulk_create([Refusal(user_id=user_id, kind=kind)], ignore_conflicts=True)


def allow(user_id: int, kind: str) -> None:
    """Note that somebody has nothing against letters any more of a kind that is sent unasked."""
    Refusal.objects.filter(user_id=user_id, kind=kind).delete()


def wants(user_id: int, kind: str) -> bool:
    """Say whether letters of a kind may be sent to somebody."""
    if kind in UNASKED:
        return not Refusal.objects.filter(user_id=user_id, kind=kind).exists()
    return Subscription.objects.filter(user_id=user_id, kind=kind).exists()


def unsubscribe_url(user_id: int, kind: str, language: str) -> str:
    """Return the full address at which letters of a kind are stopped. It is good for as long as the letter is kept.

    The token stands in the query string, which no log of ours holds.
    """
    token = signing.dumps([user_id, kind], salt=SALT)
    with override(language):
        return absolute(f"{reverse('unsubscribe')}?{urlencode({'token': token})}")


def read_wish(token: str) -> Wish | None:
    """Return what a token stands for; None where it isn't one of ours, or its kind is no more."""
    try:
        user, kind = signing.loads(token, salt=SALT)
    except (signing.BadSignature, ValueError, TypeError):
        return None
    return Wish(user, kind) if kind in SUBSCRIPTIONS else None
