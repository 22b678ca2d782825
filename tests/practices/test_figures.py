"""The page of figures: what stands on it, whom it leads to, and what can be taken along from it."""

from __future__ import annotations

import json
import re
from typing import Any
from xml.etree import ElementTree

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.translation import override
from pytest_django import DjangoAssertNumQueries
from wagtail.blocks import StreamBlockValidationError

from mimi.paper import PaperUnavailableError
from practices import figures
from practices.models import FiguresPage
from practices.models.figures import FiguresStreamBlock
from tests.factories import FiguresPageFactory, SiteTree
from tests.factories.practices import figure_data
from tests.factories.speech import named_id
from tests.pdf_text import words, write_plainly
from tests.practices.test_library import address, read
from tests.site.pages.visits import change, forget, publish

# Stamps, what all pages share, the route, the page itself; the pages that its figures name, and the links to them.
QUERIES = 7


def figures_page(tree: SiteTree, *stream: Any, language: str = "en") -> FiguresPage:
    """Make the page of figures, the same one in each language."""
    more: dict[str, Any] = {"stream": stream} if stream else {}
    home = type(tree.home[language]).objects.get(pk=tree.home[language].pk)
    page: FiguresPage = FiguresPageFactory(
        parent=home,
        language=language,
        slug=f"figures-{language}",
        translation_key=named_id("page", "figures"),
        show_in_menus=True,
        **more,
    )
    return page


def url(page: FiguresPage, view: str, *more: str) -> str:
    with override(page.locale.language_code):
        return reverse(view, args=[page.translation_key, *more])


def test_each_figure_says_what_it_shows_and_where_it_comes_from(small_tree: SiteTree) -> None:
    html = read(address(figures_page(small_tree)))
    for said in ("Numbers worth a look.", "What women-and-men shows.", "What women-and-men leaves out.", "A report"):
        assert said in html
    assert '<figure class="figure" id="women-and-men">' in html
    assert '<th scope="row">Women</th><td>49%</td>' in html
    assert 'role="img" aria-label="Figure women-and-men"' in html
    assert " style=" not in html


def test_what_stands_on_the_page_is_listed_with_links_to_it(small_tree: SiteTree) -> None:
    html = read(address(figures_page(small_tree)))
    listed = html[html.index('class="figures-contents"') : html.index('class="figures-body"')]
    anchors = re.findall(r'href="#([^"]+)"', listed)
    assert anchors == ["into-work", "women-and-men"]
    assert all(f'id="{anchor}"' in html for anchor in anchors)


def test_figures_before_the_first_heading_are_listed_too(small_tree: SiteTree) -> None:
    page = figures_page(small_tree, figure_data("alone", {"One": "1"}))
    assert figures.contents(page) == [
        {"anchor": "", "title": "", "figures": [{"anchor": "alone", "title": "Figure alone"}]}
    ]
    assert 'href="#alone"' in read(address(page))


def test_a_figure_leads_to_what_answers_it_in_the_readers_language(small_tree: SiteTree) -> None:
    practice, module = small_tree.practices["en"][0], small_tree.modules["en"][0]
    page = figures_page(small_tree, figure_data("women", {"All": "1"}, (practice.pk, module.pk)), language="nb")
    html = read(address(page))
    for lead in (small_tree.practices["nb"][0], small_tree.modules["nb"][0]):
        assert f'<a href="{address(lead)}">{lead.title}</a>' in html
    change(small_tree.practices["nb"][0].unpublish)
    assert f'<a href="{address(practice)}">' in read(address(page))


def test_the_library_and_the_menu_lead_to_the_figures(small_tree: SiteTree) -> None:
    assert "figures behind it" not in read(address(small_tree.library["en"]))
    page = figures_page(small_tree)
    forget()
    html = read(address(small_tree.library["en"]))
    assert f'<a class="more" href="{address(page)}">' in html
    assert f'<li><a href="{address(page)}">Figures</a></li>' in read(address(small_tree.course["en"]))


