"""Who may work on which translation: whoever may edit the translated page or snippet, as wagtail-localize has it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import ObjectDoesNotExist, PermissionDenied
from django.db.models import Q, QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404
from wagtail.models import Locale, Page
from wagtail.permissions import policy_registry
from wagtail.snippets.models import get_snippet_models
from wagtail.snippets.permissions import user_can_edit_snippet_type
from wagtail_localize.models import Translation

from mimi.editors.roles.translations import is_closed_to, may_change
from mimi.pages.links import SOURCE_LANGUAGE


def with_what_it_needs(translations: QuerySet[Translation]) -> QuerySet[Translation]:
    """Return translations together with source, languages and kind."""
    return translations.select_related("source__locale", "source__specific_content_type", "target_locale")


def may_edit(user: Any, instance: Any) -> bool:
    """Say whether a person may work on a translated page or snippet, in its language."""
    return may_change(user, instance)


def translation_for(user: Any, pk: int) -> Translation:
    """Return a translation that a person may edit; its object is kept as `target`.

    Raises:
        Http404: there is none, or what it translates is gone.
        PermissionDenied: the person may not edit it.
    """
    translation = get_object_or_404(with_what_it_needs(Translation.objects.all()), pk=pk, enabled=True)
    try:
        target = translation.get_target_instance()
    except ObjectDoesNotExist as error:
        raise Http404 from error
    if not may_edit(user, target):
        raise PermissionDenied
    translation.target = target
    return translation


def translation_to_write(user: Any, pk: int) -> Translation:
    """Return a translation as `translation_for` does, if a person may write in it now.

    Raises:
        Http404: there is none, or what it translates is gone.
        PermissionDenied: the person may not edit it, or it waits for somebody else's review.
    """
    translation = translation_for(user, pk)
    if is_closed_to(user, translation.target):
        raise PermissionDenied
    return translation


def closed_to(user: Any, translations: Iterable[Translation]) -> set[int]:
    """Return the numbers of those translations that wait for somebody else's review, or are locked."""
    return {one.pk for one in translations if is_closed_to(user, _specific(one.get_target_instance()))}


def _specific(target: Any) -> Any:
    return target.specific if isinstance(target, Page) else target


def _editable_pages(user: Any, locale: Locale) -> QuerySet[Page]:
    policy = policy_registry.get_by_type(Page)
    return policy.instances_user_has_permission_for(user, "change").filter(locale=locale).order_by()


def editable_translations(user: Any, locale: Locale) -> list[Translation]:
    """Return all translations into a language that a person may edit, in the order of the pages, then the snippets."""
    snippets = [model for model in get_snippet_models() if user_can_edit_snippet_type(user, model)]
    labels = [
        Q(
            source__specific_content_type__app_label=m._meta.app_label,
            source__specific_content_type__model=m._meta.model_name,
        )
        for m in snippets
    ]
    wanted = Q(source__object_id__in=_editable_pages(user, locale).values("translation_key"))
    for one in labels:
        wanted |= one
    found = list(with_what_it_needs(Translation.objects.filter(wanted, target_locale=locale, enabled=True)))
    return _in_order(user, found, locale)


def translations_below(user: Any, translation: Translation) -> list[Translation]:
    """Return the translations of a page and of all pages under it, as far as a person may edit them."""
    if not isinstance(translation.target, Page):
        return [translation]
    keys = translation.target.get_descendants(inclusive=True).values("translation_key")
    found = Translation.objects.filter(
        source__object_id__in=keys, target_locale=translation.target_locale, enabled=True
    )
    return _in_order(user, list(with_what_it_needs(found)), translation.target_locale)


def _in_order(user: Any, found: list[Translation], locale: Locale) -> list[Translation]:
    """Return those whose object may be edited, sorted by where the pages stand; snippets come behind."""
    keys = [one.source.object_id for one in found]
    pages = Page.objects.filter(translation_key__in=keys, locale=locale).specific()
    places = {page.translation_key: page.path for page in pages if may_edit(user, page)}
    kept = [one for one in found if one.source.object_id in places or not _is_page(one)]
    return sorted(kept, key=lambda one: (places.get(one.source.object_id, "~"), one.source.object_repr, one.pk))


def _is_page(translation: Translation) -> bool:
    model = translation.source.specific_content_type.model_class()
    return model is not None and issubclass(model, Page)


def translated_languages(user: Any) -> list[Locale]:
    """Return the languages into which a person may translate something."""
    locales = Locale.objects.exclude(language_code=SOURCE_LANGUAGE).order_by("pk")
    if user.is_superuser:
        return list(locales)
    policy = policy_registry.get_by_type(Page)
    mine = policy.instances_user_has_permission_for(user, "change").order_by().values("locale_id")
    return list(locales.filter(pk__in=mine))
