"""What is offered beside a text: the glossary's terms, and how the same or something like it was translated before."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from wagtail_localize.models import Translation

from courses.models import GlossaryTerm
from mimi.editors.aids.glossaries import Glossary, Term, glossary
from mimi.editors.aids.memory import matches_of
from mimi.editors.aids.rows import rows
from mimi.pages.gates import open_gates
from mimi.people.models import User
from tests.factories.speech import locale, named_id
from tests.site.editors.aids.desk import Desk, row_of, translate

TERMS = [Term("frame of reference", "referanseramme", "…"), Term("frame", "ramme", "…"), Term("trust", "tillit", "…")]
LONG = "Trust grows slowly where people meet every day and keep what they promise."


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Different Frames of Reference meet.", ["referanseramme"]),
        ("A frame, then another frame.", ["ramme"]),
        ("She trusted him.", ["tillit"]),
        ("Nothing here.", []),
        ("Trust in a frame of reference", ["tillit", "referanseramme"]),
    ],
)
def test_terms_are_found_in_any_form_the_longest_first(text: str, found: list[str]) -> None:
    assert [term.target for term in Glossary("en", TERMS).terms_in(text)] == found


@pytest.mark.django_db
def test_the_courses_glossary_is_read_by_one_query(django_assert_num_queries: Callable[[int], Any]) -> None:
    for language, term in (("en", "Trust"), ("nb", "Tillit"), ("de", "Vertrauen")):
        key = named_id("term", "trust")
        GlossaryTerm.objects.create(term=term, definition="…", locale=locale(language), translation_key=key, code="t")
    GlossaryTerm.objects.create(term="Lonely", definition="…", locale=locale("en"), code="l")
    with django_assert_num_queries(1):
        found = glossary("en", "de").terms_in("Trust the lonely.")
    assert [term.target for term in found] == ["Vertrauen"]


def paragraphs(desk: Desk, *texts: str) -> Translation:
    return desk.translation(desk.write(desk.more["en"], *(f"<p>{text}</p>" for text in texts)))


def offered(translation: Translation, english: str, user: User) -> list[tuple[int, str]]:
    row = row_of(translation, english)
    return [(match.percent, match.text) for match in matches_of(translation, [row], user)[row.segment.pk]]


@pytest.mark.django_db
def test_the_same_text_elsewhere_is_offered_first_then_what_is_like_it(desk: Desk, boss: User) -> None:
    elsewhere = desk.translation(desk.write(desk.about["en"], f"<p>{LONG}</p>", f"<p>{LONG[:-1]} to others.</p>"))
    translate(elsewhere, LONG, "Tillit vokser sakte.")
    translate(elsewhere, LONG[:-1] + " to", "Tillit vokser sakte for andre.")
    here = paragraphs(desk, LONG)
    first, second = offered(here, LONG, boss)
    assert first == (100, "Tillit vokser sakte.")
    assert second[1] == "Tillit vokser sakte for andre."
    assert 80 <= second[0] < 100


@pytest.mark.django_db
def test_what_stood_here_before_the_english_changed_is_offered(desk: Desk, boss: User) -> None:
    here = paragraphs(desk, LONG)
    translate(here, LONG, "Tillit vokser sakte.")
    assert offered(here, LONG, boss) == []
    desk.change(desk.more["en"], f"<p>{LONG.replace('slowly', 'quickly')}</p>")
    row = row_of(here, "Trust grows quickly")
    (match,) = matches_of(here, [row], boss)[row.segment.pk]
    assert (match.text, match.is_former, match.english) == ("Tillit vokser sakte.", True, LONG)


@pytest.mark.django_db
def test_what_is_unlike_wrong_or_unconfirmed_is_not_offered(desk: Desk, boss: User) -> None:
    elsewhere = desk.translation(desk.write(desk.about["en"], f"<p>{LONG}</p>", "<p>Fish and chips for everybody.</p>"))
    translate(elsewhere, LONG, "Maskinens", translation_type="machine")
    translate(elsewhere, "Fish", "Fisk")
    here = paragraphs(desk, LONG)
    assert offered(here, LONG, boss) == []
    translate(elsewhere, LONG, "Feil", has_error=True)
    assert offered(here, LONG, boss) == []


@pytest.mark.django_db
def test_an_address_and_a_title_are_no_help_to_each_other(desk: Desk, boss: User) -> None:
    elsewhere = desk.translation(desk.about["en"])
    translate(elsewhere, "about", "om-oss")
    desk.more["en"].title = "About"
    desk.more["en"].save_revision().publish()
    assert offered(desk.translation(desk.more["en"]), "About", boss) == []


@pytest.mark.django_db
def test_links_that_the_text_here_lacks_are_taken_out(desk: Desk, boss: User) -> None:
    linked = f'<p><a href="https://example.org/">Trust</a>{LONG[5:]}</p>'
    elsewhere = desk.translation(desk.write(desk.about["en"], linked))
    translate(elsewhere, "<a", '<a id="a1">Tillit</a> vokser.')
    assert offered(paragraphs(desk, LONG), LONG, boss) == [(100, "Tillit vokser.")]


@pytest.mark.django_db
def test_nobody_reads_a_draft_that_is_not_hers(desk: Desk, translator_of: Callable[..., User]) -> None:
    elsewhere = desk.translation(desk.write(desk.about["en"], f"<p>{LONG}</p>"))
    translate(elsewhere, LONG, "Tillit vokser sakte.")
    here = paragraphs(desk, LONG)
    norwegian, german = translator_of("nb"), translator_of("de")
    desk.about["nb"].unpublish()
    assert len(offered(here, LONG, norwegian)) == 1
    assert offered(here, LONG, german) == []
    with open_gates():
        desk.about["nb"].save_revision().publish()
    assert len(offered(here, LONG, german)) == 1


@pytest.mark.django_db
def test_many_texts_cost_as_many_queries_as_one(
    desk: Desk, boss: User, client: Client, django_assert_num_queries: Callable[[int], Any]
) -> None:
    elsewhere = desk.translation(desk.write(desk.about["en"], *(f"<p>{LONG} {n}</p>" for n in range(30))))
    for row in rows(elsewhere)[3:]:
        translate(elsewhere, row.english, "Tillit")
    here = paragraphs(desk, *(f"{LONG} {n + 40}" for n in range(30)))
    many = rows(here)
    # What Django keeps of content types and permissions is asked once.
    matches_of(here, many, boss)
    for asked in (many[-1:], many):
        with django_assert_num_queries(6):
            matches_of(here, asked, boss)


@pytest.mark.django_db
@pytest.mark.parametrize("words", ["ÆRLIG", "ærlig", "honest", "HONEST"])
def test_a_search_finds_english_and_translation_in_any_case(desk: Desk, boss: User, client: Client, words: str) -> None:
    here = paragraphs(desk, "An honest word is <b>worth</b> much.", "Another one is not.")
    translate(here, "An honest", "Et ærlig ord er <b>verdt</b> mye.")
    translate(here, "Another", "Et annet ikke.")
    client.force_login(boss)
    page = client.get(reverse("aids:search"), {"q": words, "language": "nb"}).content.decode()
    assert "1 translation found" in page
    assert "Et ærlig ord er verdt mye." in page
    assert f'<a href="{reverse("wagtailadmin_pages:edit", args=[desk.more["nb"].pk])}">' in page
    assert "Et annet ikke." not in page
