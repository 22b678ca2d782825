"""Somebody who does an activity, as the page's script tells of it."""

from __future__ import annotations

import io
import json
import uuid
from typing import Any

from django.test import Client
from django.urls import reverse
from django.utils.translation import override

from courses.h5p.models import Activity
from courses.h5p.playing.tickets import place_word
from courses.h5p.results.reading import SUB_CONTENT
from courses.h5p.results.verbs import VERBS
from courses.h5p.store.uploading import keep
from tests.courses.h5p.packages import content_files, packed
from tests.courses.visitor import Visitor
from tests.factories import SiteTree

BLOCK = uuid.UUID("6f2c4a3e-93f1-4b2f-9a53-0d6c5b9d8e01")
OUTBOX = {"X-Requested-With": "outbox", "Accept": "application/json"}


def uploaded(title: str = "One") -> Activity:
    """Return a small activity."""
    return keep(Activity(title=title), io.BytesIO(packed(content_files())), "one.h5p").activity


def statement(verb: str = "answered", *, part: str = "", within: str | None = None, **result: Any) -> dict[str, Any]:
    """Return a statement as H5P's core makes it; `within` is what a part is in."""
    base = "http://testserver/h5p/word/content"
    address = f"{base}?subContentId={part}" if part else base
    definition: dict[str, Any] = {"name": {"en-US": "Is it so?"}, "interactionType": "true-false"}
    if part:
        definition["extensions"] = {SUB_CONTENT: part}
    told: dict[str, Any] = {
        "actor": {"name": "Somebody else", "mbox": "mailto:else@example.org"},
        "verb": {"id": VERBS[verb].id, "display": {"en-US": verb}},
        "object": {"id": address, "objectType": "Activity", "definition": definition},
    }
    if within is not None:
        above = f"{base}?subContentId={within}" if within else base
        told["context"] = {"contextActivities": {"parent": [{"id": above, "objectType": "Activity"}]}}
    if result:
        told["result"] = result
    return told


def scored(raw: float, most: float = 10, **result: Any) -> dict[str, Any]:
    """Return the result of a statement with points."""
    return {"score": {"min": 0, "max": most, "raw": raw, "scaled": raw / most}, "completion": True, **result}


class Doer:
    """A browser in which an activity of a lesson is done."""

    def __init__(self, tree: SiteTree, activity: Activity, client: Client | None = None, block: Any = BLOCK) -> None:
        self.visitor = Visitor(client)
        self.word = place_word(tree.lessons["en"][0].translation_key, block, activity.pk)
        self.registration = str(uuid.uuid4())

    def url(self, name: str, language: str = "en") -> str:
        """Return an address of the activity."""
        with override(language):
            return reverse(f"activity_{name}", args=[self.word])

    def tell(self, told: Any, language: str = "en", **fields: Any) -> Any:
        """Send a statement."""
        text = told if isinstance(told, str) else json.dumps(told)
        given = {"statement": text, "send": str(uuid.uuid4()), "registration": self.registration, **fields}
        return self.visitor.client.post(self.url("result", language), given, headers=OUTBOX)

    def save(self, text: str | None, **fields: Any) -> Any:
        """Send where she left off."""
        given = {"type": "state", "part": "0", "ends": "1", **({} if text is None else {"text": text}), **fields}
        return self.visitor.client.post(self.url("state"), given, headers=OUTBOX)

    def standing(self) -> Any:
        """Ask how far she has come."""
        return self.visitor.client.get(self.url("standing")).json()
