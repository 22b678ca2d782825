"""Limits against abuse: counted by learner and by address, told honestly, and nothing that was typed is lost."""

from __future__ import annotations

import uuid
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import ImproperlyConfigured
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory
from django.test.utils import override_settings
from django.utils import translation

from mimi.people import learners, limits
from mimi.people.limits import LimitReachedError, client_address, count, count_address, limited
from mimi.settings.environment import Environment
from mimi.settings.limits import DEFAULTS, Limit, Rate, rate
from mimi.settings.limits import limits as read_limits
from tests.courses.visitor import HTMX, Visitor
from tests.factories import SiteTree, UserFactory
from tests.factories.questions import right_answer
from tests.factories.tree import quiz_name

SINGLE = quiz_name(1, "single_choice")
JSON = {"Accept": "application/json", "X-Requested-With": "outbox"}


@pytest.fixture(autouse=True)
def _still_clock(monkeypatch: pytest.MonkeyPatch) -> None:
    """No window ends in the middle of a test."""
    monkeypatch.setattr(limits.time, "time", lambda: 1_700_000_100.0)


@pytest.fixture
def visitor() -> Visitor:
    return Visitor()


def allow(settings: Any, kind: str, *, learner: int = 10**6, address: int = 10**6) -> None:
    settings.LIMITS = {**settings.LIMITS, kind: Limit(Rate(learner, 600), Rate(address, 600))}


def request_of(learner: uuid.UUID | None = None, address: str = "192.0.2.1", **extra: Any) -> HttpRequest:
    request = RequestFactory().post("/en/me/", REMOTE_ADDR=address, **extra)
    request.user = AnonymousUser()
    if learner:
        request.COOKIES[learners.COOKIE] = learners.signing.dumps(str(learner), salt=learners.SALT)
    return request


def times_let_through(request: HttpRequest, kind: str, tries: int = 10) -> int:
    for done in range(tries):
        try:
            count(request, kind)
        except LimitReachedError:
            return done
    return tries


def test_each_learner_is_counted_for_herself(settings: Any) -> None:
    allow(settings, "answers", learner=3)
    one, other = uuid.uuid4(), uuid.uuid4()
    assert times_let_through(request_of(one), "answers") == 3
    assert times_let_through(request_of(one, address="192.0.2.9"), "answers") == 0
    assert times_let_through(request_of(other), "answers") == 3


def test_an_address_is_counted_over_all_who_share_it(settings: Any) -> None:
    allow(settings, "answers", address=5)
    assert sum(times_let_through(request_of(uuid.uuid4()), "answers", 1) for _n in range(8)) == 5
    assert times_let_through(request_of(uuid.uuid4(), address="192.0.2.2"), "answers", 1) == 1


def test_whoever_comes_without_a_cookie_each_time_is_counted_as_somebody_new(settings: Any) -> None:
    allow(settings, "beginnings", address=4)
    assert times_let_through(request_of(), "answers") == 4
    forged = request_of()
    forged.COOKIES[learners.COOKIE] = "forged"
    assert times_let_through(forged, "stars") == 0


@pytest.mark.django_db
def test_an_account_is_counted_on_all_its_devices_together(settings: Any) -> None:
    allow(settings, "answers", learner=3)
    phone, desk = request_of(uuid.uuid4()), request_of(uuid.uuid4(), address="192.0.2.7")
    phone.user = desk.user = UserFactory()
    assert times_let_through(phone, "answers", 2) + times_let_through(desk, "answers") == 3


def test_kinds_are_counted_apart(settings: Any) -> None:
    allow(settings, "answers", learner=1)
    learner = uuid.uuid4()
    assert times_let_through(request_of(learner), "answers") == 1
    assert times_let_through(request_of(learner), "notes") == 10


