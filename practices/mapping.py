"""The map under a choice: which pins stand on it, how many practices each leads to, and the same as a list."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from practices.facets import PLACE, Address
from practices.geography import PIECES, Point
from practices.library import Library
from practices.shelf import Bits, Chosen, Shelf


@dataclass(frozen=True)
class Pin:
    """A place with practices: its name, how many there are under the choice, and the address of a click."""

    name: str
    count: int
    url: str
    selected: bool


def practice_map(library: Library, shelf: Shelf, chosen: Chosen, address: Address) -> dict[str, Any]:
    """Return the variables of the map's template; empty where no practice has a place.

    `shelf` holds the library's practices, with whatever else narrows them. Filters narrow the map as they narrow the
    list, but for the places themselves, so that another pin can be chosen.
    """
    if not library.spots:
        return {}
    reachable = shelf.left(chosen, without=[PLACE])
    pins = {code: _pin(library, code, reachable, chosen, address) for code in library.spots}
    shown = {code: pin for code, pin in pins.items() if pin.count or pin.selected}
    located = library.shelf.left({PLACE: list(library.spots)})
    return {
        "open": bool(chosen.get(PLACE)),
        "pieces": [
            {
                "name": piece.name,
                "title": piece.title,
                "width": f"{piece.width:g}",
                "height": f"{piece.height:g}",
                "path": piece.path,
                "frame": piece.frame,
                "pins": [
                    {**_at(point), "pin": shown[spot.code]}
                    for spot, point in library.pins[piece.name]
                    if spot.code in shown
                ],
            }
            for piece in PIECES
        ],
        "countries": [
            {"name": name, "pins": here}
            for code, name in library.names["country"]
            if (here := [pin for spot, pin in shown.items() if library.spots[spot].country == code])
        ],
        "nowhere": (reachable & ~located).bit_count(),
    }


def _pin(library: Library, code: str, reachable: Bits, chosen: Chosen, address: Address) -> Pin:
    selected = code in chosen.get(PLACE, [])
    # A click goes to this place alone, and a second one back to all.
    url = address({**chosen, PLACE: [] if selected else [code]})
    return Pin(
        library.spots[code].name, (library.shelf.of_code(PLACE, code) & reachable).bit_count(), url, selected=selected
    )


def _at(point: Point) -> dict[str, str]:
    # As text, so that no language puts a comma into an attribute of SVG.
    return {"x": f"{point[0]:g}", "y": f"{point[1]:g}"}
