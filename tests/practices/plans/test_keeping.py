"""Where plans are kept: in lists, in the bin, in an account, among one's own data, within limits."""

from __future__ import annotations

import uuid
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from mimi.people.models import Learner
from mimi.people.privacy.erasure import erase
from mimi.people.privacy.retention import delete_visitors
from mimi.people.privacy.subject import Subject
from mimi.settings.limits import Limit, Rate
from practices.plans import adopting
from practices.plans.deleting import empty_bin
from practices.plans.models import Plan, PlanChange, PlanItem, PlanLink
from practices.plans.thinning import thin_histories
from tests.factories import SiteTree, UserFactory
from tests.factories.people import PASSWORD
from tests.practices.plans.planner import Planner, titles


def test_plans_stand_in_a_list_and_on_my_learning(owner: Planner) -> None:
    owner.do(owner.row("Meet"), "done")
    owner.save(owner.row("Look back"), due="2027-03-31")
    owner.share()
    for address in ("/en/me/plans/", "/en/me/"):
        page = owner.client.get(address).content.decode()
        for said in (owner.prefix, "Practice 1", "1 of 3 steps done", "Next by 31 March 2027", "Shared"):
            assert said in page
    assert "Practice 1 (nb)" in owner.client.get("/nb/me/plans/").content.decode()


def test_who_has_no_plan_is_told_how_to_make_one(practised: SiteTree) -> None:
    assert "Use this with us" in Client().get("/en/me/plans/").content.decode()
    assert "My plans" not in Client().get("/en/me/").content.decode()


def test_my_learning_is_not_called_empty_above_plans(owner: Planner) -> None:
    empty = "Nothing here yet"
    assert empty in Client().get("/en/me/").content.decode()
    page = owner.client.get("/en/me/").content.decode()
    assert empty not in page
    assert "Find the course" in page


def test_the_owner_is_led_to_telling_how_it_went_and_nobody_else_is(owner: Planner, practised: SiteTree) -> None:
    guest = owner.share()
    address = f"/en/me/practices/{practised.practices['en'][0].translation_key}/tried/"
    page = owner.get().content.decode()
    assert address in page
    assert "With an account you can tell others" in page
    assert address not in guest.get().content.decode()
    user: Any = UserFactory()
    owner.client.post("/en/accounts/login/", {"login": user.email, "password": PASSWORD})
    page = owner.get().content.decode()
    assert address in page
    assert "With an account" not in page
    assert owner.client.get(address).status_code == 200


def test_a_deleted_plan_can_be_brought_back_for_thirty_days(owner: Planner) -> None:
    guest = owner.share()
    assert "1 link leads to this plan" in owner.get("delete/").content.decode()
    assert owner.post("delete/")["Location"] == "/en/me/plans/?did=deleted"
    assert owner.get().status_code == guest.get().status_code == 404
    page = owner.client.get("/en/me/plans/?did=deleted").content.decode()
    assert "You can bring it back for 30 days." in page
    assert f"{owner.prefix}return/" in page
    empty_bin(timezone.now() + timedelta(days=29))
    assert owner.post("return/")["Location"] == owner.prefix
    assert owner.get().status_code == guest.get().status_code == 200
    owner.post("delete/")
    empty_bin(timezone.now() + timedelta(days=31))
    assert owner.post("return/").status_code == 404
    assert not any(model.objects.exists() for model in (Plan, PlanItem, PlanChange, PlanLink))


