"""wagtail-localize's addresses, each behind a question of who may.

A translator works in her own languages, and publishes nothing.

wagtail-localize itself asks only for one permission for all languages, or for none. Here each of its addresses is put
before its own, by name: one that isn't named here is closed.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.db.models import Model, QuerySet
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import URLPattern, path
from wagtail.models import Locale, Page
from wagtail_localize import wagtail_hooks as localize
from wagtail_localize.models import Translation

from mimi.editors.changes.submitting import SubmitPageView, SubmitSnippetView
from mimi.editors.parity.views import UpdateTranslationsView
from mimi.editors.roles import lists
from mimi.editors.roles.definitions import ADMINISTRATOR, PUBLISHER, REVIEWER, TRANSLATOR, languages_of, roles_of
from mimi.editors.roles.pages import in_source_language

View = Callable[..., HttpResponseBase]
Guard = Callable[..., bool]


def may_change(user: Any, instance: Model | None) -> bool:
    """Say whether somebody may work on a page or an entry of a list."""
    if isinstance(instance, Page):
        return bool(instance.permissions_for_user(user).can_edit())
    return instance is not None and lists.may(user, "change", instance)


def is_closed_to(user: Any, instance: Model | None) -> bool:
    """Say whether somebody may not write in a page now: it is locked, or waits for another person's review."""
    return isinstance(instance, Page) and bool(instance.permissions_for_user(user).page_locked())


def may_publish(user: Any, instance: Model | None) -> bool:
    """Say whether somebody may let a page or an entry of a list show."""
    if isinstance(instance, Page):
        rights = instance.permissions_for_user(user)
        return bool(rights.can_edit() and rights.can_publish())
    return instance is not None and lists.may_publish(user, instance)


def languages_to_begin(user: Any) -> tuple[str, ...]:
    """Return the languages in which somebody may begin a translation."""
    if (ADMINISTRATOR, None) in roles_of(user) or any(key == PUBLISHER for key, _language in roles_of(user)):
        return languages_of(user, PUBLISHER) or tuple(Locale.objects.values_list("language_code", flat=True))
    return tuple(dict.fromkeys((*languages_of(user, TRANSLATOR), *languages_of(user, REVIEWER))))


# --- The questions ---------------------------------------------------------------------------------------------------


def _target(translation_id: int) -> Any:
    """Return what a translation is kept in; None where it is gone."""
    translation = get_object_or_404(Translation.objects.select_related("source"), pk=translation_id)
    target = translation.source.object.get_instance_or_none(translation.target_locale)
    return target.specific if isinstance(target, Page) else target


def _translates(user: Any, *, translation_id: int, **kwargs: Any) -> bool:
    return may_change(user, _target(translation_id))


def _writes(user: Any, *, translation_id: int, **kwargs: Any) -> bool:
    target = _target(translation_id)
    return may_change(user, target) and not is_closed_to(user, target)


def _publishes(user: Any, *, translation_id: int, **kwargs: Any) -> bool:
    return may_publish(user, _target(translation_id))


def _publishes_page(user: Any, *, page_id: int, **kwargs: Any) -> bool:
    return may_publish(user, get_object_or_404(Page, pk=page_id).specific)


def _anyone(user: Any, **kwargs: Any) -> bool:
    return True


GUARDS: dict[str, Guard] = {
    "javascript_catalog": _anyone,
    "translations_report": _anyone,
    "translations_report_results": _anyone,
    "snippets_api_listing": _anyone,
    "snippets_api_detail": _anyone,
    "edit_string_translation": _writes,
    "edit_override": _writes,
    "download_pofile": _translates,
    "upload_pofile": _writes,
    "machine_translate": _writes,
    "preview_translation": _translates,
    "stop_translation": _publishes,
    "convert_to_alias": _publishes_page,
}


