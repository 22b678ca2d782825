"""A real browser, and the site as `make run` serves it: for tests marked `e2e`.

The site runs in processes of its own, under production settings, on a database of its own with the practice set in
it. A test that needs a person makes her through the site, or with `live_site.manage`.
"""

from __future__ import annotations

import contextlib
import fcntl
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from email import message_from_bytes, policy
from pathlib import Path
from typing import Any
from urllib.error import URLError
from urllib.parse import urlsplit
from urllib.request import urlopen

import pytest
from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Page,
    Request,
    Response,
    WebError,
    expect,
    sync_playwright,
)

ROOT = Path(__file__).resolve().parents[1]
# A machine that has much else to do takes its time.
PATIENCE_SECONDS = 120
CHROMIUM = shutil.which("chromium") or "/usr/bin/chromium"
# The rest keeps the browser from asking its maker's servers.
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
DESKTOP: dict[str, Any] = {"viewport": {"width": 1280, "height": 900}}
PHONE: dict[str, Any] = {
    "viewport": {"width": 360, "height": 740},
    "device_scale_factor": 2,
    "is_mobile": True,
    "has_touch": True,
}

# How long a browser may take for anything: a machine that does much else is slow, not wrong.
PATIENCE_MILLISECONDS = 30_000
expect.set_options(timeout=PATIENCE_MILLISECONDS / 2)

# What the browser says of a connection that a test has taken away.
DISCONNECTED = "net::ERR_INTERNET_DISCONNECTED"

NewContext = Callable[..., BrowserContext]


class Watch:
    """Notes what goes wrong in a browser: errors on its console, and what it didn't get or asked another host for.

    What was asked for while a test had taken the connection away is no problem, and stands in `in_vain`.
    """

    def __init__(self, site: str) -> None:
        self.sites = [site, site.replace("127.0.0.1", "localhost")]
        self.problems: list[str] = []
        self.requests: list[Request] = []
        self.in_vain: list[Request] = []
        self._statuses: set[int] = set()
        self._messages: list[str] = []

    def over(self, context: BrowserContext) -> None:
        """Begin to watch a browser."""
        context.on("console", self._console)
        context.on("weberror", self._error)
        context.on("request", self._request)
        context.on("requestfailed", self._failed)
        context.on("response", self._response)

    def allow(self, *statuses: int) -> None:
        """Take answers with these statuses as what the test asks for."""
        self._statuses.update(statuses)

    def overlook(self, *texts: str) -> None:
        """Take messages on the console that hold one of these as none of ours."""
        self._messages += texts

    def take(self) -> list[str]:
        """Return what went wrong since the last time."""
        found, self.problems = self.problems, []
        return found

    def _console(self, message: ConsoleMessage) -> None:
        # What could not be loaded is told by the request itself, with its address.
        known = ["Failed to load resource", DISCONNECTED, *self._messages]
        said = message.text
        if message.type == "error" and not any(text in said for text in known):
            self.problems.append(f"console: {said}")

    def _error(self, error: WebError) -> None:
        self.problems.append(f"script: {error.error}")

    def _request(self, request: Request) -> None:
        self.requests.append(request)
        address = urlsplit(request.url)
        if address.scheme not in ("data", "blob") and f"{address.scheme}://{address.netloc}" not in self.sites:
            self.problems.append(f"another host: {request.url}")

    def _failed(self, request: Request) -> None:
        # Only a test takes the connection away; it may have given it back when the browser tells what failed.
        if request.failure == DISCONNECTED:
            self.in_vain.append(request)
        # A page that is left takes its unanswered questions with it.
        elif request.failure != "net::ERR_ABORTED":
            self.problems.append(f"failed: {request.method} {request.url} {request.failure}")

    def _response(self, response: Response) -> None:
        if response.status >= 400 and response.status not in self._statuses:
            self.problems.append(f"{response.status}: {response.request.method} {response.url}")


