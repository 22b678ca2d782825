"""The ways from a translation to its helps, above the translation editor and on each of their pages."""

from __future__ import annotations

from dataclasses import dataclass

from django.core.exceptions import ObjectDoesNotExist
from django.urls import reverse
from wagtail.models import Page
from wagtail_localize.models import StringTranslation, Translation

from mimi.editors.aids.returning import edit_url


@dataclass(frozen=True)
class Bar:
    """Addresses; `preview` is empty for what isn't a page. `unconfirmed`: how many segments wait for a person."""

    edit: str
    help: str
    data: str
    files: str
    search: str
    preview: str
    unconfirmed: int


def bar(translation: Translation) -> Bar:
    """Return the ways from a translation, one query if its target is at hand."""
    if not hasattr(translation, "target"):
        try:
            translation.target = translation.get_target_instance()
        except ObjectDoesNotExist:
            translation.target = None
    pk = translation.pk
    waiting = StringTranslation.objects.filter(
        locale=translation.target_locale_id,
        translation_type=StringTranslation.TRANSLATION_TYPE_MACHINE,
        context__in=translation.source.stringsegment_set.values("context"),
        translation_of__in=translation.source.stringsegment_set.values("string"),
    )
    return Bar(
        edit=edit_url(translation) if translation.target else "",
        help=reverse("aids:help", args=[pk]),
        data=reverse("aids:help_json", args=[pk]),
        files=reverse("aids:files", args=[pk]),
        search=f"{reverse('aids:search')}?language={translation.target_locale.language_code}",
        preview=reverse("aids:side_by_side", args=[pk]) if isinstance(translation.target, Page) else "",
        unconfirmed=waiting.count(),
    )
