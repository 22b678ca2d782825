"""Badges, read and checked by programs that aren't ours: PyJWT, openbadgeslib and npm's jose."""

from __future__ import annotations

import base64
import json
import subprocess
from collections.abc import Callable
from typing import Any

import jwt
import pytest
from django.conf import settings as site_settings
from django.core.management import call_command
from django.test import Client
from openbadgeslib.ob3 import OB3VerificationError, OB3Verifier
from PIL import Image

from courses.certificates.badges.keys import key_in_use, private_pem
from courses.certificates.models import CertificateVersion, SigningKey
from tests.courses.certificates.conftest import Graduate, graduate

SITE = "http://testserver"
KINDS = {"png": OB3Verifier.extract_token_from_png, "svg": OB3Verifier.extract_token_from_svg, "jwt": bytes.decode}
# Checks a token with npm's jose against a JWK set, and tells what it says.
JOSE = """
import { createLocalJWKSet, jwtVerify } from "jose";
let given = ""; for await (const part of process.stdin) given += part;
const { token, keys } = JSON.parse(given);
try { const { payload, protectedHeader } = await jwtVerify(token, createLocalJWKSet(keys), { algorithms: ["EdDSA"] });
  console.log(JSON.stringify({ payload, protectedHeader })); }
catch (error) { console.log(JSON.stringify({ error: error.code })); }
"""
# What the JSON schema of 1EdTech asks of an AchievementCredential (ob_v3p0_achievementcredential_schema.json).
REQUIRED = ("@context", "id", "type", "credentialSubject", "issuer", "validFrom")
REQUIRED_OF_ACHIEVEMENT = ("id", "type", "criteria", "description", "name")


def fetch(url: str) -> bytes:
    """Ask the site for an address that a badge names."""
    assert url.startswith(SITE)
    answer = Client().get(url.removeprefix(SITE))
    assert answer.status_code == 200
    return bytes(answer.content)


def badge(anna: Graduate, version: CertificateVersion, ending: str = "jwt") -> bytes:
    answer = anna.client.get(f"/en/me/certificates/{version.written_code}/badge.{ending}")
    assert answer.status_code == 200
    return bytes(answer.content)


def verified(token: str) -> dict[str, Any]:
    """Check a token with PyJWT and the key that it names; return what it says."""
    key = jwt.PyJWK(json.loads(fetch(jwt.get_unverified_header(token)["kid"])))
    claims: dict[str, Any] = jwt.decode(token, key, algorithms=["EdDSA"])
    return claims


def verifier(token: str) -> OB3Verifier:
    """Return openbadgeslib's verifier for the key that a token names."""
    from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

    key = jwt.PyJWK(json.loads(fetch(jwt.get_unverified_header(token)["kid"]))).key
    return OB3Verifier(key.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo))


def holds(token: str) -> bool:
    """Say whether openbadgeslib takes a badge as one that holds: signature, form, status list and its signature."""
    try:
        verifier(token).verify(token, check_status=True, download=fetch)
    except OB3VerificationError as error:
        # Any other reason than that the status is set is a mistake of ours.
        if "status 'revocation' is set" not in str(error):
            raise
        return False
    return True


def by_jose(*tokens: str) -> list[dict[str, Any]]:
    keys = json.loads(fetch(f"{SITE}/badges/keys/"))
    told = []
    for token in tokens:
        done = subprocess.run(
            ["node", "--input-type=module", "-e", JOSE],  # noqa: S607 - whichever node there is
            input=json.dumps({"token": token, "keys": keys}),
            cwd=site_settings.BASE_DIR,
            capture_output=True,
            text=True,
            check=True,
        )
        told.append(json.loads(done.stdout))
    return told


def altered(token: str) -> str:
    """Return a token with another name in it, and the same signature."""
    head, body, signature = token.split(".")
    claims = json.loads(base64.urlsafe_b64decode(body + "=" * (-len(body) % 4)))
    claims["credentialSubject"]["identifier"][0]["identityHash"] = "Somebody Else"
    body = base64.urlsafe_b64encode(json.dumps(claims).encode()).decode().rstrip("=")
    return f"{head}.{body}.{signature}"


def test_a_badge_says_what_the_certificate_says_and_others_can_check_it(anna: Graduate) -> None:
    version = anna.certificate("Åse Øverland")
    files = {ending: badge(anna, version, ending) for ending in KINDS}
    tokens = {KINDS[ending](content) for ending, content in files.items()}
    [token] = tokens
    claims = verified(token)
    assert [name for name in REQUIRED if not claims.get(name)] == []
    achievement = claims["credentialSubject"]["achievement"]
    assert [name for name in REQUIRED_OF_ACHIEVEMENT if not achievement.get(name)] == []
    assert claims["@context"][0] == "https://www.w3.org/ns/credentials/v2"
    assert {"VerifiableCredential", "OpenBadgeCredential"} <= set(claims["type"])
    assert claims["id"] == f"{SITE}/certificates/{version.written_code}/"
    [who] = claims["credentialSubject"]["identifier"]
    assert (who["identityType"], who["identityHash"], who["hashed"]) == ("name", "Åse Øverland", False)
    assert anna.user.email not in str(claims)
    assert holds(token)
    [told, refused] = by_jose(token, altered(token))
    assert told["payload"] == claims
    assert told["protectedHeader"]["alg"] == "EdDSA"
    assert refused == {"error": "ERR_JWS_SIGNATURE_VERIFICATION_FAILED"}


