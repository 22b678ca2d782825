"""What others have made of a practice, as everybody reads it on the practice's page."""

from __future__ import annotations

import uuid
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from django.core.paginator import Page, Paginator
from django.http import QueryDict
from django.utils.translation import gettext as _

from mimi.pages.cache.fragments import cached
from mimi.pages.cache.tags import depends_on
from mimi.pages.chrome import in_language
from mimi.pages.links import page_address
from practices.adaptations.models import Adaptation, Status
from practices.adaptations.record import tag_of
from practices.adaptations.words import TOLD, anchor, languages, sectors
from practices.organisations import SECTOR_LABEL, Size

if TYPE_CHECKING:
    from practices.models import PracticePage

SECTOR, SIZE, PAGE = "sector", "size", "page"
PARAMETERS = (SECTOR, SIZE, PAGE)
PER_PAGE = 10
PLACE = "adapted"


@dataclass(frozen=True)
class One:
    """One report in a reader's language; its own words stand in `language`.

    `told` holds headings and answers. `written_in` is set where that is another language than the reader's.
    """

    anchor: str
    organisation: str
    place: str
    sector: str
    size: str
    name: str
    language: str
    written_in: str
    told: list[tuple[str, str]]
    since: datetime | None


def one_of(row: Adaptation, language: str) -> One:
    """Return a report as somebody reads it in a language."""
    return One(
        anchor=anchor(row.pk),
        organisation=row.organisation,
        place=", ".join(part for part in (row.place, row.country) if part),
        sector=dict(sectors(language)).get(row.sector, ""),
        size=row.get_size_display(),
        name=row.name if row.shows_name else "",
        language=row.language,
        written_in=languages().get(row.language, "") if row.language != language else "",
        told=[(str(question.heading), text) for question in TOLD if (text := getattr(row, question.name))],
        since=row.shown_since,
    )


def published(key: uuid.UUID) -> list[Adaptation]:
    """Return what is published about a practice, the newest at the front, read in one query and then kept."""

    def read() -> list[Adaptation]:
        depends_on(tag_of(key))
        rows = Adaptation.objects.filter(practice_key=key, status=Status.PUBLISHED)
        return list(rows.order_by("-shown_since", "pk"))

    return cached(tag_of(key), read)


class Adapted:
    """One look at what is published about a practice: what a query string asks of it."""

    def __init__(self, page: PracticePage, query: QueryDict) -> None:
        self.language = page.locale.language_code
        self.key = page.translation_key
        self.base = page_address(self.language, page.url_path) if page.url_path else ""
        self.chosen = {param: query.get(param, "") for param in (SECTOR, SIZE) if query.get(param)}
        self.asked_page = query.get(PAGE, "")

    def _left(self, *, without: str = "") -> list[Adaptation]:
        chosen = [(param, value) for param, value in self.chosen.items() if param != without]
        return [row for row in published(self.key) if all(getattr(row, param) == value for param, value in chosen)]

    def _address(self, **chosen: Any) -> str:
        query = urlencode([(param, chosen[param]) for param in PARAMETERS if chosen.get(param)])
        return f"{self.base}{'?' if query else ''}{query}#{PLACE}"

    def _page(self) -> Page[Adaptation]:
        return Paginator(self._left(), PER_PAGE, orphans=PER_PAGE // 3).get_page(self.asked_page)

    def count(self) -> int:
        """Return how many there are of the practice in all."""
        return len(published(self.key))

    def shown(self) -> list[One]:
        """Return those that are shown."""
        return [one_of(row, self.language) for row in self._page()]

    def pager(self) -> dict[str, Any]:
        """Return where the shown part stands and the addresses beside it; nothing where it is the only one."""
        page = self._page()
        if not page.has_other_pages():
            return {}

        def at(number: int) -> str:
            return self._address(**self.chosen, page=number if number > 1 else "")

        return {
            "number": page.number,
            "count": page.paginator.num_pages,
            "previous": at(page.number - 1) if page.has_previous() else "",
            "next": at(page.number + 1) if page.has_next() else "",
        }

    def filters(self) -> list[dict[str, Any]]:
        """Return what one can narrow by, with counts; nothing where all are alike."""
        names = {SECTOR: dict(sectors(self.language)), SIZE: {code: str(name) for code, name in Size.choices}}
        titles = {SECTOR: str(SECTOR_LABEL), SIZE: _("Size")}
        found = []
        for param, title in titles.items():
            beside = self._left(without=param)
            counts = Counter(getattr(row, param) for row in beside)
            values = [
                self._value(param, code, name, counts[code])
                for code, name in names[param].items()
                if counts[code] or self.chosen.get(param) == code
            ]
            if len(values) > 1 or param in self.chosen:
                found.append({"name": title, "values": [self._value(param, "", _("All"), len(beside)), *values]})
        return found

    def _value(self, param: str, code: str, name: str, count: int) -> dict[str, Any]:
        url = self._address(**{**self.chosen, param: code})
        return {"name": name, "count": count, "url": url, "current": self.chosen.get(param, "") == code}

    def is_known(self, query: QueryDict) -> bool:
        """Say whether what a query string asks is what a link of ours asks; only such addresses are kept."""
        if not any(param in query for param in PARAMETERS):
            return True
        if any(query.getlist(param) != [value] for param, value in self.chosen.items()):
            return False
        if any(param in query and param not in self.chosen for param in (SECTOR, SIZE)) or not self._left():
            return False
        number = self._page().number
        return PAGE not in query or (number > 1 and query.getlist(PAGE) == [str(number)])


def adapted_variables(page: PracticePage, query: QueryDict) -> dict[str, Callable[[], Any]]:
    """Return builders of the template variables of what others have made of a practice."""
    adapted = Adapted(page, query)
    return {
        "adapted": lambda: {
            "count": adapted.count(),
            "shown": adapted.shown(),
            "pager": adapted.pager(),
            "filters": adapted.filters(),
        },
        "tried_url": lambda: in_language(adapted.language, "tried", [str(adapted.key)]),
    }
