"""The library as a PDF: what the address selects, in its order and language, made once however often it is wanted."""

from __future__ import annotations

import html as markup
import re
import threading
from typing import Any

import pytest
from django.test import Client

from mimi.paper import PaperBusyError, PaperUnavailableError, in_turn, turns
from practices import booklet
from practices.models import PracticeIndexPage
from tests.factories import SiteTree
from tests.pdf_text import words, write_plainly
from tests.practices.test_browsing import publish
from tests.practices.test_library import address, again, describe, read
from tests.site.pages.visits import change

URL = "/en/pdf/practices/"


@pytest.fixture(autouse=True)
def made(monkeypatch: pytest.MonkeyPatch) -> list[dict[str, Any]]:
    """What PDF were made of, in turn; they are written so that a test can read them, and none is kept from before."""
    write_plainly(monkeypatch)
    booklet.kept_lists.clear()
    contexts: list[dict[str, Any]] = []
    render = booklet.render_pdf

    def noting(template: str, context: dict[str, Any], language: str) -> bytes:
        contexts.append(context)
        return render(template, context, language)

    monkeypatch.setattr(booklet, "render_pdf", noting)
    return contexts


def text_of(url: str) -> str:
    response = Client().get(url)
    assert response.status_code == 200
    return words(response.content)


def test_the_library_can_be_taken_along_in_each_language(small_tree: SiteTree) -> None:
    for language in ("en", "nb"):
        one, two = small_tree.practices[language]
        publish(one, effort="low", summary=f"Noe å høre på: {language}.")
        library = address(small_tree.library[language])
        url = f"/{language}/pdf/practices/"
        assert f'href="{url}"' in read(library)
        response = Client().get(url)
        assert response["Content-Type"] == "application/pdf"
        assert f'filename="{small_tree.library[language].slug}.pdf"' in response["Content-Disposition"]
        assert f"/Lang ({language})".encode() in response.content
        assert b"/Marked true" in response.content
        assert b"/DisplayDocTitle true" in response.content
        text = words(response.content)
        for said in (again(one).title, again(two).title, again(one).organisation, f"Noe å høre på: {language}."):
            assert said in text
        for page in (one, two):
            assert f"http://testserver{address(page)}" in text.replace("\n", "") or address(page) in text


def test_the_contents_say_on_which_page_each_practice_stands(small_tree: SiteTree) -> None:
    one, two = small_tree.practices["en"]
    text = text_of(URL).replace("\n", "")
    for page in (one, two):
        assert re.search(rf"{page.title}[. ]+2", text), text


def test_it_holds_what_the_address_selects_in_its_order(small_tree: SiteTree) -> None:
    one, two = small_tree.practices["en"]
    publish(one, title="Zither")
    publish(two, title="Accordion")
    both = text_of(f"{URL}?sort=title")
    assert both.index("Accordion") < both.index("Zither")
    assert "Title" in both
    assert "All practices of the library" in both
    describe(one, theme="music")
    change(lambda: publish(one))
    some = text_of(f"{URL}?theme=music")
    assert "Zither" in some
    assert "Accordion" not in some
    assert "1 practice" in some
    assert "Theme: " in some
    assert "All practices of the library" not in some


def test_the_link_keeps_the_selection(small_tree: SiteTree) -> None:
    html = read(f"{address(small_tree.library['en'])}?theme=trust&sort=title")
    assert f'href="{URL}?theme=trust&sort=title"' in html


def test_where_nothing_is_left_the_library_tells_the_ways_out(small_tree: SiteTree) -> None:
    response = Client().get(f"{URL}?theme=no-such-theme&sort=title&made=up")
    assert response.status_code == 302
    assert response["Location"] == f"{address(small_tree.library['en'])}?theme=no-such-theme&sort=title"


