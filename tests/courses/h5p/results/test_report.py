"""The report on results: who sees which, what is taken along of them, and that it names nobody."""

from __future__ import annotations

import csv
import io
import json
import uuid
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from openpyxl import load_workbook

from courses.h5p.models import Activity
from courses.h5p.results.exports import pseudonym
from courses.h5p.results.reading import SUB_CONTENT
from mimi.people.models import Learner
from tests.courses.h5p.conftest import in_collection, signed_in
from tests.courses.h5p.results.doing import Doer, scored, statement, uploaded
from tests.factories import SiteTree, UserFactory

URL = "quality_h5p-results"
pytestmark = pytest.mark.usefixtures("small_library")


@pytest.fixture
def activity(small_library: None) -> Activity:
    return uploaded("Is it so?")


@pytest.fixture
def administrator() -> Client:
    return signed_in(UserFactory(is_superuser=True))


@pytest.fixture
def doer(small_tree: SiteTree, activity: Activity) -> Doer:
    """Somebody with a name who has done it, in parts and in words of her own."""
    client = Client()
    client.force_login(UserFactory(first_name="Ingrid", email="ingrid@example.org"))
    doer = Doer(small_tree, activity, client)
    doer.tell(statement(part="one", within="", **scored(1, 2, response="true", duration="PT3.5S")))
    secret = statement(part="two", within="one", **scored(2, 2, response="I am Ingrid"))
    secret["object"]["definition"]["interactionType"] = "long-fill-in"
    doer.tell(secret)
    doer.tell(statement("completed", **scored(3, 4, success=True)))
    return doer


def taken(client: Client, how: str, **filters: Any) -> bytes:
    answer = client.get(reverse(URL), {"export": how, **filters})
    assert answer.status_code == 200
    assert answer.streaming
    assert "attachment" in answer.headers["Content-Disposition"]
    return b"".join(answer.streaming_content)


def test_statements_are_taken_along_without_names(administrator: Client, doer: Doer, activity: Activity) -> None:
    raw = taken(administrator, "json").decode()
    assert "ngrid" not in raw
    told = json.loads(raw)
    assert told["more"] == ""
    whole, second, first = sorted(told["statements"], key=lambda one: -len(one["object"]["id"]))[::-1]
    learner = Learner.objects.get()
    assert {one["actor"]["account"]["name"] for one in told["statements"]} == {pseudonym(learner.pk)}
    assert len({uuid.UUID(one["id"]) for one in told["statements"]}) == 3
    assert whole["result"] == {
        "score": {"scaled": 0.75, "raw": 3.0, "max": 4.0, "min": 0},
        "success": True,
        "completion": True,
    }
    assert whole["object"]["id"].endswith(f"/h5p/activities/{activity.pk}")
    assert whole["context"]["registration"] == doer.registration
    by_part = {one["object"]["definition"]["extensions"][SUB_CONTENT]: one for one in (first, second)}
    assert by_part["one"]["result"]["response"] == "true"
    assert by_part["one"]["result"]["duration"] == "P0DT00H00M03.500000S"
    assert by_part["two"]["context"]["contextActivities"]["parent"][0]["id"].endswith("?subContentId=one")


def test_tables_are_taken_along_as_they_are_filtered(administrator: Client, doer: Doer) -> None:
    rows = list(csv.DictReader(io.StringIO(taken(administrator, "csv", whole="whole").decode())))
    assert [(row["What was done"], row["Score"], row["Activity"]) for row in rows] == [
        ("completed", "0.75", "Is it so?")
    ]
    sheet = load_workbook(io.BytesIO(taken(administrator, "xlsx", verb="answered"))).active
    assert sheet is not None
    assert sheet.max_row == 3
    assert "ngrid" not in str([[cell.value for cell in row] for row in sheet.rows])


def test_the_page_shows_and_filters_results(administrator: Client, doer: Doer, activity: Activity) -> None:
    other = uploaded("Another")
    page = administrator.get(reverse(URL)).content.decode()
    assert "75 %" in page
    assert "ngrid" not in page
    assert "Download JSON" in page
    assert "75 %" in administrator.get(reverse(URL), {"activity": activity.pk}).content.decode()
    assert "75 %" not in administrator.get(reverse(URL), {"activity": other.pk}).content.decode()
    assert "75 %" not in administrator.get(reverse(URL), {"stored_at_to": "2020-01-01"}).content.decode()


def test_one_sees_the_results_of_activities_that_one_may_change(
    author: Any,
    doer: Doer,
    activity: Activity,
) -> None:
    stranger, _own = in_collection("Elsewhere")
    activity.uploaded_by = None
    activity.save()
    assert "75 %" not in signed_in(stranger).get(reverse(URL)).content.decode()
    assert signed_in(UserFactory()).get(reverse(URL)).status_code == 302
    assert signed_in(author).get(reverse(URL)).status_code == 200


def test_the_list_of_activities_says_how_often_and_how_well(
    administrator: Client, doer: Doer, activity: Activity
) -> None:
    uploaded("Never played")
    doer.registration = str(uuid.uuid4())
    doer.tell(statement(**scored(1, 4)))
    rows = {row.title: row for row in administrator.get(reverse("h5p_activities:index")).context["object_list"]}
    assert (rows["Is it so?"].plays, rows["Is it so?"].average) == (2, 0.5)
    assert (rows["Never played"].plays, rows["Never played"].average) == (0, None)
    page = administrator.get(reverse("h5p_activities:index"), {"ordering": "-average"}).content.decode()
    assert "50 %" in page


def test_deleting_an_activity_says_what_goes_with_it(administrator: Client, doer: Doer, activity: Activity) -> None:
    url = reverse("h5p_activities:delete", args=[activity.pk])
    assert "The results of 1 attempt of learners will be deleted with it." in administrator.get(url).content.decode()
    administrator.post(url)
    assert not Activity.objects.exists()
    assert not doer.visitor.learner().h5p_statements.exists()


@pytest.mark.parametrize("many", [1, 12])
def test_the_report_takes_the_same_number_of_queries(
    administrator: Client, doer: Doer, django_assert_num_queries: Any, many: int
) -> None:
    for _n in range(many):
        doer.tell(statement("interacted"))
    administrator.get(reverse(URL))
    with django_assert_num_queries(13):
        administrator.get(reverse(URL))
