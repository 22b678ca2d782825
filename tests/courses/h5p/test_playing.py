"""Addresses of an activity that plays: they end, open nothing else, and let nothing run outside the frame."""

from __future__ import annotations

import io
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from courses.h5p.models import Activity, ActivityVersion
from courses.h5p.playing import tickets
from courses.h5p.playing.integration import in_loading_order
from courses.h5p.reading import Name
from courses.h5p.store.installing import install
from courses.h5p.store.uploading import keep
from tests.courses.h5p.packages import content_files, library_files, packed, true_false

client = Client()


@pytest.fixture
def version(small_library: None) -> ActivityVersion:
    return keep(Activity(title="One"), io.BytesIO(packed(content_files())), "one.h5p")


def test_a_page_leads_to_the_frame_of_the_newest_version(version: ActivityVersion) -> None:
    newest = keep(version.activity, io.BytesIO(packed(content_files(title="Two"))), "two.h5p")
    url = reverse("h5p_start", args=[tickets.start_word(version.activity_id)])
    answer = client.get(url, {"language": "nb"})
    assert answer.status_code == 302
    assert answer.headers["Cache-Control"] == "private, no-store"
    assert answer.headers["Location"].endswith("?language=nb")
    frame = client.get(answer.headers["Location"])
    assert frame.status_code == 200
    # The activity's own; the player's words are the page's.
    assert b'<html lang="en">' in frame.content
    assert reverse("h5p_frame", args=[tickets.ticket(newest.pk)]) in answer.headers["Location"]
    assert not frame.cookies
    assert "Cookie" not in frame.headers.get("Vary", "")


def test_the_frame_has_no_origin_and_loads_only_its_own(version: ActivityVersion) -> None:
    word = tickets.ticket(version.pk)
    frame = client.get(reverse("h5p_frame", args=[word]))
    policy = dict(part.strip().partition(" ")[::2] for part in frame.headers["Content-Security-Policy"].split(";"))
    assert policy["sandbox"] == "allow-scripts"
    assert policy["default-src"] == "'none'"
    assert policy["connect-src"] == f"http://testserver/h5p/{word}/"
    assert policy["frame-ancestors"] == "http://testserver"
    sources = policy["script-src"].split()
    assert sources[0] == f"http://testserver/h5p/{word}/"
    assert all(source.startswith("http://testserver/") and source.count("/") > 3 for source in sources)
    page = frame.content.decode()
    assert f"/h5p/{word}/libraries/H5P.Small-1.2.3/small.js" in page
    assert page.index("frame.bundle.js") < page.rindex("small.js")


def test_files_are_what_they_are_and_run_nowhere_else(version: ActivityVersion) -> None:
    word = tickets.ticket(version.pk)
    for name, args, kind in (
        ("h5p_content", [word, "images/a.png"], "image/png"),
        ("h5p_content", [word, "content.json"], "application/json; charset=utf-8"),
        ("h5p_library", [word, "H5P.Small-1.2.3", "small.js"], "text/javascript; charset=utf-8"),
        ("h5p_library", [word, "H5P.Small-1.2", "small.css"], "text/css; charset=utf-8"),
    ):
        answer = client.get(reverse(name, args=args))
        assert answer.status_code == 200
        assert answer.headers["Content-Type"] == kind
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert answer.headers["Access-Control-Allow-Origin"] == "*"
        assert "sandbox" in answer.headers["Content-Security-Policy"]
        assert len(b"".join(answer.streaming_content)) == int(answer.headers["Content-Length"])


def test_nothing_else_is_behind_a_ticket(version: ActivityVersion) -> None:
    word = tickets.ticket(version.pk)
    install(io.BytesIO(packed(library_files(machineName="H5P.Other"))), "other.h5p")
    for path in ("../content.json", "%2e%2e/content.json", "images", "nothing.png", "/etc/passwd"):
        assert client.get(f"/h5p/{word}/content/{path}").status_code == 404
    for folder in ("H5P.Other-1.2.3", "H5P.Small-1.2.2", "..", "H5P.Small"):
        assert client.get(f"/h5p/{word}/libraries/{folder}/small.js").status_code == 404
    stored = version.stored_name("images/a.png")
    assert stored is not None
    assert client.get(f"/media/{stored}").status_code == 404


