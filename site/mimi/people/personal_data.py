"""What accounts hold about people."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import timedelta
from importlib import import_module
from typing import Any, cast

from allauth.account.models import EmailAddress, EmailConfirmation
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib.sessions.backends.base import SessionBase
from django.contrib.sessions.models import Session
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from mimi.letters.models import Letter, Refusal, Subscription
from mimi.people import learners
from mimi.people.models import InactivityNotice, Learner, User
from mimi.people.privacy.declarations import INTERNAL, SECRET, Shown, declare, exempt
from mimi.people.privacy.export import language_names
from mimi.people.privacy.purposes import ACCOUNT, KNOWN, SIGN_IN
from mimi.people.privacy.subject import Root, register_root

declare(
    User,
    "pk",
    purpose=ACCOUNT,
    what=_("Your account"),
    fields={
        "email": _("E-mail address"),
        "first_name": _("First name"),
        "last_name": _("Last name"),
        "language": Shown(_("Language of your e-mails"), words=language_names),
        "date_joined": _("Made on"),
        "last_login": _("Last signed in on"),
        "is_active": _("May sign in"),
        "is_staff": _("Works on this site"),
        "is_superuser": _("May do everything on this site"),
        "groups": _("Groups"),
        "user_permissions": _("Rights of your own"),
    },
    withheld={"password": _("kept only as a value from which nobody can read the password")},
    activity=("last_login", "date_joined"),
)

register_root(
    Root(
        model=Learner,
        account="user",
        visitor_lasts=timedelta(seconds=learners.KEEP_SECONDS),
        of_user=lambda user: Learner.objects.filter(user=user).values_list("pk", flat=True).first(),
        of_visitor=learners.cookie_learner_id,
        forget=learners.forget,
    )
)

declare(
    Learner,
    "pk",
    purpose=KNOWN,
    what=_("That you learn here"),
    fields={"id": _("Number that we know you by"), "created_at": _("Since")},
    withheld={"user": INTERNAL},
    activity=("created_at",),
)

declare(
    EmailAddress,
    "user",
    purpose=ACCOUNT,
    what=_("Your e-mail addresses"),
    fields={"email": _("Address"), "verified": _("Confirmed"), "primary": _("Main address")},
)

declare(
    EmailConfirmation,
    "email_address__user",
    purpose=ACCOUNT,
    what=_("Confirmations of an e-mail address that you were asked for"),
    fields={"created": _("Made on"), "sent": _("Sent on")},
    withheld={"key": SECRET},
)


def _name_of_key(authenticator: Authenticator) -> str:
    return str(authenticator.wrap().name) if authenticator.type == Authenticator.Type.WEBAUTHN else ""


declare(
    Authenticator,
    "user",
    purpose=ACCOUNT,
    what=_("Your passkeys, authenticator app and backup codes"),
    fields={
        "type": _("Kind"),
        "name": Shown(_("Name"), value=_name_of_key),
        "created_at": _("Added on"),
        "last_used_at": _("Last used on"),
    },
    withheld={"data": SECRET},
)

declare(
    InactivityNotice,
    "user",
    purpose=ACCOUNT,
    what=_("That we told you that your unused account will be deleted"),
    fields={"sent_at": _("Told on"), "delete_on": _("To be deleted on")},
)

declare(
    Letter,
    "user",
    purpose=ACCOUNT,
    what=_("E-mails that you were sent, without their contents, for about a year"),
    fields={"kind": _("Kind"), "period": _("For"), "claimed_at": _("Made on"), "sent_at": _("Sent on")},
)

declare(
    Subscription,
    "user",
    purpose=ACCOUNT,
    what=_("E-mails that you have asked for"),
    fields={
        "kind": _("Kind"),
        "language": Shown(_("Language"), words=language_names),
        "created_at": _("Asked for on"),
    },
)

declare(
    Refusal,
    "user",
    purpose=ACCOUNT,
    what=_("E-mails that you don’t want"),
    fields={"kind": _("Kind"), "created_at": _("Stopped on")},
)


def _sessions(user: Any) -> QuerySet[Session]:
    """Return the sessions that somebody is signed in by, or has begun to sign in or up by.

    Whose a session is stands only within its signed contents, so all are read. Only people with an account have any.
    """
    email = User.objects.filter(pk=user).values_list("email", flat=True).first()
    keys = [
        session.session_key
        for session in Session.objects.iterator()
        if any(_tells(name, value, str(user), email) for name, value in _contents(session.get_decoded()))
    ]
    return Session.objects.filter(pk__in=keys)


def _contents(data: Any, name: str = "") -> Iterator[tuple[str, Any]]:
    """Yield the name and value of whatever a session holds, however deep."""
    if isinstance(data, Mapping):
        for key, value in data.items():
            yield from _contents(value, str(key))
    elif isinstance(data, list | tuple):
        for value in data:
            yield from _contents(value, name)
    else:
        yield name, data


def _tells(name: str, value: Any, user: str, email: str | None) -> bool:
    return ("user" in name and str(value) == user) or (email is not None and value == email)


def _end(sessions: QuerySet[Session], user: Any) -> None:
    # By its own store, which takes it out of a shared cache, too.
    store = cast("type[SessionBase]", import_module(settings.SESSION_ENGINE).SessionStore)
    for key in sessions.values_list("session_key", flat=True):
        store(key).delete()


declare(
    Session,
    root=User,
    select=_sessions,
    erase=_end,
    purpose=SIGN_IN,
    what=_("Browsers in which you are signed in"),
    fields={"expire_date": _("Ends on")},
    withheld={
        "session_key": SECRET,
        "session_data": _("says that it is you, and what a form that you are in the middle of needs"),
    },
)

exempt("practices.PracticeContact.email", "An organisation's public contact; content, written by editors.")
