"""Keys of badges: made when the first is needed, kept sealed in the database, and changed by a command."""

from __future__ import annotations

import base64
import hashlib
import json
from typing import Any

import structlog
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
    load_pem_private_key,
)
from django.db import transaction
from django.urls import reverse
from django.views.decorators.debug import sensitive_variables

from courses.certificates.models import SigningKey
from mimi.letters.composing import absolute
from mimi.people.sealing import UnreadableError, seal, unseal

ALGORITHM = "EdDSA"
_log = structlog.get_logger("courses.certificates")


def key_in_use() -> SigningKey:
    """Return the key that badges are signed with, and make one where there is none that can be opened."""
    key = SigningKey.objects.filter(in_use=True).first()
    if key is not None and _opens(key):
        return key
    if key is not None:
        # SECRET_KEY has changed, and the old one is gone. What the key has signed still holds.
        _log.error("badge_key_unreadable", key=key.pk)
    return rotate(only=None if key is None else key.pk)


def rotate(only: str | None = "") -> SigningKey:
    """Put a new key into use and return it; badges that were signed with the old one go on holding.

    `only` names the key that is to be replaced, None where there is none yet: where another is in use by now,
    somebody else was faster, and that one is returned. Empty replaces whichever is in use.
    """
    with transaction.atomic():
        found = SigningKey.objects.select_for_update().filter(in_use=True).first()
        if found is not None and only != "" and found.pk != only:
            return found
        if found is not None:
            SigningKey.objects.filter(pk=found.pk).update(in_use=False)
        # Of several that make the first one at once, one does.
        SigningKey.objects.bulk_create([_new_key()], ignore_conflicts=True)
        return SigningKey.objects.get(in_use=True)


@sensitive_variables()
def private_pem(key: SigningKey) -> bytes:
    """Return the private half of a key (PKCS 8, PEM).

    Raises:
        UnreadableError: no SECRET_KEY opens it.
    """
    return unseal(key.sealed, SigningKey.purpose).encode()


def key_address(key: SigningKey) -> str:
    """Return where the public half of a key is published: the `kid` of what it has signed."""
    return absolute(reverse("badge_key", args=[key.pk]))


def public_jwk(key: SigningKey) -> dict[str, Any]:
    """Return the public half as it is published."""
    return {**key.public, "kid": key_address(key), "alg": ALGORITHM, "use": "sig"}


def _opens(key: SigningKey) -> bool:
    try:
        private_pem(key)
    except UnreadableError:
        return False
    return True


@sensitive_variables()
def _new_key() -> SigningKey:
    private = Ed25519PrivateKey.generate()
    raw = private.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)
    public = {"crv": "Ed25519", "kty": "OKP", "x": _base64url(raw)}
    pem = private.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()).decode()
    # RFC 7638: the members that make the key, in alphabetical order, without white space.
    thumbprint = hashlib.sha256(json.dumps(public, sort_keys=True, separators=(",", ":")).encode()).digest()
    return SigningKey(pk=_base64url(thumbprint), public=public, sealed=seal(pem, SigningKey.purpose))


def _base64url(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).decode().rstrip("=")


@sensitive_variables()
def load_private(pem: bytes) -> Any:
    """Return a private key from its PEM."""
    return load_pem_private_key(pem, password=None)