def guarded(view: View, guard: Guard) -> View:
    """Return a view that first asks whether somebody may."""

    @wraps(view)
    def ask(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not guard(request.user, **kwargs):
            raise PermissionDenied
        return view(request, *args, **kwargs)

    return ask


def _closed(user: Any, **kwargs: Any) -> bool:
    return False


# --- Views of ours in the place of theirs -----------------------------------------------------------------------------


class OwnLanguages:
    """A translation is begun from the English, and in one's own languages."""

    object: Any
    request: HttpRequest

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Refuse what isn't English, and anyone who has no language.

        Raises:
            PermissionDenied: she may begin no translation of this.
        """
        view: Any = self
        source = view.get_object()
        if not in_source_language(source) or not self._locales().exists():
            raise PermissionDenied
        if isinstance(source, Page) and source.permissions_for_user(request.user).in_bin:
            raise PermissionDenied
        response: HttpResponseBase = super().dispatch(request, *args, **kwargs)  # type: ignore[misc]  # of the view
        return response

    def get_form(self) -> Any:
        """Return the form, with the languages that she may begin."""
        form = super().get_form()  # type: ignore[misc]  # of the view
        mine = self._locales().values_list("pk", flat=True)
        form.fields["locales"].queryset = form.fields["locales"].queryset.filter(pk__in=list(mine))
        return form

    def _locales(self) -> QuerySet[Any]:
        view: Any = self
        user = view.request.user
        may: QuerySet[Any] = Locale.objects.filter(language_code__in=languages_to_begin(user))
        return may


class BeginPageTranslationView(OwnLanguages, SubmitPageView):
    """Begin the translation of a page; the new page is a draft."""


class BeginListTranslationView(OwnLanguages, SubmitSnippetView):
    """Begin the translation of an entry of a list; it has no drafts, so only those who may let it show begin it."""

    def _locales(self) -> QuerySet[Any]:
        user: Any = self.request.user
        may = super()._locales()
        return (
            may
            if user.is_superuser
            else may.filter(language_code__in=lists.languages_of_permission(user, lists.PUBLISH))
        )


class TakeUpEnglishView(UpdateTranslationsView):
    """Take up a change of the English in its translations; what is published at once, only publishers may publish."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Let those in who write the English, or translate it.

        Raises:
            PermissionDenied: somebody does neither.
        """
        user: Any = request.user
        targets = self._targets()
        if not may_change(user, self.get_object().get_source_instance()) and not any(
            may_change(user, target) for target in targets
        ):
            raise PermissionDenied
        response: HttpResponseBase = super().dispatch(request, *args, **kwargs)
        return response

    def get_form(self) -> Any:
        """Return the form, without what she may not."""
        form = super().get_form()
        user, targets = self.request.user, self._targets()
        if not all(may_publish(user, target) for target in targets):
            form.fields.pop("publish_translations")
        if not all(may_change(user, target) for target in targets):
            form.fields.pop("use_machine_translation", None)
        return form

    def form_valid(self, form: Any) -> Any:
        """Do it; what was not asked is not done."""
        form.cleaned_data.setdefault("publish_translations", False)
        return super().form_valid(form)

    def _targets(self) -> list[Any]:
        translations = self.get_object().translations.filter(enabled=True).values_list("pk", flat=True)
        return [target for pk in translations if (target := _target(pk)) is not None]


VIEWS: dict[str, View] = {
    "submit_page_translation": BeginPageTranslationView.as_view(),
    "submit_snippet_translation": BeginListTranslationView.as_view(),
    "update_translations": TakeUpEnglishView.as_view(),
}


def guarded_urls() -> list[URLPattern]:
    """Return wagtail-localize's addresses, guarded; they carry no names, so that its own names lead here."""
    found = []
    for theirs in localize.register_admin_urls()[0].url_patterns:
        name = theirs.name or ""
        view = VIEWS.get(name) or guarded(theirs.callback, GUARDS.get(name, _closed))
        found.append(path(f"localize/{theirs.pattern}", view))
    return found


def restart_is_refused(request: HttpRequest, instance: Any) -> bool:
    """Say whether somebody asks to begin a stopped translation anew, or to give it up, who may not publish it."""
    asked = {"localize-restart-translation", "localize-convert-to-alias"} & set(request.POST)
    user: Any = getattr(request, "user", AnonymousUser())
    return request.method == "POST" and bool(asked) and not may_publish(user, instance)
