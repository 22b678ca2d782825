"""Words as search compares them."""

from __future__ import annotations

import pytest

from mimi.search.analysis import fold, loose, plain, stem, tokens
from mimi.search.compounds import Compounds
from mimi.search.excerpts import LONGEST, excerpt, marked

SAME = [
    ("nb", "praksisplass praksisplassen praksisplasser praksisplassene PRAKSISPLASS"),
    ("nb", "arbeidsgiver arbeidsgivere arbeidsgiveren arbeidsgiverne"),
    ("nb", "integrere integrerer integrering integreringen"),
    ("en", "volunteer volunteers volunteering"),
    ("en", "café cafe CAFÉ cafés"),
    ("de", "Geflüchtete Geflüchteten GEFLÜCHTETE gefluechtete"),
    ("de", "Praktikumsplatz Praktikumsplätze Praktikumsplaetze"),
    ("de", "Straße STRASSE strasse"),
    ("el", "μετανάστες μεταναστών μετανάστης ΜΕΤΑΝΑΣΤΕΣ"),
    ("el", "εργασία εργασίας εργασίες εργασιών"),
    ("el", "αρνητικός αρνητική αρνητικό αρνητικές αρνητικά"),
]
APART = [
    ("nb", "får", "far"),
    ("nb", "plass", "plast"),
    ("de", "schon", "Schein"),
    ("en", "placement", "place"),
    ("el", "γυναίκα", "γυνή"),
]


def stem_of(word: str, language: str) -> str:
    return stem(fold(word, language), language)


@pytest.mark.parametrize(("language", "forms"), SAME)
def test_forms_of_a_word_have_one_stem(language: str, forms: str) -> None:
    assert len({stem_of(form, language) for form in forms.split()}) == 1


@pytest.mark.parametrize(("language", "one", "other"), APART)
def test_words_that_only_look_alike_stay_apart(language: str, one: str, other: str) -> None:
    assert stem_of(one, language) != stem_of(other, language)


@pytest.mark.parametrize(
    ("language", "spellings"),
    [("nb", "læring laering laring"), ("nb", "språk spraak sprak"), ("de", "früh frueh fruh"), ("de", "schön schoen")],
)
def test_a_keyboard_that_lacks_letters_spells_them_otherwise(language: str, spellings: str) -> None:
    assert len({loose(fold(word, language), language) for word in spellings.split()}) == 1


def test_a_decomposed_letter_is_the_same_letter() -> None:
    assert fold(plain("cafe\u0301"), "en") == fold("café", "en")
    assert plain("prak\u00adsis\u200bplass\x00 \n nå") == "praksisplass nå"


def test_what_is_written_with_hyphens_comes_in_parts_and_put_together() -> None:
    text = "en-til-en-samtale og HR-leder"
    assert [token.form for token in tokens(text, "nb") if token.joined] == ["entilensamtale", "hrleder"]
    assert all(text[token.start : token.end] for token in tokens(text, "nb"))


def test_numbers_stay_whole() -> None:
    assert [token.form for token in tokens("Module 2.2, 66 % and B1.", "en")] == ["module", "2.2", "66", "and", "b1"]


def known(language: str, *words: str) -> Compounds:
    forms = {loose(fold(word, language), language) for word in words}
    return Compounds(language, sorted({stem(form, language) for form in forms}), forms)


def test_a_compound_is_known_by_its_parts_where_the_rest_is_a_word_too() -> None:
    german = known(
        "de", "Praktikum", "Platz", "Praktikumsplatz", "Arbeitsplatz", "Arbeit", "Beratung", "Rat", "Apparat"
    )
    assert set(german.having("platz")) == {"praktikumsplatz", "arbeitsplatz"}
    assert set(german.having("praktikum")) == {"praktikumsplatz"}
    assert set(german.having("rat")) == set()
    assert german.split("arbeitsberatung") == ("arbeit", "beratung")
    norwegian = known("nb", "praksis", "plass", "praksisplass", "utforme")
    assert set(norwegian.having("plass")) == {"praksisplass"}
    assert norwegian.split("utforming") == ()


def test_english_and_greek_are_not_taken_apart() -> None:
    assert list(known("en", "work", "place", "workplace").having("work")) == []
    assert known("el", "εργο", "δοτης").split("εργοδοτης") == ()


def test_an_excerpt_shows_most_of_what_was_asked_and_is_whole_between_its_gaps() -> None:
    texts = ["Trust comes first.", "word " * 80 + "trust grows where people volunteer " + "word " * 80]
    pieces = excerpt(texts, {"trust": 0, "volunt": 1}, "en")
    assert [piece.text for piece in pieces if piece.marked] == ["trust", "volunteer"]
    told = "".join(piece.text for piece in pieces)
    assert told.startswith("… ")
    assert told.endswith(" …")
    assert len(told) <= LONGEST + 4
    assert told.strip("… ") in texts[1]


def test_marking_loses_no_letter() -> None:
    text = "Co-determination: co-determined, “CO-DETERMINATION” & <b>."
    pieces = marked(text, {"codetermin": 0}, "en")
    assert "".join(piece.text for piece in pieces) == text
    assert [piece.text for piece in pieces if piece.marked] == [
        "Co-determination",
        "co-determined",
        "CO-DETERMINATION",
    ]
