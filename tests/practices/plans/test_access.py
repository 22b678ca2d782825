"""Who may open what: every address of a plan, as its owner, by a link, as a stranger, as a visitor."""

from __future__ import annotations

import time
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from unittest.mock import patch

import pytest
from django.test import Client
from django.urls import URLPattern

from mimi.people.learners import COOKIE, RENEW_SECONDS
from practices.plans import urls
from practices.plans.models import Plan, PlanChange, PlanLink
from practices.plans.sharing import hash_of
from tests.factories import SiteTree, UserFactory
from tests.practices.plans.planner import JSON, Planner, titles

Data = Callable[[Planner], dict[str, Any]]


@dataclass(frozen=True)
class Address:
    """An address of a plan, by the name of its view; what is sent there, and how the owner and an editor are answered.

    `to_read` is what somebody is answered who may only read; None where a link has no such address.
    """

    name: str
    method: str
    rest: str
    own: int
    to_edit: int | None
    to_read: int | None
    data: Data = lambda owner: {}


def of_row(owner: Planner) -> dict[str, Any]:
    return {"version": 1, "who": "Somebody"}


def of_change(owner: Planner) -> dict[str, Any]:
    change = PlanChange.objects.first()
    assert change
    return {"change": change.pk, "side": "before"}


ADDRESSES = [
    Address("plan", "get", "", 200, 200, 200),
    Address("plan", "post", "", 405, 405, 405),
    Address("plan_state", "get", "state.json", 200, 200, 200),
    Address("plan_rows", "post", "rows/", 302, 302, 403, lambda owner: {"kind": "step", "title": "New"}),
    Address("plan_rows", "get", "rows/", 302, 302, 302),
    Address("plan_row", "post", "rows/{row}/", 302, 302, 403, of_row),
    Address("plan_row", "get", "rows/{row}/", 302, 302, 302),
    Address("plan_undo", "post", "undo/", 302, 302, 403),
    Address("plan_name", "post", "name/", 404, 302, 403, lambda owner: {"name": "Ida"}),
    Address("plan_export", "get", "export/docx/", 200, 200, 200),
    Address("plan_export", "get", "export/ics/", 409, 409, 409),
    Address("plan_export", "get", "export/exe/", 404, 404, 404),
    Address("plan_export", "post", "export/docx/", 405, 405, 405),
    Address("plan_history", "get", "history/", 200, 200, 200),
    Address("plan_moment", "get", "history/0/", 200, 200, 200),
    Address("plan_moment", "post", "history/0/", 302, 302, 403),
    Address("plan_back", "post", "history/back/", 302, 302, 403, of_change),
    Address("plan_links", "get", "links/", 200, 404, 404),
    Address("plan_links", "post", "links/", 200, 404, 404, lambda owner: {"id": uuid.uuid4(), "label": "New"}),
    Address("plan_link_withdraw", "post", "links/{link}/withdraw/", 302, 404, 404),
    Address("plan_copy", "post", "copy/", 302, 404, 404),
    Address("plan_delete", "get", "delete/", 200, 404, 404),
    Address("plan_delete", "post", "delete/", 302, 404, 404),
    Address("plan_return", "post", "return/", 404, 404, 404),
]
EVERY = pytest.mark.parametrize("address", ADDRESSES, ids=lambda one: f"{one.method} {one.rest or 'plan'}")


def ask(planner: Planner, address: Address, owner: Planner) -> Any:
    """Ask for an address of the plan that a planner has open."""
    row = owner.plan.items.get(title="Meet").pk
    link = PlanLink.objects.first()
    path = f"{planner.prefix}{address.rest.format(row=row, link=link.pk if link else uuid.uuid4())}"
    if address.method == "get":
        return planner.client.get(path)
    return planner.client.post(path, address.data(owner))


def snapshot(owner: Planner) -> tuple[Any, ...]:
    """Return all that a plan is."""
    plan = Plan.objects.get(pk=owner.plan.pk)
    rows = list(plan.items.order_by("pk").values())
    return rows, plan.revision, plan.deleted_at, list(plan.links.values_list("pk", "withdrawn_at"))


@pytest.fixture
def plan_with_a_change(owner: Planner) -> Planner:
    """A plan in which something has changed already."""
    owner.do(owner.row("Choose"), "done")
    return owner


