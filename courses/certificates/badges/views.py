"""What programs ask for that read badges, and a learner's own badge as a file."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import override
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from courses.certificates.badges import credential, keys, pictures
from courses.certificates.badges.kinds import BADGE_KINDS
from courses.certificates.models import CertificateVersion, CourseContent, SigningKey
from courses.certificates.paper import file_name
from courses.certificates.views import own
from mimi.pages.links import SOURCE_LANGUAGE
from mimi.paper import file_answer
from mimi.people.limits import count, limited

# The numbers that a list may have; beyond them lies no certificate in a thousand years.
MOST_LISTS = 1000


@require_safe
@cache_control(private=True, no_store=True)
@login_required
@limited("exports")
def badge_file(request: HttpRequest, code: str, ending: str) -> HttpResponse:
    """Answer one of the reader's certificates as a badge.

    Raises:
        Http404: it isn't hers, it doesn't hold any more, or there is no such kind of file.
        LimitReachedError: files were made too often.
    """
    kind = BADGE_KINDS.get(ending)
    if kind is None:
        raise Http404
    shown = own(request, code)
    count(request, "exports")
    version = CertificateVersion.objects.select_related("certificate__content").get(code=shown.code)
    return file_answer(kind.make(credential.badge_token(version)), kind.content_type, file_name(shown, ending))


@require_safe
@cache_control(public=True, max_age=3600)
def badge_issuer(request: HttpRequest) -> HttpResponse:
    """Answer the issuer's profile."""
    with override(SOURCE_LANGUAGE):
        return _json({"@context": list(credential.CONTEXTS), **credential.issuer().to_dict()})


@require_safe
@cache_control(public=True, max_age=3600)
def badge_achievement(request: HttpRequest, name: str) -> HttpResponse:
    """Answer a course as somebody has completed it.

    Raises:
        Http404: nobody has.
    """
    content = CourseContent.objects.filter(digest__startswith=name).first()
    if content is None:
        raise Http404
    described = credential.achievement(content, SOURCE_LANGUAGE).to_dict()
    return _json({"@context": list(credential.CONTEXTS), **described, "creator": credential.issuer().to_dict()})


@require_safe
@cache_control(public=True, max_age=3600)
def badge_key(request: HttpRequest, key: str) -> HttpResponse:
    """Answer the public half of a key, in use or not, as a JWK (RFC 7517).

    Raises:
        Http404: there is no such key.
    """
    return _json(keys.public_jwk(_key(key)), "application/jwk+json")


@require_safe
@cache_control(public=True, max_age=300)
def badge_keys(request: HttpRequest) -> HttpResponse:
    """Answer all public keys, the newest first, as a JWK set."""
    found = SigningKey.objects.order_by("-made_at")
    return _json({"keys": [keys.public_jwk(key) for key in found]}, "application/jwk-set+json")


@require_safe
@cache_control(public=True, no_cache=True)
def badge_status(request: HttpRequest, key: str, number: int) -> HttpResponse:
    """Answer the list of what holds no more, signed with the key that signed the badges that ask for it.

    Raises:
        Http404: there is no such list.
    """
    if number >= MOST_LISTS:
        raise Http404
    return _open(HttpResponse(credential.status_list(_key(key), number), content_type="application/vc+jwt"))


@require_safe
@cache_control(public=True, max_age=86_400)
def badge_picture(request: HttpRequest) -> HttpResponse:
    """Answer the picture that all badges share."""
    return _open(HttpResponse(pictures.PNG.read_bytes(), content_type="image/png"))


def _key(name: str) -> SigningKey:
    key = SigningKey.objects.filter(pk=name).first()
    if key is None:
        raise Http404
    return key


def _json(data: dict[str, Any], content_type: str = "application/ld+json") -> HttpResponse:
    return _open(JsonResponse(data, content_type=content_type, json_dumps_params={"ensure_ascii": False, "indent": 2}))


def _open(response: HttpResponse) -> HttpResponse:
    """Let scripts of other sites read it: a wallet that runs in a browser, say. There is nothing personal in it."""
    response.headers["Access-Control-Allow-Origin"] = "*"
    response.headers["X-Robots-Tag"] = "noindex"
    return response
