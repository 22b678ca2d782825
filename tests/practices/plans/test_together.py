"""Several people at one plan: what doesn't touch goes together, and of what does both texts are seen and one chosen."""

from __future__ import annotations

import uuid
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest
from django.db import connection
from django.test import Client

from practices.plans.models import Plan, PlanChange, PlanItem
from practices.plans.order import between, spread
from tests.factories import grow
from tests.practices.plans.planner import JSON, STEPS, Planner, furnish, titles

ROUNDS = 6


@pytest.fixture
def guest(owner: Planner) -> Planner:
    """Somebody with a link who may change the plan."""
    return owner.share()


def test_the_second_to_save_a_text_sees_both(owner: Planner, guest: Planner) -> None:
    item = owner.row("Meet")
    guest.post("name/", {"name": "Ida"})
    assert guest.save(item, text="In the café").status_code == 200
    told = owner.save(item, text="In the park", who="Per")
    assert told.status_code == 409
    answer = told.json()
    assert answer["values"]["text"] == "In the café"
    assert answer["clashes"]["text"]["who"] == "Ida"
    item.refresh_from_db()
    assert (item.text, item.who) == ("In the café", "Per"), "what nobody else has changed is saved"
    chosen = owner.save(item, base=answer["version"], text="In the park")
    assert chosen.status_code == 200
    item.refresh_from_db()
    assert item.text == "In the park"


def choose(page: Any, sender: Planner, item: PlanItem, choice: str, joined: str = "") -> Any:
    version = page.context["row"].version
    data = {"version": version, "text": "In the park", "choice-text": choice, "joined-text": joined}
    return sender.post(f"rows/{item.pk}/", data)


@pytest.mark.parametrize(
    ("choice", "text"),
    [("mine", "In the park"), ("theirs", "In the café"), ("joined", "First the park, then the café")],
)
def test_without_a_script_a_page_asks_which_text_stays(owner: Planner, guest: Planner, choice: str, text: str) -> None:
    item = owner.row("Meet")
    guest.save(item, text="In the café", json=False)
    everything = {"title": item.title, "text": "In the park", "who": "Per", "due": "", "note": ""}
    page = owner.save(item, json=False, **everything)
    assert page.status_code == 409
    for said in ("In the park", "In the café", "By Somebody with the link"):
        assert said in page.content.decode()
    item.refresh_from_db()
    assert (item.text, item.who) == ("In the café", "Per")
    assert choose(page, owner, item, choice, joined="First the park, then the café").status_code == 302
    item.refresh_from_db()
    assert item.text == text


def test_a_choice_that_comes_too_late_asks_again(owner: Planner, guest: Planner) -> None:
    item = owner.row("Meet")
    guest.save(item, text="In the café")
    page = owner.save(item, json=False, text="In the park")
    item.refresh_from_db()
    guest.save(item, text="In the wood")
    again = choose(page, owner, item, "mine")
    assert again.status_code == 409
    assert "In the wood" in again.content.decode()
    item.refresh_from_db()
    assert item.text == "In the wood"


def test_a_form_that_is_old_changes_only_what_its_writer_touched(owner: Planner, guest: Planner) -> None:
    item = owner.row("Meet")
    guest.save(item, title="Meet twice", text="In the café", due="2027-01-02")
    old = {"title": item.title, "text": item.text, "who": "Per", "due": "", "note": ""}
    assert owner.save(item, json=False, **old).status_code == 302
    item.refresh_from_db()
    assert (item.title, item.text, item.who, str(item.due)) == ("Meet twice", "In the café", "Per", "2027-01-02")


def test_the_same_text_from_both_is_no_clash(owner: Planner, guest: Planner) -> None:
    item = owner.row("Meet")
    for one in (owner, guest, owner):
        assert one.save(item, text="In the café").status_code == 200
    assert PlanChange.objects.count() == 1


def test_ticks_and_moves_never_clash_with_texts(owner: Planner, guest: Planner) -> None:
    item = owner.row("Meet")
    guest.do(item, "done")
    guest.do(item, "down")
    assert owner.save(item, text="In the café").status_code == 200
    item.refresh_from_db()
    assert (item.text, item.done) == ("In the café", True)
    assert titles(owner.plan) == ["Choose", "Look back", "Meet"]


