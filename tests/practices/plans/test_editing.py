"""Changing a plan by plain forms: each leads back to its row, and what is refused stays in its field."""

from __future__ import annotations

import uuid

import pytest

from practices.plans import record
from practices.plans.models import PlanChange, PlanItem
from tests.practices.plans.planner import Planner, titles


def test_a_form_saves_its_row_and_leads_back_to_it(owner: Planner) -> None:
    item = owner.row("Meet")
    fields = {"title": "Meet", "text": "At noon.\r\nIn the café.", "who": "Ida  and\nPer", "due": "2027-03-31"}
    response = owner.save(item, json=False, **fields)
    assert response.status_code == 302
    assert response["Location"] == f"{owner.prefix}?did=saved&row={item.pk}#row-{item.pk}"
    item.refresh_from_db()
    assert (item.text, item.who, str(item.due)) == ("At noon.\nIn the café.", "Ida and Per", "2027-03-31")
    assert item.version == 2
    page = owner.get(f"?did=saved&row={item.pk}").content.decode()
    for said in ("Saved.", "At noon.\nIn the café.", 'value="Ida and Per"', 'value="2027-03-31"'):
        assert said in page


def test_what_is_not_touched_makes_no_change(owner: Planner) -> None:
    item = owner.row("Meet")
    owner.save(item, title=item.title, text=item.text, who="", due="", note="")
    assert PlanChange.objects.count() == 0
    item.refresh_from_db()
    assert item.version == 1


def test_rows_are_added_once_at_the_end(owner: Planner) -> None:
    id_ = uuid.uuid4()
    for _again in range(2):
        response = owner.add("step", id_, title="Celebrate")
        assert response["Location"].endswith(f"#row-{id_}")
    assert titles(owner.plan) == ["Choose", "Meet", "Look back", "Celebrate"]
    owner.add("aim", title="Everybody has lunch together", how="We count chairs.")
    assert titles(owner.plan, "aim") == ["Everybody has lunch together"]
    assert PlanChange.objects.count() == 2


def test_nothing_is_added_where_nothing_was_written(owner: Planner) -> None:
    assert owner.add("step", title="  ").status_code == 302
    assert owner.add("lesson", title="Mine").status_code == 404
    assert owner.add("nonsense", title="Mine").status_code == 404
    assert len(titles(owner.plan)) == 3


@pytest.mark.parametrize(
    ("moves", "order"),
    [
        ([("Look back", "up")], ["Choose", "Look back", "Meet"]),
        ([("Choose", "down")], ["Meet", "Choose", "Look back"]),
        ([("Look back", "up"), ("Look back", "up")], ["Look back", "Choose", "Meet"]),
        ([("Choose", "up")], ["Choose", "Meet", "Look back"]),
        ([("Choose", "down")] * 5, ["Meet", "Look back", "Choose"]),
    ],
)
def test_buttons_move_a_row(owner: Planner, moves: list[tuple[str, str]], order: list[str]) -> None:
    for title, direction in moves:
        assert owner.do(owner.row(title), direction).status_code == 302
    assert titles(owner.plan) == order


def test_a_row_is_put_behind_another(owner: Planner) -> None:
    owner.do(owner.row("Choose"), "put", after=str(owner.row("Look back").pk))
    assert titles(owner.plan) == ["Meet", "Look back", "Choose"]
    owner.do(owner.row("Choose"), "put", after="")
    assert titles(owner.plan) == ["Choose", "Meet", "Look back"]
    owner.do(owner.row("Choose"), "put", after=str(owner.row("Going").pk))
    assert titles(owner.plan) == ["Choose", "Meet", "Look back"], "a risk is no step"


def test_a_tick_is_set_and_taken_away(owner: Planner) -> None:
    for what, done in (("done", True), ("done", True), ("undone", False)):
        owner.do(owner.row("Meet"), what)
        assert owner.row("Meet").done is done
    assert PlanChange.objects.count() == 2
    owner.do(owner.row("Going"), "done")
    assert not owner.row("Going").done, "a risk isn't done"


def test_a_button_takes_along_what_was_written(owner: Planner) -> None:
    owner.do(owner.row("Look back"), "up", title="Look ahead")
    assert titles(owner.plan) == ["Choose", "Look ahead", "Meet"]


