"""What the library holds in one language, read in a few queries and then kept: practices as cards, sets and orders."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db.models import QuerySet, Value
from django.utils.translation import gettext_lazy as _

from mimi.pages.cache.fragments import cached
from mimi.pages.cache.tags import depends_on
from mimi.pages.chrome import frame
from mimi.pages.collation import title_key
from mimi.pages.links import SOURCE_LANGUAGE, page_address
from mimi.pages.sections import register_home_section
from mimi.pages.visibility import restricted
from practices.facets import FACETS, PLACE, Names
from practices.fit.ranking import Declared
from practices.fit.words import ToldFit
from practices.geography import Point, Spot, placed, spot_code
from practices.shelf import Codes, Shelf

if TYPE_CHECKING:
    from mimi.pages.models import HomePage
    from practices.models import PracticePage

# Short enough to stand beside others in a list.
EFFORTS = {"low": _("Low effort"), "medium": _("Medium effort"), "high": _("High effort")}
SHOWN = (
    "pk",
    "translation_key",
    "title",
    "summary",
    "url_path",
    "organisation",
    "place",
    "effort",
    "transferability",
    "described_in",
    "last_published_at",
    "latitude",
    "longitude",
)


@dataclass(frozen=True)
class Card:
    """A practice as it stands in a list.

    `described_in` is a year, 0 where nobody knows it; `published` is the last time before the list was made. `fit`
    says how well it fits an organisation, where one was described.
    """

    pk: int
    key: str
    title: str
    summary: str
    url: str
    organisation: str
    place: str
    country: str
    themes: list[str]
    evidence: str
    effort: str
    described_in: int
    published: datetime | None
    fit: ToldFit | None = None

    @property
    def effort_name(self) -> str:
        """What it takes to start, in the active language; empty where nobody has said."""
        return str(EFFORTS.get(self.effort, ""))


@dataclass(frozen=True)
class Library:
    """All live practices of one language.

    `cards` stand in the default order, by the ids of their pages; `by_place` holds the same, and `place_of_key` finds
    one by its translation key. `orders` are the other orders by name, each as places in the default one. `spots` are
    the places of the map by their codes, `pins` where they stand in its pieces. `declared` says by place what counts
    when practices are ranked for somebody.
    """

    cards: dict[int, Card]
    shelf: Shelf
    names: Names
    orders: Mapping[str, list[int]]
    by_place: list[Card]
    place_of_key: Mapping[str, int]
    spots: Mapping[str, Spot]
    pins: Mapping[str, list[tuple[Spot, Point]]]
    declared: list[Declared]


def library(language: str) -> Library:
    """Return the library of a language, read in a constant number of queries and then kept."""
    return cached(f"library:{language}", lambda: _read(language))


def vocabulary_names(language: str) -> Names:
    """Return (code, name) pairs by facet in a language; what isn't translated keeps its English name."""
    return cached(f"vocabulary:{language}", lambda: read_names(language))


def read_names(language: str) -> Names:
    """Read the names of all vocabularies in one query."""
    queries = [
        facet.model.objects.filter(locale__language_code__in=[SOURCE_LANGUAGE, language])
        .order_by()
        .values_list(Value(facet.param), facet.order, "name", "code", "locale__language_code")
        for facet in FACETS
    ]
    rows = queries[0].union(*queries[1:], all=True)
    best: dict[str, dict[str, tuple[int, str]]] = {facet.param: {} for facet in FACETS}
    borrowed: set[tuple[str, str]] = set()
    for param, order, name, code, spoken in sorted(rows, key=lambda row: row[-1] == language):
        best[param][code] = (order, name)
        (borrowed.discard if spoken == language else borrowed.add)((param, code))
    for facet in FACETS:
        depends_on(f"{facet.model._meta.label_lower}:{language}")
        if any(param == facet.param for param, _code in borrowed):
            depends_on(f"{facet.model._meta.label_lower}:{SOURCE_LANGUAGE}")
    return {
        param: [(code, name) for code, (_order, name) in sorted(named.items(), key=lambda item: item[1])]
        for param, named in best.items()
    }


