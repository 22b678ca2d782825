"""Who changed what, taking back, and bringing any text, row or the whole plan back; each is a change like any other."""

from __future__ import annotations

from datetime import timedelta

import pytest

from practices.plans import record
from practices.plans.history import items_at, read_history
from practices.plans.models import PlanChange, PlanItem
from tests.practices.plans.planner import Planner, titles

STATE = ("title", "text", "how", "who", "due", "note", "done", "removed", "position")


@pytest.fixture(autouse=True)
def _each_save_for_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(record, "SAME_GO", timedelta(0))


def told(owner: Planner) -> list[tuple[str, str]]:
    """Return who did what, the latest first."""
    return [(entry.who, line.told) for entry in read_history(owner.plan)[0] for line in entry.lines]


def state(owner: Planner) -> dict[str, tuple[object, ...]]:
    """Return all that the plan says now."""
    rows = PlanItem.objects.filter(plan=owner.plan, removed=False)
    return {str(row.pk): tuple(getattr(row, name) for name in STATE) for row in rows}


def test_the_history_says_in_words_who_did_what(owner: Planner) -> None:
    guest = owner.share()
    owner.save(owner.row("Meet"), text="In the park")
    guest.do(owner.row("Meet"), "done")
    guest.post("name/", {"name": "Ida"})
    guest.do(owner.row("Choose"), "down")
    owner.do(owner.row("Look back"), "remove")
    owner.add("aim", title="Lunch together")
    assert told(owner) == [
        ("The owner of the plan", "Aim “Lunch together”: added"),
        ("The owner of the plan", "Step “Look back”: removed"),
        ("Ida", "Step “Choose”: moved"),
        ("Somebody with the link", "Step “Meet”: ticked as done"),
        ("The owner of the plan", "Step “Meet”: changed “How we do it”"),
    ]
    page = guest.get("history/").content.decode()
    for said in ("In the park", "Meet it.", "Ida", "Made the plan"):
        assert said in page


def test_saves_of_a_text_that_is_being_typed_are_one_entry(owner: Planner, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(record, "SAME_GO", timedelta(minutes=3))
    item = owner.row("Meet")
    for text in ("In", "In the", "In the park"):
        owner.save(owner.row("Meet"), text=text)
    entries, _more = read_history(owner.plan)
    assert len(entries) == 1
    (line,) = entries[0].lines
    assert (line.before, line.after) == (item.text, "In the park")
    owner.post("undo/")
    assert owner.row("Meet").text == item.text


def test_any_version_of_a_text_can_be_brought_back(owner: Planner) -> None:
    for text in ("One", "Two", "Three"):
        owner.save(owner.row("Meet"), text=text)
    second = PlanChange.objects.get(after="Two")
    response = owner.post("history/back/", {"change": second.pk, "side": "after"})
    assert response.status_code == 302
    assert owner.row("Meet").text == "Two"
    owner.post("history/back/", {"change": second.pk, "side": "before"})
    assert owner.row("Meet").text == "One"
    assert PlanChange.objects.count() == 5, "bringing back is a change, too"
    assert owner.post("history/back/", {"change": second.pk, "side": "sideways"}).status_code == 404
    assert owner.post("history/back/", {"change": 999_999, "side": "after"}).status_code == 404
    assert owner.post("history/back/", {"change": "9" * 40, "side": "after"}).status_code == 404


def test_a_removed_row_and_a_day_can_be_brought_back(owner: Planner) -> None:
    owner.save(owner.row("Meet"), due="2027-01-02")
    owner.save(owner.row("Meet"), due="")
    owner.do(owner.row("Meet"), "remove")
    assert "Bring it back" in owner.get("history/").content.decode()
    owner.post("history/back/", {"change": PlanChange.objects.get(field="removed").pk, "side": "before"})
    assert titles(owner.plan) == ["Choose", "Meet", "Look back"]
    change = PlanChange.objects.filter(field="due").first()
    assert change
    owner.post("history/back/", {"change": change.pk, "side": "before"})
    assert str(owner.row("Meet").due) == "2027-01-02"


def test_the_whole_plan_can_be_brought_back_to_every_moment(owner: Planner) -> None:
    guest = owner.share()
    moments = [(0, state(owner))]

    def note() -> None:
        latest = PlanChange.objects.order_by("-pk").values_list("pk", flat=True).first()
        moments.append((latest or 0, state(owner)))

    owner.save(owner.row("Meet"), text="In the park", who="Per", due="2027-01-02")
    note()
    guest.do(owner.row("Choose"), "put", after=str(owner.row("Look back").pk))
    note()
    owner.do(owner.row("Look back"), "remove")
    note()
    guest.add("step", title="Celebrate")
    note()
    owner.save(owner.row("Celebrate"), title="Celebrate together")
    guest.do(owner.row("Celebrate"), "done")
    note()
    owner.do(owner.row("Celebrate"), "remove")
    note()
    for number, then in moments[::-1] + moments:
        shown = owner.get(f"history/{number}/").content.decode()
        for values in then.values():
            assert str(values[0]) in shown
        assert owner.post(f"history/{number}/").status_code == 302
        assert state(owner) == then
    entries, _more = read_history(owner.plan)
    assert any(entry.told == "Brought the plan back to how it was" for entry in entries)


def test_the_plan_as_it_was_is_worked_out_without_changing_it(owner: Planner) -> None:
    before = state(owner)
    owner.save(owner.row("Meet"), title="Gather")
    then = {item.pk: item.title for item in items_at(owner.plan, 0)}
    assert "Meet" in then.values()
    assert titles(owner.plan) == ["Choose", "Gather", "Look back"]
    assert state(owner) != before
    assert owner.get("history/999999/").status_code == 404


def test_one_takes_back_step_by_step_what_one_did_oneself(owner: Planner) -> None:
    guest = owner.share()
    owner.do(owner.row("Meet"), "done")
    owner.save(owner.row("Choose"), text="Anew")
    guest.do(owner.row("Look back"), "remove")
    owner.post("undo/")
    assert owner.row("Choose").text != "Anew"
    owner.post("undo/")
    assert not owner.row("Meet").done
    assert owner.post("undo/")["Location"].endswith("?did=nothing#did")
    assert titles(owner.plan) == ["Choose", "Meet"], "what another did stays"
    guest.post("undo/")
    assert titles(owner.plan) == ["Choose", "Meet", "Look back"]


def test_taking_back_leaves_what_others_have_changed_since(owner: Planner) -> None:
    guest = owner.share()
    owner.save(owner.row("Meet"), text="Mine", who="Per")
    guest.save(owner.row("Meet"), text="Theirs")
    assert owner.post("undo/")["Location"].endswith("?did=partly#did")
    row = owner.row("Meet")
    assert (row.text, row.who) == ("Theirs", "")
    assert owner.post("undo/")["Location"].endswith("?did=nothing#did")


def test_an_added_row_is_taken_back(owner: Planner) -> None:
    owner.add("step", title="Celebrate")
    owner.post("undo/")
    assert titles(owner.plan) == ["Choose", "Meet", "Look back"]


def test_the_history_has_pages(owner: Planner) -> None:
    for number in range(35):
        owner.save(owner.row("Meet"), who=f"Person {number}")
    entries, more = read_history(owner.plan)
    assert len(entries) == 30
    rest, end = read_history(owner.plan, more)
    assert (len(rest), end) == (5, None)
    page = owner.get("history/")
    assert f"?before={more}" in page.content.decode()
    assert "Made the plan" not in page.content.decode()
    assert "Made the plan" in owner.get(f"history/?before={more}").content.decode()
    assert owner.get("history/?before=nonsense").status_code == 200
