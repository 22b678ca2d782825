"""The e-mail that tells an author what the editors have decided about her report, if she wants it."""

from __future__ import annotations

import smtplib
from typing import Any

from allauth.account.models import EmailAddress
from django.db.models import Exists, OuterRef, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override
from django_tasks import task

from mimi.letters.composing import absolute
from mimi.letters.posting import Post, Posted
from mimi.operations.periodic import PAUSES
from practices.adaptations.models import Adaptation, Status
from practices.plans.source import pages_by_key

KIND = "tried-decided"


def confirmed(person: str) -> Exists:
    """Return a condition: that the person at this path of a row has confirmed her e-mail address."""
    address = EmailAddress.objects.filter(verified=True, user=OuterRef(person), email=OuterRef(f"{person}__email"))
    return Exists(address)


@task(backend="background")
def tell_author(id_: str, attempt: int = 1) -> None:
    """Write to the author of a report what was decided; where the mail server is away, it is tried again later."""
    adaptation = _to_tell(id_).first()
    if adaptation is None:
        return
    try:
        outcome = _send(adaptation)
    except (OSError, smtplib.SMTPException):
        outcome = Posted.LATER
    if outcome is Posted.LATER and attempt <= len(PAUSES):
        tell_author.using(run_after=timezone.now() + PAUSES[attempt - 1]).enqueue(id_, attempt + 1)


def _to_tell(id_: str) -> QuerySet[Adaptation]:
    decided = (Status.PUBLISHED, Status.SENT_BACK)
    found = Adaptation.objects.filter(pk=id_, status__in=decided, wants_answer=True, author__is_active=True)
    return found.filter(confirmed("author")).select_related("author")


def _send(adaptation: Adaptation) -> Posted:
    user: Any = adaptation.author
    key = adaptation.practice_key
    practice = pages_by_key([key], user.language).get(key)
    with override(user.language):
        url = absolute(reverse("tried", args=[key]))
    published = adaptation.status == Status.PUBLISHED
    with Post() as post:
        return post.send(
            user,
            KIND,
            # Each decision has a version of its own.
            f"{adaptation.pk.hex}:{adaptation.version}",
            template="letters/tried_published" if published else "letters/tried_sent_back",
            context={"practice": practice.title if practice else "", "reason": adaptation.reason, "report_url": url},
            language=user.language,
        )
