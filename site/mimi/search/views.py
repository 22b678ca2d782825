"""The search page: the same for everybody, without a cookie, complete without scripts."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from mimi.pages.cache.tags import collecting
from mimi.pages.links import current_language
from mimi.pages.serving import for_everybody
from mimi.search.asking import LONGEST_QUERY, clean
from mimi.search.contributions import kinds, ways_in
from mimi.search.results import MANY, Found, search

QUERY, KIND, PAGE = "q", "kind", "page"
# No list is longer than this, so that nobody pages through everything by a word that stands everywhere.
MOST_PAGES = 500


class Searching:
    """One look at the search page: what a query string asks of it."""

    def __init__(self, request: HttpRequest) -> None:
        self.language = current_language()
        self.base = reverse("search")
        self.text = clean(request.GET.get(QUERY, ""))
        asked = request.GET.get(KIND, "")
        self.kind = asked if any(kind.name == asked for kind in kinds()) else ""
        number = request.GET.get(PAGE, "")
        self.page = min(max(int(number), 1), MOST_PAGES) if number.isascii() and number.isdecimal() else 1
        self.too_long = len(self.text) > LONGEST_QUERY
        self.found = Found()
        if self.text and not self.too_long:
            self.found = search(self.text, self.language, kind=self.kind, page=self.page)
            self._stay_on_a_page()

    def _stay_on_a_page(self) -> None:
        """Show the last page to somebody who asks for one behind it."""
        last = self._last_page()
        if self.kind and self.page > last:
            self.page = last
            self.found = search(self.text, self.language, kind=self.kind, page=last)

    def _last_page(self) -> int:
        return min(max(1, -(-self.found.totals.get(self.kind, 0) // MANY)), MOST_PAGES)

    def address(self, *, text: str = "", kind: str = "", page: int = 1) -> str:
        """Return the address of another look."""
        pairs = [(QUERY, text or self.text), (KIND, kind), (PAGE, str(page) if page > 1 else "")]
        return f"{self.base}?{urlencode([pair for pair in pairs if pair[1]])}"

    def tabs(self) -> list[dict[str, Any]]:
        """Return the kinds that have results, and all of them together; nothing where there is but one kind."""
        totals = self.found.totals
        rows = [
            ("", _("All"), self.found.total),
            *((kind.name, kind.label, totals.get(kind.name, 0)) for kind in kinds()),
        ]
        shown = [row for row in rows if row[2] or row[0] == self.kind]
        if len(shown) < 3 and not self.kind:
            return []
        text = self.shown_text
        return [
            {
                "id": name or "all",
                "name": label,
                "count": count,
                "url": self.address(text=text, kind=name),
                "current": name == self.kind,
            }
            for name, label, count in shown
        ]

    @property
    def shown_text(self) -> str:
        """What the results belong to: the query, or what it may have meant."""
        return self.found.suggestion if self.found.instead else self.text

    def groups(self) -> list[dict[str, Any]]:
        """Return the groups of results, each with the address of all of its kind where more are there than shown."""
        return [
            {
                "kind": group.kind,
                "label": group.label,
                "total": group.total,
                "results": group.results,
                "url": ""
                if self.kind or group.total <= len(group.results)
                else self.address(text=self.shown_text, kind=group.kind),
            }
            for group in self.found.groups
        ]

    def pager(self) -> dict[str, Any]:
        """Return where this page of a kind stands and the addresses beside it; nothing where it is the only one."""
        last = self._last_page()
        if not self.kind or last == 1:
            return {}

        def at(number: int) -> str:
            return self.address(text=self.shown_text, kind=self.kind, page=number)

        return {
            "number": self.page,
            "count": last,
            "previous": at(self.page - 1) if self.page > 1 else "",
            "next": at(self.page + 1) if self.page < last else "",
        }

    def problem(self) -> str:
        """Say what is wrong with the query; empty where nothing is."""
        if not self.too_long:
            return ""
        return _("A search has at most %(most)s characters. Yours has %(count)s: please use fewer words.") % {
            "most": LONGEST_QUERY,
            "count": len(self.text),
        }

    def variables(self) -> dict[str, Any]:
        """Return the template variables."""
        found = self.found
        nothing = bool(self.text) and not self.too_long and not found.total
        return {
            "on_search_page": True,
            "query": self.text,
            "kind": self.kind,
            "longest": LONGEST_QUERY,
            "problem": self.problem(),
            "found": found,
            "shown_text": self.shown_text,
            "groups": self.groups(),
            "count": found.totals.get(self.kind, 0) if self.kind else found.total,
            "tabs": self.tabs() if found.total else [],
            "pager": self.pager(),
            "suggestion_url": self.address(text=found.suggestion) if found.suggestion else "",
            "nothing": nothing,
            "elsewhere": [
                {"other": other, "url": f"{_in(other.language)}?{urlencode({QUERY: self.text})}"}
                for other in found.elsewhere
            ],
            "ways_in": ways_in(self.language) if not found.total and not found.elsewhere else [],
        }


def _in(language: str) -> str:
    from mimi.pages.chrome import in_language

    return in_language(language, "search")


@require_safe
def search_page(request: HttpRequest) -> HttpResponse:
    """Show what there is for a query; without one, ways to begin.

    The answer is public, and kept with other searches: made-up ones push out each other, never a page.
    """
    with collecting() as tags:
        response = render(request, "search/search_page.html", Searching(request).variables())
    known = set(request.GET) <= {QUERY, KIND, PAGE}
    return for_everybody(response, tags if known else None, apart=True)