def test_a_new_time_begins_anew_and_until_then_the_seconds_are_told(
    settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    allow(settings, "answers", learner=1)
    learner = uuid.uuid4()
    count(request_of(learner), "answers")
    with pytest.raises(LimitReachedError) as raised:
        count(request_of(learner), "answers")
    assert raised.value.retry_after == 600 - 1_700_000_100 % 600
    assert raised.value.message.endswith(f"Try again in {-(-raised.value.retry_after // 60)} minutes.")
    monkeypatch.setattr(limits.time, "time", lambda: 1_700_000_100.0 + 600)
    count(request_of(learner), "answers")


def test_many_at_once_are_counted_each(settings: Any) -> None:
    allow(settings, "answers", learner=40)
    learner = uuid.uuid4()
    with ThreadPoolExecutor(16) as pool:
        assert sum(pool.map(lambda _n: times_let_through(request_of(learner), "answers", 1), range(100))) == 40


def test_guesses_are_counted_by_address_alone(settings: Any) -> None:
    allow(settings, "guesses", learner=0, address=2)
    for _n in range(2):
        count_address(request_of(), "guesses")
    with pytest.raises(LimitReachedError):
        count_address(request_of(uuid.uuid4()), "guesses")


def test_what_a_proxy_says_is_believed_only_where_there_is_one() -> None:
    said = {"HTTP_X_FORWARDED_FOR": "198.51.100.1, 203.0.113.5"}
    assert client_address(request_of(**said)) == "192.0.2.1"
    with override_settings(ALLAUTH_TRUSTED_PROXY_COUNT=1):
        # The first may be made up by the client; the last is what our proxy saw.
        assert client_address(request_of(**said)) == "203.0.113.5"
        assert client_address(request_of()) == "192.0.2.1"
        assert client_address(request_of(HTTP_X_FORWARDED_FOR="<script>")) == ""


def test_addresses_of_one_network_of_version_6_are_one() -> None:
    assert client_address(request_of(address="2001:db8:1:2:aaaa::1")) == "2001:db8:1:2::/64"
    assert client_address(request_of(address="2001:db8:1:2:bbbb::2")) == "2001:db8:1:2::/64"
    assert client_address(request_of(address="2001:db8:1:3::1")) != "2001:db8:1:2::/64"
    assert client_address(request_of(address="")) == ""


def test_an_address_stands_in_the_cache_only_as_a_digest(monkeypatch: pytest.MonkeyPatch) -> None:
    kept: list[str] = []
    add, incr = limits.cache.add, limits.cache.incr
    monkeypatch.setattr(limits.cache, "add", lambda key, *rest, **more: kept.append(key) or add(key, *rest, **more))
    monkeypatch.setattr(limits.cache, "incr", lambda key, *rest: kept.append(key) or incr(key, *rest))
    learner = uuid.uuid4()
    count(request_of(learner), "answers")
    assert len(set(kept)) == 2
    assert not any("192.0.2.1" in key or str(learner) in key for key in kept)


def test_a_count_that_was_dropped_meanwhile_stops_nobody(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits.cache, "add", lambda *_args, **_more: False)
    count(request_of(uuid.uuid4()), "answers")


def view(request: HttpRequest) -> HttpResponse:
    return HttpResponse("kept")


def test_reading_is_never_counted(settings: Any) -> None:
    allow(settings, "answers", learner=0, address=0)
    request = RequestFactory().get("/en/me/")
    request.user = AnonymousUser()
    assert limited("answers")(view)(request).content == b"kept"


@pytest.mark.django_db
def test_a_form_that_is_too_large_is_told_so_in_the_language_of_the_reader() -> None:
    request = request_of(data={"text": "x" * 5000}, HTTP_ACCEPT="application/json")
    answer = limited("answers", largest=2048)(view)(request)
    assert answer.status_code == 413
    assert "Retry-After" not in answer.headers
    assert "there is room for 2.0" in answer.content.decode()
    with translation.override("nb"):
        assert "2,0" in limited("answers", largest=2048)(view)(request).content.decode()


@pytest.mark.django_db
def test_a_form_beyond_what_the_site_takes_at_all_is_answered_too(settings: Any) -> None:
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 1000

    def reading(request: HttpRequest) -> HttpResponse:
        return HttpResponse(request.POST["text"])

    sent = RequestFactory().post("/en/me/", "text=" + "x" * 5000, content_type="application/x-www-form-urlencoded")
    sent.user = AnonymousUser()
    answer = limited("answers", typed=("text",))(reading)(sent)
    assert answer.status_code == 413
    assert "This is too large to be sent" in answer.content.decode()


def test_what_a_view_itself_refuses_is_answered_in_the_same_way(db: None) -> None:
    def full(request: HttpRequest) -> HttpResponse:
        raise LimitReachedError("The shelf is full.", status=422)

    answer = limited("answers", typed=("note",))(full)(request_of(data={"note": "mine", "page": "7"}))
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "The shelf is full." in page
    assert ">\nmine</textarea>" in page
    assert '<input type="hidden" name="page" value="7">' in page


def test_an_answer_beyond_the_limit_is_told_and_can_be_sent_again(
    small_tree: SiteTree, visitor: Visitor, settings: Any
) -> None:
    quiz = small_tree.quiz["nb"]
    visitor.answer(quiz, SINGLE, right_answer("single_choice", SINGLE))
    allow(settings, "answers", learner=0)
    plain = visitor.answer(quiz, SINGLE, right_answer("single_choice", SINGLE))
    assert plain.status_code == 429
    assert int(plain.headers["Retry-After"]) > 0
    assert "no-store" in plain.headers["Cache-Control"]
    sent = right_answer("single_choice", SINGLE)["answer"]
    assert f'name="answer" value="{sent}"' in plain.content.decode()

    told = visitor.answer(quiz, SINGLE, right_answer("single_choice", SINGLE), headers=JSON)
    assert told.status_code == 429
    assert set(told.json()) == {"error", "retry_after"}

    piece = visitor.answer(quiz, SINGLE, right_answer("single_choice", SINGLE), headers=HTMX)
    assert piece.status_code == 429
    assert piece.headers["HX-Retarget"] == "this"
    assert "<html" not in piece.content.decode()


def test_a_note_beyond_the_limit_is_shown_to_be_sent_later(
    small_tree: SiteTree, visitor: Visitor, settings: Any
) -> None:
    lesson = small_tree.lessons["en"][0]
    visitor.mark_read(lesson)
    allow(settings, "notes", learner=0)
    url = f"/en/me/lessons/{lesson.translation_key}/reflections/{uuid.uuid4()}/save/"
    answer = visitor.client.post(url, {"text": "<b>What I\r\nthought</b>", "seen": ["a", "b"]})
    assert answer.status_code == 429
    page = answer.content.decode()
    assert "&lt;b&gt;What I\r\nthought&lt;/b&gt;</textarea>" in page
    assert page.count('name="seen"') == 2
    assert "csrfmiddlewaretoken" in page


def test_all_that_waited_in_a_browser_for_a_day_is_let_through(small_tree: SiteTree, visitor: Visitor) -> None:
    lesson = small_tree.lessons["en"][0]
    statuses = {visitor.mark_read(lesson, headers=JSON).status_code for _n in range(200)}
    assert statuses == {204}


@pytest.mark.django_db
def test_counting_asks_the_database_nothing(django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(0):
        count(request_of(uuid.uuid4()), "answers")
        count(request_of(), "stars")


def test_rates_are_read_from_the_environment() -> None:
    environment = Environment({"LIMIT_ANSWERS": "20/h", "LIMIT_NOTES": "5/30s", "LIMIT_ADDRESS": "3"})
    read = read_limits(environment)
    assert read["answers"] == Limit(Rate(20, 3600), Rate(60, 3600))
    assert read["notes"].learner == Rate(5, 30)
    assert read["plans"].learner == DEFAULTS["plans"]
    assert set(read) == set(DEFAULTS)
    environment.complain()


@pytest.mark.parametrize("wrong", ["10", "0/10m", "10/0m", "10/m10", "-1/m", "ten/m", "10/10w"])
def test_a_wrong_rate_is_named_in_a_sentence(wrong: str) -> None:
    environment = Environment({"LIMIT_ANSWERS": wrong})
    assert rate(environment, "LIMIT_ANSWERS", Rate(1, 1)) == Rate(1, 1)
    with pytest.raises(ImproperlyConfigured) as raised:
        environment.complain()
    assert (
        str(raised.value) == f"LIMIT_ANSWERS must be a number of times in a time, such as 1000/10m, but is “{wrong}”."
    )


def test_a_whole_conference_behind_one_address_can_begin_together() -> None:
    assert DEFAULTS["beginnings"].times(30).amount >= 1000
