"""Many who save at once, on the threads of a server: one row, and every text."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection
from django.test import Client

from mimi.people.models import Learner
from practices.models import SavedPractice
from tests.courses.progress.test_hard_conditions import cookie_of
from tests.courses.visitor import COOKIE
from tests.factories import grow
from tests.practices.saved.test_saved import JSON, practice, star, texts, write


@pytest.mark.django_db(transaction=True)
def test_many_at_once_save_the_same_practice_once_and_lose_no_note() -> None:
    tree = grow(("en",))
    page = practice(tree)
    learner = Learner.objects.create()
    cookie, barrier = cookie_of(learner), Barrier(8)

    def act(number: int) -> int:
        client = Client()
        client.cookies[COOKIE] = cookie
        try:
            barrier.wait()
            if number % 2:
                return int(star(client, page, headers=JSON).status_code)
            return int(write(client, page, f"Text {number}").status_code)
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as pool:
        assert set(pool.map(act, range(8))) == {200}
    assert SavedPractice.objects.count() == 1
    assert texts(learner) == {f"Text {number}" for number in range(0, 8, 2)}
