"""Sends letters, each at most once.

A row of `Letter` is claimed, and the claim committed, before a letter is sent; it is marked as sent afterwards. So

- a second worker, or the same job run again, finds the row and sends nothing;
- where the program dies between claim and mark, the letter may or may not have gone out. It isn't sent again: one
  letter too few is better than one too many. The daily clean-up says on the log how many there were;
- where the mail server is away, or says that it takes no letter now, nothing has gone out for certain: the claim is
  taken back, so that the letter is sent when the job is tried again;
- where the server refuses a letter for good, it isn't tried again in this period.
"""

from __future__ import annotations

import enum
import smtplib
from typing import TYPE_CHECKING, Any

import structlog
from django.core.mail import EmailMultiAlternatives, get_connection
from django.db import IntegrityError, transaction
from django.utils import timezone

from mimi.letters.composing import compose
from mimi.letters.models import Letter
from mimi.letters.subscriptions import unsubscribe_url, wants

if TYPE_CHECKING:
    from mimi.people.models import User

_log = structlog.get_logger("mimi.letters")


class Posted(enum.Enum):
    """What became of a letter."""

    SENT = "sent"
    EARLIER = "sent or claimed earlier"
    UNWANTED = "she no longer wants it"
    LATER = "not taken by the server now"
    REFUSED = "refused by the server"
    UNKNOWN = "may have been sent"


class PostponedError(Exception):
    """Some letters could not be sent now, and should be tried again."""


class Post:
    """Sends letters over one connection to the mail server; use it in a `with` statement."""

    def __init__(self) -> None:
        self._connection = get_connection()

    def __enter__(self) -> Post:
        return self

    def __exit__(self, *error: object) -> None:
        self._hang_up()

    def send(
        self,
        user: User,
        kind: str,
        period: str,
        *,
        template: str,
        context: dict[str, Any],
        language: str,
        subscribed: bool = False,
    ) -> Posted:
        """Send somebody her letter of a kind for a period (at most 40 characters each), unless that was done before.

        `template`, `context` and `language` are those of `compose`. With `subscribed`, it is sent only while she wants
        letters of this kind (see `subscriptions`), and carries the way out of them. Not to be called within a
        transaction.

        Raises:
            OSError, smtplib.SMTPException: the mail server is away; nothing was sent.
        """
        stop = unsubscribe_url(user.pk, kind, language) if subscribed else ""
        letter = compose(user.email, template, context, language=language, unsubscribe_url=stop)
        # What can't be written as a message at all should fail before it counts as taken in hand.
        letter.message()
        self._dial()
        claim = _claim(user, kind, period, subscribed=subscribed)
        if isinstance(claim, Posted):
            return claim
        outcome = self._hand_over(letter)
        if outcome is Posted.SENT:
            Letter.objects.filter(pk=claim.pk).update(sent_at=timezone.now())
        elif outcome is Posted.LATER:
            Letter.objects.filter(pk=claim.pk).delete()
        return outcome

    def _dial(self) -> None:
        """Make sure that the server listens; one that was silent for long may have hung up."""
        smtp = getattr(self._connection, "connection", None)
        if smtp is not None:
            try:
                listening = smtp.noop()[0] == 250
            except (OSError, smtplib.SMTPException):
                listening = False
            if not listening:
                self._hang_up()
        self._connection.open()

    def _hang_up(self) -> None:
        try:
            self._connection.close()
        except (OSError, smtplib.SMTPException):
            # It was gone already.
            self._connection = get_connection()

    def _hand_over(self, letter: EmailMultiAlternatives) -> Posted:
        """Give a letter to the server. The log holds no address, and errors of the server would."""
        letter.connection = self._connection
        try:
            letter.send()
        except smtplib.SMTPRecipientsRefused as error:
            return _refused(max(code for code, _reason in error.recipients.values()))
        except smtplib.SMTPResponseException as error:
            return _refused(error.smtp_code)
        except (OSError, smtplib.SMTPException) as error:
            _log.error("the connection broke while a letter was sent", error=type(error).__name__)
            self._hang_up()
            return Posted.UNKNOWN
        return Posted.SENT


def _refused(code: int) -> Posted:
    """Read the server's answer: from 500 on it is final (RFC 5321, section 4.2.1)."""
    final = code >= 500
    _log.warning("the mail server refused a letter", code=code, final=final)
    return Posted.REFUSED if final else Posted.LATER


def _claim(user: User, kind: str, period: str, *, subscribed: bool) -> Letter | Posted:
    """Take a letter in hand, for good; say why not, where somebody has it or she doesn't want it."""
    try:
        with transaction.atomic(durable=True):
            if subscribed and not wants(user.pk, kind):
                return Posted.UNWANTED
            return Letter.objects.create(user=user, kind=kind, period=period)
    except IntegrityError:
        # Also when her account was deleted just now.
        return Posted.EARLIER
