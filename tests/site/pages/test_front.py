"""Answers that a worker gives before Django makes a request: the same as those that the page cache gives behind it."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.core.handlers.wsgi import WSGIHandler
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from django.test.utils import override_settings

from mimi.pages.cache import front, middleware, stamps
from mimi.pages.cache.fragments import Entry
from mimi.pages.cache.kept import KeptPage
from tests.factories import SiteTree
from tests.site.pages.visits import address, publish

Answered = tuple[str, dict[str, str], bytes]
# What differs with each request that Django answers itself.
OWN = {"Set-Cookie"}


@pytest.fixture(autouse=True)
def one_connection() -> Iterator[None]:
    """Leave the test's connection open, as Django's test client does."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


def environ(path: str, method: str = "GET", **more: str) -> dict[str, Any]:
    """Return what a server tells of a request."""
    return {
        "REQUEST_METHOD": method,
        "SCRIPT_NAME": "",
        "PATH_INFO": path.encode().decode("latin-1"),
        "QUERY_STRING": "",
        "HTTP_HOST": "testserver",
        "SERVER_NAME": "testserver",
        "SERVER_PORT": "80",
        "wsgi.url_scheme": "http",
        "wsgi.input": io.BytesIO(),
        **more,
    }


def ask(application: Callable[..., Any], asked: dict[str, Any]) -> Answered:
    """Ask an application, as a server does."""
    told: list[Any] = []
    body = application(dict(asked), lambda status, headers: told.extend((status, headers)))
    return told[0], {name: value for name, value in told[1] if name not in OWN}, b"".join(body)


class Site:
    """The site behind the front, and how often it was asked."""

    def __init__(self) -> None:
        self.handler = WSGIHandler()
        self.asked = 0

    def __call__(self, environ: dict[str, Any], start_response: Callable[..., Any]) -> Any:
        self.asked += 1
        return self.handler(environ, start_response)


@pytest.fixture
def site() -> Site:
    return Site()


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"HTTP_ACCEPT_ENCODING": "gzip"},
        {"HTTP_ACCEPT_ENCODING": "gzip, deflate, br"},
        {"HTTP_IF_NONE_MATCH": '"other"'},
        {"HTTP_IF_NONE_MATCH": "*"},
    ],
)
def test_it_says_what_the_cache_behind_it_says(small_tree: SiteTree, site: Site, headers: dict[str, str]) -> None:
    whole = front.before(site)
    asked = environ(address(small_tree.about["en"]), **headers)
    ask(site, asked)
    behind = ask(site, asked)
    site.asked = 0
    assert ask(whole, asked) == behind
    assert site.asked == 0


def test_who_has_the_page_is_told_so(small_tree: SiteTree, site: Site) -> None:
    whole = front.before(site)
    url = address(small_tree.about["en"])
    tag = ask(whole, environ(url))[1]["ETag"]
    status, headers, body = ask(whole, environ(url, HTTP_IF_NONE_MATCH=tag))
    assert (status, headers["ETag"], body) == ("304 Not Modified", tag, b"")
    assert "Content-Type" not in headers


def test_a_publish_shows(small_tree: SiteTree, site: Site) -> None:
    whole = front.before(site)
    url = address(small_tree.about["en"])
    assert b"About" in ask(whole, environ(url))[2]
    publish(small_tree.about["en"], title="Who we are")
    assert b"Who we are" in ask(whole, environ(url))[2]


def test_the_look_for_new_stamps_is_left_to_the_site(
    small_tree: SiteTree, site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = [1000.0]
    monkeypatch.setattr(stamps, "LOOK_EVERY_SECONDS", 1.0)
    monkeypatch.setattr(stamps.time, "monotonic", lambda: now[0])
    whole = front.before(site)
    asked = environ(address(small_tree.about["en"]))
    ask(whole, asked)
    now[0] += 1.1
    counts = []
    for _ in range(3):
        ask(whole, asked)
        counts.append(site.asked)
    assert counts == [2, 2, 2]


@pytest.mark.parametrize(
    ("asked", "why"),
    [
        ({"method": "HEAD"}, "only a GET"),
        ({"method": "POST"}, "only a GET"),
        ({"QUERY_STRING": "q=1"}, "another address"),
        ({"HTTP_HOST": "other.example"}, "another host"),
        ({"wsgi.url_scheme": "https"}, "another scheme"),
    ],
)
def test_all_else_is_left_to_the_site(small_tree: SiteTree, site: Site, asked: dict[str, str], why: str) -> None:
    whole = front.before(site)
    url = address(small_tree.about["en"])
    ask(whole, environ(url))
    ask(whole, environ(url, **asked))
    assert site.asked == 2, why


def test_it_keeps_still_where_nothing_is_to_be_kept(small_tree: SiteTree, site: Site) -> None:
    whole = front.before(site)
    asked = environ(address(small_tree.about["en"]))
    ask(whole, asked)
    with override_settings(KEEP_RENDERED=False):
        ask(whole, asked)
    assert site.asked == 2


def test_other_middleware_before_the_cache_is_not_passed_by(settings: Any, site: Site) -> None:
    settings.MIDDLEWARE = ["django.middleware.security.SecurityMiddleware", *settings.MIDDLEWARE]
    assert front.before(site) is site


@pytest.mark.parametrize(
    ("said", "secure"), [("https", True), ("https, http", True), ("http", False), ("HTTPS", False), (None, False)]
)
@pytest.mark.django_db
def test_a_proxy_is_believed_as_django_believes_it(settings: Any, said: str | None, secure: bool) -> None:
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    more = {} if said is None else {"HTTP_X_FORWARDED_PROTO": said}
    asked = environ("/en/", **more)
    assert WSGIHandler.request_class(dict(asked)).is_secure() is secure
    middleware.view.refresh(now=True)
    kept = KeptPage("tag", (("X-Secure", str(secure)),), {"": b"kept"})
    key = middleware.page_key(asked, "/en/", secure=secure)
    middleware.pages.put(key, Entry(kept, frozenset(), middleware.view.latest, middleware.view.epoch))
    assert ask(front.before(_unreachable), asked)[2] == b"kept"


@pytest.mark.django_db
def test_an_address_in_greek_letters_is_found() -> None:
    path = "/el/μάθημα/"
    asked = environ(path)
    request = WSGIHandler.request_class(dict(asked))
    middleware.view.refresh(now=True)
    kept = KeptPage("tag", (), {"": b"kept"})
    key = middleware.page_key(request.META, request.META["PATH_INFO"], secure=False)
    middleware.pages.put(key, Entry(kept, frozenset(), middleware.view.latest, middleware.view.epoch))
    assert ask(front.before(_unreachable), asked)[2] == b"kept"


def _unreachable(environ: dict[str, Any], start_response: Callable[..., Any]) -> Any:
    raise AssertionError(f"{environ['PATH_INFO']} isn't kept")
