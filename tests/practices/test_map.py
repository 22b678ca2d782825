"""The map: pins where practices are, each with its count and the way to them, and the same as a list."""

from __future__ import annotations

import math
import re
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from practices.geography import APART, MOST_APART, PIECES, Spot, apart, placed, spot_code
from practices.models import Country
from tests.factories import PracticePageFactory, SiteTree
from tests.factories.practices import vocabulary
from tests.practices.test_browsing import publish
from tests.practices.test_library import address, again, read, titles

SKIEN = {"place": "Skien", "latitude": Decimal("59.21"), "longitude": Decimal("9.61")}
VIENNA = {"place": "Vienna", "latitude": Decimal("48.21"), "longitude": Decimal("16.37")}


@pytest.fixture
def url(small_tree: SiteTree) -> str:
    """The address of a library with two practices in Skien, one in Vienna and one nowhere."""
    for page in small_tree.practices["en"]:
        publish(page, **SKIEN)
    for title, theme, more in (("Waltz", "music", VIENNA), ("Everywhere", "music", {"place": ""})):
        PracticePageFactory(parent=again(small_tree.library["en"]), title=title, themes=[theme], **more)
    publish(small_tree.library["en"])
    waltz = small_tree.library["en"].get_children().get(title="Waltz").specific
    publish(waltz, country=vocabulary(Country, "at"))
    return address(small_tree.library["en"])


def pins(html: str) -> dict[str, str]:
    """Return the pins of the drawing: what they are called, and where they lead."""
    drawing = html.partition('class="map-pieces"')[2].partition("<dl")[0]
    found = re.findall(r'<a href="([^"]+)"[^>]*>\s*<title>\s*(.*?)\s*</title>', drawing)
    return {name: link for link, name in found}


def listed(html: str) -> dict[str, str]:
    """Return the places of the list: what they are called, and where they lead."""
    places = html.partition('class="map-places"')[2].partition("</dl>")[0]
    return {name: link for link, name in re.findall(r'<a href="([^"]+)"[^>]*>(.*?)</a>', places)}


def test_practices_in_one_place_share_a_pin_that_leads_to_them(url: str) -> None:
    html = read(url)
    assert pins(html) == {
        "Skien: 2 practices": f"{url}?place=59.21_9.61",
        "Vienna: 1 practice": f"{url}?place=48.21_16.37",
    }
    assert set(titles(read(f"{url}?place=59.21_9.61"))) == {"Practice 1", "Practice 2"}
    assert titles(read(f"{url}?place=48.21_16.37")) == ["Waltz"]
    assert "1 practice has no place on the map." in html


def test_the_list_says_what_the_drawing_says_by_country(url: str) -> None:
    html = read(url)
    assert listed(html) == {"Skien (2)": f"{url}?place=59.21_9.61", "Vienna (1)": f"{url}?place=48.21_16.37"}
    countries = re.findall(r"<dt>(.*?)</dt>", html.partition('class="map-places"')[2].partition("</dl>")[0])
    assert set(countries) == {"No", "At"}


def test_filters_narrow_the_map_too(url: str) -> None:
    html = read(f"{url}?theme=language")
    assert pins(html) == {"Skien: 1 practice": f"{url}?theme=language&place=59.21_9.61"}
    assert "no place on the map" not in html
    assert set(listed(html)) == {"Skien (1)"}


def test_a_chosen_place_leads_back_and_the_others_stay(url: str) -> None:
    html = read(f"{url}?place=48.21_16.37&sort=title")
    assert pins(html) == {
        "Skien: 2 practices": f"{url}?place=59.21_9.61&sort=title",
        "Vienna: 1 practice": f"{url}?sort=title",
    }
    assert '<details class="fold map" data-map open>' in html
    assert '<input type="hidden" name="place" value="48.21_16.37">' in html
    assert f'href="{url}?sort=title"' in html.partition('class="chosen"')[2].partition("</ul>")[0]


def test_a_place_that_is_not_there_leaves_nothing_and_says_how_to_go_on(url: str) -> None:
    html = read(f"{url}?place=0.00_0.00&theme=music")
    assert titles(html) == []
    assert "Without “Place” there are 2 practices" in html


def test_a_place_is_called_as_the_language_calls_it(url: str, small_tree: SiteTree) -> None:
    publish(small_tree.practices["nb"][0], **{**VIENNA, "place": "Wien"})
    html = read(address(small_tree.library["nb"]))
    assert list(pins(html)) == ["Wien: 1 praksis"]
    assert "place=48.21_16.37" in pins(html)["Wien: 1 praksis"]


def test_a_library_without_places_has_no_map(small_tree: SiteTree) -> None:
    assert "data-map" not in read(address(small_tree.library["en"]))


def test_numbers_of_the_drawing_are_written_as_svg_reads_them(url: str, small_tree: SiteTree) -> None:
    publish(small_tree.practices["nb"][0], **SKIEN)
    for html in (read(url), read(address(small_tree.library["nb"]))):
        drawing = html.partition('class="map-pieces"')[2].partition("<dl")[0]
        for name in ("cx", "cy", "x", "width"):
            assert all(re.fullmatch(r"\d+(\.\d)?", value) for value in re.findall(rf' {name}="([^"]*)"', drawing))


@pytest.mark.parametrize(
    ("name", "latitude", "longitude"),
    [
        ("norway-south", 59.21, 9.61),
        ("norway-south", 60.36, 5.12),
        ("norway", 70.66, 23.68),
        ("norway", 63.43, 10.4),
        ("austria", 48.21, 16.37),
        ("greece", 37.98, 23.73),
        ("greece", 35.34, 25.13),
    ],
)
def test_a_place_stands_in_its_piece_of_the_map(name: str, latitude: float, longitude: float) -> None:
    spot = Spot(spot_code(latitude, longitude), "Here", "", latitude, longitude)
    found = {piece: pins for piece, pins in placed([spot]).items() if pins}
    assert list(found) == [name]
    piece = next(piece for piece in PIECES if piece.name == name)
    (_spot, (x, y)), *_rest = found[name]
    assert 0 < x < piece.width
    assert 0 < y < piece.height


def test_a_place_elsewhere_has_no_pin() -> None:
    assert not any(placed([Spot(spot_code(0, 0), "Gulf of Guinea", "", 0, 0)]).values())


def test_north_is_up_and_east_is_right() -> None:
    for piece in PIECES:
        left, top = piece.point(piece.north, piece.west)
        right, bottom = piece.point(piece.south, piece.east)
        assert (left, top) == (0, 0)
        assert right == pytest.approx(piece.width)
        assert bottom == pytest.approx(piece.height)


points = st.tuples(st.floats(0, 360), st.floats(0, 320))


@given(st.lists(points, max_size=12))
def test_pins_stay_in_their_piece_and_those_that_are_apart_stay_where_they_are(found: list[Any]) -> None:
    moved = apart(found, (360, 320))
    assert len(moved) == len(found)
    alone = all(math.dist(a, b) >= APART for n, a in enumerate(found) for b in found[:n])
    if alone:
        assert moved == [(round(x, 1), round(y, 1)) for x, y in found]
    assert all(0 <= x <= 360 and 0 <= y <= 320 for x, y in moved)


def test_two_pins_in_the_same_spot_come_apart() -> None:
    (one, other) = apart([(100.0, 100.0), (100.0, 100.0)], (360, 320))
    assert math.dist(one, other) >= APART - 0.5


def test_more_pins_than_there_is_room_for_stay_where_they_are() -> None:
    crowd = [(float(n % 7), float(n % 5)) for n in range(MOST_APART + 1)]
    assert apart(crowd, (360, 320)) == crowd
