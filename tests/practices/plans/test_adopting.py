"""From a practice to a plan: what it takes along, asking before a second one, and how many there may be."""

from __future__ import annotations

import pytest
from django.test import Client

from mimi.people.models import Learner
from practices.plans import adopting
from practices.plans.models import Kind, Plan
from tests.factories import SiteTree
from tests.practices.plans.planner import RISKS, STEPS, Planner, titles
from tests.practices.test_library import address


def test_a_practice_becomes_a_plan_with_steps_risks_and_lessons(practised: SiteTree) -> None:
    owner = Planner()
    response = owner.adopt(practised.practices["en"][0])
    assert response.status_code == 302
    assert owner.client.cookies["learner"].value
    plan = owner.plan
    assert plan.language == "en"
    assert str(plan.practice_key) == str(practised.practices["en"][0].translation_key)
    assert titles(plan) == list(STEPS)
    assert titles(plan, Kind.RISK) == [f"{risk} is it." for risk in RISKS]
    assert titles(plan, Kind.LESSON) == ["Lesson 1.1", "Lesson 1.2"]
    assert titles(plan, Kind.HEAD) == ["Practice 1"]
    assert titles(plan, Kind.AIM) == []
    assert owner.row("Choose").text == "Choose it.\n\n– One\n– Two"
    page = owner.get().content.decode()
    for said in (*STEPS, *RISKS, "Lesson 1.1", "In the practice, this is done by: The trainer", "Add an aim"):
        assert said in page


def test_the_button_stands_on_the_page_of_the_practice_without_a_token(practised: SiteTree) -> None:
    response = Client().get(address(practised.practices["nb"][0]))
    key = practised.practices["nb"][0].translation_key
    assert f'action="/nb/me/plans/adopt/{key}/"' in response.content.decode()
    assert "csrf" not in response.content.decode()
    assert not response.cookies


def test_a_second_plan_is_made_only_on_demand(practised: SiteTree, monkeypatch: pytest.MonkeyPatch) -> None:
    owner, practice = Planner(), practised.practices["en"][0]
    first = owner.adopt(practice)["Location"]
    assert owner.adopt(practice)["Location"] == first, "a button pressed twice makes one plan"
    monkeypatch.setattr(adopting, "SAME_PRESS", adopting.timedelta(0))
    asked = owner.adopt(practice)
    assert asked.status_code == 200
    assert first in asked.content.decode()
    assert Plan.objects.count() == 1
    assert owner.adopt(practice, another=True)["Location"] != first
    assert Plan.objects.count() == 2


def test_there_is_room_for_a_number_of_plans(practised: SiteTree, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(adopting, "MOST_PLANS", 1)
    monkeypatch.setattr(adopting, "SAME_PRESS", adopting.timedelta(0))
    owner, practice = Planner(), practised.practices["en"][0]
    owner.adopt(practice)
    refused = owner.adopt(practice, another=True)
    assert refused.status_code == 422
    assert "there is room for no more" in refused.content.decode()
    owner.prefix = f"/en/me/plans/{Plan.objects.get().pk}/"
    assert owner.post("copy/").status_code == 422
    assert Plan.objects.count() == 1


def test_a_copy_has_the_same_rows_and_nothing_done(owner: Planner) -> None:
    owner.save(owner.row("Meet"), who="Ida", due="2027-03-01")
    owner.do(owner.row("Choose"), "done")
    owner.do(owner.row("Look back"), "remove")
    response = owner.post("copy/")
    assert response["Location"] != owner.prefix
    twin = Planner(owner.client, response["Location"])
    assert titles(twin.plan) == ["Choose", "Meet"]
    assert titles(twin.plan, Kind.HEAD) == ["Copy of: Practice 1"]
    assert (twin.row("Meet").who, str(twin.row("Meet").due)) == ("Ida", "2027-03-01")
    assert not twin.row("Choose").done
    twin.save(twin.row("Meet"), who="Per")
    assert owner.row("Meet").who == "Ida"


def test_there_is_no_plan_of_what_is_no_practice(practised: SiteTree) -> None:
    key = practised.about["en"].translation_key
    assert Client().post(f"/en/me/plans/adopt/{key}/").status_code == 404
    assert Client().get(f"/en/me/plans/adopt/{key}/").status_code == 404
    assert Plan.objects.count() == Learner.objects.count() == 0


def test_a_link_to_where_plans_are_made_leads_to_the_practice(practised: SiteTree) -> None:
    practice = practised.practices["nb"][0]
    response = Client().get(f"/nb/me/plans/adopt/{practice.translation_key}/")
    assert response["Location"] == address(practice)
    assert Plan.objects.count() == 0


def test_another_site_cannot_make_a_plan(practised: SiteTree) -> None:
    key = practised.practices["en"][0].translation_key
    response = Client().post(f"/en/me/plans/adopt/{key}/", headers={"Origin": "https://elsewhere.example"})
    assert response.status_code == 403
    assert Plan.objects.count() == 0