def test_a_plan_in_the_bin_takes_no_room_but_needs_it_to_come_back(
    owner: Planner, practised: SiteTree, monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in ("adopting", "deleting"):
        monkeypatch.setattr(f"practices.plans.{module}.MOST_PLANS", 1)
    owner.post("delete/")
    other = Planner(owner.client)
    assert other.adopt(practised.practices["en"][1]).status_code == 302
    assert owner.post("return/").status_code == 422
    other.post("delete/")
    assert owner.post("return/").status_code == 302


def test_a_plan_moves_into_the_account_with_links_and_history(
    owner: Planner, practised: SiteTree, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(adopting, "MOST_PLANS", 1)
    guest = owner.share()
    owner.do(owner.row("Meet"), "done")
    user: Any = UserFactory()
    at_home = Planner()
    at_home.client.force_login(user)
    at_home.adopt(practised.practices["en"][0])
    owner.client.post("/en/accounts/login/", {"login": user.email, "password": PASSWORD})
    assert Plan.objects.filter(learner__user=user).count() == 2, "beyond the limit, too: nothing is lost"
    assert Learner.objects.count() == 1
    assert owner.get().status_code == 200
    assert "ticked as done" in owner.get("history/").content.decode()
    assert guest.do(owner.row("Choose"), "done").status_code == 302
    assert Client().get(owner.prefix).status_code == 404


def test_plans_are_among_ones_own_data_and_go_with_them(owner: Planner) -> None:
    guest = owner.share("The board")
    guest.post("name/", {"name": "Ida"})
    guest.save(owner.row("Meet"), text="In the park")
    page = owner.client.get("/en/me/data/").content.decode()
    for said in ("Your plans", "In the park", "The board", "Ida"):
        assert said in page
    token = guest.prefix.rstrip("/").rpartition("/")[2]
    file = owner.client.get("/en/me/data.json").content.decode()
    assert "In the park" in file
    assert token not in file
    assert PlanLink.objects.get().token_hash not in file
    erase(Subject.of_row(owner.plan.learner))
    assert not any(model.objects.exists() for model in (Plan, PlanItem, PlanChange, PlanLink))


def test_only_what_its_owner_does_keeps_an_anonymous_plan(owner: Planner) -> None:
    guest = owner.share()
    long_ago = timezone.now() - timedelta(days=400)
    Learner.objects.update(created_at=long_ago)
    Plan.objects.update(created_at=long_ago, kept_at=long_ago)
    plan = owner.plan.pk
    owner.do(owner.row("Meet"), "done")
    delete_visitors(timezone.now())
    assert Plan.objects.filter(pk=plan).exists()
    Plan.objects.update(kept_at=long_ago)
    guest.do(owner.row("Meet"), "undone")
    delete_visitors(timezone.now())
    assert not Plan.objects.filter(pk=plan).exists()


def test_who_writes_too_often_is_told_so_and_loses_nothing(owner: Planner, settings: Any) -> None:
    settings.LIMITS = {**settings.LIMITS, "changes": Limit(Rate(2, 600), Rate(100, 600))}
    item = owner.row("Meet")
    for number in range(2):
        assert owner.save(owner.row("Meet"), who=f"Person {number}").status_code == 200
    refused = owner.save(item, json=False, note="A long thought")
    assert refused.status_code == 429
    assert refused["Retry-After"]
    assert "A long thought" in refused.content.decode()
    told = owner.save(item, note="A long thought")
    assert told.status_code == 429
    assert told.json()["error"]
    assert owner.row("Meet").note == ""


def test_a_plan_has_room_for_a_number_of_changes(owner: Planner, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("practices.plans.access.MOST_CHANGES", 2)
    for number in range(2):
        assert owner.save(owner.row("Meet"), who=f"Person {number}").status_code == 200
    refused = owner.save(owner.row("Meet"), json=False, note="A long thought")
    assert refused.status_code == 422
    for said in ("its history has room for no more", "A long thought"):
        assert said in refused.content.decode()
    assert owner.save(owner.row("Meet"), note="A long thought").json()["error"]
    assert owner.row("Meet").note == ""
    assert owner.post("copy/").status_code == 302


def test_of_a_text_that_was_typed_history_keeps_beginning_and_end(owner: Planner) -> None:
    begun = owner.row("Meet").text
    for text in ("In", "In the", "In the park"):
        owner.save(owner.row("Meet"), text=text)
    owner.do(owner.row("Meet"), "done")
    thin_histories(timezone.now())
    assert PlanChange.objects.count() == 4, "a page that is open may still name a save in between"
    for _again in range(2):
        thin_histories(timezone.now() + timedelta(days=2))
        kept = PlanChange.objects.filter(field="text").values_list("before", "after")
        assert list(kept) == [(begun, "In the park")]
    assert PlanChange.objects.count() == 2
    owner.post("history/0/")
    assert owner.row("Meet").text == begun


# --- What it costs

SIZES = pytest.mark.parametrize("rows", [0, 40])


@pytest.fixture
def quiet(monkeypatch: pytest.MonkeyPatch) -> None:
    """The page cache doesn't look for changes in the middle of what is counted."""
    monkeypatch.setattr("mimi.pages.cache.stamps.LOOK_EVERY_SECONDS", 3600)


def lengthen(owner: Planner, rows: int) -> None:
    """Add so many steps, aims and risks."""
    for kind in ("step", "aim", "risk"):
        PlanItem.objects.bulk_create(
            PlanItem(plan=owner.plan, kind=kind, title=f"{kind} {number}", position=f"9{number:03}1")
            for number in range(rows)
        )


@pytest.mark.usefixtures("quiet")
@SIZES
@pytest.mark.parametrize("code", ["en", "nb"])
def test_a_plan_takes_as_many_queries_however_long(
    owner: Planner, django_assert_num_queries: DjangoAssertNumQueries, rows: int, code: str
) -> None:
    lengthen(owner, rows)
    there = owner.in_language(code)
    there.get()
    # plan; its rows, lessons, practice, steps, modules (twice in another language); what undo takes back
    with django_assert_num_queries({"en": 7, "nb": 10}[code]):
        assert there.get().status_code == 200


@pytest.mark.usefixtures("quiet")
@SIZES
def test_a_save_takes_as_many_queries_however_long(
    owner: Planner, django_assert_max_num_queries: Any, rows: int
) -> None:
    lengthen(owner, rows)
    item = owner.row("Meet")
    owner.save(item, who="Per")
    with django_assert_max_num_queries(16):
        assert owner.save(item, base=2, note="Here").status_code == 200


@pytest.mark.usefixtures("quiet")
@pytest.mark.parametrize("count", [1, 20])
def test_a_list_takes_as_many_queries_however_many_plans(
    owner: Planner, django_assert_num_queries: DjangoAssertNumQueries, count: int
) -> None:
    for _number in range(count - 1):
        owner.post("copy/")
    owner.client.get("/en/me/plans/")
    with django_assert_num_queries(4):  # plans, heads, practices; and the bin
        assert owner.client.get("/en/me/plans/").content.decode().count("plan-title") == count


@pytest.mark.usefixtures("quiet")
@pytest.mark.parametrize("changes", [1, 25])
def test_a_history_takes_as_many_queries_however_long(
    owner: Planner, django_assert_num_queries: DjangoAssertNumQueries, changes: int
) -> None:
    for number in range(changes):
        owner.do(owner.row("Meet"), "undone" if number % 2 else "done")
    owner.get("history/")
    with django_assert_num_queries(8):
        owner.get("history/")


@pytest.mark.usefixtures("quiet")
def test_an_open_page_asks_with_one_query(owner: Planner, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    guest = owner.share()
    with django_assert_num_queries(1):
        owner.get("state.json")
    with django_assert_num_queries(1):
        guest.get("state.json")


def test_a_row_keeps_its_id(owner: Planner) -> None:
    id_ = uuid.uuid4()
    owner.add("aim", id_, title="Lunch together")
    assert PlanItem.objects.get(pk=id_).plan == owner.plan
    assert titles(owner.plan, "aim") == ["Lunch together"]
