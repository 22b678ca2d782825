"""The page that shows every component: made-up contents must not leave a component without its words."""

from __future__ import annotations

from collections.abc import Iterator
from html.parser import HTMLParser

from django.test import Client

from tests.factories import SiteTree

WORDED = ("a", "button", "h1", "h2", "h3", "h4", "label", "summary", "legend", "dt")


class Words(HTMLParser):
    """Collects what the elements of a page say that have to say something; what is hidden says nothing."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.open: list[tuple[str, str, list[str]]] = []
        self.said: list[tuple[str, str]] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Begin to listen."""
        if tag in WORDED:
            given = dict(attrs)
            self.open.append((tag, self.get_starttag_text() or "", [given.get("aria-label") or ""]))

    def handle_endtag(self, tag: str) -> None:
        """Note what was said."""
        if tag in WORDED and self.open and self.open[-1][0] == tag:
            _tag, begun, words = self.open.pop()
            text = "".join(words)
            self.said.append((begun, text.strip()))
            if self.open:
                self.open[-1][2].append(text)

    def handle_data(self, data: str) -> None:
        """Listen."""
        if self.open:
            self.open[-1][2].append(data)

    def silent(self) -> Iterator[str]:
        """Yield the tags of those that say nothing."""
        return (begun for begun, text in self.said if not text)


def test_every_link_button_and_heading_has_words(small_tree: SiteTree, client: Client) -> None:
    response = client.get("/styleguide/")
    assert response.status_code == 200
    page = response.content.decode()
    words = Words(page[page.index("<main") :])
    assert len(words.said) > 200
    assert list(words.silent()) == []
    for shown in ("Saving", "Comparing", "What fits us", "Plans", "Tried it"):
        assert f"<h2>{shown}</h2>" in page
