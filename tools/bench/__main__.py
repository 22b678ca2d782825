"""`make bench`: prints requests a second, p95 and the ratio to a bare view, of what visitors do most.

The bare view and what is measured against it take turns, with as many connections: once to warm up, then nine short
rounds of each, for the speed of a machine drifts. A round's ratio is of the two that stand beside each other; the
median counts. One worker serves, wrk loads it beside it. Every answer must be the one expected: a run with a failed
request fails.
"""

from __future__ import annotations

import argparse
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tools.bench.board import report as board_report
from tools.bench.first_visit import first_visit
from tools.bench.learners import answers, prepare
from tools.bench.practices import MANY, filtered_views, many_practices, searches
from tools.bench.servers import ROOT, Measured, Request, Server, environment_in, measure, served

PYTHON = str(ROOT / ".venv" / "bin" / "python")
PAGE = "/en/course/one-to-one-dialogue/seen-and-heard/"
ROUNDS, ROWS = 9, 10
PREPARING_SECONDS = 150
BROWSER = {"Accept-Encoding": "gzip, deflate, br", "Host": "127.0.0.1"}


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=1, help="of each measurement")
    options = parser.parse_args()
    if shutil.which("wrk") is None:
        print("wrk is missing: `make bench` installs it.")
        return 1
    # Each row is measured beside its own bare view, and the bare view once more at the end.
    measuring = (2 * ROWS * (ROUNDS + 1) + ROUNDS) * options.seconds
    print(f"About {(PREPARING_SECONDS + measuring) / 60:.0f} minutes, on a machine that does nothing else:")
    with tempfile.TemporaryDirectory() as folder:
        environment = environment_in(Path(folder))
        with step("Static files and tables"):
            _manage(environment, "collectstatic", "--noinput", "-v0")
            _manage(environment, "migrate", "-v0")
            subprocess.run([PYTHON, "-m", "tools.bench.bare"], cwd=ROOT, env=environment, check=True)
        with step("The practice set"):
            _manage(
                environment,
                "load_practice_set",
                "-v0",
                *(["--root", os.environ["BENCH_ROOT"]] if "BENCH_ROOT" in os.environ else []),
            )
        return _measure_all(environment, options.seconds)


@contextmanager
def step(name: str) -> Iterator[None]:
    """Say what is being done, and how long it took."""
    print(f"  {name:50}", end="", flush=True)
    begun = time.monotonic()
    yield
    print(f"{time.monotonic() - begun:.0f} s", flush=True)


def _manage(environment: dict[str, str], *words: str) -> None:
    subprocess.run([PYTHON, "manage.py", *words], cwd=ROOT, env=environment, check=True, stdout=subprocess.DEVNULL)


