"""What is translated: pages, and each kind of snippet. One class for each way in which things are kept and edited."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.apps import apps
from django.contrib.admin.utils import quote
from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.functional import cached_property
from wagtail.models import DraftStateMixin, Locale, Page, TranslatableMixin, WorkflowState
from wagtail.snippets.models import get_snippet_models
from wagtail_localize.models import TranslationSource

from mimi.pages.links import SOURCE_LANGUAGE

Place = tuple[UUID, str]


@dataclass(frozen=True)
class Source:
    """An English object. `model` says what kind of page or snippet it is; `depth` is that of a page in the tree."""

    key: UUID
    pk: int
    title: str
    model: type[Any]
    published_at: datetime | None = None
    depth: int = 0

    @classmethod
    def of_page(cls, page: Page) -> Source:
        """Return what counts of a page."""
        return cls(
            key=page.translation_key,
            pk=page.pk,
            title=page.title,
            model=page.specific_class or Page,
            published_at=page.last_published_at,
            depth=page.depth,
        )


@dataclass(frozen=True)
class Target:
    """A translated object. `draft_at` is when a draft was saved that isn't live; it is empty where there is none."""

    pk: int
    live: bool = True
    is_alias: bool = False
    draft_at: datetime | None = None
    published_at: datetime | None = None
    saved_at: datetime | None = None
    saved_by: int | None = None


class Kind:
    """A way in which things are kept and edited."""

    @property
    def label(self) -> str:
        """The name of the model under which Wagtail keeps reviews of them."""
        raise NotImplementedError

    def sources(self) -> list[Source]:
        """Return what there is to translate, in its order."""
        raise NotImplementedError

    def targets(self, keys: Collection[UUID], languages: Sequence[str]) -> dict[Place, Target]:
        """Return the translated objects, by translation key and language."""
        raise NotImplementedError

    def edit_url(self, pk: int) -> str:
        """Return where a translation is edited."""
        return self._edit_address.replace("/0/", f"/{quote(pk)}/")

    def begin_url(self, pk: int) -> str:
        """Return where a translation of an English object is begun."""
        return self._begin_address.replace("/0/", f"/{quote(pk)}/")

    # Each is worked out once, for a number that isn't given to anything: that takes long enough with thousands.
    @cached_property
    def _edit_address(self) -> str:
        raise NotImplementedError

    @cached_property
    def _begin_address(self) -> str:
        raise NotImplementedError


class PageKind(Kind):
    """All pages."""

    @property
    def label(self) -> str:
        return str(Page._meta.label_lower)

    def sources(self) -> list[Source]:
        """Return the English pages that are live, and those that are offered to translators before they are."""
        rows = english_pages().values_list(
            "translation_key",
            "pk",
            "title",
            "content_type__app_label",
            "content_type__model",
            "last_published_at",
            "depth",
        )
        return [
            Source(key, pk, title, apps.get_model(app, model), published_at, depth)
            for key, pk, title, app, model, published_at, depth in rows
        ]

    def targets(self, keys: Collection[UUID], languages: Sequence[str]) -> dict[Place, Target]:
        rows = Page.objects.filter(translation_key__in=keys, locale__language_code__in=languages).values_list(
            "translation_key",
            "locale__language_code",
            "pk",
            "live",
            "alias_of_id",
            "has_unpublished_changes",
            "latest_revision_created_at",
            "last_published_at",
            "latest_revision__user_id",
        )
        return {
            (key, language): Target(
                pk=pk,
                live=live,
                is_alias=alias_of is not None,
                draft_at=saved_at if is_draft or not live else None,
                published_at=published_at,
                saved_at=saved_at,
                saved_by=saved_by,
            )
            for key, language, pk, live, alias_of, is_draft, saved_at, published_at, saved_by in rows
        }

    @cached_property
    def _edit_address(self) -> str:
        return reverse("wagtailadmin_pages:edit", args=[0])

    @cached_property
    def _begin_address(self) -> str:
        return reverse("wagtail_localize:submit_page_translation", args=[0])


class SnippetKind(Kind):
    """The snippets of one model."""

    def __init__(self, model: type[Any]) -> None:
        self.model = model
        self._has_drafts = issubclass(model, DraftStateMixin)

    @property
    def label(self) -> str:
        return str(self.model._meta.label_lower)

    def sources(self) -> list[Source]:
        found = self.model.objects.filter(locale__language_code=SOURCE_LANGUAGE).order_by("pk")
        rows = [
            Source(row.translation_key, row.pk, str(row), self.model, getattr(row, "last_published_at", None))
            for row in (found.filter(live=True) if self._has_drafts else found)
        ]
        return sorted(rows, key=lambda row: row.title.casefold())

    def targets(self, keys: Collection[UUID], languages: Sequence[str]) -> dict[Place, Target]:
        rows = self.model.objects.filter(translation_key__in=keys, locale__language_code__in=languages)
        fields = ["translation_key", "locale__language_code", "pk"]
        if not self._has_drafts:
            return {(key, language): Target(pk) for key, language, pk in rows.values_list(*fields)}
        fields += ["live", "has_unpublished_changes", "latest_revision__created_at", "last_published_at"]
        return {
            (key, language): Target(
                pk,
                live=live,
                draft_at=saved_at if is_draft or not live else None,
                published_at=published_at,
                saved_at=saved_at,
                saved_by=saved_by,
            )
            for key, language, pk, live, is_draft, saved_at, published_at, saved_by in rows.values_list(
                *fields, "latest_revision__user_id"
            )
        }

    @cached_property
    def _edit_address(self) -> str:
        return reverse(self.model.snippet_viewset.get_url_name("edit"), args=[0])

    @cached_property
    def _begin_address(self) -> str:
        meta = self.model._meta
        return reverse("wagtail_localize:submit_snippet_translation", args=[meta.app_label, meta.model_name, 0])


PAGES = PageKind()


def english_pages() -> QuerySet[Page]:
    """Return the English pages that translators have to do with, in tree order.

    A page that was never published is among them once its draft is offered to them; one that was taken back isn't.
    """
    offered = Q(first_published_at=None, translation_key__in=TranslationSource.objects.values("object_id"))
    english = Locale.objects.filter(language_code=SOURCE_LANGUAGE).values("pk")
    return Page.objects.filter(Q(live=True) | offered, locale__in=english, depth__gt=1, alias_of=None).order_by("path")


def kinds() -> list[Kind]:
    """Return all kinds: pages, and what editors translate of snippets."""
    models = [model for model in get_snippet_models() if issubclass(model, TranslatableMixin)]
    models.sort(key=lambda model: str(model._meta.verbose_name_plural))
    return [PAGES, *(SnippetKind(model) for model in models)]


def in_review() -> dict[tuple[str, int], datetime]:
    """Return since when things are being reviewed, by their model's label and primary key; what was sent back isn't."""
    states = WorkflowState.objects.filter(status=WorkflowState.STATUS_IN_PROGRESS)
    rows = states.values_list("base_content_type__app_label", "base_content_type__model", "object_id", "created_at")
    return {(f"{app}.{model}", int(pk)): since for app, model, pk, since in rows if pk.isdecimal()}
