"""The library's page under what a reader has chosen: what is left, in which order, on which page, and the ways on."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from django.core.paginator import Page, Paginator
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mimi.books.offered import offers
from mimi.pages.cache.fragments import Lazy
from mimi.pages.chrome import in_language
from mimi.pages.links import page_address
from practices.facets import (
    FACETS,
    FILTERS,
    PLACE,
    PROBLEM,
    facet_rows,
    pairs,
    query_string,
    read_choice,
    toggled,
    ways_out,
)
from practices.fit.profile import Profile, read_code
from practices.fit.ranking import fit, rank
from practices.fit.words import summary, tell
from practices.library import Card, Library, figures_link, library, vocabulary_names
from practices.mapping import practice_map
from practices.problems import Entry, answering, problems, relevance, ways_in
from practices.shelf import Chosen, Shelf

if TYPE_CHECKING:
    from practices.models import PracticeIndexPage

PER_PAGE = 30
# So few are no page of their own.
ORPHANS = 5
SORT, PAGE, FIT = "sort", "page", "fit"
BY_FIT = "fit"
# By their names in the address; relevance is the default and stands in none.
SORTS = {
    "": gettext_lazy("Relevance"),
    "newest": gettext_lazy("Newest"),
    "evidence": gettext_lazy("Evidence"),
    "title": gettext_lazy("Title"),
    BY_FIT: gettext_lazy("Fits us"),
}


class Browsing:
    """One look at the library: what a query string asks of it."""

    def __init__(self, page: PracticeIndexPage, query: QueryDict) -> None:
        self.language = page.locale.language_code
        self.key = str(page.translation_key)
        self.base = page_address(self.language, page.url_path)
        self.chosen = read_choice(query)
        self.profile = read_code(query.get(FIT, ""), vocabulary_names(self.language)) if FIT in query else Profile()
        asked = query.get(SORT, "")
        self.sort = asked if asked in SORTS and (self.profile or asked != BY_FIT) else ""
        self.asked_page = query.get(PAGE, "")
        self._left = Lazy(self._places_left)

    @property
    def _library(self) -> Library:
        return library(self.language)

    @property
    def shelf(self) -> Shelf:
        """The practices as sets, with those that answer the problem that is chosen."""
        entries = problems(self.language)
        asked = [entries[code] for code in self.chosen.get(PROBLEM, []) if code in entries]
        return self._library.shelf.also(PROBLEM, {entry.code: answering(self._library, entry) for entry in asked})

    @property
    def _problem(self) -> Entry | None:
        """The problem that the reader started from, if there is one."""
        codes = self.chosen.get(PROBLEM, [])
        return problems(self.language).get(codes[0]) if len(codes) == 1 else None

    def address(self, chosen: Chosen) -> str:
        """Return the address of another choice in the same order, from its first page."""
        return self._address(chosen, sort=self.sort)

    def _address(self, chosen: Chosen, **more: str | int) -> str:
        return self.base + query_string(chosen, **more, fit=self.profile.code)

    def _places_left(self) -> list[int]:
        order = self._library.orders.get(self.sort)
        if self.sort == BY_FIT:
            order = rank(self.profile, self._library.declared)
        elif order is None and self._problem:
            order = relevance(self.language, self._problem)
        return self.shelf.places(self.shelf.left(self.chosen), order)

    def total(self) -> int:
        """Return how many practices are left."""
        return len(self._left())

    def page(self) -> Page[int]:
        """Return the part of them that is shown; an address with a page that isn't there shows the nearest one."""
        return Paginator(self._left(), PER_PAGE, orphans=ORPHANS).get_page(self.asked_page)

    def cards(self) -> list[Card]:
        """Return the practices that are shown."""
        shown = self._library
        if not self.profile:
            return [shown.by_place[place] for place in self.page()]
        return [
            replace(shown.by_place[place], fit=tell(fit(self.profile, shown.declared[place]), shown.names))
            for place in self.page()
        ]

    def all_cards(self) -> list[Card]:
        """Return all practices that are left, whatever the page."""
        return [self._library.by_place[place] for place in self._left()]

    def here(self) -> str:
        """Return the address of this choice in this order, from its first page."""
        return self.address(self.chosen)

    def pdf_url(self) -> str:
        """Return the address of all practices that are left as a PDF."""
        return in_language(self.language, "library_pdf") + query_string(self.chosen, sort=self.sort)

    def pager(self) -> dict[str, Any]:
        """Return where the shown page stands and the addresses beside it; nothing where it is the only one."""
        page = self.page()
        if not page.has_other_pages():
            return {}

        def at(number: int) -> str:
            return self._address(self.chosen, sort=self.sort, page=number if number > 1 else "")

        return {
            "number": page.number,
            "count": page.paginator.num_pages,
            "previous": at(page.number - 1) if page.has_previous() else "",
            "next": at(page.number + 1) if page.has_next() else "",
        }

    def sorts(self) -> list[dict[str, Any]]:
        """Return the orders to choose from; before one can be sorted by what fits, there are questions."""
        return [
            {
                "id": name or "relevance",
                "name": label,
                "url": self._sorted_url(name),
                "current": name == self.sort,
                "leads_away": name == BY_FIT and not self.profile,
            }
            for name, label in SORTS.items()
        ]

    def _sorted_url(self, sort: str) -> str:
        if sort == BY_FIT and not self.profile:
            return in_language(self.language, "fit")
        return self._address(self.chosen, sort=sort)

    def fits(self) -> dict[str, str]:
        """Return whom practices are ranked for, in words, and where to change it; empty where it is nobody."""
        if not self.profile:
            return {}
        return {
            "about": summary(self.profile, self._library.names),
            "url": f"{in_language(self.language, 'fit')}?{urlencode({FIT: self.profile.code})}",
            "without_url": self.base + query_string(self.chosen, sort="" if self.sort == BY_FIT else self.sort),
        }

    def facets(self) -> list[dict[str, Any]]:
        """Return the facets with their counts."""
        return facet_rows(self.shelf, self.chosen, self._library.names, self.address)

    def taken(self) -> list[dict[str, str]]:
        """Return what is chosen by name, each with the address without it."""
        return [
            # A problem stands in full above.
            {
                "name": name if param != PROBLEM else _("This problem"),
                "url": self.address(toggled(self.chosen, param, code)),
            }
            for param in FILTERS
            for code, name in self._names(param)
            if code in self.chosen.get(param, [])
        ]

    def problem(self) -> dict[str, str]:
        """Return the problem that the reader started from, and why these practices answer it; empty without one."""
        entry = self._problem
        return {"text": entry.text, "why": entry.why} if entry else {}

    def problems(self) -> list[dict[str, str]]:
        """Return the problems to start from."""
        return ways_in(self.language)

    def ways_out(self) -> list[dict[str, Any]]:
        """Return what to drop where nothing is left: the filters by name, how many that gives, and the address."""
        if self.total():
            return []
        return [
            {
                "names": [self._told(param) for param in drop],
                "count": count,
                "url": self.address({param: codes for param, codes in self.chosen.items() if param not in drop}),
            }
            for drop, count in ways_out(self.shelf, self.chosen)
        ]

    def told(self) -> list[str]:
        """Say what is chosen in a few words a filter; the problem that a reader started from stands apart."""
        beside = {PROBLEM} if self._problem else set()
        return [self._told(param) for param in FILTERS if self.chosen.get(param) and param not in beside]

    def _told(self, param: str) -> str:
        """Say what is chosen of a filter in a few words."""
        values = [name for code, name in self._names(param) if code in self.chosen[param]]
        beside = {PLACE: _("Place"), PROBLEM: _("Problem")}
        title = next((str(facet.name) for facet in FACETS if facet.param == param), "") or beside[param]
        if not values:
            return title
        return _("%(filter)s: %(values)s") % {"filter": title, "values": ", ".join(values)}

    def _names(self, param: str) -> list[tuple[str, str]]:
        if param == PROBLEM:
            return [(entry.code, entry.text) for entry in problems(self.language).values()]
        if param == PLACE:
            return [(spot.code, spot.name) for spot in self._library.spots.values()]
        return self._library.names[param]

    def map(self) -> dict[str, Any]:
        """Return what the map shows."""
        return practice_map(self._library, self.shelf, self.chosen, self.address)

    def kept(self) -> list[tuple[str, str]]:
        """Return what a form of facets has to send along: names and values."""
        also = [(param, code) for param, code in pairs(self.chosen) if param in (PLACE, PROBLEM)]
        beside = ((SORT, self.sort), (FIT, self.profile.code))
        return [*also, *((name, value) for name, value in beside if value)]

    def is_known(self, query: QueryDict) -> bool:
        """Say whether each value of the query string is one that a link of ours has, and stands there once.

        Only such addresses are kept, lest made-up ones fill the cache.
        """
        for param in FILTERS:
            values = query.getlist(param)
            if len(set(values)) < len(values) or not {code for code, _name in self._names(param)}.issuperset(values):
                return False
        if SORT in query and query.getlist(SORT) != [self.sort or None]:
            return False
        if FIT in query and query.getlist(FIT) != [self.profile.code or None]:
            return False
        if PAGE not in query:
            return True
        number = self.page().number
        return number > 1 and query.getlist(PAGE) == [str(number)]


def library_variables(browsing: Browsing) -> dict[str, Callable[[], Any]]:
    """Return builders of the template variables of the library."""
    return {
        "facets": browsing.facets,
        "practices": browsing.cards,
        "total": browsing.total,
        "pager": browsing.pager,
        "kept": browsing.kept,
        "sorts": browsing.sorts,
        "pdf_url": browsing.pdf_url,
        "clear_url": lambda: browsing.base,
        "chosen": browsing.taken,
        "ways_out": browsing.ways_out,
        "map": browsing.map,
        "fits": browsing.fits,
        "problem": browsing.problem,
        "problems": browsing.problems,
        "start": lambda: not browsing.chosen,
        "figures": lambda: figures_link(browsing.language),
        "books": lambda: offers("library", browsing.key, browsing.language),
    }
