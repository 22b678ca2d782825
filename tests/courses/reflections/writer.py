"""Somebody who writes notes: what the script of a lesson does, in a browser that may be one of several."""

from __future__ import annotations

import json
import uuid
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django.test import Client

from courses.models import LessonPage
from courses.reflections.models import Reflection
from mimi.pages.cache import stamps
from tests.courses.visitor import Visitor, language
from tests.factories import SiteTree
from tests.factories.speech import block, named_id, say

JSON = {"Accept": "application/json"}
FIRST, SECOND = (uuid.UUID(named_id("block", name)) for name in ("first", "second"))


def ask(tree: SiteTree, names: Sequence[str] = ("first", "second"), lesson: int = 0) -> None:
    """Publish a lesson with reflection blocks of these names, in all languages of a tree."""
    for code in tree.languages:
        page = LessonPage.objects.get(pk=tree.lessons[code][lesson].pk)
        prompts = [block("reflection", name, {"prompt": say(f"Think {name}?", code), "hint": ""}) for name in names]
        page.body = json.dumps([block("prose", "idea", {"heading": "Idea", "body": "<p>Text.</p>"}), *prompts])
        page.save()
    stamps.view.refresh(now=True)


@dataclass
class Writer(Visitor):
    """A window of a browser at one note; `seen` are the versions that its text stems from."""

    lesson: Any = None
    block: uuid.UUID = FIRST
    client: Client = field(default_factory=Client)
    text: str = ""
    seen: list[str] = field(default_factory=list)

    @property
    def url(self) -> str:
        """The note's own page."""
        return f"/{language(self.lesson)}/me/lessons/{self.lesson.translation_key}/reflections/{self.block}/"

    def post(self, fields: dict[str, Any], **headers: str) -> Any:
        """Send something to where notes are saved."""
        return self.client.post(f"{self.url}save/", fields, headers=headers)

    def save(self, text: str, version: str = "") -> Any:
        """Save a text as the script does; afterwards it is what this window has seen."""
        self.text, version = text, version or str(uuid.uuid4())
        response = self.post({"text": text, "version": version, "seen": self.seen}, **JSON)
        if response.status_code == 200:
            self.seen = [version]
        return response

    def notes(self) -> Any:
        """Ask for the notes of the lesson."""
        key = self.lesson.translation_key
        return self.client.get(f"/{language(self.lesson)}/me/lessons/{key}/reflections.json").json()

    def told(self) -> list[str]:
        """Return the texts of the note, the latest first."""
        return [row["text"] for row in self.notes()["notes"].get(str(self.block), [])]

    def look(self) -> None:
        """Load the page anew."""
        rows = self.notes()["notes"].get(str(self.block), [])
        self.text = rows[0]["text"] if rows else ""
        self.seen = [row["version"] for row in rows[:1]]

    def window(self) -> Writer:
        """Open another window of the same browser."""
        return Writer(lesson=self.lesson, block=self.block, client=self.client)


def kept() -> list[str | None]:
    """Return all texts of the only note that there is, the latest first."""
    return [row.text for row in Reflection.objects.get().texts.all()]
