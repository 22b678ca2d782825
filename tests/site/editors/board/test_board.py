"""The board shows pages and snippets by languages, leads to the work, and is as quick with many as with few."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from courses.models import GlossaryTerm
from tests.factories import SiteTree, TextPageFactory, UserFactory, editor
from tests.factories.speech import locale
from tests.site.editors.conftest import Give, signed_in
from tests.site.editors.translating import change, finished, managed, of, translate

BOARD, RESULTS, LETTER = "/cms/translations/", "/cms/translations/results/", "/cms/translations/letter/"


def rows(client: Client, query: str = "") -> list[Any]:
    """Return the rows that the board shows."""
    return list(client.get(f"{RESULTS}{query}").context["object_list"])


def titles(client: Client, query: str = "") -> list[str]:
    return [row.source.title for row in rows(client, query)]


def test_pages_stand_in_tree_order_below_those_that_they_belong_to(boss: Client, small_tree: SiteTree) -> None:
    found = [(row.source.title, row.indent) for row in rows(boss)]
    assert found[:6] == [
        ("Home", 0),
        ("About", 1),
        ("Course", 1),
        ("Module 1", 2),
        ("Lesson 1.1", 3),
        ("Lesson 1.2", 3),
    ]


def test_a_cell_tells_state_number_and_since_when_and_leads_to_the_work(boss: Client, small_tree: SiteTree) -> None:
    page = change(finished(small_tree.about["en"]), summary="Another sentence.")
    html = boss.get(f"{BOARD}?q=about").content.decode()
    cell = re.search(r'<td class="translation-board__cell">(.*?)</td>', html, re.DOTALL)
    assert cell
    assert f'href="/cms/pages/{of(page).pk}/edit/#to-translate"' in cell[1]
    words = re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", cell[1]))
    assert re.search(r"Norsk Behind : About 1 segment since \d", words)


def test_what_is_missing_leads_to_where_it_is_begun(boss: Client, small_tree: SiteTree) -> None:
    page = TextPageFactory(parent=small_tree.home["en"], title="New", slug="new")
    assert f'href="/cms/localize/submit/page/{page.pk}/"' in boss.get(f"{RESULTS}?q=new").content.decode()


def test_it_is_narrowed_down(boss: Client, small_tree: SiteTree) -> None:
    tora = UserFactory(first_name="Tora", last_name="Vik")
    change(finished(small_tree.about["en"]), summary="Another sentence.")
    lesson = finished(small_tree.lessons["en"][0])
    change(lesson, summary="Another sentence.")
    translate(lesson, by=tora)
    GlossaryTerm.objects.create(locale=locale("en"), code="trust", term="Trust", definition="Relying.")
    assert titles(boss, "?state=behind&language=nb") == ["About"]
    assert titles(boss, "?state=behind&state=in-progress&language=nb") == ["About", "Lesson 1.1"]
    assert titles(boss, "?kind=courses.lessonpage&q=1.2") == ["Lesson 1.2"]
    assert titles(boss, "?kind=courses.glossaryterm") == ["Trust"]
    assert titles(boss, f"?person={tora.pk}") == ["Lesson 1.1"]
    assert "Tora Vik" in boss.get(BOARD).content.decode()
    assert titles(boss, "?q=nothing-of-the-kind") == []


def test_what_is_found_says_where_it_stands(boss: Client, small_tree: SiteTree) -> None:
    assert "Course › Module 1" in boss.get(f"{RESULTS}?q=lesson+1.1").content.decode()


def test_only_the_chosen_languages_are_shown(boss: Client, small_tree: SiteTree) -> None:
    names = [
        column.label for column in boss.get(f"{RESULTS}?language=de&language=nb").context["table"].columns.values()
    ]
    assert names == ["Title", "Norsk", "Deutsch"]


def test_totals_count_all_rows_and_lead_to_them(boss: Client, small_tree: SiteTree) -> None:
    change(finished(small_tree.about["en"]), summary="Another sentence.")
    context = boss.get(f"{RESULTS}?language=nb").context
    (norsk,) = context["totals"]
    states = {one["total"].state.value: one for one in norsk["states"]}
    assert (states["behind"]["total"].count, states["behind"]["total"].segments) == (1, 1)
    assert sum(one["total"].count for one in norsk["states"]) == context["paginator"].count
    query = states["behind"]["url"].partition("?")[2]
    assert titles(boss, f"?{query}") == ["About"]


def test_drafts_of_english_pages_are_not_the_translators_concern(boss: Client, small_tree: SiteTree) -> None:
    TextPageFactory(parent=small_tree.home["en"], title="Unfinished", slug="unfinished", live=False)
    assert "Unfinished" not in titles(boss, "?q=unfinished")


def test_who_works_on_no_pages_sees_nothing_of_it(small_tree: SiteTree, give: Give) -> None:
    assert signed_in(editor()).get(BOARD).status_code == 200
    assert signed_in(UserFactory()).get(BOARD).status_code in (302, 403)
    assert Client().get(BOARD).status_code == 302


@pytest.mark.parametrize("address", [BOARD, RESULTS])
def test_forty_pages_take_as_many_queries_as_four(boss: Client, small_tree: SiteTree, address: str) -> None:
    tora = UserFactory()
    parent = small_tree.home["en"]
    counts = []
    for total in (4, 40):
        for n in range(len(counts) and 4, total):
            page = TextPageFactory(parent=parent, title=f"Page {n}", slug=f"page-{n}")
            page.copy_for_translation(locale("nb"))
            managed(page)
            translate(page, by=tora, count=1)
        boss.get(address)
        with CaptureQueriesContext(connection) as queries:
            assert boss.get(f"{address}?q=page").context["paginator"].count == total
        counts.append(len(queries))
    assert counts[0] == counts[1]
    assert counts[1] <= 40, counts


def test_a_translator_lands_on_the_board_in_her_languages_when_she_enters(small_tree: SiteTree, give: Give) -> None:
    tora, both = editor(), editor()
    give(tora, "translator", "nb", "de")
    give(both, "translator", "nb")
    give(both, "reviewer", "nb")
    inside = {"HTTP_REFERER": "http://testserver/cms/pages/"}
    assert signed_in(tora).get("/cms/").headers["Location"] == f"{BOARD}?language=nb&language=de"
    assert signed_in(tora).get("/cms/", **inside).status_code == 200
    for user in (both, editor(), editor(is_superuser=True)):
        assert signed_in(user).get("/cms/").status_code == 200
    assert "/login/" in Client().get("/cms/").headers["Location"]
