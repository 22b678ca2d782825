"""Texts that only their writer reads are stored sealed: encrypted with a key derived from the site's own.

Who sees the database, a backup of it or the admin sees no word of them. Who also has SECRET_KEY could open them: the
server itself must, to show them to their writer. The seal is Fernet's (AES-128-CBC with HMAC-SHA256), the key of each
purpose comes from SECRET_KEY by HKDF-SHA256 (RFC 5869), so that it opens nothing else. What was sealed with an older
key opens as long as that key stands in SECRET_KEY_FALLBACKS; `manage.py seal_anew` brings it under the newest.
"""

from __future__ import annotations

import base64
import functools

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings


class UnreadableError(Exception):
    """A sealed text was altered, or no key that the site has opens it."""


def seal(text: str, purpose: str) -> str:
    """Return a text sealed, as ASCII. What was sealed for one purpose opens for no other."""
    return _box(purpose).encrypt(text.encode()).decode("ascii")


def unseal(sealed: str, purpose: str) -> str:
    """Return the text that was sealed.

    Raises:
        UnreadableError: no key of the site opens it.
    """
    try:
        return _box(purpose).decrypt(sealed.encode()).decode()
    except InvalidToken:
        raise UnreadableError from None


def seal_anew(sealed: str, purpose: str) -> str:
    """Return the same text sealed with the newest key.

    Raises:
        UnreadableError: no key of the site opens it.
    """
    try:
        return _box(purpose).rotate(sealed.encode()).decode("ascii")
    except InvalidToken:
        raise UnreadableError from None


def _box(purpose: str) -> MultiFernet:
    return _boxes((settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS), purpose)


@functools.lru_cache(maxsize=32)
def _boxes(secrets: tuple[str, ...], purpose: str) -> MultiFernet:
    return MultiFernet([Fernet(_key(secret, purpose)) for secret in secrets])


def _key(secret: str, purpose: str) -> bytes:
    derived = HKDF(algorithm=SHA256(), length=32, salt=None, info=f"mimi.people.sealing:{purpose}".encode())
    return base64.urlsafe_b64encode(derived.derive(secret.encode()))
