"""Headers that answers really carry."""

from __future__ import annotations

import pytest
from django.test import Client


def directives(policy: str) -> dict[str, set[str]]:
    parts = (part.split() for part in policy.split(";") if part.strip())
    return {name: set(values) for name, *values in parts}


def test_the_public_policy_allows_nothing_inline_and_nobody_else(client: Client) -> None:
    policy = directives(client.get("/health/live").headers["Content-Security-Policy"])
    assert policy == {
        "default-src": {"'self'"},
        "img-src": {"'self'", "data:"},
        "object-src": {"'none'"},
        "worker-src": {"'self'"},
        "base-uri": {"'self'"},
        "form-action": {"'self'"},
        "frame-ancestors": {"'self'"},
    }


@pytest.mark.django_db
def test_the_admin_has_a_policy_of_its_own(admin_client: Client) -> None:
    policy = directives(admin_client.get("/cms/").headers["Content-Security-Policy"])
    assert "'unsafe-inline'" in policy["script-src"]
    assert "'unsafe-eval'" not in policy["script-src"]
    assert policy["default-src"] == {"'self'"}
    assert policy["object-src"] == {"'none'"}


@pytest.mark.django_db
def test_an_address_that_only_begins_like_the_admins_is_public(client: Client) -> None:
    policy = client.get("/cms-not/").headers["Content-Security-Policy"]
    assert "unsafe-inline" not in policy


def test_the_other_headers_are_there_as_well(client: Client) -> None:
    headers = client.get("/health/live").headers
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "strict-origin-when-cross-origin"
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert headers["X-Frame-Options"] == "SAMEORIGIN"
    assert "camera=()" in headers["Permissions-Policy"]
    assert "Vary" not in headers or "Cookie" not in headers["Vary"]
