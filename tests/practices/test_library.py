"""The library page, one practice, and what the home page shows of both."""

from __future__ import annotations

import html as markup
import re
from typing import Any

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from mimi.pages.links import page_address
from practices.library import library, vocabulary_names
from practices.models import (
    Country,
    EvidenceLevel,
    Phase,
    PracticePage,
    Setting,
    TargetGroup,
    Theme,
    Vocabulary,
)
from practices.models.pages import PracticeModule
from tests.factories import PracticePageFactory, SiteTree, editor
from tests.factories.practices import vocabulary
from tests.factories.speech import locale, say

LIBRARY_QUERIES = 3
PRACTICE_QUERIES = 11


def address(page: Any) -> str:
    return page_address(page.locale.language_code, page.url_path)


def read(url: str, client: Client | None = None) -> str:
    response = (client or Client()).get(url)
    assert response.status_code == 200
    return markup.unescape(response.content.decode())


def again(page: Any) -> Any:
    return type(page).objects.get(pk=page.pk)


def describe(page: PracticePage, **codes: str) -> PracticePage:
    """Give a practice values of facets, as the loader does: those of the source language."""
    page = again(page)
    fields: dict[str, tuple[str, type[Vocabulary]]] = {
        "theme": ("themes", Theme),
        "group": ("target_groups", TargetGroup),
        "setting": ("settings", Setting),
        "phase": ("phases", Phase),
    }
    for param, (name, model) in fields.items():
        if param in codes:
            getattr(page, name).set([vocabulary(model, code) for code in codes[param].split()])
    if "country" in codes:
        page.country = vocabulary(Country, codes["country"])
    if "evidence" in codes:
        page.evidence = vocabulary(EvidenceLevel, codes["evidence"], description="", rank=2)
    page.save_revision().publish()
    return page


def facet_of(html: str, param: str) -> dict[str, tuple[int, bool]]:
    """Return the values of a facet as the page shows them: name to count and whether it is ticked."""
    found = {}
    for row in re.findall(rf'<input type="checkbox" id="filter-{param}-.*?</label>', html, re.DOTALL):
        name, count = re.search(r"<span>(.*?)</span><span class=\"count\">(\d+)</span>", row).groups()  # type: ignore[union-attr]
        found[name] = (int(count), " checked" in row)
    return found


def titles(html: str) -> list[str]:
    return re.findall(r'<h3><a class="covers" href="[^"]+">(.*?)</a></h3>', html)


def test_all_practices_stand_in_the_order_of_their_numbers(small_tree: SiteTree) -> None:
    for number, page in zip((2, 1), small_tree.practices["en"], strict=True):
        page.number = number
        page.save()
    html = read(address(small_tree.library["en"]))
    assert titles(html) == ["Practice 2", "Practice 1"]
    assert facet_of(html, "theme") == {"Language": (1, False), "Trust": (2, False)}


def test_a_facet_narrows_and_its_values_add_up(small_tree: SiteTree) -> None:
    PracticePageFactory(parent=again(small_tree.library["en"]), title="Cooking", themes=["food"])
    url = address(small_tree.library["en"])
    html = read(f"{url}?theme=language")
    assert titles(html) == ["Practice 2"]
    assert facet_of(html, "theme") == {"Food": (1, False), "Language": (1, True), "Trust": (2, False)}
    assert titles(read(f"{url}?theme=food&theme=language")) == ["Cooking", "Practice 2"]
    assert titles(read(f"{url}?theme=food&country=no")) == ["Cooking"]
    assert titles(read(f"{url}?theme=food&country=xx")) == []


def test_a_chosen_value_can_be_taken_away(small_tree: SiteTree) -> None:
    url = address(small_tree.library["en"])
    html = read(f"{url}?theme=language&theme=trust&country=no")
    chosen = html.partition('class="chosen"')[2].partition("</ul>")[0]
    assert f'href="{url}?theme=trust&country=no"' in chosen
    assert f'href="{url}?theme=language&theme=trust"' in chosen
    assert f'action="{url}"' in html


