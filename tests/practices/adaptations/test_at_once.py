"""Several workers ask at the same moment, and everybody is asked once."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from dateutil.relativedelta import relativedelta
from django.core import mail
from django.db import connection
from django.utils import timezone

from mimi.letters.models import Letter
from practices.adaptations.asking import KIND, ask
from practices.adaptations.models import AdaptationQuestion
from tests.factories import UserFactory, grow
from tests.practices.adaptations.reporter import Reporter
from tests.practices.plans.planner import furnish


@pytest.mark.django_db(transaction=True)
def test_eight_workers_at_once_ask_once() -> None:
    now = timezone.now() + relativedelta(months=6, days=1)
    tree = grow(("en",))
    furnish(tree)
    users = [UserFactory() for _number in range(3)]
    for user in users:
        Reporter.of(user, tree.practices["en"][0])
    barrier = Barrier(8)

    def work(_number: int) -> None:
        try:
            barrier.wait(timeout=60)
            ask(now)
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(work, range(8)))
    assert sorted(letter.to[0] for letter in mail.outbox) == sorted(user.email for user in users)
    assert AdaptationQuestion.objects.count() == 3
    assert not AdaptationQuestion.objects.filter(settled_at=None).exists()
    assert Letter.objects.filter(kind=KIND).count() == 3