def test_the_table_names_every_address() -> None:
    named = {pattern.name for pattern in urls.urlpatterns if isinstance(pattern, URLPattern)}
    own = {f"{address.name}" for address in ADDRESSES if address.own != 404 or address.name == "plan_return"}
    shared = {f"shared_{address.name}" for address in ADDRESSES if address.to_edit != 404}
    assert named == own | shared | {"plans", "plan_adopt"}


@EVERY
def test_the_owner_may_do_everything(plan_with_a_change: Planner, address: Address) -> None:
    plan_with_a_change.share()
    assert ask(plan_with_a_change, address, plan_with_a_change).status_code == address.own


@EVERY
def test_somebody_with_a_link_to_change_may_change(plan_with_a_change: Planner, address: Address) -> None:
    guest = plan_with_a_change.share()
    assert ask(guest, address, plan_with_a_change).status_code == address.to_edit


@EVERY
def test_somebody_with_a_link_to_read_changes_nothing(plan_with_a_change: Planner, address: Address) -> None:
    reader = plan_with_a_change.share(may_edit=False)
    before = snapshot(plan_with_a_change)
    assert ask(reader, address, plan_with_a_change).status_code == address.to_read
    assert snapshot(plan_with_a_change) == before
    assert not reader.client.cookies


@EVERY
@pytest.mark.parametrize("who", ["visitor", "another learner", "signed in"])
def test_to_everybody_else_the_plan_is_not_there(
    plan_with_a_change: Planner, practised: SiteTree, address: Address, who: str
) -> None:
    stranger = Planner(prefix=plan_with_a_change.prefix)
    if who == "another learner":
        stranger.adopt(practised.practices["en"][1])
        stranger.prefix = plan_with_a_change.prefix
    elif who == "signed in":
        stranger.client.force_login(UserFactory())
    before = snapshot(plan_with_a_change)
    assert ask(stranger, address, plan_with_a_change).status_code == 404
    assert snapshot(plan_with_a_change) == before


@EVERY
@pytest.mark.parametrize("link", ["withdrawn", "guessed", "of a deleted plan"])
def test_a_link_that_leads_nowhere_is_like_any_other(plan_with_a_change: Planner, address: Address, link: str) -> None:
    guest = plan_with_a_change.share()
    if link == "withdrawn":
        plan_with_a_change.post(f"links/{PlanLink.objects.get().pk}/withdraw/")
    elif link == "guessed":
        guest.prefix = f"{guest.prefix[:-5]}AAAA/"
    else:
        plan_with_a_change.post("delete/")
    before = snapshot(plan_with_a_change)
    answer = ask(guest, address, plan_with_a_change)
    assert answer.status_code == 404
    if address.to_edit != 404:
        assert answer["Cache-Control"] == "private, no-store"
    assert snapshot(plan_with_a_change) == before


def test_links_that_lead_nowhere_are_answered_alike(owner: Planner) -> None:
    withdrawn, never = owner.share(), owner.share()
    withdrawn_link = PlanLink.objects.order_by("created_at").first()
    assert withdrawn_link
    owner.post(f"links/{withdrawn_link.pk}/withdraw/")
    never.prefix = f"/en/plans/{'A' * 43}/"
    bodies = {
        one.get().content.decode().replace(one.prefix.rstrip("/").rpartition("/")[2], "…") for one in (withdrawn, never)
    }
    assert len(bodies) == 1


def test_whoever_tries_many_links_is_told_to_stop(owner: Planner, settings: Any) -> None:
    from mimi.settings.limits import Limit, Rate

    settings.LIMITS = {**settings.LIMITS, "guesses": Limit(Rate(1, 600), Rate(3, 600))}
    guest = owner.share()
    stranger = Client()
    statuses = [stranger.get(f"/en/plans/{'A' * 42}{number}/").status_code for number in range(5)]
    assert statuses == [404, 404, 404, 429, 429]
    assert guest.get().status_code == 200, "who has a link isn't kept out by those who guess"


def test_the_secret_of_a_link_is_kept_nowhere(owner: Planner) -> None:
    guest = owner.share()
    token = guest.prefix.rstrip("/").rpartition("/")[2]
    assert len(token) >= 43
    link = PlanLink.objects.get()
    assert link.token_hash == hash_of(token) != token
    assert token not in owner.get("links/").content.decode()


def test_a_link_made_twice_by_the_same_form_is_one(owner: Planner) -> None:
    data = {"id": str(uuid.uuid4()), "label": "The team", "may_edit": ""}
    assert owner.post("links/", data).status_code == 200
    assert owner.post("links/", data)["Location"].endswith("?did=made-before#did")
    assert PlanLink.objects.count() == 1