def test_two_moves_of_different_rows_both_hold(owner: Planner, guest: Planner) -> None:
    first, last = owner.row("Choose"), owner.row("Look back")
    owner.do(first, "put", after=str(last.pk))
    guest.do(last, "put", after="")
    assert titles(owner.plan) == ["Look back", "Meet", "Choose"]


def test_words_for_a_row_that_was_removed_meanwhile_are_not_lost(owner: Planner, guest: Planner) -> None:
    item = owner.row("Meet")
    guest.do(item, "remove")
    told = owner.save(item, text="In the park")
    assert told.status_code == 410
    page = owner.save(item, json=False, text="In the park", who="Per")
    assert page.status_code == 409
    assert "In the park" in page.content.decode()
    assert titles(owner.plan) == ["Choose", "Look back"]
    data = {"version": page.context["row"].version, "return": "yes", "text": "In the park", "who": "Per"}
    assert owner.post(f"rows/{item.pk}/", data).status_code == 302
    item.refresh_from_db()
    assert (item.removed, item.text, item.who) == (False, "In the park", "Per")


def test_an_open_page_hears_of_changes_and_costs_little_without(owner: Planner, guest: Planner) -> None:
    first = owner.get("state.json")
    assert first.json() == {"revision": 0}
    tag = first["ETag"]
    assert guest.get("state.json", **{"If-None-Match": tag}).status_code == 304
    guest.do(owner.row("Meet"), "done")
    later = owner.get("state.json", **{"If-None-Match": tag})
    assert later.status_code == 200
    assert later.json() == {"revision": 1}


# --- Places


def test_there_is_always_a_place_between_two_others() -> None:
    keys = spread(3)
    assert keys == sorted(keys)
    for _again in range(200):
        key = between(keys[0], keys[1])
        assert keys[0] < key < keys[1]
        keys.insert(1, key)
    for _again in range(200):
        assert between("", keys[0]) < keys[0]
        keys.insert(0, between("", keys[0]))
        assert between(keys[-1], "") > keys[-1]
        keys.append(between(keys[-1], ""))
    assert keys == sorted(keys)


# --- At the same moment


def all_at_once(people: list[Planner], act: Callable[[Planner, int], Any]) -> list[Any]:
    """Let everybody do something as many times as there are rounds, all at the same moment; return what came of it."""
    barrier = Barrier(len(people))

    def work(number: int) -> list[Any]:
        try:
            barrier.wait(timeout=60)
            return [act(people[number], number * ROUNDS + turn) for turn in range(ROUNDS)]
        finally:
            connection.close()

    with ThreadPoolExecutor(len(people)) as pool:
        return [made for found in pool.map(work, range(len(people))) for made in found]


def team(size: int) -> list[Planner]:
    """Return the owner of a plan and people with a link to it."""
    tree = grow(("en",))
    furnish(tree)
    owner = Planner()
    owner.adopt(tree.practices["en"][0])
    return [owner, *(owner.share(f"Guest {number}") for number in range(1, size))]


SIZES = pytest.mark.parametrize("size", [2, 10])


@pytest.mark.django_db(transaction=True)
@SIZES
def test_of_all_who_write_one_text_at_once_one_is_first_and_the_others_see_it(size: int) -> None:
    people = team(size)
    item = people[0].row("Meet")
    answers = all_at_once(people, lambda one, number: one.save(item, base=1, text=f"Text {number}"))
    assert Counter(answer.status_code for answer in answers)[200] == 1
    item.refresh_from_db()
    changes = PlanChange.objects.filter(item=item)
    assert [change.after for change in changes] == [item.text]
    for answer in answers:
        told = answer.json()
        assert told["values"]["text"] == item.text
        assert bool(told["clashes"]) == (answer.status_code == 409)


