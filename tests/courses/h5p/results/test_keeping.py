"""Keeping what is done in activities: whose it is, to which activity, each once, and what comes of it."""

from __future__ import annotations

import io
import uuid
from typing import Any

import pytest
from django.test import Client

from courses.h5p.models import Activity, ActivityState, Statement
from courses.h5p.playing import tickets
from courses.h5p.results import record
from courses.h5p.results.standing import RESET
from courses.h5p.results.views import LONGEST_STATE
from courses.h5p.store.uploading import keep
from courses.progress.models import Enrolment
from mimi.people.merging import merge
from mimi.people.models import Learner
from tests.courses.h5p.packages import content_files, packed
from tests.courses.h5p.results.doing import BLOCK, Doer, scored, statement, uploaded
from tests.factories import SiteTree, UserFactory

pytestmark = pytest.mark.usefixtures("small_library")


@pytest.fixture
def activity(small_library: None) -> Activity:
    return uploaded()


@pytest.fixture
def doer(small_tree: SiteTree, activity: Activity) -> Doer:
    return Doer(small_tree, activity)


def test_a_result_is_the_readers_own_and_belongs_to_the_activity_of_the_address(
    doer: Doer, activity: Activity, small_tree: SiteTree
) -> None:
    answer = doer.tell(statement(**scored(8)), version="1")
    assert answer.json() == {"attempts": 1, "done": True, "best": 80, "latest": 80}
    row = Statement.objects.get()
    assert row.learner == doer.visitor.learner()
    assert (row.activity, row.version, row.verb, row.score) == (activity, activity.current, "answered", 0.8)
    assert (row.lesson_key, row.block_id) == (small_tree.lessons["en"][0].translation_key, BLOCK)
    assert str(row.course_key) == small_tree.course["en"].key == str(Enrolment.objects.get().course_key)
    assert doer.visitor.cookie


def test_a_statement_sent_again_counts_once(doer: Doer) -> None:
    send = str(uuid.uuid4())
    first = doer.tell(statement(**scored(8)), send=send)
    again = doer.tell(statement(**scored(8)), send=send)
    assert first.json() == again.json()
    assert Statement.objects.count() == 1


def test_a_try_is_an_attempt_and_the_best_and_the_last_are_known(doer: Doer) -> None:
    assert doer.standing()["registration"] is None
    doer.tell(statement("attempted"))
    assert doer.standing()["registration"] == doer.registration
    for points in (9, 4):
        doer.tell(statement("interacted"))
        told = doer.tell(statement(**scored(points))).json()
        doer.registration = str(uuid.uuid4())
    assert told == {"attempts": 2, "done": True, "best": 90, "latest": 40}
    assert doer.standing()["registration"] is None


def test_a_part_has_a_result_of_its_own_and_finishes_nothing(doer: Doer) -> None:
    told = doer.tell(statement(part="one", within="", **scored(10))).json()
    assert told == {"attempts": 1, "done": False, "best": None, "latest": None}
    told = doer.tell(statement("completed", **scored(5))).json()
    assert told["best"] == 50
    assert [(row.sub_content, row.score) for row in Statement.objects.all()] == [("one", 1.0), ("", 0.5)]


def test_an_end_that_says_that_it_goes_on_is_none(doer: Doer) -> None:
    assert not doer.tell(statement(completion=False)).json()["done"]
    assert doer.tell(statement("completed")).json()["done"]


def test_what_is_not_right_is_refused_and_makes_nobody(doer: Doer) -> None:
    assert doer.tell("{").status_code == 422
    assert doer.tell(statement(), send="1").status_code == 422
    assert doer.tell(statement(), registration="").status_code == 422
    answer = doer.visitor.client.post(
        doer.url("result"), {"statement": "x" * 200_000}, headers={"Accept": "application/json"}
    )
    assert answer.status_code == 413
    assert not Statement.objects.exists()
    assert not Learner.objects.exists()
    assert not doer.visitor.cookie


def test_words_of_others_keep_nothing(doer: Doer, activity: Activity, small_tree: SiteTree) -> None:
    lesson, block = small_tree.lessons["en"][0].translation_key, uuid.uuid4()
    words = [
        "x",
        tickets.start_word(activity.pk),
        tickets.ticket(activity.pk),
        doer.word.replace(f"-{activity.pk}~", f"-{activity.pk + 1}~"),
        tickets.place_word(lesson, block, activity.pk + 99),
        tickets.place_word(uuid.uuid4(), block, activity.pk),
    ]
    for word in words:
        doer.word = word
        assert doer.tell(statement(**scored(8))).status_code == 404
    doer.word = words[0]
    assert doer.save("1").status_code == 404
    assert doer.visitor.client.get(doer.url("standing")).status_code == 404
    assert not Statement.objects.exists()


