"""Visitors who have a page already, and the codings that a page travels in."""

from __future__ import annotations

import gzip
from typing import Any

import brotli
import pytest
from django.test import Client, RequestFactory

from mimi.pages.cache.kept import KeptPage
from tests.factories import SiteTree
from tests.site.pages.visits import address, visit

BODY = b"<p>A page that is long enough.</p>" * 40
KEPT = KeptPage(
    etag="abc",
    headers=(("Content-Type", "text/html; charset=utf-8"), ("Cache-Control", "public")),
    bodies={"": BODY, "gzip": gzip.compress(BODY), "br": brotli.compress(BODY)},
)


def ask(**headers: str) -> Any:
    """Ask for the kept page."""
    names = {name.replace("_", "-"): value for name, value in headers.items()}
    return KEPT.response(RequestFactory().get("/", headers=names))


def unpacked(response: Any) -> bytes:
    """Return a body as a browser reads it."""
    unpack = {"br": brotli.decompress, "gzip": gzip.decompress}.get(response.get("Content-Encoding", ""), bytes)
    return unpack(response.content)


@pytest.mark.parametrize(
    ("accepted", "coding"),
    [
        ("", ""),
        ("identity", ""),
        ("gzip", "gzip"),
        ("br", "br"),
        ("gzip, br", "br"),
        ("gzip, deflate, br, zstd", "br"),
        ("GZIP", "gzip"),
        ("Br;q=1.0, gzip;q=0.5", "br"),
        ("br;q=0, gzip", "gzip"),
        ("br; q=0, gzip", "gzip"),
        ("br;q=0.0, gzip;q=0.000", ""),
        ("br;q=0.001", "br"),
        ("br;q=0.2, gzip;q=0.8", "gzip"),
        ("*", "br"),
        ("*;q=0", ""),
        ("gzip, *;q=0", "gzip"),
        ("br;q=0, *", "gzip"),
        ("identity;q=1, *;q=0", ""),
        ("deflate, zstd", ""),
        ("x-gzip", "gzip"),
        (",,, ;q=1, gzip;", "gzip"),
        ("br;q=nonsense, gzip", "gzip"),
        ("gzip;q=1;br", "gzip"),
    ],
)
def test_the_coding_is_one_that_the_browser_takes(accepted: str, coding: str) -> None:
    response = ask(accept_encoding=accepted)
    assert response.get("Content-Encoding", "") == coding
    assert unpacked(response) == BODY
    assert response["Content-Length"] == str(len(response.content))
    assert response["Vary"] == "Accept-Encoding"


def test_each_coding_has_a_tag_of_its_own() -> None:
    tags = {ask(accept_encoding=coding)["ETag"] for coding in ("identity", "gzip", "br")}
    assert tags == {'"abc"', '"abc-gzip"', '"abc-br"'}


@pytest.mark.parametrize(
    "known",
    [
        '"abc"',
        '"abc-br"',
        '"abc-gzip"',
        'W/"abc"',
        'W/"abc-gzip"',
        "*",
        " * ",
        '"other", "abc"',
        '"other",W/"abc-br"',
        '"with, comma", "abc"',
    ],
)
def test_a_visitor_who_has_the_page_is_told_so(known: str) -> None:
    response = ask(if_none_match=known, accept_encoding="br")
    assert response.status_code == 304
    assert response.content == b""
    assert response["ETag"] == '"abc-br"'
    assert response["Cache-Control"] == "public"
    assert response["Vary"] == "Accept-Encoding"
    assert "Content-Type" not in response
    assert "Content-Encoding" not in response


@pytest.mark.parametrize(
    "known", ["", '"other"', "abc", '"abcd"', '"abc-zstd"', '"ab"', '"xabc"', '"', "W/", '"*"', '"abc-br-x"']
)
def test_a_visitor_who_has_another_page_gets_this_one(known: str) -> None:
    assert ask(if_none_match=known).status_code == 200


@pytest.mark.parametrize("coding", ["identity", "gzip", "br"])
def test_a_page_that_is_asked_for_again_is_not_sent_again(coding: str, small_tree: SiteTree) -> None:
    url = address(small_tree.course["en"])
    first = visit(url, accept_encoding=coding)
    again = visit(url, accept_encoding=coding, if_none_match=first["ETag"])
    assert (again.status_code, again.content) == (304, b"")
    assert again["ETag"] == first["ETag"]


def test_the_first_answer_after_a_restart_knows_what_a_visitor_has(small_tree: SiteTree) -> None:
    from tests.site.pages.visits import forget

    url = address(small_tree.course["en"])
    tag = visit(url)["ETag"]
    forget()
    assert visit(url, if_none_match=tag).status_code == 304


def test_a_head_request_may_be_conditional(small_tree: SiteTree) -> None:
    url = address(small_tree.course["en"])
    tag = visit(url)["ETag"]
    assert Client().head(url, headers={"if-none-match": tag}).status_code == 304


def test_all_codings_hold_the_same_page(small_tree: SiteTree) -> None:
    url = address(small_tree.home["en"])
    bodies = {unpacked(visit(url, accept_encoding=coding)) for coding in ("identity", "gzip", "br")}
    assert len(bodies) == 1
