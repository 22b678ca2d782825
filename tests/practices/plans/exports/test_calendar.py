"""The dates of a plan in a calendar, read back line by line as RFC 5545 writes them."""

from __future__ import annotations

from datetime import date

import pytest
from django.utils.translation import override
from hypothesis import given, settings
from hypothesis import strategies as st

from mimi.paper import without_controls
from practices.plans.exports import EXPORT_FORMATS, NothingToExportError
from practices.plans.models import Kind
from tests.factories import SiteTree
from tests.factories.speech import say
from tests.factories.tree import LANGUAGES
from tests.practices.plans.exports.ics import Component, read_calendar
from tests.practices.plans.exports.saying import HOSTILE, contents, plan_saying, told
from tests.practices.plans.planner import Planner

ICS = EXPORT_FORMATS["ics"]
OF_AN_EVENT = {
    *("UID", "SEQUENCE", "DTSTAMP", "DTSTART;VALUE=DATE", "DTEND;VALUE=DATE"),
    *("TRANSP", "SUMMARY", "DESCRIPTION", "URL"),
}


def taken(planning: Planner) -> Component:
    response = planning.get("export/ics/")
    assert response.status_code == 200
    assert response["Content-Type"] == "text/calendar; charset=utf-8"
    return read_calendar(response.content)


def test_steps_that_have_a_day_are_events_of_that_day(planning_in_four: Planner) -> None:
    for code in LANGUAGES:
        calendar = taken(planning_in_four.in_language(code))
        (event,) = calendar.inner
        assert event.name == "VEVENT"
        assert set(event.values) == OF_AN_EVENT
        assert (event.values["DTSTART;VALUE=DATE"], event.values["DTEND;VALUE=DATE"]) == ("20270301", "20270302")
        assert event.text("SUMMARY") == say("Meet", code)
        with override(code):
            plan = contents(planning_in_four, code)
        assert plan.origin
        assert event.values["URL"] == plan.origin.url
        assert calendar.text("NAME") == calendar.text("X-WR-CALNAME") == say("Practice 1", code)
        step = plan.part(Kind.STEP)[1]
        own = (step.state, "Ida & Πέτρος", "Room 4.\n\nBring <coffee>.")
        for said in (*own, say("Practice 1", code), plan.made_from, plan.source):
            assert said in event.text("DESCRIPTION")
        about = calendar.text("DESCRIPTION")
        for said in (*told(plan, but=step), plan.made_from, plan.source):
            assert said in about
        assert "Room 4." not in about


def test_a_second_import_moves_the_event(planning: Planner) -> None:
    (before,) = taken(planning).inner
    planning.save(planning.row("Meet"), due="2027-04-01")
    (after,) = taken(planning).inner
    assert after.values["UID"] == before.values["UID"]
    assert int(after.values["SEQUENCE"]) > int(before.values["SEQUENCE"])
    assert after.values["DTSTART;VALUE=DATE"] == "20270401"
    assert after.values["DTSTAMP"] >= before.values["DTSTAMP"]


def test_a_step_that_is_done_says_so(planning: Planner) -> None:
    planning.do(planning.row("Meet"), "done")
    (event,) = taken(planning).inner
    assert event.text("SUMMARY") == "✓ Meet"


def test_a_link_to_the_plan_stands_nowhere_in_it(planning: Planner) -> None:
    team = planning.share()
    content = team.get("export/ics/").content.decode().replace("\r\n ", "")
    assert team.prefix.split("/")[3] not in content
    assert str(planning.plan.pk) not in content


def test_without_a_day_a_page_says_what_is_missing(owner: Planner) -> None:
    response = owner.get("export/ics/")
    assert response.status_code == 409
    assert "No step of this plan has a day yet." in response.content.decode()
    assert f'href="{owner.prefix}"' in response.content.decode()


@pytest.mark.parametrize("text", HOSTILE)
def test_what_was_typed_stays_text(text: str) -> None:
    _is_sound(text)


@settings(deadline=None)
@given(st.text(st.characters(exclude_categories=())))
def test_any_text_stays_text(text: str) -> None:
    _is_sound(text)


def _is_sound(text: str) -> None:
    with override("en"):
        calendar = read_calendar(ICS.write(plan_saying(text)))
    (event,) = calendar.inner
    assert set(event.values) == OF_AN_EVENT
    assert not event.inner
    said = without_controls(text)
    assert event.text("SUMMARY") == (" ".join(said.split()) or "(without a title)")
    if said:
        assert said in event.text("DESCRIPTION")
        assert said in calendar.text("DESCRIPTION")


@pytest.mark.parametrize("day", [date.min, date.max])
def test_the_first_and_the_last_day_there_is_are_days(day: date) -> None:
    with override("en"):
        (event,) = read_calendar(ICS.write(plan_saying("Meet", due=day))).inner
    assert event.values["DTSTART;VALUE=DATE"] == day.isoformat().replace("-", "")
    assert ("DTEND;VALUE=DATE" in event.values) == (day < date.max)


def test_there_is_no_empty_calendar() -> None:
    with override("en"), pytest.raises(NothingToExportError):
        ICS.write(plan_saying("Meet", due=None))


def test_the_practice_is_named_in_another_language_where_it_is_not_there_in_the_readers(
    planning: Planner, practised: SiteTree
) -> None:
    practised.practices["nb"][0].unpublish()
    (event,) = taken(planning.in_language("nb")).inner
    assert event.values["URL"] == f"http://testserver{practised.practices['en'][0].url}"
