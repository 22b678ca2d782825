"""Many at once: a certificate is made once, and all who check it are answered."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest
from django.db import connection
from django.test import Client

from courses.certificates.badges.keys import key_in_use
from courses.certificates.models import Certificate, CertificateVersion, SigningKey
from courses.outline import live_courses
from tests.courses.certificates.conftest import graduate
from tests.factories import grow

pytestmark = pytest.mark.django_db(transaction=True)


def together(number: int, work: Callable[[int], Any]) -> list[Any]:
    """Do something so many times at once; each closes its connection."""
    barrier = Barrier(number)

    def one(at: int) -> Any:
        try:
            barrier.wait(timeout=60)
            return work(at)
        finally:
            connection.close()

    with ThreadPoolExecutor(number) as pool:
        return list(pool.map(one, range(number)))


def test_many_requests_at_once() -> None:
    grow(("en",))
    anna = graduate(live_courses("en")[0])
    url = f"/en/me/certificates/{anna.course.key}/"

    def take_out(_at: int) -> int:
        client = Client()
        client.cookies = anna.client.cookies
        return int(client.post(url, {"name": "Anna"}).status_code)

    # Ten requests make one certificate …
    assert together(10, take_out) == [302] * 10
    assert Certificate.objects.count() == CertificateVersion.objects.count() == 1

    def rename(at: int) -> int:
        client = Client()
        client.cookies = anna.client.cookies
        return int(client.post(url, {"name": f"Anna {'AB'[at % 2]}"}).status_code)

    # … with two names at once, each version has its number, and one holds …
    assert together(8, rename) == [302] * 8
    numbers = list(CertificateVersion.objects.order_by("number").values_list("number", flat=True))
    assert numbers == list(range(1, len(numbers) + 1))
    latest = anna.latest()

    # … and fifty who check it at once are all told the same.
    def check(_at: int) -> tuple[int, bool]:
        answer = Client().get(f"/en/certificates/{latest.written_code}/")
        return answer.status_code, latest.name in answer.content.decode()

    assert together(50, check) == [(200, True)] * 50


def test_many_first_badges_make_one_key() -> None:
    assert len(set(together(8, lambda _at: key_in_use().pk))) == 1
    assert SigningKey.objects.count() == 1
