"""Why anything is stored about people, and for how long."""

from __future__ import annotations

from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from mimi.people import learners
from mimi.people.privacy.declarations import Purpose


def _with_account() -> str:
    if not settings.SENDS_MAIL:
        return gettext("Until you delete your account.")
    return ngettext(
        "Until you delete your account. If you have not used it for %(months)d month, we write to you, and delete it "
        "a month later unless you come back. Accounts of people who edit this site are kept.",
        "Until you delete your account. If you have not used it for %(months)d months, we write to you, and delete it "
        "a month later unless you come back. Accounts of people who edit this site are kept.",
        settings.INACTIVE_MONTHS,
    ) % {"months": settings.INACTIVE_MONTHS}


def with_learner() -> str:
    """Say how long what belongs to a learner is kept."""
    months = round(learners.KEEP_SECONDS / (365 * 24 * 3600) * 12)
    return ngettext(
        "With an account: as long as the account. Without one: until %(months)d month has passed since you last did "
        "something here. Then the cookie that we know you by has run out, and nobody could find your progress again.",
        "With an account: as long as the account. Without one: until %(months)d months have passed since you last did "
        "something here. Then the cookie that we know you by has run out, and nobody could find your progress again.",
        months,
    ) % {"months": months}


def _with_session() -> str | Promise:
    days = settings.SESSION_COOKIE_AGE // (24 * 3600)
    return ngettext(
        "Until you sign out, or %(days)d day after you have signed in.",
        "Until you sign out, or %(days)d days after you have signed in.",
        days,
    ) % {"days": days}


def _with_site() -> Promise:
    return _("As long as the pages that it is about. When you delete your account, your name goes and the pages stay.")


ACCOUNT = Purpose(
    order=10,
    title=_("Your account"),
    why=_("So that you can sign in, find your progress on every device, and get the e-mails that you need."),
    kept=_with_account,
)
KNOWN = Purpose(
    order=15,
    title=_("Knowing you again"),
    why=_("So that what you do here is kept for you, with or without an account."),
    kept=with_learner,
)
SIGN_IN = Purpose(
    order=20,
    title=_("Staying signed in"),
    why=_("So that the site knows that it is you from one page to the next."),
    kept=_with_session,
)
EDITING = Purpose(
    order=90,
    title=_("If you edit this site"),
    why=_("So that those who edit together see who has changed what, and so that a change can be taken back."),
    kept=_with_site,
)