@pytest.mark.parametrize(
    "query",
    [
        "theme=made-up",
        "theme=%00",
        "theme=<script>alert(1)</script>",
        "theme=%22%3E%3Cimg src=x onerror=alert(1)%3E",
        "theme=' OR 1=1 --",
        "theme=trust'",
        "country=no&country=" + "x" * 3000,
        "theme=%FF%FE",
        "theme[]=trust",
        "&".join(f"theme=t{n}" for n in range(300)),
    ],
)
def test_a_hostile_choice_is_an_empty_list_at_worst(query: str, small_tree: SiteTree) -> None:
    response = Client().get(f"{address(small_tree.library['en'])}?{query}")
    assert response.status_code == 200
    html = response.content.decode()
    assert "<script>alert" not in html
    assert "<img src=x" not in html
    assert "onerror=alert(1)>" not in html


def test_names_are_those_of_the_language_and_english_for_want_of_them(db: Any) -> None:
    for code in ("trust", "food"):
        vocabulary(Theme, code)
    vocabulary(Theme, "trust", "nb")
    vocabulary(Theme, "trust", "de")
    for language, trust in (("nb", "Trust (nb)"), ("de", "Trust (de)"), ("el", "Trust"), ("en", "Trust")):
        names = dict(vocabulary_names(language)["theme"])
        assert (names["trust"], names["food"]) == (trust, "Food")


def test_names_stand_in_the_editors_order(db: Any) -> None:
    for order, code in enumerate(("zebra", "apple", "mango")):
        vocabulary(Theme, code, sort_order=order)
        vocabulary(Theme, code, "nb", sort_order=order)
    for rank, code in ((3, "measured"), (1, "told")):
        vocabulary(EvidenceLevel, code, description="", rank=rank)
    theme_codes = [code for code, _name in vocabulary_names("nb")["theme"]]
    assert [code for code in theme_codes if code in ("zebra", "apple", "mango")] == ["zebra", "apple", "mango"]
    evidence_codes = [code for code, _name in vocabulary_names("nb")["evidence"]]
    assert [code for code in evidence_codes if code in ("told", "measured")] == ["told", "measured"]


def test_a_norwegian_card_speaks_norwegian(small_tree: SiteTree) -> None:
    for model, code in ((Theme, "peace"), (Country, "at"), (EvidenceLevel, "measured")):
        more = {"description": "", "rank": 2} if model is EvidenceLevel else {}
        vocabulary(model, code, "en", **more)
        vocabulary(model, code, "nb", **more)
    page = describe(small_tree.practices["nb"][0], theme="peace", country="at", evidence="measured")
    card = library("nb").cards[page.pk]
    assert card.themes == ["Peace (nb)"]
    assert card.country == "At (nb)"
    assert card.evidence == "Measured (nb)"
    assert card.url == address(page)
    assert (card.title, card.organisation, card.place) == ("Practice 1 (nb)", "LoPe", "Skien")


def test_a_norwegian_practice_speaks_norwegian(small_tree: SiteTree) -> None:
    vocabulary(Country, "at", "nb")
    vocabulary(EvidenceLevel, "measured", "nb", description="", rank=2)
    vocabulary(Theme, "peace", "nb")
    page = describe(
        small_tree.practices["nb"][0],
        theme="peace",
        country="at",
        evidence="measured",
        group="parents",
        setting="ngo",
        phase="arrival",
    )
    html = read(address(page))
    facts = html.partition('class="facts"')[2].partition("</dl>")[0]
    for said in ("At (nb)", "Peace (nb)", "Measured (nb)", "Parents", "Ngo", "Arrival"):
        assert f"<dd>{said}</dd>" in facts
    assert "<strong>Measured (nb)</strong>" in html
    assert "<dd>At</dd>" not in facts


def test_what_a_source_is_silent_on_is_not_stated(small_tree: SiteTree) -> None:
    html = read(address(small_tree.practices["en"][0]))
    assert html.count('<dd class="not-stated">Not stated</dd>') == 5


