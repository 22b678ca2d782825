"""Titles stand where readers of each language look for them."""

from __future__ import annotations

import random
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mimi.pages.collation import title_key

IN_ORDER = {
    "en": ["2 ways", "A café", "Aerial", "Æsop", "Ask-me", "Asking", "“Be bold”", "Café", "Cafés", "Zest"],
    "nb": [
        "20 per veileder",
        "Arendal",
        "En dør inn",
        "Én dør inn",
        "Muller",
        "Myller",
        "Müller b",
        "Ola-Nils",
        "Olav",
        "«Vi» på banen",
        "Zoo",
        "Ærlig",
        "Ønsker",
        "Öya",
        "Å spørre",
        "Åpen",
        "Aasen",
    ],
    "de": ["Ähnlich", "Ahorn", "Alle", "Öffnen", "Ort", "Straße", "Strassen", "„Über“ uns", "Uhr", "Zug"],
    "el": ["20 άτομα", "Άλλοι", "Αλφα", "«Βήμα» βήμα", "Έλα", "Ελάτε", "Λόγος", "Λόγου", "Ώρα", "BEST", "Zoo"],
}
titles = st.text(max_size=30)
languages = st.sampled_from(sorted(IN_ORDER))


@pytest.mark.parametrize("language", sorted(IN_ORDER))
def test_titles_stand_in_the_order_of_their_language(language: str) -> None:
    mixed = list(IN_ORDER[language])
    random.Random(5).shuffle(mixed)  # noqa: S311 - nothing secret
    assert sorted(mixed, key=lambda title: title_key(title, language)) == IN_ORDER[language]


@pytest.mark.parametrize(
    ("language", "first", "second"),
    [
        ("nb", "Zebra", "Ær"),
        ("en", "Ær", "Zebra"),
        ("de", "Öl", "Ort"),
        ("nb", "Ort", "Öl"),
        ("de", "Äpfel", "Birnen"),
        ("nb", "Birnen", "Äpfel"),
        ("el", "Ωμέγα", "Alpha"),
        ("en", "Alpha", "Ωμέγα"),
        ("nb", "Aa", "Aab"),
        ("nb", "Øst", "Aas"),
    ],
)
def test_a_letter_has_its_own_place_in_each_language(language: str, first: str, second: str) -> None:
    assert title_key(first, language) < title_key(second, language)


def test_accents_and_capitals_decide_only_between_equals() -> None:
    assert title_key("cafe z", "en") > title_key("Café a", "en")
    assert title_key("cafe", "en") < title_key("café", "en")
    assert title_key("λόγος", "el").letters == title_key("ΛΟΓΟΣ", "el").letters
    assert title_key("Straße", "de").letters == title_key("STRASSE", "de").letters


@pytest.mark.parametrize("decomposed", ["Å spørre", "Ärger", "Ώρα"])
def test_it_is_the_same_however_a_letter_is_written(decomposed: str) -> None:
    for language in IN_ORDER:
        assert title_key(unicodedata.normalize("NFD", decomposed), language) == title_key(decomposed, language)


@given(titles, titles, languages)
def test_any_two_titles_can_be_compared(one: str, other: str, language: str) -> None:
    first, second = title_key(one, language), title_key(other, language)
    assert (first < second) + (first == second) + (first > second) == 1
