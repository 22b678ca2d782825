"""E-mail addresses that somebody answers for."""

from __future__ import annotations

from allauth.account.models import EmailAddress
from django.db import transaction

from mimi.people.models import User


@transaction.atomic
def vouch_for(user: User) -> None:
    """Take a user's address as verified, and as her only primary one.

    Who signs up proves her address by a code. For a user made in the admin or by a command, whoever made her answers.
    """
    EmailAddress.objects.filter(user=user, primary=True).exclude(email__iexact=user.email).update(primary=False)
    EmailAddress.objects.update_or_create(
        user=user, email=user.email.lower(), defaults={"verified": True, "primary": True}
    )
