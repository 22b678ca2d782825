"""Half a year after somebody has adopted a practice, she is asked how it went: once, by e-mail and on "My learning".

That she was asked is a row, and its e-mail a `Letter`; each of the two can be there but once. So whichever jobs run at
the same time, or again, ask her one time.
"""

from __future__ import annotations

import uuid
from datetime import datetime

from dateutil.relativedelta import relativedelta
from django.db.models import Exists, OuterRef, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from mimi.letters.composing import absolute
from mimi.letters.models import Refusal
from mimi.letters.posting import Post, Posted, PostponedError
from mimi.letters.subscriptions import SUBSCRIPTIONS, UNASKED
from mimi.operations.periodic import daily
from mimi.people.models import User
from practices.adaptations.letters import confirmed
from practices.adaptations.models import Adaptation, AdaptationQuestion
from practices.models.pages import PracticePage
from practices.plans.models import Plan
from practices.plans.source import pages_by_key

KIND = "tried-it"
SUBSCRIPTIONS[KIND] = _("the e-mails that ask how a practice went")
UNASKED.add(KIND)
AFTER = relativedelta(months=6)


@daily("ask how practices went", hour=8)
def ask(now: datetime) -> None:
    """Ask everybody who adopted a practice half a year ago or longer, and hasn't told or been asked yet.

    Raises:
        PostponedError: the mail server took some of the e-mails only later.
        OSError, SMTPException: it is away.
    """
    AdaptationQuestion.objects.bulk_create(
        [AdaptationQuestion(user_id=user, practice_key=key, asked_at=now) for user, key in _due(now)],
        ignore_conflicts=True,
        batch_size=500,
    )
    _write(now)


def _due(now: datetime) -> QuerySet[Plan, tuple[int, uuid.UUID]]:
    """Return users and practices that they are to be asked about."""
    about = {"user": OuterRef("learner__user"), "practice_key": OuterRef("practice_key")}
    told = Adaptation.objects.filter(author=about["user"], practice_key=about["practice_key"])
    there = PracticePage.objects.live().filter(translation_key=OuterRef("practice_key"))
    return (
        Plan.objects.filter(learner__user__is_active=True, deleted_at=None, created_at__lte=now - AFTER)
        .filter(Exists(there), ~Exists(told), ~Exists(AdaptationQuestion.objects.filter(**about)))
        .exclude(Exists(Refusal.objects.filter(user=about["user"], kind=KIND)))
        .order_by()
        .distinct()
        .values_list("learner__user", "practice_key")
    )


def _write(now: datetime) -> None:
    """Send the e-mails that are left; to those who have confirmed their address, and neither told nor declined."""
    told = Adaptation.objects.filter(author=OuterRef("user"), practice_key=OuterRef("practice_key"))
    rows = AdaptationQuestion.objects.filter(settled_at=None).select_related("user")
    questions = list(rows.annotate(may_write=confirmed("user") & ~Exists(told)).order_by("pk"))
    keys = {question.practice_key for question in questions}
    titles = {language: pages_by_key(keys, language) for language in {one.user.language for one in questions}}
    later = 0
    with Post() as post:
        for question in questions:
            practice = titles[question.user.language].get(question.practice_key)
            wanted = question.may_write and question.declined_at is None and question.user.is_active
            if practice and wanted and _send(post, question, practice.title) is Posted.LATER:
                later += 1
                continue
            AdaptationQuestion.objects.filter(pk=question.pk).update(settled_at=now)
    if later:
        raise PostponedError(f"{later} letters")


def _send(post: Post, question: AdaptationQuestion, practice: str) -> Posted:
    user = question.user
    with override(user.language):
        url = absolute(reverse("tried", args=[question.practice_key]))
    return post.send(
        user,
        KIND,
        question.practice_key.hex,
        template="letters/tried_it",
        context={"practice": practice, "report_url": url},
        language=user.language,
        subscribed=True,
    )


def open_questions(user: User) -> QuerySet[AdaptationQuestion]:
    """Return what somebody was asked and has neither answered nor declined; nothing where she wants no questions."""
    told = Adaptation.objects.filter(author=OuterRef("user"), practice_key=OuterRef("practice_key"))
    refused = Refusal.objects.filter(user=OuterRef("user"), kind=KIND)
    found = AdaptationQuestion.objects.filter(~Exists(told), ~Exists(refused), user=user, declined_at=None)
    return found.order_by("asked_at", "pk")


def decline(user: User, key: uuid.UUID | None) -> None:
    """Note that somebody doesn't want to tell how a practice went; she isn't asked about it again."""
    if key:
        rows = AdaptationQuestion.objects.filter(user=user, practice_key=key, declined_at=None)
        rows.update(declined_at=timezone.now())
