"""The board itself, as one of Wagtail's listings."""

from __future__ import annotations

from typing import Any, ClassVar

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.urls import path, reverse
from django.urls.resolvers import URLPattern
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST
from wagtail.admin.ui.tables import BaseColumn, Table
from wagtail.admin.utils import get_valid_next_url_from_request
from wagtail.admin.views.generic.base import BaseListingView
from wagtail.models import Page
from wagtail.permissions import policy_registry

from mimi.editors.board import letters
from mimi.editors.board.filters import BoardFilters
from mimi.editors.board.languages import targets
from mimi.editors.board.rows import Row, all_rows, totals
from mimi.editors.status.states import TO_WORK, State
from mimi.people.models import User
from mimi.people.origin import same_origin_required

BOARD = "translation_board"
ICONS = {
    State.BEHIND: "warning",
    State.MISSING: "circle-xmark",
    State.IN_PROGRESS: "edit",
    State.IN_REVIEW: "view",
    State.CURRENT: "circle-check",
}


def may_see(user: Any) -> bool:
    """Say whether the board concerns somebody: whoever works on pages."""
    policy = policy_registry.get_by_type(Page)
    return bool(policy.user_has_any_permission(user, ["add", "change", "publish"]))


class TitleColumn(BaseColumn):
    """What is translated, with a link to the English; pages are indented as they stand in the tree."""

    cell_template_name = "editors/board/title_cell.html"


class StateColumn(BaseColumn):
    """The translation into one language."""

    cell_template_name = "editors/board/state_cell.html"

    def get_cell_context_data(self, instance: Row, parent_context: Any) -> dict[str, Any]:
        """Return what the template shows of a translation."""
        context: dict[str, Any] = super().get_cell_context_data(instance, parent_context)
        cell = instance.cells[self.name]
        context.update(cell=cell, icon=ICONS[cell.state], row=instance, language=self.label)
        context["url"] = cell.edit_url if cell.state == State.CURRENT or not cell.page_id else cell.edit_url + TO_WORK
        return context


class BoardTable(Table):
    """Rows of the board. `flat` shows where a page stands in words, for the rows above it are missing."""

    class Media:
        css: ClassVar[dict[str, list[str]]] = {"all": ["mimi/css/admin/translations.css"]}

    def __init__(self, *args: Any, flat: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.flat = flat


class BoardView(BaseListingView):
    """Pages and snippets by languages. However many there are, it takes the same number of queries."""

    page_title = _("Translations")
    header_icon = "wagtail-localize-language"
    template_name = "editors/board/index.html"
    results_template_name = "editors/board/results.html"
    index_url_name = BOARD
    index_results_url_name = "translation_board_results"
    table_class = BoardTable
    table_classname = "listing translation-board"
    filterset_class = BoardFilters
    is_searchable = True
    paginate_by = 50
    verbose_name_plural = _("translations")

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """Let in whom it concerns.

        Raises:
            PermissionDenied: it concerns somebody else.
        """
        if not may_see(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    @cached_property
    def rows(self) -> list[Row]:
        """All that there is."""
        return all_rows()

    @cached_property
    def people(self) -> list[User]:
        """Those who have worked on translations."""
        cells = [cell for row in self.rows for cell in row.cells.values()]
        numbers = {cell.person_id for cell in cells if cell.person_id is not None}
        return sorted(User.objects.filter(pk__in=numbers), key=lambda user: user.display_name.casefold())

    @property
    def columns(self) -> list[BaseColumn]:
        """The title, and each language that is chosen."""
        names = targets()
        languages = [StateColumn(code, label=names[code]) for code in self.filters.languages()]
        return [TitleColumn("title", label=_("Title"), classname="title"), *languages]

    def get_filterset_kwargs(self) -> dict[str, Any]:
        """Offer the people who have worked here."""
        return {**super().get_filterset_kwargs(), "people": self.people}

    def get_queryset(self) -> list[Row]:
        """Return the rows that are asked for."""
        wanted = self.search_query.casefold()
        self.counted = [row for row in self.filters.of_kind(self.rows) if wanted in row.source.title.casefold()]
        return list(self.filters.matching(self.counted))

    def get_table_kwargs(self) -> dict[str, Any]:
        """Say whether rows stand below those that they belong to."""
        return {**super().get_table_kwargs(), "flat": bool(self.is_filtering or self.is_searching)}

    def get_valid_orderings(self) -> list[str]:
        """Return none: the order is that of the tree."""
        return []

    def get_context_data(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add the totals, and whether she gets the weekly e-mail."""
        context: dict[str, Any] = super().get_context_data(*args, **kwargs)
        languages = self.filters.languages()
        names = targets()
        counts = totals(self.counted, languages)
        context["totals"] = [
            {
                "name": names[language],
                "states": [
                    {
                        "total": total,
                        "icon": ICONS[total.state],
                        "url": self._narrowed(language=language, state=total.state.value),
                    }
                    for total in counts[language]
                ],
            }
            for language in languages
        ]
        context["letter"] = letters.standing(self.request.user) if not self.results_only else None
        return context

    def _narrowed(self, **chosen: str) -> str:
        """Return the address of the board as it is now, but for these filters."""
        query = QueryDict(mutable=True)
        query.update(self.request.GET)
        for name in (self.page_kwarg, "_w_filter_fragment"):
            query.pop(name, None)
        for name, value in chosen.items():
            query[name] = value
        return f"{self.index_url}?{query.urlencode()}"


@same_origin_required
@require_POST
def switch_letter(request: HttpRequest) -> HttpResponse:
    """Stop the weekly e-mail, or let it come again."""
    letters.switch(request.user, on=request.POST.get("letter") == "on")
    return HttpResponseRedirect(get_valid_next_url_from_request(request) or reverse(BOARD))


def board_url(**chosen: str | list[str]) -> str:
    """Return the address of the board, narrowed down to these filters."""
    query = QueryDict(mutable=True)
    for name, value in chosen.items():
        query.setlist(name, [value] if isinstance(value, str) else value)
    return f"{reverse(BOARD)}?{query.urlencode()}" if query else reverse(BOARD)


def board_urls() -> list[URLPattern]:
    """Return the addresses of the board."""
    return [
        path("translations/", BoardView.as_view(), name=BOARD),
        path("translations/results/", BoardView.as_view(results_only=True), name="translation_board_results"),
        path("translations/letter/", switch_letter, name="translation_letter"),
    ]