def test_a_practice_leads_to_its_modules_in_its_own_language(small_tree: SiteTree) -> None:
    for language in ("en", "nb"):
        page = again(small_tree.practices[language][0])
        page.related_modules = [PracticeModule(page=small_tree.modules["en"][1].page_ptr)]
        page.save_revision().publish()
    assert f'href="{address(small_tree.modules["nb"][1])}"' in read(address(small_tree.practices["nb"][0]))
    small_tree.modules["nb"][1].unpublish()
    from mimi.pages.cache.stamps import view

    view.refresh(now=True)
    assert f'href="{address(small_tree.modules["en"][1])}"' in read(address(small_tree.practices["nb"][0]))


def test_a_preview_shows_values_that_are_chosen_and_not_yet_saved(small_tree: SiteTree) -> None:
    page = again(small_tree.practices["en"][0])
    page.themes.set([vocabulary(Theme, "humour")])
    page.country = vocabulary(Country, "gr")
    page.save_revision()
    client = Client()
    client.force_login(editor(is_superuser=True))
    preview = read(f"/cms/pages/{page.pk}/view_draft/", client)
    assert "<dd>Humour</dd>" in preview
    assert "<dd>Gr</dd>" in preview
    assert "Humour" not in read(address(page))


def test_a_practice_leads_back_to_the_library(small_tree: SiteTree) -> None:
    html = read(address(small_tree.practices["nb"][0]))
    assert f'<a href="{address(small_tree.library["nb"])}">Practices (nb)</a>' in html


def test_the_home_page_shows_the_first_three_and_the_way_to_all(small_tree: SiteTree) -> None:
    parent = again(small_tree.library["en"])
    for number, name in enumerate(("Last", "Third"), start=4):
        PracticePageFactory(parent=parent, title=name, number=10 - number)
        parent = again(parent)
    for number, page in enumerate(small_tree.practices["en"], start=1):
        page.number = number
        page.save()
    html = read(address(small_tree.home["en"]))
    assert [title for title in titles(html) if "Module" not in title] == ["Practice 1", "Practice 2", "Third"]
    assert html.count(f'href="{address(small_tree.library["en"])}"') >= 2


def test_the_home_page_without_a_library_shows_none(small_tree: SiteTree) -> None:
    small_tree.library["nb"].delete()
    html = read(address(small_tree.home["nb"]))
    assert "the-library" not in html


def test_the_library_of_a_language_holds_that_language_only(small_tree: SiteTree) -> None:
    assert {card.title for card in library("nb").cards.values()} == {
        say("Practice 1", "nb"),
        say("Practice 2", "nb"),
    }
    assert library("de").cards == {}
    small_tree.practices["nb"][0].unpublish()
    from mimi.pages.cache.stamps import view

    view.refresh(now=True)
    assert len(library("nb").cards) == 1
    assert locale("nb").language_code == "nb"


@pytest.mark.parametrize("count", [1, 50])
def test_reading_the_library_takes_as_many_queries_for_one_practice_as_for_fifty(
    count: int, small_tree: SiteTree, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    parent = again(small_tree.library["de" if "de" in small_tree.languages else "en"])
    PracticePage.objects.all().delete()
    for n in range(count):
        PracticePageFactory(parent=again(parent), themes=["trust", f"theme-{n % 9}"], number=n)
    from mimi.pages.cache import fragments
    from mimi.pages.cache.stamps import view

    fragments.memory.clear()
    view.refresh(now=True)
    with django_assert_num_queries(LIBRARY_QUERIES):
        assert len(library("en").cards) == count


@pytest.mark.parametrize("count", [1, 50])
def test_a_practice_takes_as_many_queries_beside_one_as_beside_fifty(
    count: int, small_tree: SiteTree, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for n in range(count):
        PracticePageFactory(parent=again(small_tree.library["en"]), number=n)
    page = describe(small_tree.practices["en"][0], theme="trust peace", group="parents", setting="ngo")
    url = address(page)
    from tests.site.pages.visits import forget

    forget()
    with django_assert_num_queries(PRACTICE_QUERIES):
        read(url)
