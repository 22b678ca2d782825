"""Somebody with an account who tells how a practice went, and an editor who decides."""

from __future__ import annotations

import re
import uuid
from dataclasses import dataclass, field
from typing import Any

from django.test import Client

from mimi.pages.cache.stamps import view
from mimi.people.models import User
from practices.adaptations.models import Adaptation
from tests.factories import editor
from tests.practices.plans.planner import Planner
from tests.site.pages.visits import committed

SECTORS = ("employer", "municipality")
WORDS: dict[str, Any] = {
    "organisation": "Bakery Ås",
    "place": "Ås",
    "country": "Norway",
    "sector": "employer",
    "size": "small",
    "language": "en",
    "changed": "We met while the dough rose.",
    "worked": "Everybody talked.",
    "failed": "",
    "advice": "",
    "shows_name": "",
    "name": "",
    "wants_answer": "on",
}


def sent(**words: Any) -> dict[str, Any]:
    """Return the fields of a form as a browser sends them: of a box that isn't ticked, none."""
    fields = {**WORDS, **words}
    return {name: value for name, value in fields.items() if value or name not in ("shows_name", "wants_answer")}


@dataclass
class Reporter:
    """A browser that is signed in, at a practice; `key` is that of the practice."""

    user: User
    key: uuid.UUID
    client: Client = field(default_factory=Client)
    language: str = "en"

    @classmethod
    def of(cls, user: User, practice: Any) -> Reporter:
        """Return somebody who has signed in and adopted a practice."""
        reporter = cls(user, practice.translation_key)
        reporter.client.force_login(user)
        assert Planner(reporter.client).adopt(practice).status_code == 302
        return reporter

    @property
    def address(self) -> str:
        """Where she tells."""
        return f"/{self.language}/me/practices/{self.key}/tried/"

    @property
    def report(self) -> Adaptation:
        """What she has told."""
        return Adaptation.objects.get(author=self.user, practice_key=self.key)

    def page(self) -> str:
        """Open the form, and return what stands there."""
        return str(self.client.get(self.address).content.decode())

    def send(self, do: str = "send", *, base: int | None = None, **words: Any) -> Any:
        """Press a button of the form, as it was when she opened it last, or at a version."""
        hidden = dict(re.findall(r'<input type="hidden" name="(version|whose)" value="([^"]*)"', self.page()))
        if base is not None:
            hidden["version"] = str(base)
        return self.client.post(self.address, {**hidden, **sent(**words), "do": do})

    def withdraw(self, do: str = "withdraw") -> Any:
        """Press the button by which a report is withdrawn or deleted."""
        return self.client.post(f"{self.address}withdraw/", {"do": do})

    def published(self, **words: Any) -> Adaptation:
        """Tell, and have it published."""
        assert self.send(**words).status_code == 302
        assert Moderator().decide(self.report).status_code == 302
        return self.report


class Moderator:
    """Somebody who may publish and send back, in Wagtail's admin."""

    def __init__(self) -> None:
        self.user = editor()
        self.client = Client()
        self.client.force_login(self.user)

    def decide(self, report: Adaptation, do: str = "publish", *, reason: str = "", base: int | None = None) -> Any:
        """Press a button beside a report."""
        version = report.version if base is None else base
        with committed():
            answer = self.client.post(where(report), {"do": do, "reason": reason, "version": version})
        view.refresh(now=True)
        return answer


def where(report: Adaptation) -> str:
    """Return the address at which an editor decides about a report."""
    return f"/cms/adaptations/{report.pk}/"