def _measure_all(environment: dict[str, str], seconds: float) -> int:
    failures = 0
    with step("Learners"):
        quiz = prepare(environment)
    with step(f"A library of {MANY:,} practices"):
        larger = many_practices(environment, PYTHON)
    with step("What to filter and search for"):
        views = filtered_views(environment, PYTHON, BROWSER)
        asked = searches(environment, PYTHON, BROWSER)
    empty_settings = {**environment, "DJANGO_SETTINGS_MODULE": "tools.bench.settings_empty"}
    with (
        served("tools.bench.bare:application", environment, "/empty") as bare,
        served("mimi.wsgi:application", environment, "/health/live") as site,
        served("mimi.wsgi:application", empty_settings, "/health/live") as forgetful,
        served("mimi.wsgi:application", larger, "/health/live") as large,
    ):
        etag = _etag(site)
        get = [Request("GET", PAGE, BROWSER)]
        fresh = [Request("GET", f"{PAGE}?n={n}", BROWSER) for n in range(500)]
        again = [Request("GET", PAGE, {**BROWSER, "If-None-Match": etag})]
        personal = [
            Request("GET", f"/en/me/personal.json?course={quiz.course}", {**BROWSER, "Cookie": cookie})
            for cookie in quiz.cookies[:200]
        ]
        nothing = [Request("GET", "/empty", BROWSER)]
        upserts = [Request("POST", "/upsert", {**BROWSER, "Content-Type": FORM}, f"answer={n}") for n in range(500)]
        print(f"\n{'':34}{'requests/s':>12}{'p95 ms':>9}{'ratio':>8}   aim")
        rows: list[tuple[str, Server, list[Request], Server, list[Request], float | None]] = [
            ("cached page", site, get, bare, nothing, 0.9),
            ("304", site, again, bare, nothing, 0.9),
            ("not in the page cache", site, fresh, bare, nothing, 0.05),
            ("every cache empty", forgetful, get, bare, nothing, 0.015),
            ("personal JSON", site, personal, bare, nothing, None),
            ("library, filtered", site, views[::2], bare, nothing, None),
            # Half as fast is twice the time.
            (f"{MANY:,} practices (beside 31)", large, views[1::2], site, views[1::2], 0.5),
            ("search", site, asked[::2], bare, nothing, None),
            (f"search in {MANY:,} (beside 31)", large, asked[1::2], site, asked[1::2], 0.5),
            ("quiz answer (beside a bare upsert)", site, answers(quiz), bare, upserts, 0.5),
        ]
        if len(rows) != ROWS:
            raise ValueError(f"There are {len(rows)} rows: mend ROWS, which says how long this takes.")
        for name, server, requests, base, against, aim in rows:
            # One after the other where caches are emptied, or one request would empty what another has just made.
            connections = 1 if server is forgetful else 8
            failures += _row(name, server, requests, base, against, aim, seconds, connections)
        print(f"\nBare view: {_median(bare, nothing, seconds)}")
        print(first_visit(site.address, PAGE))
    print(board_report(environment))
    return 1 if failures else 0


FORM = "application/x-www-form-urlencoded"


def _row(
    name: str,
    server: Server,
    requests: list[Request],
    base: Server,
    against: list[Request],
    aim: float | None,
    seconds: float,
    connections: int,
) -> int:
    mine: list[Measured] = []
    theirs: list[Measured] = []
    for turn in range(ROUNDS + 1):
        if sys.stdout.isatty():
            # Written over by the row.
            print(f"{name:34}  round {turn} of {ROUNDS}\r", end="", flush=True)
        theirs.append(measure(base, _part(against, turn), seconds, connections))
        mine.append(measure(server, _part(requests, turn), seconds, connections))
    # The first round warms up; its answers have to be right, too.
    failed = sum(row.failed for row in mine + theirs)
    del mine[0], theirs[0]
    rate = statistics.median(row.rate for row in mine)
    p95 = statistics.median(row.p95 for row in mine)
    ratio = statistics.median(row.rate / other.rate for row, other in zip(mine, theirs, strict=True))
    aimed = "" if aim is None else f"{aim:g}" + ("" if ratio >= aim else "  missed")
    print(
        f"{name:34}{rate:12.0f}{p95:9.2f}{ratio:8.3f}   {aimed}" + (f"  {failed} FAILED" if failed else ""), flush=True
    )
    return failed


def _part(requests: list[Request], turn: int) -> list[Request]:
    """Return what a round sends: answers count once and views are kept, so each sends others where there are enough."""
    step = len(requests) // (ROUNDS + 1)
    return requests[turn * step : (turn + 1) * step] if step else requests


def _median(server: Server, requests: list[Request], seconds: float) -> str:
    found = [measure(server, requests, seconds) for _round in range(ROUNDS)]
    return (
        f"{statistics.median(row.rate for row in found):.0f} requests/s, "
        f"p95 {statistics.median(row.p95 for row in found):.2f} ms"
    )


def _etag(site: Server) -> str:
    import urllib.request

    request = urllib.request.Request(site.address + PAGE, headers={"Accept-Encoding": "br"})  # noqa: S310 - ours
    with urllib.request.urlopen(request) as answer:  # noqa: S310 - our own server
        return str(answer.headers["ETag"])


if __name__ == "__main__":
    sys.exit(main())