@pytest.mark.once
def test_a_ticket_ends_and_can_not_be_made_up() -> None:
    word = tickets.ticket(7, now=1_000_000)
    assert tickets.read_ticket(word, now=1_000_000 + tickets.SLOT_SECONDS) == 7
    assert tickets.read_ticket(word, now=1_000_000 + 2 * tickets.SLOT_SECONDS) is None
    assert tickets.ticket(7, now=1_000_100) == word
    assert tickets.read_ticket(word.replace("7-", "8-", 1), now=1_000_000) is None
    # A word of one kind is none of the other.
    assert tickets.read_start(word) is None
    assert tickets.read_ticket(tickets.start_word(7)) is None
    assert tickets.read_start(tickets.start_word(7)) == 7


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["h5p_start", "h5p_package", "h5p_frame"])
def test_words_of_others_open_nothing(name: str) -> None:
    for word in ("1", "1~x", tickets.start_word(99), tickets.ticket(99), "a~b"):
        assert client.get(reverse(name, args=[word])).status_code == 404


def test_the_package_can_be_taken_along_as_it_came(version: ActivityVersion) -> None:
    answer = client.get(reverse("h5p_package", args=[tickets.start_word(version.activity_id)]))
    assert b"".join(answer.streaming_content) == packed(content_files())
    assert answer.headers["Content-Disposition"] == 'attachment; filename="one.h5p"'


@pytest.mark.usefixtures("db", "file_store")
def test_libraries_load_after_those_that_they_are_built_on() -> None:
    install(io.BytesIO(true_false()), "true-false.h5p")
    version = keep(Activity(title="One"), io.BytesIO(true_false(with_libraries=False)), "one.h5p")
    rows: dict[Name, Any] = {row.name: row for row in version.libraries.all()}
    order = [row.name for row in in_loading_order([version.main_library.name], rows)]
    assert order[-1] == Name("H5P.TrueFalse", 1, 6)
    for name in order:
        for need in rows[name].metadata.get("preloadedDependencies", ()):
            assert order.index(Name.of(need)) < order.index(name)
    round_trip = {name: rows[name] for name in order}
    round_trip[order[0]].metadata["preloadedDependencies"] = [
        {"machineName": "H5P.TrueFalse", "majorVersion": 1, "minorVersion": 6}
    ]
    assert len(in_loading_order(order, round_trip)) == len(order)


@pytest.mark.parametrize(
    ("asked", "status", "part"),
    [
        ("bytes=0-", 206, slice(0, None)),
        ("bytes=0-3", 206, slice(0, 4)),
        ("bytes=4-6", 206, slice(4, 7)),
        ("bytes=6-999999", 206, slice(6, None)),
        ("bytes=-4", 206, slice(-4, None)),
        ("bytes=-999999", 206, slice(None)),
        ("bytes=-0", 200, slice(None)),
        ("bytes=999999-", 200, slice(None)),
        ("bytes=5-4", 200, slice(None)),
        ("bytes=-", 200, slice(None)),
        ("bytes=0-1,3-4", 200, slice(None)),
        ("pages=0-1", 200, slice(None)),
    ],
)
def test_a_film_goes_on_from_any_place(version: ActivityVersion, asked: str, status: int, part: slice) -> None:
    url = reverse("h5p_content", args=[tickets.ticket(version.pk), "content.json"])
    whole = b"".join(client.get(url).streaming_content)
    answer = client.get(url, headers={"Range": asked})
    content = b"".join(answer.streaming_content)
    assert answer.status_code == status
    begin, end, _step = part.indices(len(whole))
    told = f"bytes {begin}-{end - 1}/{len(whole)}" if status == 206 else None
    assert answer.headers.get("Content-Range") == told
    assert content == whole[part]
    assert answer.headers["Content-Length"] == str(len(content))
    assert answer.headers["Accept-Ranges"] == "bytes"