def test_who_has_it_gets_no_other_until_something_in_it_changes(
    small_tree: SiteTree, made: list[dict[str, Any]]
) -> None:
    client = Client()
    first = client.get(URL)
    assert "public" in first["Cache-Control"]
    assert not first.cookies
    assert "cookie" not in first.get("Vary", "").lower()
    same = client.get(URL, headers={"If-None-Match": first["ETag"]})
    assert same.status_code == 304
    assert same["ETag"] == first["ETag"]
    assert client.get(URL).content == first.content
    assert len(made) == 1
    change(lambda: publish(small_tree.practices["en"][0], title="Called otherwise"))
    other = client.get(URL, headers={"If-None-Match": first["ETag"]})
    assert other.status_code == 200
    assert "Called otherwise" in words(other.content)


def test_made_anew_it_is_the_same_to_the_last_byte(small_tree: SiteTree) -> None:
    first = Client().get(URL).content
    booklet.kept_lists.clear()
    assert Client().get(URL).content == first


def test_however_an_address_is_written_it_is_made_once(small_tree: SiteTree, made: list[dict[str, Any]]) -> None:
    for query in (
        "?theme=trust&country=no",
        "?country=no&theme=trust",
        "?theme=trust&theme=trust&country=no&page=7",
        "?made=up&theme=trust&country=no&sort=no-such-order",
    ):
        assert Client().get(URL + query).status_code in (200, 302)
    assert len(made) <= 1


def test_endless_selections_do_not_fill_the_memory(
    small_tree: SiteTree, made: list[dict[str, Any]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(booklet.kept_lists, "_most", 2)
    for sort in ("", "newest", "evidence", "title"):
        assert Client().get(f"{URL}?sort={sort}").status_code == 200
    assert len(made) == 4
    assert len(booklet.kept_lists) == 2


def test_a_long_list_is_cut_and_says_so(small_tree: SiteTree, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(booklet, "MOST", 1)
    text = text_of(URL)
    one, two = small_tree.practices["en"]
    assert again(one).title in text
    assert again(two).title not in text
    assert "2 practices" in text
    assert "first of them" in text


def test_a_library_that_is_not_for_everybody_has_no_pdf(small_tree: SiteTree) -> None:
    assert Client().get(URL.replace("/en/", "/de/")).status_code == 404
    change(lambda: PracticeIndexPage.objects.get(pk=small_tree.library["en"].pk).unpublish())
    assert Client().get(URL).status_code == 404


def test_a_machine_that_can_make_none_says_so(small_tree: SiteTree, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_arguments: Any) -> bytes:
        raise PaperUnavailableError

    monkeypatch.setattr(booklet, "render_pdf", refuse)
    response = Client().get(f"{URL}?sort=title")
    assert response.status_code == 503
    assert "public" not in response.get("Cache-Control", "")
    assert f'href="{address(small_tree.library["en"])}?sort=title"' in response.content.decode()


def test_who_comes_when_others_wait_is_asked_to_come_again(small_tree: SiteTree) -> None:
    held = [turns._line.acquire(blocking=False) for _place in range(turns.MOST_IN_LINE)]
    try:
        assert all(held)
        response = Client().get(f"{URL}?sort=title")
        assert response.status_code == 503
        assert int(response["Retry-After"]) > 0
        assert "public" not in response.get("Cache-Control", "")
        assert f'href="{URL}?sort=title"' in markup.unescape(response.content.decode())
    finally:
        for _place in held:
            turns._line.release()
    assert Client().get(f"{URL}?sort=title").status_code == 200


def test_one_works_one_waits_and_the_third_is_refused() -> None:
    begun, end, waited = threading.Event(), threading.Event(), threading.Event()
    done: list[str] = []

    def work() -> None:
        with in_turn():
            begun.set()
            assert end.wait(10)
            done.append("first")

    def wait() -> None:
        waited.set()
        with in_turn():
            done.append("second")

    first, second = threading.Thread(target=work), threading.Thread(target=wait)
    first.start()
    assert begun.wait(10)
    second.start()
    assert waited.wait(10)
    # The second has its place in the line once there is none left.
    for _look in range(1000):
        if not turns._line._value:
            break
        second.join(0.01)
    with pytest.raises(PaperBusyError), in_turn():
        done.append("third")
    end.set()
    first.join(10)
    second.join(10)
    assert done == ["first", "second"]
    with in_turn():
        pass
