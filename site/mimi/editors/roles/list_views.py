"""The admin of lists that are translated: it offers what `lists` allows."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from wagtail.snippets.views.snippets import CreateView, EditView, IndexView, SnippetViewSet

from mimi.editors.roles.pages import in_source_language


class InEnglish:
    """What is added is added in English; the language of the listing doesn't matter."""

    def get_add_url(self) -> str | None:
        """Return where an entry is made."""
        view: Any = self
        return reverse(view.add_url_name) if view.add_url_name and view.user_has_permission("add") else None


class TranslatedIndexView(InEnglish, IndexView):
    """The listing: each entry leads where one may go."""

    def get_edit_url(self, instance: Any) -> str | None:
        """Return where an entry is changed."""
        url: str | None = super().get_edit_url(instance)
        return url if self.user_has_permission_for_instance("change", instance) else None

    def get_delete_url(self, instance: Any) -> str | None:
        """Return where an entry is deleted."""
        url: str | None = super().get_delete_url(instance)
        return url if self.user_has_permission_for_instance("delete", instance) else None

    def get_copy_url(self, instance: Any) -> str | None:
        """Return where an entry is copied."""
        url: str | None = super().get_copy_url(instance)
        return url if in_source_language(instance) else None


class TranslatedCreateView(InEnglish, CreateView):
    """A new entry; no other language is offered."""

    def get_translations(self) -> list[Any]:
        """Return none."""
        return []


class TranslatedEditView(InEnglish, EditView):
    """One entry."""

    def get_translations(self) -> list[Any]:
        """Return those that one may change."""
        rows: list[Any] = super().get_translations()
        policy = self.permission_policy
        return [row for row in rows if row["locale"].language_code in policy.languages(self.request.user, "change")]


class TranslatedViewSet(SnippetViewSet):
    """The admin of a list that is translated."""

    index_view_class = TranslatedIndexView
    add_view_class = TranslatedCreateView
    edit_view_class = TranslatedEditView
    copy_view_enabled = False