def test_another_site_can_send_nothing(doer: Doer) -> None:
    for name in ("result", "state"):
        answer = doer.visitor.client.post(
            doer.url(name), {}, headers={"Sec-Fetch-Site": "cross-site", "Origin": "null"}
        )
        assert answer.status_code == 403


def test_results_are_limited_as_other_answers_are(doer: Doer, settings: Any) -> None:
    from mimi.settings.limits import Limit, Rate

    settings.LIMITS = {**settings.LIMITS, "results": Limit(Rate(2, 600), Rate(2, 600))}
    statuses = [doer.tell(statement("interacted")).status_code for _n in range(3)]
    assert statuses == [200, 200, 429]


def test_one_goes_on_where_one_left_off_in_any_language(doer: Doer) -> None:
    assert doer.save('{"answer":true}').status_code == 204
    assert doer.save('{"answer":false}').status_code == 204
    assert doer.save("[1]", part="sub-1").status_code == 204
    assert doer.standing()["states"] == {"0": {"state": '{"answer":false}'}, "sub-1": {"state": "[1]"}}
    assert doer.visitor.client.get(doer.url("standing", "nb")).json()["states"]["0"]
    doer.save(None, part="sub-1")
    assert ActivityState.objects.count() == 1


def test_new_content_begins_anew_and_the_same_content_goes_on(doer: Doer, activity: Activity) -> None:
    doer.save("1")
    doer.save("2", type="notes", ends="0")
    doer.tell(statement(**scored(3)))
    keep(activity, io.BytesIO(packed(content_files())), "same.h5p")
    assert doer.standing()["states"]["0"] == {"state": "1", "notes": "2"}
    keep(activity, io.BytesIO(packed({**content_files(), "content/content.json": {"text": "New"}})), "new.h5p")
    told = doer.standing()
    assert told["states"]["0"] == {"state": RESET, "notes": "2"}
    assert told["best"] == 30
    # A page that was opened before still plays the old content.
    doer.save("3", version="1")
    assert doer.standing()["states"]["0"]["state"] == RESET
    doer.save("4", version="3")
    assert doer.standing()["states"]["0"]["state"] == "4"


def test_an_activity_may_remember_so_much_and_no_more(doer: Doer, monkeypatch: pytest.MonkeyPatch) -> None:
    assert doer.save("x" * LONGEST_STATE).status_code == 204
    for wrong in ({"text": "x" * (LONGEST_STATE + 1)}, {"text": "\0"}, {"type": ""}, {"part": "x" * 65}):
        assert doer.save(**{"text": "1", **wrong}).status_code == 422
    monkeypatch.setattr(record, "MOST_STATES", 2)
    assert doer.save("1", part="a").status_code == 204
    assert doer.save("1", part="b").status_code == 422
    assert doer.save("2", part="a").status_code == 204


def test_forgetting_makes_nobody(doer: Doer) -> None:
    assert doer.save(None).status_code == 204
    assert not Learner.objects.exists()


def test_what_was_done_before_signing_in_moves_into_the_account(
    doer: Doer, activity: Activity, small_tree: SiteTree
) -> None:
    send = str(uuid.uuid4())
    doer.tell(statement(**scored(8)), send=send)
    doer.save("older")
    anonymous = doer.visitor.learner()
    user = UserFactory()
    client = Client()
    client.force_login(user)
    mine = Doer(small_tree, activity, client)
    # The same statement reached the account as well, and this device knows a later place.
    mine.tell(statement(**scored(8)), send=send)
    mine.registration = str(uuid.uuid4())
    mine.tell(statement(**scored(2)))
    mine.save("newer")
    mine.save("only here", part="a")
    doer.save("only there", part="b")
    merge(anonymous.pk, Learner.objects.get(user=user))
    assert Statement.objects.filter(learner__user=user).count() == Statement.objects.count() == 2
    told = mine.standing()
    assert (told["attempts"], told["best"], told["latest"]) == (2, 80, 20)
    assert told["states"] == {
        "0": {"state": "newer"},
        "a": {"state": "only here"},
        "b": {"state": "only there"},
    }


@pytest.mark.parametrize("many", [1, 9])
def test_the_standing_takes_the_same_number_of_queries(doer: Doer, django_assert_num_queries: Any, many: int) -> None:
    for _n in range(many):
        doer.registration = str(uuid.uuid4())
        doer.tell(statement(**scored(8)))
        doer.save("1", part=f"part-{_n}")
    with django_assert_num_queries(4):
        assert doer.standing()["attempts"] == many