class RunningSite:
    """The site in processes of its own, with the practice set loaded."""

    def __init__(self, folder: Path) -> None:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.url = f"http://127.0.0.1:{self.port}"
        self.folder = folder
        self.environment = {
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "mimi.settings.production",
            "SECRET_KEY": "only-in-tests-" * 4,
            "RUNTIME_DIR": str(folder),
            "MEDIA_DIR": str(folder / "media"),
            "SITE_URL": self.url,
            "ALLOWED_HOSTS": "127.0.0.1,localhost",
            "EMAIL_URL": f"file://{folder / 'mail'}",
            "BEHIND_TLS": "0",
            "SHOW_STYLEGUIDE": "1",
            "LOG_REQUESTS": "1",
            # They would be made beside the tests, for many minutes.
            "MAKE_BOOKS": "0",
            "DATABASE_URL": f"sqlite:///{folder / 'mimi.sqlite3'}",
            "PORT": str(self.port),
            "HOST": "127.0.0.1",
            "WORKERS": "2",
        }
        self._server: subprocess.Popen[bytes] | None = None

    def manage(self, *arguments: str, **variables: str) -> str:
        """Run a management command on the site's own database and return what it says."""
        return self.run(str(ROOT / "manage.py"), *arguments, **variables)

    def run(self, *arguments: str, **variables: str) -> str:
        """Run a Python program as the site's processes run, and return what it says."""
        done = subprocess.run(
            [sys.executable, *arguments],
            env={**self.environment, "PYTHONPATH": "site:.", **variables},
            cwd=ROOT,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, f"{' '.join(arguments)} failed:\n{done.stdout}{done.stderr}"
        return done.stdout

    def administrator(self, email: str, password: str) -> None:
        """Make an account that may do everything, unless a test that is run again has made it."""
        try:
            self.manage("createsuperuser", "--noinput", "--email", email, DJANGO_SUPERUSER_PASSWORD=password)
        except AssertionError as failed:
            if "already taken" not in str(failed):
                raise

    def mails_to(self, email: str) -> list[str]:
        """The texts of the mails that the site has sent to an address, oldest first."""
        found = []
        for path in sorted((self.folder / "mail").glob("*.log")):
            for part in path.read_bytes().split(b"-" * 79):
                message = message_from_bytes(part.strip(), policy=policy.default)
                body = message.get_body(("plain",))
                if body is not None and message["To"] == email:
                    found.append(str(body.get_content()))
        return found

    def built(self, path: str) -> int:
        """How often an address was answered by a view; what comes from the page cache isn't counted."""
        lines = (self.folder / "server.log").read_text().splitlines()
        return sum(f'"path": "{path}"' in line for line in lines)

    def prepare(self) -> None:
        """Collect the static files, and meanwhile bring up the database with the practice set."""
        collect = [sys.executable, str(ROOT / "manage.py"), "collectstatic", "--noinput", "--verbosity=0"]
        # The database knows nothing of static files, so each has a core of its own.
        collecting = subprocess.Popen(collect, env=self.environment, cwd=ROOT)
        root = os.environ.get("PRACTICE_SET_ROOT")
        if root:
            self.manage("migrate", "--noinput", "--verbosity=0")
            self.manage("load_practice_set", "--root", root, "--verbosity=0")
        else:
            self.manage("prepare_site", "--verbosity=0")
        assert collecting.wait() == 0

    def start(self) -> None:
        """Serve, and come back when the site is ready for visitors."""
        log = (self.folder / "server.log").open("wb")
        self._server = subprocess.Popen(
            [str(ROOT / "tools" / "serve.sh")], env=self.environment, stdout=log, stderr=log, cwd=ROOT
        )
        end = time.monotonic() + PATIENCE_SECONDS
        while time.monotonic() < end:
            try:
                with urlopen(f"{self.url}/health/ready", timeout=5) as answer:
                    assert json.load(answer)["status"] == "ok"
                    return
            except (URLError, ConnectionError, TimeoutError):
                assert self._server.poll() is None, (self.folder / "server.log").read_text()
                time.sleep(0.1)
        raise TimeoutError(f"The site was not ready within {PATIENCE_SECONDS} seconds.")

    def stop(self) -> None:
        """End the site's processes."""
        if self._server is not None:
            self._server.send_signal(signal.SIGTERM)
            self._server.wait(timeout=30)

    def kill(self) -> None:
        """Kill the site's processes, all at once and without a word of warning."""
        assert self._server is not None
        # A parent first, lest it starts a child anew.
        for process in [self._server.pid, *reversed(_descendants(self._server.pid))]:
            with contextlib.suppress(ProcessLookupError):
                os.kill(process, signal.SIGKILL)
        self._server.wait(timeout=30)


def _descendants(parent: int) -> list[int]:
    """Return the ids of a process's children, theirs before their own."""
    parents = []
    for status in Path("/proc").glob("[0-9]*/stat"):
        with contextlib.suppress(OSError):
            # The name in brackets may hold spaces; the parent is the second field behind it.
            parents.append((int(status.parent.name), int(status.read_text().rpartition(")")[2].split()[1])))
    children = [pid for pid, ppid in parents if ppid == parent]
    return [*(below for child in children for below in _descendants(child)), *children]


@pytest.fixture(scope="session")
def live_site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningSite]:
    """The site, served as for visitors; each process of a run has its own, copied from one that the first prepares."""
    base = tmp_path_factory.getbasetemp()
    common = (base.parent if "PYTEST_XDIST_WORKER" in os.environ else base) / "prepared"
    with (common.parent / "preparing").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (common / "ready").exists():
            common.mkdir()
            RunningSite(common).prepare()
            (common / "ready").touch()
    running = RunningSite(Path(shutil.copytree(common, tmp_path_factory.mktemp("site") / "site")))
    # Its address is another.
    running.manage("prepare_site" if "PRACTICE_SET_ROOT" not in os.environ else "check", "--verbosity=0")
    running.start()
    yield running
    running.stop()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Chromium, without a window."""
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield started
        started.close()


@pytest.fixture
def watch(live_site: RunningSite) -> Iterator[Watch]:
    """What watches all browsers of a test; the test fails on anything that goes wrong in one."""
    watching = Watch(live_site.url)
    yield watching
    assert watching.problems == []


@pytest.fixture
def new_context(browser: Browser, live_site: RunningSite, watch: Watch) -> Iterator[NewContext]:
    """Makes browsers of visitors who have never been here; addresses may begin with a slash.

    It takes what Playwright's `new_context` takes.
    """
    made: list[BrowserContext] = []

    def new(**options: Any) -> BrowserContext:
        # Nothing moves unless a test wants it to, so that nobody waits for it.
        usual = {"base_url": live_site.url, "locale": "en-GB", "reduced_motion": "reduce"}
        context = browser.new_context(**{**usual, **DESKTOP, **options})
        context.set_default_timeout(PATIENCE_MILLISECONDS)
        watch.over(context)
        made.append(context)
        return context

    yield new
    for context in made:
        context.close()


@pytest.fixture
def context(new_context: NewContext) -> BrowserContext:
    """The browser of a visitor who has never been here."""
    return new_context()


@pytest.fixture
def page(context: BrowserContext) -> Page:
    """A page of that visitor's browser."""
    return context.new_page()
