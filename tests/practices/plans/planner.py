"""Somebody who plans: an owner, or somebody with a link, in a browser of her own."""

from __future__ import annotations

import re
import uuid
from dataclasses import dataclass, field
from typing import Any

from django.test import Client

from mimi.pages.cache import stamps
from practices.models import PracticeStep
from practices.models.pages import PracticeModule
from practices.plans.models import Plan, PlanItem
from tests.factories import SiteTree
from tests.factories.speech import locale, named_id, say

JSON = {"Accept": "application/json"}
STEPS = ("Choose", "Meet", "Look back")
RISKS = ("Going too fast", "Doing it alone")


def furnish(tree: SiteTree) -> None:
    """Give the first practice of a tree steps, watch-out points and a module, in all its languages."""
    for code in tree.languages:
        page = tree.practices[code][0]
        page.steps.all().delete()
        for number, title in enumerate(STEPS):
            PracticeStep.objects.create(
                practice=page,
                sort_order=number,
                locale=locale(code),
                translation_key=named_id("step", title),
                title=say(title, code),
                by=say("The trainer", code),
                text=f"<p>{say(title, code)} it.</p><ul><li>One</li><li>Two</li></ul>",
            )
        PracticeModule.objects.create(practice=page, page=tree.modules["en"][0])
        page.watch_out = "<ul>" + "".join(f"<li><b>{say(risk, code)}</b> is it.</li>" for risk in RISKS) + "</ul>"
        page.save()
    stamps.view.refresh(now=True)


@dataclass
class Planner:
    """A browser; `prefix` is the address of the plan that it has open."""

    client: Client = field(default_factory=Client)
    prefix: str = ""

    def adopt(self, practice: Any, *, another: bool = False) -> Any:
        """Press "Use this with us", and open the plan that it leads to."""
        code = practice.locale.language_code
        data = {"another": "yes"} if another else {}
        response = self.client.post(f"/{code}/me/plans/adopt/{practice.translation_key}/", data)
        if response.status_code == 302:
            self.prefix = response["Location"]
        return response

    @property
    def plan(self) -> Plan:
        """The plan that the address of an owner names."""
        return Plan.objects.get(pk=self.prefix.rstrip("/").rpartition("/")[2])

    def get(self, rest: str = "", **headers: str) -> Any:
        """Open something of the plan."""
        return self.client.get(f"{self.prefix}{rest}", headers=headers)

    def post(self, rest: str, data: dict[str, Any] | None = None, **headers: str) -> Any:
        """Send a form of the plan."""
        return self.client.post(f"{self.prefix}{rest}", data or {}, headers=headers)

    def in_language(self, code: str) -> Planner:
        """Return the same browser at the same plan in another language."""
        return Planner(self.client, re.sub(r"^/\w\w/", f"/{code}/", self.prefix))

    # --- Rows

    def row(self, title: str) -> PlanItem:
        """Return the only row whose title begins so."""
        return PlanItem.objects.get(plan=self.plan, title__startswith=title)

    def save(self, item: PlanItem, *, base: int | None = None, json: bool = True, **fields: str) -> Any:
        """Save fields of a row as it stood on the page."""
        data = {"version": item.version if base is None else base, **fields}
        return self.post(f"rows/{item.pk}/", data, **(JSON if json else {}))

    def do(self, item: PlanItem, what: str, **fields: str) -> Any:
        """Press a button of a row."""
        return self.save(item, json=False, do=what, **fields)

    def add(self, kind: str, id_: uuid.UUID | None = None, **fields: str) -> Any:
        """Add a row."""
        return self.post("rows/", {"kind": kind, "id": str(id_ or uuid.uuid4()), **fields})

    # --- Links

    def share(self, label: str = "The team", *, may_edit: bool = True, by: Client | None = None) -> Planner:
        """Make a link, and return somebody who has it."""
        data = {"id": str(uuid.uuid4()), "label": label, "may_edit": "yes" if may_edit else ""}
        response = self.post("links/", data)
        found = re.search(r'value="http://testserver(/\w\w/plans/[\w-]+/)"', response.content.decode())
        assert found, response.content.decode()
        return Planner(by or Client(), found[1])


def titles(plan: Plan, kind: str = "step") -> list[str]:
    """Return the titles of the rows of a kind, in their order."""
    return [item.title for item in plan.items.filter(kind=kind, removed=False).order_by("position", "pk")]