@pytest.mark.django_db(transaction=True)
@SIZES
def test_nothing_is_lost_when_everybody_resolves_every_clash(size: int) -> None:
    people = team(size)
    item = people[0].row("Meet")
    original = item.note

    def add_a_line(one: Planner, number: int) -> int:
        version, text, tries = 1, original, 0
        while True:
            answer = one.save(item, base=version, note=f"{text}\nLine {number}".strip())
            told, tries = answer.json(), tries + 1
            if answer.status_code == 200:
                return tries
            assert answer.status_code == 409
            version, text = told["version"], told["values"]["note"]

    all_at_once(people, add_a_line)
    item.refresh_from_db()
    assert sorted(item.note.split("\n")) == sorted(f"Line {number}" for number in range(size * ROUNDS))
    assert PlanChange.objects.filter(item=item).count() == size * ROUNDS
    assert item.version == size * ROUNDS + 1
    assert Plan.objects.get().revision == size * ROUNDS


@pytest.mark.django_db(transaction=True)
def test_different_fields_and_rows_changed_at_once_never_clash() -> None:
    people = team(5)
    rows = [people[0].row(title) for title in STEPS]
    jobs = [(row, field) for row in rows for field in ("title", "text", "who", "note")]

    def write(one: Planner, number: int) -> int:
        row, field = jobs[number % len(jobs)] if number < len(jobs) else (rows[0], "")
        if not field:
            return int(one.do(row, "done").status_code == 302) * 200
        return int(one.save(row, base=1, **{field: f"{row.pk} {field}"}).status_code)

    assert set(all_at_once(people, write)) == {200}
    for row, field in jobs:
        row.refresh_from_db()
        assert getattr(row, field) == f"{row.pk} {field}"


@pytest.mark.django_db(transaction=True)
def test_rows_added_and_moved_at_once_are_all_there_once() -> None:
    people = team(5)
    ids = [uuid.uuid4() for _number in range(ROUNDS)]
    first = people[0].row("Choose")

    def add_or_move(one: Planner, number: int) -> int:
        turn = number % ROUNDS
        if one is people[0]:
            return int(one.do(first, "down").status_code)
        # The same form comes from everybody.
        return int(one.post("rows/", {"kind": "step", "id": str(ids[turn]), "title": f"New {turn}"}).status_code)

    assert set(all_at_once(people, add_or_move)) == {302}
    plan = people[0].plan
    assert sorted(titles(plan)) == sorted([*STEPS, *(f"New {turn}" for turn in range(ROUNDS))])
    assert PlanChange.objects.filter(field="removed").count() == ROUNDS
    positions = [item.position for item in plan.items.filter(kind="step")]
    assert len(set(positions)) == len(positions)


@pytest.mark.django_db(transaction=True)
def test_a_button_pressed_twice_at_once_makes_one_plan() -> None:
    tree = grow(("en",))
    furnish(tree)
    practice = tree.practices["en"][0]
    known = Planner()
    known.client.post(f"/en/me/lessons/{tree.lessons['en'][0].translation_key}/done/", {"next": ""})
    people = [Planner() for _number in range(4)]
    for one in people:
        one.client = Client()
        one.client.cookies["learner"] = known.client.cookies["learner"].value
    answers = all_at_once(people, lambda one, _number: one.adopt(practice)["Location"])
    assert len(set(answers)) == 1
    assert Plan.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_a_link_withdrawn_in_the_middle_lets_nothing_through_afterwards() -> None:
    owner, guest = team(2)
    item = owner.row("Meet")

    def act(one: Planner, number: int) -> tuple[bool, int]:
        if one is owner and number == ROUNDS // 2:
            link = owner.plan.links.get()
            one.post(f"links/{link.pk}/withdraw/")
        who = "owner" if one is owner else "guest"
        return one is guest, one.post(f"rows/{item.pk}/", {"version": 99, "who": f"{who} {number}"}, **JSON).status_code

    answers = all_at_once([owner, guest], act)
    statuses = [status for of_guest, status in answers if of_guest]
    assert statuses == sorted(statuses), "once it is 404, it stays so"
    assert {status for of_guest, status in answers if not of_guest} == {200}
    assert guest.get().status_code == 404
