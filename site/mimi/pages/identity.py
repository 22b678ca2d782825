"""Stable ids made from the names that content files use.

A page, a block or an answer that comes from a file has the same id on every installation and in every language, so that
progress, translations and links survive a new load.
"""

import uuid

NAMESPACE = uuid.UUID("6b1f3a52-3f0e-5c8e-9a41-0c6d1b8d7e21")


def stable_uuid(*names: str) -> uuid.UUID:
    """Return the version 5 UUID (RFC 9562, 5.5) of a path of names."""
    return uuid.uuid5(NAMESPACE, "/".join(names))
