"""What the board can be narrowed down to."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import django_filters
from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet
from wagtail.models import Page, TranslatableMixin, get_page_models
from wagtail.snippets.models import get_snippet_models

from mimi.editors.board.languages import targets
from mimi.editors.board.rows import Row, kind_name, label_of
from mimi.editors.status.states import State, TranslationStatus
from mimi.people.models import User


def kind_choices() -> list[tuple[str, str]]:
    """Return the kinds of pages and snippets that are translated."""
    pages = [model for model in get_page_models() if model is not Page]
    snippets = [model for model in get_snippet_models() if issubclass(model, TranslatableMixin)]
    return [(label_of(model), kind_name(model)) for model in [*pages, *sorted(snippets, key=kind_name)]]


class BoardFilters(WagtailFilterSet):
    """Filters of rows by kind, and of translations by language, state and person."""

    language = django_filters.MultipleChoiceFilter(
        label=_("Language"), choices=lambda: list(targets().items()), widget=forms.CheckboxSelectMultiple
    )
    state = django_filters.MultipleChoiceFilter(
        label=_("State"), choices=State.choices, widget=forms.CheckboxSelectMultiple
    )
    kind = django_filters.MultipleChoiceFilter(
        label=_("Kind"), choices=kind_choices, widget=forms.CheckboxSelectMultiple
    )
    person = django_filters.ChoiceFilter(
        label=_("Last worked on by"), choices=(), empty_label=_("All"), widget=forms.RadioSelect
    )

    class Meta:
        # The rows aren't objects of a model; Wagtail only asks for one.
        model = Page
        fields: tuple[str, ...] = ()

    def __init__(self, *args: Any, people: Iterable[User] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.filters["person"].extra["choices"] = [(str(user.pk), user.display_name) for user in people]

    def chosen(self, name: str) -> list[str]:
        """Return the chosen values of a filter."""
        if not self.is_valid():
            return []
        value = self.form.cleaned_data.get(name) or []
        return [value] if isinstance(value, str) else list(value)

    def languages(self) -> list[str]:
        """Return the languages to show."""
        chosen = self.chosen("language")
        return [code for code in targets() if not chosen or code in chosen]

    def of_kind(self, rows: Iterable[Row]) -> list[Row]:
        """Return the rows of the chosen kinds."""
        chosen = self.chosen("kind")
        return [row for row in rows if not chosen or row.model_label in chosen]

    def matching(self, rows: Iterable[Row]) -> list[Row]:
        """Return the rows of which a translation that is shown is in a chosen state, and by the chosen person."""
        states, people, languages = self.chosen("state"), self.chosen("person"), self.languages()
        if not states and not people:
            return list(rows)

        def fits(cell: TranslationStatus) -> bool:
            return (not states or cell.state in states) and (not people or str(cell.person_id) in people)

        return [row for row in rows if any(fits(row.cells[language]) for language in languages)]