def test_a_removed_row_can_be_brought_back_from_the_page(owner: Planner) -> None:
    response = owner.do(owner.row("Meet"), "remove")
    assert titles(owner.plan) == ["Choose", "Look back"]
    page = owner.client.get(response["Location"]).content.decode()
    assert "Step “Meet”: removed" in page
    assert "Bring it back" in page
    assert owner.post("undo/")["Location"] == f"{owner.prefix}?did=undone#did"
    assert titles(owner.plan) == ["Choose", "Meet", "Look back"]


def test_the_title_is_no_row_to_remove_or_move(owner: Planner) -> None:
    head = owner.row("Practice 1")
    for what in ("remove", "up", "put", "done"):
        assert owner.do(head, what, title="Our plan").status_code == 302
    head.refresh_from_db()
    assert (head.title, head.removed, head.done) == ("Our plan", False, False)
    assert "<title>Our plan" in owner.get().content.decode()


def test_a_plan_without_a_title_can_still_be_found_and_followed(owner: Planner) -> None:
    owner.save(owner.row("Practice 1"), title="")
    pages = [owner.get(rest) for rest in ("", "history/", "links/")] + [owner.client.get("/en/me/plans/")]
    for page in pages:
        assert page.status_code == 200
        assert ">Plan</a>" in page.content.decode() or ">Plan</h1>" in page.content.decode()


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("text", "x" * 6001, "Your text has 6,001 characters, and there is room for 6,000."),
        ("who", "y" * 201, "Your text has 201 characters, and there is room for 200."),
        ("due", "on Friday", "That is not a day of the calendar."),
    ],
)
def test_what_is_refused_stays_in_its_field(owner: Planner, name: str, text: str, said: str) -> None:
    item = owner.row("Meet")
    response = owner.save(item, json=False, **{name: text, "note": "Kept as well"})
    assert response.status_code == 422
    page = response.content.decode()
    for expected in (said, text, "Kept as well", f'name="version" value="{item.version}"'):
        assert expected in page
    item.refresh_from_db()
    assert item.version == 1
    told = owner.save(item, **{name: text})
    assert told.status_code == 422
    assert told.json()["errors"][name].startswith(said)


def test_a_new_row_that_is_refused_stays_in_its_field(owner: Planner, monkeypatch: pytest.MonkeyPatch) -> None:
    response = owner.add("step", title="z" * 201)
    assert response.status_code == 422
    assert "z" * 201 in response.content.decode()
    monkeypatch.setattr(record, "MOST_ROWS", 3)
    response = owner.add("risk", title="Rain", how="Umbrellas")
    assert response.status_code == 422
    for said in ("Rain", "Umbrellas", "there is room for no more"):
        assert said in response.content.decode()
    assert not PlanItem.objects.filter(title="Rain").exists()


def test_control_characters_are_left_out(owner: Planner) -> None:
    item = owner.row("Meet")
    owner.save(item, note="one\0two\x08")
    item.refresh_from_db()
    assert item.note == "onetwo"


ATTACKS = ("<script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "</textarea><b>out</b>")


@pytest.mark.parametrize("attack", ATTACKS)
def test_what_people_write_is_text_on_every_page(owner: Planner, attack: str) -> None:
    item = owner.row("Meet")
    owner.save(item, title=attack, text=attack, who=attack, note=attack)
    owner.save(owner.row("Practice 1"), title=attack)
    owner.add("aim", title=attack, how=attack)
    guest = owner.share(attack, may_edit=True)
    guest.post("name/", {"name": attack[:60]})
    guest.save(owner.row("Going"), title=attack)
    reader = owner.share("x", may_edit=False)
    owner.do(owner.row("Choose"), "remove")
    pages = [
        *(owner.get(rest) for rest in ("", "?did=removed", "history/", "history/0/", "links/", "delete/")),
        *(guest.get(rest) for rest in ("", "history/")),
        *(reader.get(rest) for rest in ("", "history/")),
        owner.client.get("/en/me/plans/"),
        owner.client.get("/en/me/"),
        owner.client.get("/en/me/data/"),
        owner.save(item, base=0, json=False, title="Other", note="Other"),
        owner.save(item, json=False, title=attack * 60),
    ]
    for page in pages:
        assert page.status_code in (200, 409, 422)
        html = page.content.decode()
        assert "<script>alert" not in html
        assert "<img src=x" not in html
        assert "<b>out</b>" not in html
        assert "<" not in attack or attack not in html
