"""An editor at the admin's form of a lesson or quiz."""

from __future__ import annotations

import html
from typing import Any

from django.test import Client
from wagtail.rich_text import RichText
from wagtail.test.utils.form_data import nested_form_data, rich_text

from mimi.pages.cache.stamps import view

PLAIN = ("title", "slug", "summary", "minutes", "pass_mark", "question_count")


class Desk:
    """Somebody who may edit, with the admin open."""

    def __init__(self, client: Client) -> None:
        self.client = client

    def open(self, page: Any) -> str:
        """Open a page's form and return it as she reads it."""
        return told(self.client.get(f"/cms/pages/{page.pk}/edit/"))

    def send(
        self,
        page: Any,
        action: str = "action-publish",
        *,
        weight: str = "",
        note: str = "",
        changes: dict[str, dict[str, Any]] | None = None,
        **fields: Any,
    ) -> Any:
        """Send a page's form; `changes` are other values in its blocks, by their ids, and None for one taken away."""
        draft = type(page).objects.get(pk=page.pk).get_latest_revision_as_object()
        data = {name: str(getattr(draft, name)) for name in PLAIN if hasattr(draft, name)}
        if hasattr(draft, "intro"):
            data["intro"] = rich_text(draft.intro)
        if draft.changing_stream:
            data[draft.changing_stream] = _stream(getattr(draft, draft.changing_stream), changes or {})
        formset = {"TOTAL_FORMS": "0", "INITIAL_FORMS": "0", "MIN_NUM_FORMS": "0", "MAX_NUM_FORMS": ""}
        choice = {"change_weight": weight, "change_note": note}
        pressed = {action: "yes"} if action else {}
        form = nested_form_data({**data, "comments": formset, **choice, **pressed, **fields})
        return self.client.post(f"/cms/pages/{page.pk}/edit/", form)

    def publish(self, page: Any, **fields: Any) -> None:
        """Publish a page, check that it was, and let this process know at once."""
        response = self.send(page, **fields)
        assert response.status_code == 302, told(response)
        view.refresh(now=True)


def told(response: Any) -> str:
    """Return the admin's page as an editor reads it, with all spaces alike."""
    return " ".join(html.unescape(response.content.decode()).split())


def as_form(value: Any) -> Any:
    """Return a block's value as its form sends it."""
    if isinstance(value, RichText):
        return rich_text(value.source)
    if hasattr(value, "bound_blocks") and not hasattr(value, "items"):
        rows = {
            f"{n}": {"deleted": "", "order": str(n), "type": "item", "id": row.id, "value": as_form(row.value)}
            for n, row in enumerate(value.bound_blocks)
        }
        return {"count": str(len(rows)), **rows}
    if hasattr(value, "items"):
        fields = {name: as_form(inner) for name, inner in value.items()}
        return {name: inner for name, inner in fields.items() if inner is not None}
    if value is None or value is False:
        return None
    return getattr(value, "pk", str(value))


def _stream(stream: Any, changes: dict[str, dict[str, Any]]) -> dict[str, Any]:
    rows = [child for child in stream if changes.get(str(child.id), {}) is not None]
    data: dict[str, Any] = {"count": str(len(rows))}
    for n, child in enumerate(rows):
        value = {**as_form(child.value), **changes.get(str(child.id), {})}
        data[str(n)] = {"deleted": "", "order": str(n), "type": child.block_type, "id": child.id, "value": value}
    return data
