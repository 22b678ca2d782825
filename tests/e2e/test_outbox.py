"""What the outbox takes for an acknowledgement, and in which order it sends."""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import parse_qsl

import pytest
from playwright.sync_api import Page, Route

from tests.browser import RunningSite, Watch

pytestmark = pytest.mark.e2e
PROBE = "/en/me/probe/"
DO = """async ([script, deed, ...given]) => {
  const outbox = await import(script);
  return outbox[deed](...given);
}"""
LISTEN = """() => {
  window.told = [];
  for (const name of ["waiting", "sent", "refused"]) {
    document.addEventListener(`outbox:${name}`, ({ detail }) => {
      told.push([name, detail.entry?.id ?? null, detail.answer ?? detail.status ?? null]);
    });
  }
}"""


NOTED: dict[str, Any] = {"status": 204}


class Server:
    """Answers what the outbox sends; `answers` are given in turn, the last for all that follows."""

    def __init__(self, page: Page, site: RunningSite, watch: Watch, *answers: dict[str, Any] | None) -> None:
        self.page = page
        # The very module that the site's pages use, for each address is a module of its own.
        names = json.loads((site.folder / "static" / "staticfiles.json").read_text())["paths"]
        self.script = f"/static/{names['mimi/js/outbox.js']}"
        self.answers = list(answers)
        self.got: list[dict[str, str]] = []
        self.headers: list[dict[str, str]] = []
        watch.allow(*range(400, 600))
        page.route(f"**{PROBE}", self._answer)
        page.goto("/en/")
        page.evaluate(LISTEN)

    def _answer(self, route: Route) -> None:
        self.got.append(dict(parse_qsl(route.request.post_data or "")))
        self.headers.append(route.request.headers)
        answer = self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]
        if answer is None:
            route.abort()
        else:
            route.fulfill(**answer)

    def do(self, deed: str, *given: Any) -> Any:
        return self.page.evaluate(DO, [self.script, deed, *given])

    def put(self, number: int, ident: str | None = None) -> None:
        self.do("put", PROBE, {"number": str(number)}, *([ident] if ident else []))

    def flush(self) -> list[str]:
        return [dict(entry["fields"])["number"] for entry in self.do("flush")]

    def calm(self, watch: Watch) -> None:
        """Take what waits, so that nothing fails any more; what failed meanwhile was meant to."""
        self.answers = [NOTED]
        assert self.flush() == []
        watch.take()

    @property
    def numbers(self) -> list[str]:
        return [fields["number"] for fields in self.got]


JSON = {"status": 200, "content_type": "application/json", "body": '{"right": true}'}


@pytest.mark.parametrize("answer", [NOTED, JSON, {**JSON, "status": 201}])
def test_what_is_acknowledged_is_dropped(
    page: Page, live_site: RunningSite, watch: Watch, answer: dict[str, Any]
) -> None:
    server = Server(page, live_site, watch, answer)
    server.put(1, "one")
    assert server.flush() == []
    assert server.numbers == ["1"]
    assert server.headers[0]["x-requested-with"] == "outbox"
    assert server.headers[0]["accept"] == "application/json"
    assert server.headers[0]["content-type"].startswith("application/x-www-form-urlencoded")
    told = {"right": True} if answer.get("body") else None
    assert page.evaluate("told").count(["sent", "one", told]) == 1
    assert page.evaluate("Object.keys(localStorage)") == []


@pytest.mark.parametrize(
    "answer",
    [
        None,
        {"status": 500},
        {"status": 503},
        {"status": 429},
        {"status": 408},
        {"status": 200, "content_type": "text/html", "body": "<p>Welcome to our hotel</p>"},
        {"status": 302, "headers": {"Location": "/en/"}},
    ],
)
def test_anything_else_is_tried_again_in_the_same_order(
    page: Page, live_site: RunningSite, watch: Watch, answer: dict[str, Any] | None
) -> None:
    server = Server(page, live_site, watch, answer)
    for number in (1, 2, 3):
        server.put(number)
    assert server.flush() == ["1", "2", "3"]
    assert set(server.numbers) == {"1"}
    server.answers = [NOTED]
    # Closed and opened again.
    page.reload()
    page.wait_for_timeout(200)
    assert server.flush() == []
    assert server.numbers[-3:] == ["1", "2", "3"]
    server.calm(watch)


def test_a_refused_entry_is_set_aside_and_those_behind_it_go_on(
    page: Page, live_site: RunningSite, watch: Watch
) -> None:
    server = Server(page, live_site, watch, {"status": 404}, NOTED)
    server.put(1, "refused")
    server.put(2, "fine")
    assert server.flush() == ["1"]
    assert server.numbers == ["1", "2"]
    assert ["refused", "refused", 404] in page.evaluate("told")
    # Not again on this page, but once more on the next.
    assert server.flush() == ["1"]
    assert server.numbers == ["1", "2"]
    server.answers = [{"status": 404}]
    page.reload()
    page.wait_for_timeout(200)
    server.flush()
    assert server.numbers == ["1", "2", "1"]
    server.do("forget", "refused")
    assert server.do("waiting") == []


def test_an_entry_that_is_put_again_keeps_its_place_and_has_the_newest_fields(
    page: Page, live_site: RunningSite, watch: Watch
) -> None:
    server = Server(page, live_site, watch, None)
    server.put(1, "a")
    server.put(2, "b")
    server.put(3, "a")
    assert [entry["fields"] for entry in server.do("waiting")] == [[["number", "3"]], [["number", "2"]]]
    server.answers = [NOTED]
    assert server.flush() == []
    assert server.numbers[-2:] == ["3", "2"]
    server.calm(watch)


def test_a_clock_that_is_set_back_changes_no_order(page: Page, live_site: RunningSite, watch: Watch) -> None:
    server = Server(page, live_site, watch, None)
    server.put(1)
    page.evaluate("const now = Date.now; Date.now = () => now() - 30 * 24 * 3600 * 1000")
    server.put(2)
    assert [entry["fields"] for entry in server.do("waiting")] == [[["number", "1"]], [["number", "2"]]]
    server.calm(watch)


def test_it_sends_without_being_asked_when_the_connection_is_back(
    page: Page, live_site: RunningSite, watch: Watch
) -> None:
    server = Server(page, live_site, watch, None)
    server.put(1)
    server.flush()
    server.answers = [NOTED]
    page.evaluate("dispatchEvent(new Event('online'))")
    for _try in range(50):
        if not server.do("waiting"):
            break
        page.wait_for_timeout(100)
    assert server.do("waiting") == []
    server.calm(watch)


def test_a_browser_that_keeps_nothing_says_so(page: Page, live_site: RunningSite, watch: Watch) -> None:
    page.add_init_script("""Object.defineProperty(window, "localStorage", {
      get() { throw new DOMException("The operation is insecure.", "SecurityError"); },
    });""")
    server = Server(page, live_site, watch, NOTED)
    assert server.do("put", PROBE, {"number": "1"}) is None
    assert server.do("waiting") == []
    assert server.got == []