def test_there_is_room_for_a_number_of_links(owner: Planner, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("practices.plans.sharing.MOST_LINKS", 1)
    owner.share()
    refused = owner.post("links/", {"id": str(uuid.uuid4()), "label": "The board", "may_edit": "yes"})
    assert refused.status_code == 422
    for said in ("there is room for no more", 'value="The board"'):
        assert said in refused.content.decode()
    assert owner.post("links/", {"id": str(uuid.uuid4()), "label": ""}).status_code == 422
    assert PlanLink.objects.count() == 1


@pytest.mark.parametrize("may_edit", [True, False])
def test_a_link_shows_nothing_of_the_owner(practised: SiteTree, may_edit: bool) -> None:
    owner = Planner()
    owner.client.force_login(UserFactory(email="helena@example.org", first_name="Helena", last_name="Berg"))
    owner.adopt(practised.practices["en"][0])
    owner.save(owner.row("Meet"), text="In the park")
    guest = owner.share("Secret label", may_edit=may_edit)
    for rest in ("", "history/", "history/0/"):
        page = guest.get(rest).content.decode()
        for hidden in ("helena", "Helena", "Berg", "Secret label", str(owner.plan.learner_id)):
            assert hidden not in page
        assert str(owner.plan.pk) not in page or rest == ""


@pytest.mark.parametrize("rest", ["", "history/", "history/0/", "state.json", "links/", "delete/"])
def test_answers_are_for_nobody_to_keep_or_find(owner: Planner, rest: str) -> None:
    guest = owner.share()
    for one in (owner, guest)[: 1 if rest in ("links/", "delete/") else 2]:
        answer = one.get(rest)
        assert answer["Cache-Control"] == "private, no-store"
        assert answer["X-Robots-Tag"] == "noindex, nofollow"
        assert answer["Referrer-Policy"] == "same-origin"
        assert not hasattr(answer, "cache_tags")


def test_a_form_from_another_site_changes_nothing(owner: Planner) -> None:
    item = owner.row("Meet")
    for headers in ({"Origin": "https://elsewhere.example"}, {"Sec-Fetch-Site": "cross-site"}):
        answer = owner.post(f"rows/{item.pk}/", {"version": 1, "who": "Somebody"}, **headers)
        assert answer.status_code == 403
    item.refresh_from_db()
    assert item.who == ""


def test_a_row_of_another_plan_is_not_there(owner: Planner, practised: SiteTree) -> None:
    other = Planner()
    other.adopt(practised.practices["en"][0])
    theirs = other.row("Meet")
    assert owner.post(f"rows/{theirs.pk}/", {"version": 1, "who": "Somebody"}, **JSON).status_code == 404
    assert owner.post("rows/", {"kind": "step", "id": str(theirs.pk), "title": "Mine"}).status_code == 404
    owner.do(owner.row("Choose"), "put", after=str(theirs.pk))
    assert titles(owner.plan) == ["Choose", "Meet", "Look back"]
    change = other.do(theirs, "done") and PlanChange.objects.get()
    assert owner.post("history/back/", {"change": change.pk, "side": "before"}).status_code == 404
    assert owner.get(f"history/{change.pk}/").status_code == 404


def test_the_name_of_a_guest_is_kept_for_the_session_and_cannot_be_forged(owner: Planner) -> None:
    guest = owner.share()
    answer = guest.post("name/", {"name": " Ida <3 "})
    cookie = answer.cookies["plan_name"]
    assert (cookie["max-age"], cookie["httponly"], cookie["samesite"]) == ("", True, "Lax")
    assert 'value="Ida &lt;3"' in guest.get().content.decode()
    guest.client.cookies["plan_name"] = "The owner of the plan"
    guest.do(owner.row("Meet"), "done")
    assert PlanChange.objects.get().name == ""
    assert guest.post("name/", {"name": "x" * 61}).status_code == 422
    guest.post("name/", {"name": ""})
    assert "Ida" not in guest.get().content.decode()


def test_an_owner_by_cookie_keeps_it_alive_by_what_she_does(owner: Planner) -> None:
    guest = owner.share()
    tomorrow = time.time() + RENEW_SECONDS + 60
    with patch("django.core.signing.time.time", return_value=tomorrow):
        answer = owner.save(owner.row("Meet"), who="Per")
        assert answer.cookies[COOKIE]["max-age"]
        assert COOKIE not in guest.save(owner.row("Meet"), note="Here").cookies
