"""Who is learning: the owner of an account, or a visitor known by a signed cookie.

Nobody must sign in to learn. The cookie is set only when there is something to keep.
"""

from __future__ import annotations

import uuid
from dataclasses import dataclass

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse

from mimi.pages.prepared import Prepared, PreparedInsert
from mimi.people.models import Learner

COOKIE = "learner"
KEEP_SECONDS = 365 * 24 * 3600
# The cookie is given anew once it is so old, not with every answer.
RENEW_SECONDS = 24 * 3600
SALT = "courses.progress.learner"


_KNOWN = Prepared(lambda learner: Learner.objects.filter(pk=learner).values_list("pk"))
_NEW = PreparedInsert(Learner)


def cookie_learner_id(request: HttpRequest) -> uuid.UUID | None:
    """Return the learner id of the visitor's cookie; None where it is missing, old or forged."""
    return _cookie(request).learner


@dataclass(frozen=True)
class Cookie:
    """What the visitor's cookie says: who she is, and whether it is still new."""

    learner: uuid.UUID | None = None
    is_new: bool = False


def _cookie(request: HttpRequest) -> Cookie:
    if not hasattr(request, "learner_cookie"):
        # The limits ask, the view does, and what it calls.
        request.learner_cookie = _read_cookie(request.COOKIES.get(COOKIE))  # type: ignore[attr-defined]  # kept with the request
    found: Cookie = request.learner_cookie  # type: ignore[attr-defined]  # set above
    return found


def _read_cookie(value: str | None) -> Cookie:
    if not value:
        return Cookie()
    try:
        try:
            return Cookie(_signed(value, RENEW_SECONDS), is_new=True)
        except signing.SignatureExpired:
            return Cookie(_signed(value, KEEP_SECONDS))
    except (signing.BadSignature, ValueError):
        return Cookie()


def _signed(value: str, max_age: int) -> uuid.UUID:
    return uuid.UUID(str(signing.loads(value, salt=SALT, max_age=max_age)))


def learner_id(request: HttpRequest) -> uuid.UUID | None:
    """Return the id of who is learning, or None where nothing has been kept yet."""
    if request.user.is_authenticated:
        return Learner.objects.filter(user=request.user).values_list("pk", flat=True).first()
    return cookie_learner_id(request)


def ensure_learner(request: HttpRequest) -> uuid.UUID:
    """Return the id of who is learning, and make a learner where there is none.

    Call `remember` on the response afterwards.
    """
    if request.user.is_authenticated:
        return Learner.objects.get_or_create(user=request.user)[0].pk
    # A learner whose data was deleted may still hold the cookie.
    known = cookie_learner_id(request)
    if known and _KNOWN.rows(known):
        return known
    return Learner.objects.get_or_create(pk=known or uuid.uuid4())[0].pk


def make_sure_of(learner: uuid.UUID) -> None:
    """Make a learner with this id where there is none: one whose data was deleted may still hold the cookie."""
    _NEW.insert([Learner(pk=learner)])


def remember(request: HttpRequest, response: HttpResponse, learner: uuid.UUID) -> None:
    """Give an anonymous visitor the cookie by which her progress is found again."""
    if request.user.is_authenticated or _cookie(request) == Cookie(learner, is_new=True):
        return
    response.set_cookie(
        COOKIE,
        signing.dumps(str(learner), salt=SALT, compress=False),
        max_age=KEEP_SECONDS,
        httponly=True,
        samesite="Lax",
        secure=settings.SESSION_COOKIE_SECURE,
    )


def forget(response: HttpResponse) -> None:
    """Take the cookie away, after its progress has moved into an account."""
    response.delete_cookie(COOKIE, samesite="Lax")
