"""Two hundred results that arrive at once, each of them twice: none is lost, and none counts double."""

from __future__ import annotations

import io
import uuid
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection
from django.db.models import Count
from django.test import Client
from wagtail.models import Collection

from courses.h5p.models import Activity, ActivityState, Statement
from courses.h5p.results.standing import standing
from courses.h5p.store.installing import install
from mimi.people.models import Learner
from tests.courses.h5p.packages import library_files, packed
from tests.courses.h5p.results.doing import Doer, scored, statement, uploaded
from tests.courses.progress.test_hard_conditions import cookie_of
from tests.courses.visitor import COOKIE
from tests.factories import SiteTree, grow

RESULTS, PEOPLE, AT_ONCE = 200, 20, 25
pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("file_store")]


def stage() -> tuple[SiteTree, Activity]:
    """Return a site with an activity; a test that commits leaves no collection for the next."""
    if Collection.get_first_root_node() is None:
        Collection.add_root(name="Root")
    install(io.BytesIO(packed(library_files())), "small.h5p")
    return grow(("en",)), uploaded()


def test_two_hundred_results_at_once_each_sent_twice_all_count_once() -> None:
    tree, activity = stage()
    learners = [Learner.objects.create() for _n in range(PEOPLE)]
    sends = [str(uuid.uuid4()) for _n in range(RESULTS)]
    tries = [str(uuid.uuid4()) for _n in range(RESULTS)]

    def send(number: int) -> int:
        which = number // 2
        client = Client()
        client.cookies[COOKIE] = cookie_of(learners[which % PEOPLE])
        doer = Doer(tree, activity, client)
        try:
            told = statement(**scored(which % 11))
            return int(doer.tell(told, send=sends[which], registration=tries[which]).status_code)
        finally:
            connection.close()

    with ThreadPoolExecutor(AT_ONCE) as pool:
        assert set(pool.map(send, range(2 * RESULTS))) == {200}
    assert sorted(str(one) for one in Statement.objects.values_list("send_id", flat=True)) == sorted(sends)
    counts = Statement.objects.order_by().values("learner").annotate(rows=Count("pk"))
    assert {row["rows"] for row in counts} == {RESULTS // PEOPLE}
    assert [row.number for row in standing(learners[0].pk, activity.pk).attempts] == list(range(1, 11))


def test_places_that_several_devices_save_at_once_are_one() -> None:
    tree, activity = stage()
    cookie = cookie_of(Learner.objects.create())

    def save(number: int) -> int:
        client = Client()
        client.cookies[COOKIE] = cookie
        try:
            return int(Doer(tree, activity, client).save(str(number)).status_code)
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as pool:
        assert set(pool.map(save, range(24))) == {204}
    assert ActivityState.objects.get().text in {str(number) for number in range(24)}
