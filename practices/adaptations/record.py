"""What becomes of a report: its author writes it, sends it and withdraws it; an editor publishes it or sends it back.

Every step is one conditional update, so that of two that are taken at once the second finds that it came too late: an
editor never publishes a text that she hasn't read, and an author never changes one that is published.
"""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from functools import partial
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.db.models import F
from django.db.models.signals import post_delete
from django.utils import timezone
from wagtail.log_actions import log

from mimi.pages.cache.stamps import raise_tags
from practices.adaptations.letters import tell_author
from practices.adaptations.models import Adaptation, Status
from practices.plans.models import Plan

if TYPE_CHECKING:
    from mimi.people.models import User

# What its author writes, in the order in which she is asked.
MINE = (
    "organisation",
    "place",
    "country",
    "sector",
    "size",
    "language",
    "changed",
    "worked",
    "failed",
    "advice",
    "shows_name",
    "name",
    "wants_answer",
)
# In these an author may write; a published report she withdraws first.
WRITABLE = (Status.DRAFT, Status.WAITING, Status.SENT_BACK, Status.WITHDRAWN)
# As an editor finds it, so what she reads is what its author has sent.
REVIEWED = (Status.WAITING, Status.PUBLISHED)
SEND, PUBLISH, SEND_BACK, WITHDRAW = (
    f"practices.adaptation.{step}" for step in ("send", "publish", "send_back", "withdraw")
)


class ChangedMeanwhileError(Exception):
    """The report isn't any more as it was on the page; nothing was changed."""


def tag_of(key: uuid.UUID) -> str:
    """Return the cache tag of what is published about a practice."""
    return f"adaptations:{key}"


def has_adopted(user: User, key: uuid.UUID) -> bool:
    """Say whether somebody has a plan from a practice, also one that she made before she had her account."""
    return Plan.objects.filter(learner__user=user, practice_key=key, deleted_at=None).exists()


def report_of(user: User, key: uuid.UUID) -> Adaptation | None:
    """Return what somebody has written about a practice."""
    return Adaptation.objects.filter(author=user, practice_key=key).first()


def keep(author: User, key: uuid.UUID, values: Mapping[str, Any], *, base: int, send: bool) -> Adaptation:
    """Keep what an author has written as a draft, or send it to the editors; `base` is the version that she had.

    The same once more changes nothing.

    Raises:
        ChangedMeanwhileError: it was changed since, or is published.
    """
    status = Status.WAITING if send else Status.DRAFT
    told = {name: values[name] for name in MINE}
    now = timezone.now()
    with transaction.atomic():
        if base == 0:
            Adaptation.objects.bulk_create([Adaptation(author=author, practice_key=key)], ignore_conflicts=True)
        rows = Adaptation.objects.filter(author=author, practice_key=key)
        sent = {"sent_at": now, "reason": ""} if send else {}
        changed = rows.filter(version=base, status__in=WRITABLE).update(
            **told, **sent, status=status, version=F("version") + 1, changed_at=now
        )
        adaptation = rows.first()
        if adaptation is None:
            raise ChangedMeanwhileError
        if changed:
            if send:
                log(adaptation, SEND, user=author)
            return adaptation
    if adaptation.status == status and all(getattr(adaptation, name) == value for name, value in told.items()):
        return adaptation
    raise ChangedMeanwhileError


def withdraw(adaptation: Adaptation) -> None:
    """Take a report back, for its author; twice is as good as once."""
    rows = Adaptation.objects.filter(pk=adaptation.pk)
    gone: dict[str, Any] = {"status": Status.WITHDRAWN, "shown_since": None, "changed_at": timezone.now()}
    with transaction.atomic():
        shown = rows.filter(status=Status.PUBLISHED).update(**gone, version=F("version") + 1)
        if shown:
            raise_tags(tag_of(adaptation.practice_key))
        if shown or rows.exclude(status=Status.WITHDRAWN).update(**gone, version=F("version") + 1):
            log(adaptation, WITHDRAW, user=adaptation.author)


def delete(adaptation: Adaptation) -> None:
    """Delete a report that nobody else can see, for its author.

    Raises:
        ChangedMeanwhileError: it is with the editors, or published.
    """
    hidden = (Status.DRAFT, Status.WITHDRAWN)
    if not Adaptation.objects.filter(pk=adaptation.pk, status__in=hidden).delete()[0]:
        raise ChangedMeanwhileError


def publish(adaptation: Adaptation, editor: User) -> None:
    """Show a report to everybody, as its editor has read it.

    Raises:
        ChangedMeanwhileError: its author has changed it since, or somebody else has decided.
    """
    now = timezone.now()
    with transaction.atomic():
        _decide(adaptation, editor, (Status.WAITING,), status=Status.PUBLISHED, shown_since=now, reason="")
        log(adaptation, PUBLISH, user=editor)
        raise_tags(tag_of(adaptation.practice_key))


def send_back(adaptation: Adaptation, editor: User, reason: str) -> None:
    """Ask the author of a report for something else; one that was published is seen no more.

    Raises:
        ChangedMeanwhileError: its author has changed it since, or somebody else has decided.
    """
    with transaction.atomic():
        _decide(adaptation, editor, REVIEWED, status=Status.SENT_BACK, shown_since=None, reason=reason)
        log(adaptation, SEND_BACK, user=editor)
        if adaptation.status == Status.PUBLISHED:
            raise_tags(tag_of(adaptation.practice_key))


def _decide(adaptation: Adaptation, editor: User, before: tuple[Status, ...], **decision: Any) -> None:
    # What the editor had before her: exactly this version, in exactly this status.
    if adaptation.status not in before:
        raise ChangedMeanwhileError
    rows = Adaptation.objects.filter(pk=adaptation.pk, version=adaptation.version, status=adaptation.status)
    if not rows.update(**decision, version=F("version") + 1, decided_by=editor, decided_at=timezone.now()):
        raise ChangedMeanwhileError
    transaction.on_commit(partial(tell_author.enqueue, str(adaptation.pk)))


def connect() -> None:
    """Let a report go from its practice's page however it is deleted, with its author's account as by hand."""
    post_delete.connect(_on_deleted, sender=Adaptation, dispatch_uid="a report on a practice is gone")


def _on_deleted(sender: type[Adaptation], instance: Adaptation, **kwargs: Any) -> None:
    if instance.status == Status.PUBLISHED:
        raise_tags(tag_of(instance.practice_key))
