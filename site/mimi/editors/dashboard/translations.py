"""What is behind in each language; and what of it waits for who translates."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.http import HttpRequest
from django.utils.translation import ngettext

from mimi.editors.board.languages import own_languages, targets
from mimi.editors.board.rows import Row, all_rows, totals
from mimi.editors.board.views import ICONS, board_url, may_see
from mimi.editors.dashboard.registry import Waiting, register_part, register_waiting


def _rows(request: Any) -> list[Row]:
    """Return the rows of the board, worked out once for a page."""
    if not hasattr(request, "_translation_rows"):
        request._translation_rows = all_rows()
    rows: list[Row] = request._translation_rows
    return rows


@register_waiting(order=10)
def translations(request: HttpRequest) -> Iterator[Waiting]:
    """Tell a translator what there is to do in each of her languages. Who has all rights finds it in the part below."""
    user: Any = request.user
    if user.is_superuser:
        return
    names = targets()
    for language in own_languages(user):
        cells = [row.cells[language] for row in _rows(request) if row.cells[language].asks_for_work]
        if not cells:
            continue
        text = ngettext(
            "%(language)s: %(count)s translation waits for you.",
            "%(language)s: %(count)s translations wait for you.",
            len(cells),
        )
        url = board_url(language=language, state=sorted({cell.state.value for cell in cells}))
        yield Waiting(text % {"language": names[language], "count": len(cells)}, url, "wagtail-localize-language")


@register_part("editors/dashboard/translations.html", order=30)
def translations_part(request: HttpRequest) -> dict[str, Any] | None:
    """Show for each language how many translations are in which state."""
    if not may_see(request.user):
        return None
    counts = totals(_rows(request), targets())
    return {
        "totals": [
            {
                "name": name,
                "states": [
                    {
                        "total": total,
                        "icon": ICONS[total.state],
                        "url": board_url(language=language, state=total.state.value),
                    }
                    for total in counts[language]
                ],
            }
            for language, name in targets().items()
        ],
        "board_url": board_url(),
    }