def test_it_costs_few_queries_however_much_stands_on_it(
    small_tree: SiteTree, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    pages = [page.pk for page in (*small_tree.practices["en"], *small_tree.modules["en"], *small_tree.lessons["en"])]
    page = figures_page(
        small_tree, *(figure_data(f"figure-{n}", {"All": "1"}, (pages[n % len(pages)], pages[0])) for n in range(50))
    )
    forget()
    with django_assert_num_queries(QUERIES):
        read(address(page))


def test_it_is_the_same_for_everybody_and_kept_until_it_changes(
    small_tree: SiteTree, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    page = figures_page(small_tree)
    first = Client().get(address(page))
    assert "public" in first["Cache-Control"]
    assert not first.cookies
    with django_assert_num_queries(0):
        assert Client().get(address(page), headers={"If-None-Match": first["ETag"]}).status_code == 304
    publish(page, body=json.dumps([figure_data("another", {"All": "1"})]))
    assert "What another shows." in read(address(page))


def test_other_programs_and_searches_find_it(small_tree: SiteTree) -> None:
    page = figures_page(small_tree)
    shown = Client().get(f"/api/v2/pages/{page.pk}/").json()
    assert shown["body"][1]["value"]["title"] == "Figure women-and-men"
    assert address(page) in Client().get("/sitemap.xml").content.decode()
    found = FiguresPage.get_indexed_instance(page)
    assert found is not None
    assert "What women-and-men shows." in " ".join(page.body.stream_block.get_searchable_content(page.body))


def test_two_things_cannot_have_the_same_short_name() -> None:
    block = FiguresStreamBlock()
    one, other = figure_data("same", {"All": "1"}), figure_data("same", {"All": "2"})
    with pytest.raises(StreamBlockValidationError) as refused:
        block.clean(block.to_python([one, {**other, "id": "other"}]))
    assert "short name “same”" in str(refused.value.as_json_data())
    with pytest.raises(StreamBlockValidationError) as refused:
        block.clean(block.to_python([figure_data("Not this", {"All": "1"})]))
    assert "Small letters" in str(refused.value.as_json_data())


@pytest.mark.parametrize("language", ["en", "nb"])
def test_a_drawing_can_be_taken_along(small_tree: SiteTree, language: str) -> None:
    page = figures_page(small_tree, language=language)
    assert f'href="{url(page, "figure_svg", "women-and-men")}"' in read(address(page))
    response = Client().get(url(page, "figure_svg", "women-and-men"))
    assert response["Content-Type"] == "image/svg+xml"
    assert f'filename="figures-{language}-women-and-men-{language}.svg"' in response["Content-Disposition"]
    svg = ElementTree.fromstring(response.content)  # noqa: S314 -- drawn by our own code
    said = " ".join(svg.itertext())
    for text in ("Figure women-and-men", "Women", "A report", f"{address(page)}#women-and-men"):
        assert text in said.replace("\xa0", " ") or text in "".join(svg.itertext())


def test_data_can_be_taken_along(small_tree: SiteTree) -> None:
    page = figures_page(small_tree, language="nb")
    response = Client().get(url(page, "figure_csv", "women-and-men"))
    assert response["Content-Type"] == "text/csv; charset=utf-8"
    lines = response.content.decode("utf-8-sig").splitlines()
    assert lines[0].startswith("Figure women-and-men;")
    assert lines[1:3] == ["Women;49", "Men;66"]
    assert any("A report" in line for line in lines[4:])


def test_the_whole_page_can_be_taken_along(small_tree: SiteTree, monkeypatch: pytest.MonkeyPatch) -> None:
    write_plainly(monkeypatch)
    page = figures_page(small_tree, language="nb")
    assert f'href="{url(page, "figures_pdf")}"' in read(address(page))
    response = Client().get(url(page, "figures_pdf"))
    assert response["Content-Type"] == "application/pdf"
    assert f'filename="{page.slug}.pdf"' in response["Content-Disposition"]
    assert b"/Lang (nb)" in response.content
    assert b"/S /Figure" in response.content
    assert response.content.count(b"/Alt") >= 1
    text = words(response.content)
    for said in ("Figures (nb)", "Into work", "What women-and-men shows.", "What women-and-men leaves out.", "66"):
        assert said in text


def test_files_are_kept_until_the_page_changes(
    small_tree: SiteTree, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    page = figures_page(small_tree)
    client, csv = Client(), url(page, "figure_csv", "women-and-men")
    for kind in (csv, url(page, "figure_svg", "women-and-men"), url(page, "figures_pdf")):
        first = client.get(kind)
        assert "public" in first["Cache-Control"]
        assert not first.cookies
        with django_assert_num_queries(0):
            assert client.get(kind, headers={"If-None-Match": first["ETag"]}).status_code == 304
            assert client.get(f"{kind}?made=up").content == first.content
    publish(page, body=json.dumps([figure_data("women-and-men", {"Women": "50"})]))
    assert "Women,50" in client.get(csv).content.decode()


def test_what_is_not_there_cannot_be_taken_along(small_tree: SiteTree) -> None:
    page = figures_page(small_tree)
    for view, more in (("figure_svg", "gone"), ("figure_csv", "into-work")):
        assert Client().get(url(page, view, more)).status_code == 404
    assert Client().get(url(page, "figures_pdf").replace("/en/", "/de/")).status_code == 404
    change(page.unpublish)
    for view, names in (("figures_pdf", ()), ("figure_svg", ("women-and-men",)), ("figure_csv", ("women-and-men",))):
        assert Client().get(url(page, view, *names)).status_code == 404


def test_a_machine_that_can_make_no_pdf_says_so(small_tree: SiteTree, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_arguments: Any) -> bytes:
        raise PaperUnavailableError

    monkeypatch.setattr(figures, "render_pdf", refuse)
    response = Client().get(url(figures_page(small_tree), "figures_pdf"))
    assert response.status_code == 503
    assert "public" not in response.get("Cache-Control", "")
