"""Sealed texts: opened by the site's keys and by nothing else, in older ones too until they are sealed anew."""

from __future__ import annotations

from typing import Any

import pytest

from mimi.people.sealing import UnreadableError, seal, seal_anew, unseal

OLD, NEW, OTHER = ("old-key-" * 8, "new-key-" * 8, "other-key-" * 8)


@pytest.mark.parametrize("text", ["", "Bestemor lyttet", "Η γιαγιά άκουσε 😀\n", "x" * 100_000])
def test_what_is_sealed_opens_again(text: str) -> None:
    sealed = seal(text, "notes")
    assert unseal(sealed, "notes") == text
    assert sealed.isascii()
    assert "Bestemor" not in sealed


def test_the_same_text_is_never_sealed_the_same() -> None:
    assert seal("yes", "notes") != seal("yes", "notes")


def test_a_purpose_opens_nothing_of_another() -> None:
    with pytest.raises(UnreadableError):
        unseal(seal("secret", "notes"), "letters")


@pytest.mark.parametrize("sealed", ["", "made up", "ÆØÅ"])
def test_what_was_never_sealed_does_not_open(sealed: str) -> None:
    with pytest.raises(UnreadableError):
        unseal(sealed, "notes")


def test_what_was_altered_does_not_open() -> None:
    sealed = seal("secret", "notes")
    with pytest.raises(UnreadableError):
        unseal(sealed[:20] + ("A" if sealed[20] != "A" else "B") + sealed[21:], "notes")


def test_an_older_key_opens_as_long_as_it_is_named(settings: Any) -> None:
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = OLD, []
    sealed = seal("secret", "notes")
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = NEW, [OTHER, OLD]
    assert unseal(sealed, "notes") == "secret"
    anew = seal_anew(sealed, "notes")
    settings.SECRET_KEY_FALLBACKS = []
    assert unseal(anew, "notes") == "secret"
    with pytest.raises(UnreadableError):
        unseal(sealed, "notes")
    with pytest.raises(UnreadableError):
        seal_anew(sealed, "notes")
