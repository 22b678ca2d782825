"""Links by which a plan is shared: whoever has one may read the plan, or change it, until its owner withdraws it."""

from __future__ import annotations

import hashlib
import secrets
import uuid

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext

from practices.plans.kinds import MOST_LINKS
from practices.plans.models import Plan, PlanLink

TOKEN_BYTES = 32


class TooManyLinksError(Exception):
    """A plan has as many links as there may be; the sentence says so."""


def make_link(plan: Plan, id_: uuid.UUID, label: str, *, may_edit: bool) -> str:
    """Make a link, and return its secret, which is kept nowhere; empty where a form came twice, and it is made already.

    Raises:
        TooManyLinksError: there is no room for one more.
    """
    if PlanLink.objects.filter(plan=plan, withdrawn_at=None).exclude(pk=id_).count() >= MOST_LINKS:
        raise TooManyLinksError(
            gettext("This plan has %(most)d links, and there is room for no more. Withdraw one that nobody needs.")
            % {"most": MOST_LINKS}
        )
    token = secrets.token_urlsafe(TOKEN_BYTES)
    try:
        with transaction.atomic():
            PlanLink(pk=id_, plan=plan, label=label, may_edit=may_edit, token_hash=hash_of(token)).save(
                force_insert=True
            )
    except IntegrityError:
        return ""
    return token


def withdraw_link(plan: Plan, id_: uuid.UUID) -> None:
    """Let a link lead nowhere from now on; doing it twice changes nothing."""
    PlanLink.objects.filter(plan=plan, pk=id_, withdrawn_at=None).update(withdrawn_at=timezone.now())


def find_link(token: str) -> PlanLink | None:
    """Return the link with a secret and its plan, in one query; None where there is none, or none any more.

    It is found by its hash, so how long the answer takes tells nothing about the secret of any link.
    """
    live = PlanLink.objects.filter(withdrawn_at=None, plan__deleted_at=None)
    return live.select_related("plan").filter(token_hash=hash_of(token)).first()


def hash_of(token: str) -> str:
    """Return what is kept of a secret."""
    return hashlib.sha256(token.encode()).hexdigest()
