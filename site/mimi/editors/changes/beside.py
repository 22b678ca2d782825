"""What a translator sees around the editor of a translation: what has changed in English, beside each text."""

from __future__ import annotations

from typing import Any

from wagtail.models import Page
from wagtail_localize.models import Translation

from mimi.editors.changes.difference import difference, only_marks_differ
from mimi.editors.changes.holding import waiting_release
from mimi.editors.changes.shared import shared_changes
from mimi.editors.changes.wording import touched
from mimi.editors.parity.gate import draft_of
from mimi.editors.parity.pairs import label_of


def changes_context(translation: Translation) -> dict[str, Any]:
    """Return the variables of the list of changes."""
    source = translation.source.as_instance()
    rows = [
        {
            "segment": one.segment,
            "label": label_of(source, one.segment.context.path),
            "parts": difference(one.before.data, one.segment.string.data) if one.before else [],
            "only_marks": bool(one.before and only_marks_differ(one.before.data, one.segment.string.data)),
            "earlier": one.earlier.data if one.earlier else "",
        }
        for one in touched(translation)
    ]
    page = translation.get_target_instance()
    shared = shared_changes(page, draft_of(translation)) if isinstance(page, Page) and page.live else []
    return {
        "changed": [row for row in rows if row["parts"]],
        "new": [row for row in rows if not row["parts"]],
        "shared": shared,
        "release": waiting_release(page) if isinstance(page, Page) else None,
        "language": translation.target_locale.language_code,
    }
