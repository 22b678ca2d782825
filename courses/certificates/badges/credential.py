"""What a badge says, as Open Badges 3.0 has it, and its signature.

The person is told by her name alone, as on the certificate. Whether a badge holds stands in a Bitstring Status List
(W3C, v1.0): a bit for each version that was ever made, set for all but those that hold. So a badge is void from the
moment that its certificate is withdrawn, replaced or deleted.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import jwt
from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext, override
from openbadgeslib.ob3 import (
    Achievement,
    IdentityObject,
    Issuer,
    OpenBadgeCredential,
    build_status_list_credential,
    status_entry,
)

from courses.certificates.badges.keys import ALGORITHM, key_address, key_in_use, load_private, private_pem
from courses.certificates.content import CourseTaught, taught
from courses.certificates.models import CertificateVersion, CourseContent, SigningKey
from courses.certificates.showing import check_address, holding
from mimi.letters.composing import absolute
from mimi.people.sealing import UnreadableError

CONTEXTS = (
    "https://www.w3.org/ns/credentials/v2",
    "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json",
)
# Bits in a list: the fewest that the specification allows, so that nobody stands out.
LIST_SIZE = 131_072
# A list that is older holds no more, so that nobody can go on showing the one from before her badge was withdrawn.
LIST_HOLDS = timedelta(days=1)
# Letters of a digest that name an achievement.
ACHIEVEMENT_NAME = 32


def issuer() -> Issuer:
    """Return the site as the issuer, in the active language."""
    return Issuer(
        id=absolute(reverse("badge_issuer")), name=gettext("Microintegration practice set"), url=settings.SITE_URL
    )


def achievement(content: CourseContent, language: str) -> Achievement:
    """Return a course as it was completed, as an achievement, in a language."""
    course = taught(content, language)
    with override(language):
        return Achievement(
            id=absolute(reverse("badge_achievement", args=[content.pk[:ACHIEVEMENT_NAME]])),
            name=course.title,
            description=_description(course),
            criteria_narrative=gettext("Everything that the course asks for was done."),
            image_url=absolute(reverse("badge_picture")),
            achievement_type="Course",
        )


def _description(course: CourseTaught) -> str:
    lines = [f"{gettext('What was learned')} ({course.time}):"]
    for module in course.modules:
        lines.append(f"- {module.name}")
        lines += [f"  - {outcome}" for outcome in module.outcomes]
    return "\n".join(lines)


def credential(version: CertificateVersion, key: SigningKey) -> OpenBadgeCredential:
    """Return a version of a certificate as a credential, in its language; it is signed with a key."""
    with override(version.language):
        about = issuer()
    return OpenBadgeCredential(
        id=check_address(version.code),
        issuer=about,
        recipient_id=None,
        identifiers=[IdentityObject(identity_hash=version.name, identity_type="name", hashed=False)],
        achievement=achievement(version.certificate.content, version.language),
        issuance_date=version.issued_at.replace(microsecond=0),
        credential_status=[
            status_entry(_list_address(key, version.pk // LIST_SIZE), "revocation", version.pk % LIST_SIZE)
        ],
    )


def badge_token(version: CertificateVersion) -> str:
    """Return a version of a certificate as a signed JWT; the same each time, until the key is changed."""
    key = key_in_use()
    return sign(credential(version, key).to_jwt_payload(), key)


def sign(payload: dict[str, Any], key: SigningKey) -> str:
    """Return a payload as a JWT that names its key by the address at which that is published.

    Raises:
        UnreadableError: no SECRET_KEY opens the key.
    """
    headers = {"kid": key_address(key)}
    return jwt.encode(payload, load_private(private_pem(key)), algorithm=ALGORITHM, headers=headers)


def status_list(key: SigningKey, number: int) -> str:
    """Return a list of what holds no more as a signed JWT, for the badges that a key has signed; one query.

    A key that can't be opened any more is stood in for by the one in use.
    """
    first = number * LIST_SIZE
    holds = {
        pk - first for pk in holding().filter(pk__gte=first, pk__lt=first + LIST_SIZE).values_list("pk", flat=True)
    }
    now = timezone.now()
    document = build_status_list_credential(
        issuer().id,
        _list_address(key, number),
        "revocation",
        (index for index in range(LIST_SIZE) if index not in holds),
        size_bits=LIST_SIZE,
        issued=now,
        valid_until=now + LIST_HOLDS,
        ttl=0,
    )
    payload = {**document, "iss": document["issuer"], "jti": document["id"], "nbf": int(now.timestamp())}
    try:
        return sign(payload, key)
    except UnreadableError:
        return sign(payload, key_in_use())


def _list_address(key: SigningKey, number: int) -> str:
    return absolute(reverse("badge_status", args=[key.pk, number]))