def _read(language: str) -> Library:
    from practices.models import PracticePage

    depends_on(f"library:{language}", "restrictions")
    names = vocabulary_names(language)
    shown = PracticePage.objects.live().filter(~restricted(), locale__language_code=language)
    by_facet = codes_of(shown)
    cards: dict[int, Card] = {}
    codes: list[Codes] = []
    declared: list[Declared] = []
    spots: dict[str, Spot] = {}
    for row in shown.order_by("number", "title").values(*SHOWN):
        own = {param: by_page.get(row["pk"], frozenset()) for param, by_page in by_facet.items()}
        spot = _spot(row, own)
        if spot is not None:
            spots.setdefault(spot.code, spot)
        codes.append({**own, PLACE: frozenset({spot.code} if spot else ())})
        declared.append(_declared(row, own))
        cards[row["pk"]] = _card(row, own, names, language)
    by_place = list(cards.values())
    spots = dict(sorted(spots.items(), key=lambda item: title_key(item[1].name, language)))
    orders = _orders(by_place, codes, names, language)
    keys = {card.key: place for place, card in enumerate(by_place)}
    return Library(cards, Shelf.of(codes), names, orders, by_place, keys, spots, placed(spots.values()), declared)


def _declared(row: Mapping[str, Any], codes: Codes) -> Declared:
    country = next(iter(codes["country"]), "")
    return Declared(country, codes["setting"], codes["group"], codes["phase"], row["effort"], row["transferability"])


def _spot(row: Mapping[str, Any], codes: Codes) -> Spot | None:
    """Return where a practice is on the map; nothing where nobody knows, or the place has no name."""
    if row["latitude"] is None or row["longitude"] is None or not row["place"]:
        return None
    where = float(row["latitude"]), float(row["longitude"])
    return Spot(spot_code(*where), row["place"], next(iter(codes["country"]), ""), *where)


def _card(row: Mapping[str, Any], codes: Codes, names: Names, language: str) -> Card:
    return Card(
        pk=row["pk"],
        key=str(row["translation_key"]),
        title=row["title"],
        summary=row["summary"],
        url=page_address(language, row["url_path"]),
        organisation=row["organisation"],
        place=row["place"],
        country=first_name(names, codes, "country"),
        themes=names_of(names, codes, "theme"),
        evidence=first_name(names, codes, "evidence"),
        effort=row["effort"],
        described_in=row["described_in"] or 0,
        published=row["last_published_at"],
    )


def _orders(cards: list[Card], codes: list[Codes], names: Names, language: str) -> dict[str, list[int]]:
    """Work out the orders that readers can choose; equals stay in the default one."""
    rank = {code: place for place, (code, _name) in enumerate(names["evidence"])}
    evidence = [max((rank.get(code, -1) for code in own["evidence"]), default=-1) for own in codes]
    by: dict[str, Callable[[int], Any]] = {
        "newest": lambda place: -cards[place].described_in,
        "evidence": lambda place: -evidence[place],
        "title": lambda place: title_key(cards[place].title, language),
    }
    return {name: sorted(range(len(cards)), key=key) for name, key in by.items()}


def codes_of(practices: QuerySet[PracticePage]) -> dict[str, dict[int, frozenset[str]]]:
    """Return the codes that practices have, by facet and practice, in one query."""
    queries = [
        practices.filter(**{f"{facet.field}__isnull": False})
        .order_by()
        .values_list(Value(facet.param), "pk", f"{facet.field}__code")
        for facet in FACETS
    ]
    found: dict[str, dict[int, set[str]]] = {facet.param: {} for facet in FACETS}
    for param, pk, code in queries[0].union(*queries[1:], all=True):
        found[param].setdefault(pk, set()).add(code)
    return {param: {pk: frozenset(codes) for pk, codes in by_page.items()} for param, by_page in found.items()}


def names_of(names: Names, codes: Codes, param: str) -> list[str]:
    """Return what the values of a facet are called, in their order."""
    return [name for code, name in names[param] if code in codes[param]]


def first_name(names: Names, codes: Codes, param: str) -> str:
    """Return what the first value of a facet is called; empty where the practice has none."""
    return next(iter(names_of(names, codes, param)), "")


def library_link(language: str) -> dict[str, str]:
    """Return the title and address of the library of a language; empty where there is none."""
    return _first_of("practices.practiceindexpage", language)


def figures_link(language: str) -> dict[str, str]:
    """Return the title and address of the page of figures of a language; empty where there is none."""
    return _first_of("practices.figurespage", language)


def _first_of(kind: str, language: str) -> dict[str, str]:
    page = next(iter(frame(language).of_kind(kind)), None)
    return {"title": page.title, "url": page.url} if page else {}


@register_home_section
def home_library(home: HomePage) -> dict[str, Any]:
    """Show the first practices and the way to the library on the home page."""
    language = home.locale.language_code

    def cards() -> list[Card]:
        return library(language).by_place[:3]

    def url() -> str:
        return library_link(language).get("url", "")

    return home.lazily(practices=cards, library_url=url)
