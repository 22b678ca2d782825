"""Parts of a page that are kept follow what they show, each by itself."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from mimi.pages.cache import middleware, stamps
from mimi.pages.links import page_address
from tests.factories import SiteTree


def read(client: Client, page: Any) -> str:
    """Return a page as it is built from its kept parts, and not as it is kept whole."""
    middleware.pages.clear()
    from django.core.cache import caches

    caches["pages"].clear()
    return client.get(page_address(page.locale.language_code, page.url_path)).content.decode()


def publish(page: Any, **changes: Any) -> None:
    """Publish changes to a page, as an editor does, and let all caches know."""
    page = type(page).objects.get(pk=page.pk)
    for name, value in changes.items():
        setattr(page, name, value)
    page.save_revision().publish()
    stamps.view.refresh(now=True)


def section(html: str, tag: str) -> str:
    """Return what stands in the first element of its kind."""
    return html.partition(f"<{tag}")[2].partition(f"</{tag}>")[0]


@pytest.mark.parametrize("kind", ["home", "about", "course", "library"])
def test_the_menu_and_the_foot_follow_the_pages_below_home(small_tree: SiteTree, client: Client, kind: str) -> None:
    page = getattr(small_tree, kind)["en"]
    html = read(client, page)
    assert "Practices" in section(html, "header")
    assert "About" in section(html, "footer")
    publish(small_tree.about["en"], title="Who we are")
    publish(small_tree.library["en"], title="What others do")
    html = read(client, page)
    assert "What others do" in section(html, "header")
    assert "Who we are" in section(html, "footer")


def test_the_foot_follows_the_home_page(small_tree: SiteTree, client: Client) -> None:
    page = small_tree.lessons["en"][0]
    read(client, page)
    publish(small_tree.home["en"], funding="Paid for by somebody else.")
    assert "Paid for by somebody else." in section(read(client, page), "footer")


def test_the_language_switch_follows_the_translations(small_tree: SiteTree, client: Client) -> None:
    lesson, norwegian = small_tree.lessons["en"][0], small_tree.lessons["nb"][0]
    address = page_address("nb", norwegian.url_path)
    html = read(client, lesson)
    assert address in section(html, "head>")
    assert address in section(html, "header")
    norwegian.unpublish()
    stamps.view.refresh(now=True)
    html = read(client, lesson)
    assert address not in html
    assert f"/nb/translations/{lesson.translation_key}/" in section(html, "header")


@pytest.mark.parametrize("kind", ["course", "modules", "lessons"])
def test_pages_of_a_course_follow_its_outline(small_tree: SiteTree, client: Client, kind: str) -> None:
    page = getattr(small_tree, kind)["en"]
    page = page[0] if isinstance(page, list) else page
    read(client, page)
    publish(small_tree.lessons["en"][1], title="Another title")
    publish(small_tree.modules["en"][1], title="Another module")
    html = read(client, page)
    if kind != "course":
        assert "Another title" in section(html, "main")
    if kind != "lessons":
        assert "Another module" in section(html, "main")


def test_the_middle_of_a_page_is_left_alone_by_a_change_elsewhere(small_tree: SiteTree, client: Client) -> None:
    from mimi.pages.cache import fragments

    lesson = small_tree.lessons["en"][0]
    read(client, lesson)
    publish(small_tree.about["en"], title="Who we are")
    assert fragments.memory.get(("fragment", "main", lesson.pk, ())) is not None
    assert fragments.memory.get(("fragment", "footer", lesson.pk, ())) is None