def test_what_a_badge_names_is_published(anna: Graduate) -> None:
    claims = verified(badge(anna, anna.certificate()).decode())
    issuer = json.loads(fetch(claims["issuer"]["id"]))
    assert (issuer["id"], issuer["type"]) == (claims["issuer"]["id"], ["Profile"])
    mine = claims["credentialSubject"]["achievement"]
    published = json.loads(fetch(mine["id"]))
    assert {name: published[name] for name in mine} == mine
    assert fetch(mine["image"]["id"]).startswith(b"\x89PNG")
    key = json.loads(fetch(jwt.get_unverified_header(badge(anna, anna.latest()).decode())["kid"]))
    assert key["crv"] == "Ed25519"
    assert "d" not in key


@pytest.mark.parametrize("path", ["keys/none/", "status/none/0/", f"achievements/{'0' * 32}/", "elsewhere/"])
def test_what_is_not_there_is_not_found(db: None, path: str) -> None:
    assert Client().get(f"/badges/{path}").status_code == 404


def test_what_was_altered_is_refused(anna: Graduate) -> None:
    token = badge(anna, anna.certificate()).decode()
    with pytest.raises(jwt.InvalidSignatureError):
        verified(altered(token))
    head, body, signature = token.split(".")
    nothing = base64.urlsafe_b64encode(b'{"alg":"none"}').decode().rstrip("=")
    for forged in (f"{nothing}.{body}.", f"{head}.{body}.{signature[:-4]}AAAA", f"{head}.{body}."):
        with pytest.raises(OB3VerificationError):
            verifier(token).verify(forged)


@pytest.mark.parametrize("end", ["withdrawn", "replaced", "deleted"])
def test_a_badge_holds_as_long_as_its_certificate(anna: Graduate, end: str) -> None:
    version = anna.certificate()
    other = graduate(anna.course)
    token, theirs = badge(anna, version).decode(), badge(other, other.certificate()).decode()
    assert holds(token)
    if end == "withdrawn":
        anna.withdraw(version)
    elif end == "replaced":
        anna.certificate("Åse Berg")
    else:
        anna.user.delete()
    assert not holds(token)
    assert holds(theirs)
    assert anna.client.get(f"/en/me/certificates/{version.written_code}/badge.png").status_code in (302, 404)


def test_another_key_leaves_old_badges_valid(anna: Graduate, capsys: pytest.CaptureFixture[str]) -> None:
    version = anna.certificate()
    old = badge(anna, version).decode()
    assert badge(anna, version).decode() == old
    call_command("rotate_badge_key")
    assert key_in_use().pk in capsys.readouterr().out
    new = badge(anna, version).decode()
    kids = [jwt.get_unverified_header(token)["kid"] for token in (old, new)]
    assert len(set(kids)) == 2
    assert holds(old)
    assert holds(new)
    assert [told["payload"]["jti"] for told in by_jose(old, new)] == [
        f"{SITE}/certificates/{version.written_code}/"
    ] * 2
    anna.withdraw(version)
    assert not holds(old)
    assert not holds(new)


def test_a_key_is_sealed_and_sealed_anew(db: None, settings: Any) -> None:
    key = key_in_use()
    pem = private_pem(key)
    assert b"PRIVATE KEY" in pem
    assert "PRIVATE" not in key.sealed
    settings.SECRET_KEY_FALLBACKS, settings.SECRET_KEY = [settings.SECRET_KEY], "another-" * 8
    call_command("seal_anew")
    settings.SECRET_KEY_FALLBACKS = []
    assert private_pem(SigningKey.objects.get()) == pem
    assert key_in_use() == key


def test_without_its_secret_another_key_comes_into_use(anna: Graduate, settings: Any) -> None:
    version = anna.certificate()
    old = badge(anna, version).decode()
    settings.SECRET_KEY = "another-" * 8
    anna.client.force_login(anna.user)
    assert holds(badge(anna, version).decode())
    assert SigningKey.objects.count() == 2
    assert verified(old)["jti"] == f"{SITE}/certificates/{version.written_code}/"


def test_nobody_else_gets_hers(anna: Graduate) -> None:
    version = anna.certificate()
    other = graduate(anna.course)
    for client, status in ((Client(), 302), (other.client, 404)):
        assert client.get(f"/en/me/certificates/{version.written_code}/badge.png").status_code == status
    assert anna.client.get(f"/en/me/certificates/{version.written_code}/badge.exe").status_code == 404


def test_the_picture_stays_a_picture(anna: Graduate, tmp_path: Any) -> None:
    version = anna.certificate()
    file = tmp_path / "badge.png"
    file.write_bytes(badge(anna, version, "png"))
    with Image.open(file) as picture:
        picture.verify()
        assert picture.size == (600, 600)
    assert b"<script" not in badge(anna, version, "svg")


def test_a_list_takes_as_many_queries_for_one_as_for_many(
    anna: Graduate, django_assert_num_queries: Callable[..., Any]
) -> None:
    first = anna.certificate()
    key = key_in_use()
    for number in range(2, 20):
        CertificateVersion.objects.create(certificate=first.certificate, number=number, name=str(number), language="en")
    with django_assert_num_queries(2):  # key, what holds
        fetch(f"{SITE}/badges/status/{key.pk}/0/")
