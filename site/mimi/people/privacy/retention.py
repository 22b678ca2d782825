"""Those who don't come back: an e-mail first, and a month later their account is deleted.

Somebody was here when she signed in, or when one of the times stands in her data that the declarations name as
`activity`. Visitors without an account can't be written to; what is theirs goes when the cookie has run out by which
alone it could be found again. People who may use Wagtail's admin are never deleted for not coming.

The jobs go by what is stored, so each may run at any time, twice, or stop half-way.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from importlib import import_module
from typing import Any

import structlog
from dateutil.relativedelta import relativedelta
from django.conf import settings
from django.contrib.auth.models import Permission
from django.db import transaction
from django.db.models import Exists, Max, Model, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override
from wagtail.admin.models import EditingSession, FormState

from mimi.letters.composing import absolute
from mimi.letters.models import Letter
from mimi.letters.posting import Post, Posted, PostponedError
from mimi.operations.periodic import daily
from mimi.people.models import InactivityNotice, User
from mimi.people.privacy.declarations import Declaration, declarations
from mimi.people.privacy.erasure import erase
from mimi.people.privacy.subject import Subject, roots

NOTICE = "inactivity-notice"
# What the e-mail promises.
GRACE = relativedelta(months=1)
_log = structlog.get_logger("mimi.people")


def inactive_users(now: datetime) -> QuerySet[User]:
    """Return the owners of accounts that nobody has used for `INACTIVE_MONTHS`, without those who edit the site."""
    since = now - relativedelta(months=settings.INACTIVE_MONTHS)
    return _untouched_since(User, since).exclude(_is_staff())


@daily("tell the owners of unused accounts", hour=6)
def send_notices(now: datetime) -> None:
    """Tell those who haven't been here for long on which day their account will be deleted, once for each absence.

    Without a mail server nobody could be told, so nobody is, and nothing is deleted.

    Raises:
        PostponedError: the mail server took some of the e-mails only later.
        OSError, SMTPException: it is away.
    """
    if not settings.SENDS_MAIL:
        return
    InactivityNotice.objects.filter(_touched_after("sent_at")).delete()
    postponed = False
    with Post() as post:
        for user in list(inactive_users(now).filter(inactivity_notice=None)):
            postponed |= _send_notice(post, user, now) is Posted.LATER
    if postponed:
        raise PostponedError


def _send_notice(post: Post, user: User, now: datetime) -> Posted:
    """Send the notice and note that its month has begun.

    An address that the server refuses for good has been written to as well as can be: its month begins, too. Where a
    crash leaves open whether the e-mail went out, none begins; with the ledger's row that notice is forgotten a year
    later, and she is told anew.
    """
    period = f"{timezone.localdate(last_active(user)):%Y-%m-%d}"
    delete_on = timezone.localdate(now) + GRACE
    with override(user.language):
        addresses = {
            "sign_in_url": absolute(reverse("account_login")),
            "data_url": absolute(reverse("own_data")),
        }
    outcome = post.send(
        user,
        NOTICE,
        period,
        template="letters/inactivity_notice",
        context={"months": settings.INACTIVE_MONTHS, "delete_on": delete_on, **addresses},
        language=user.language,
    )
    sent_at = now if outcome in (Posted.SENT, Posted.REFUSED) else None
    if outcome is Posted.EARLIER:
        # Sent before the program died, or by another worker.
        letter = Letter.objects.filter(user=user, kind=NOTICE, period=period).first()
        sent_at = letter.sent_at if letter else None
    if sent_at is not None:
        notice = InactivityNotice(user=user, sent_at=sent_at, delete_on=timezone.localdate(sent_at) + GRACE)
        InactivityNotice.objects.bulk_create([notice], ignore_conflicts=True)
    return outcome


@daily("delete unused accounts", hour=5)
def delete_inactive(now: datetime) -> None:
    """Delete the accounts whose owners didn't come back by the day that they were told."""
    told = Q(inactivity_notice__delete_on__lte=timezone.localdate(now))
    stayed_away = ~Exists(InactivityNotice.objects.filter(_touched_after("sent_at"), user=OuterRef("pk")))
    due = inactive_users(now).filter(told, stayed_away)
    deleted = 0
    for user in list(due):
        with transaction.atomic():
            # Asked again once nobody else can change it: she may have come back this very moment.
            User.objects.select_for_update().filter(pk=user.pk).first()
            if due.filter(pk=user.pk).exists():
                erase(Subject.of_user(user))
                deleted += 1
    if deleted:
        _log.info("unused accounts deleted", accounts=deleted)


@daily("delete visitors who can not come back", hour=5)
def delete_visitors(now: datetime) -> None:
    """Delete what belongs to cookies that have run out."""
    deleted = 0
    for root in roots():
        # A day more than the cookie, whose age browsers count in their own time.
        since = now - root.visitor_lasts - timedelta(days=1)
        for row in list(_untouched_since(root.model, since).filter(**{root.account: None})):
            erase(Subject.of_row(row))
            deleted += 1
    if deleted:
        _log.info("visitors deleted whose cookie has run out", visitors=deleted)


@daily("forget sessions that have run out", hour=4)
def forget_sessions(now: datetime) -> None:
    """Delete sessions that have run out, and what the editor keeps for an hour or a day only."""
    import_module(settings.SESSION_ENGINE).SessionStore.clear_expired()
    EditingSession.cleanup()
    FormState.objects.stale().delete()


def last_active(user: User) -> datetime:
    """Return when somebody with an account was here last."""
    times = [user.date_joined]
    for path, declaration in _ways(User):
        rows = declaration.model._base_manager.filter(**{path: user.pk})
        latest = rows.aggregate(**{f"latest_{name}": Max(name) for name in declaration.activity})
        times += [time for time in latest.values() if time is not None]
    return max(times)


def _is_staff() -> Q:
    """Say of a user whether she works on the site."""
    may = Permission.objects.filter(codename="access_admin", content_type__app_label="wagtailadmin")
    return (
        Q(is_staff=True)
        | Q(is_superuser=True)
        | Q(Exists(may.filter(group__user=OuterRef("pk"))))
        | Q(Exists(may.filter(user=OuterRef("pk"))))
    )


def _untouched_since(model: type[Model], since: datetime) -> QuerySet[Any]:
    """Return the people of a root model in whose data no time stands that is as late as `since`."""
    rows = model._base_manager.all()
    for path, declaration in _ways(model):
        for name in declaration.activity:
            if declaration.model is model:
                rows = rows.filter(Q(**{f"{name}__lt": since}) | Q(**{name: None}))
            else:
                later = declaration.model._base_manager.filter(**{path: OuterRef("pk"), f"{name}__gte": since})
                rows = rows.filter(~Exists(later))
    return rows


def _touched_after(name: str) -> Q:
    """Say of a row of a user whether she was here after the time in its field of this name."""
    came = Q()
    for path, declaration in _ways(User):
        for time in declaration.activity:
            later = declaration.model._base_manager.filter(**{path: OuterRef("user_id"), f"{time}__gt": OuterRef(name)})
            came |= Q(Exists(later))
    return came


def _ways(model: type[Model]) -> list[tuple[str, Declaration]]:
    """Return the declarations that tell when people of a root model were here, each with the path to them.

    What a learner with an account has done, the owner of the account has done.
    """
    found = [(d.path, d) for d in declarations() if d.activity and d.root is model]
    if model is not User:
        return found
    for root in roots():
        found += [
            (root.account if d.is_person else f"{d.path}__{root.account}", d)
            for d in declarations()
            if d.activity and d.root is root.model
        ]
    return found
