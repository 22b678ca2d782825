"""Which addresses on other sites are due, and asking them: a few at a time, and one host never twice at once."""

from __future__ import annotations

import time
from collections import defaultdict
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from urllib.parse import urlsplit

import structlog
from django.conf import settings
from django.db.models import F, Q, QuerySet
from django.utils import timezone

from mimi.editors.models import ExternalAddress, PageAddress
from mimi.editors.quality.links.asking import Answer, ask
from mimi.editors.quality.links.finding import ADDRESS, LONGEST_ADDRESS
from mimi.editors.quality.links.internal import own_hosts, own_path
from mimi.operations.periodic import SUNDAY, weekly

AT_ONCE = 4
# Between two questions to one host, in seconds.
PAUSE = 2.0
MOST_AT_A_TIME = 500
# One that was fine isn't asked again for so long, one with a problem sooner.
FINE_FOR, PROBLEM_FOR = timedelta(days=20), timedelta(days=6)
# A site may be down for a day. What lies behind a closed door, or is surely gone, needs no second look.
FAILURES_THAT_TELL = 2
_log = structlog.get_logger("mimi.links")


def gather() -> None:
    """Take in the addresses that published pages link to, and forget those that none links to any more."""
    linked = PageAddress.objects.filter(kind=ADDRESS, page__live=True).values_list("address", flat=True).distinct()
    hosts = own_hosts()
    wanted = {
        address
        for address in linked
        if len(address) < LONGEST_ADDRESS
        and address.startswith(("http://", "https://"))
        and own_path(address, hosts) is None
    }
    known = set(ExternalAddress.objects.values_list("address", flat=True))
    ExternalAddress.objects.bulk_create(
        (ExternalAddress(address=address) for address in sorted(wanted - known)), ignore_conflicts=True
    )
    gone = list(known - wanted)
    for start in range(0, len(gone), MOST_AT_A_TIME):
        ExternalAddress.objects.filter(address__in=gone[start : start + MOST_AT_A_TIME]).delete()


def due(now: datetime) -> QuerySet[ExternalAddress]:
    """Return the addresses that are to be asked now, those never asked first."""
    fine = Q(problem="", asked_at__lt=now - FINE_FOR)
    problem = Q(asked_at__lt=now - PROBLEM_FOR) & ~Q(problem="")
    rows = ExternalAddress.objects.filter(Q(asked_at=None) | fine | problem)
    return rows.order_by(F("asked_at").asc(nulls_first=True), "pk")[:MOST_AT_A_TIME]


def check(
    now: datetime, asking: Callable[[str], Answer] = ask, pause: float = PAUSE, *, everything: bool = False
) -> dict[str, int]:
    """Ask what is due, or everything, and keep the answers. Return how many were asked, and how many have a problem."""
    gather()
    rows = list(ExternalAddress.objects.order_by("pk") if everything else due(now))
    by_host: dict[str, list[ExternalAddress]] = defaultdict(list)
    for row in rows:
        by_host[urlsplit(row.address).netloc.lower()].append(row)

    def ask_host(of_host: list[ExternalAddress]) -> list[tuple[ExternalAddress, Answer]]:
        # Runs in a thread, and so leaves the database alone.
        found = []
        for number, row in enumerate(of_host):
            if number:
                time.sleep(pause)
            found.append((row, asking(row.address)))
        return found

    with ThreadPoolExecutor(AT_ONCE) as pool:
        for answers in pool.map(ask_host, by_host.values()):
            for row, answer in answers:
                _keep(row, answer)
    problems = sum(bool(row.problem) for row in rows)
    _log.info("links checked", asked=len(rows), problems=problems)
    return {"asked": len(rows), "problems": problems}


def _keep(row: ExternalAddress, answer: Answer) -> None:
    now = timezone.now()
    row.asked_at, row.status, row.problem = now, answer.status, answer.problem
    if answer.problem:
        row.failures = min(row.failures + 1, 1000)
    else:
        row.fine_at, row.failures = now, 0
    row.save(update_fields=["asked_at", "fine_at", "status", "problem", "failures"])


@weekly("ask whether links to other sites still lead somewhere", weekday=SUNDAY, hour=3)
def check_weekly(now: datetime) -> None:
    """Ask what is due, where the operator lets this site ask others."""
    if settings.CHECK_LINKS:
        check(now)
