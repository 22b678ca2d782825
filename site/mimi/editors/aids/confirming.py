"""What a machine has written, and a person has not yet looked at: it isn't done until she saves or confirms it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail.models import Page
from wagtail_localize.models import StringTranslation, Translation

from mimi.editors.aids.rows import Row, rows

if TYPE_CHECKING:
    from mimi.editors.parity.gate import Finding

CHECK = "unconfirmed"


def unconfirmed(translation: Translation) -> list[Row]:
    """Return the segments of a translation, in their order, that a machine has written and nobody has confirmed."""
    return [row for row in rows(translation) if row.unconfirmed]


def confirm(row: Row, user: Any) -> bool:
    """Let a person stand for a segment as it is; False where there is nothing to confirm."""
    if row.stored is None or not row.unconfirmed:
        return False
    row.stored.translation_type = StringTranslation.TRANSLATION_TYPE_MANUAL
    row.stored.tool_name = ""
    row.stored.last_translated_by = user
    row.stored.save(update_fields=["translation_type", "tool_name", "last_translated_by", "updated_at"])
    return True


def unconfirmed_findings(page: Page) -> list[Finding]:
    """Return an error for each segment of a translated page that nobody has confirmed: a check for the gate."""
    from mimi.editors.parity.gate import Finding

    translation = (
        Translation.objects.filter(source__object_id=page.translation_key, target_locale=page.locale_id, enabled=True)
        .select_related("source__specific_content_type", "source__locale", "target_locale")
        .first()
    )
    if translation is None:
        return []
    edit = reverse("wagtailadmin_pages:edit", args=[page.pk])
    told = _("“%(place)s” was translated by a machine. Read it, and confirm or change it.")
    return [
        Finding(
            level="error",
            message=told % {"place": row.place.label},
            url=f"{edit}#segment-{row.segment.pk}",
            check=CHECK,
        )
        for row in unconfirmed(translation)
    ]
