"""Taking a plan along: who may, under which name, how often, and where the plan's page leads to it."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from mimi.pages.cache import stamps
from mimi.paper import without_controls
from mimi.people import limits
from mimi.settings.limits import Limit, Rate
from practices.plans.exports import EXPORT_FORMATS
from practices.plans.exports.views import file_name
from practices.plans.models import Kind, Plan, PlanLink
from tests.factories import UserFactory
from tests.practices.plans.exports.saying import HOSTILE, plan_saying
from tests.practices.plans.planner import Planner

ENDINGS = list(EXPORT_FORMATS)


def statuses(planner: Planner) -> dict[str, int]:
    return {ending: planner.get(f"export/{ending}/").status_code for ending in ENDINGS}


def test_its_owner_and_those_with_a_link_take_it_along_and_nobody_else(planning: Planner) -> None:
    allowed, nowhere = dict.fromkeys(ENDINGS, 200), dict.fromkeys(ENDINGS, 404)
    reader, editor = planning.share(may_edit=False), planning.share("Others")
    stranger = Client()
    stranger.force_login(UserFactory())
    assert statuses(planning) == statuses(reader) == statuses(editor) == allowed
    assert statuses(Planner(stranger, planning.prefix)) == statuses(Planner(Client(), planning.prefix)) == nowhere
    PlanLink.objects.update(withdrawn_at=timezone.now())
    assert statuses(reader) == statuses(editor) == nowhere
    Plan.objects.update(deleted_at=timezone.now())
    assert statuses(planning) == nowhere


def test_a_file_is_for_its_reader_alone_and_is_what_it_says(planning: Planner) -> None:
    for ending, kind in EXPORT_FORMATS.items():
        response = planning.get(f"export/{ending}/")
        assert response["Content-Type"] == kind.content_type
        assert response["Content-Disposition"] == f'attachment; filename="plan-practice-1.{ending}"'
        assert response["X-Content-Type-Options"] == "nosniff"
        assert {"private", "no-store"} <= set(response["Cache-Control"].split(", "))
        assert "noindex" in response["X-Robots-Tag"]
        assert "ETag" not in response


def test_taking_it_along_changes_nothing(planning: Planner) -> None:
    before = Plan.objects.values().get()
    statuses(planning)
    assert Plan.objects.values().get() == before
    assert planning.post("export/docx/").status_code == 405
    assert planning.get("export/exe/").status_code == 404


def test_its_page_leads_to_every_file_in_the_readers_language_and_in_the_plans_own(planning: Planner) -> None:
    reader = planning.share(may_edit=False)
    for somebody in (planning, reader):
        here = somebody.get().content.decode()
        there = somebody.in_language("nb").get().content.decode()
        for ending in ENDINGS:
            assert here.count(f'href="{somebody.prefix}export/{ending}/"') == 1
            for code in ("nb", "en"):
                assert there.count(f'href="{somebody.in_language(code).prefix}export/{ending}/"') == 1
        assert here.count("data-export") == len(ENDINGS)


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("Practice 1", "plan-practice-1.docx"),
        ("  Mentor­ordning / høst: «2027»  ", "plan-mentorordning-høst-2027.docx"),
        ("Σχέδιο για όλους", "plan-σχέδιο-για-όλους.docx"),
        ("../../etc/passwd", "plan-etcpasswd.docx"),
        ("con", "plan-con.docx"),
        ("Plan", "plan.docx"),
        ("…", "plan.docx"),
        ("\u202excod.exe", "plan-xcodexe.docx"),
        ("x" * 300, f"plan-{'x' * 60}.docx"),
    ],
)
def test_a_file_has_a_name_that_any_machine_takes(title: str, name: str) -> None:
    assert file_name(plan_saying(title), "docx") == name


def test_no_title_breaks_out_of_the_name(planning: Planner) -> None:
    for title in HOSTILE:
        planning.plan.items.filter(kind=Kind.HEAD).update(title=without_controls(title))
        response = planning.get("export/xlsx/")
        named = response["Content-Disposition"]
        assert re.fullmatch(r"attachment; filename(\*=utf-8''[\w%.-]+|=\"[\w.-]+\")", named, re.ASCII), named


def test_taking_it_along_is_counted(planning: Planner, settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits.time, "time", lambda: 1_700_000_100.0)
    settings.LIMITS = {**settings.LIMITS, "exports": Limit(Rate(2, 600), Rate(9, 600))}
    assert [planning.get("export/xlsx/").status_code for _ in range(3)] == [200, 200, 429]
    refused = planning.get("export/docx/")
    assert refused.status_code == 429
    assert int(refused["Retry-After"]) > 0
    assert "more often than one person would" in refused.content.decode()
    assert "no-store" in refused["Cache-Control"]
    assert planning.get().status_code == 200


def test_it_takes_as_many_queries_however_long_the_plan_is(planning: Planner) -> None:
    def queries() -> int:
        # Else it is looked up once a second.
        stamps.view.refresh(now=True)
        with CaptureQueriesContext(connection) as seen:
            assert planning.get("export/xlsx/").status_code == 200
        return len(seen)

    before = queries()
    for number in range(20):
        planning.add("step", title=f"Step {number}")
    assert queries() == before
