"""Two windows write at one note, in every order: no text goes that its writer hadn't seen, and none comes back."""

from __future__ import annotations

import itertools
import uuid
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from threading import Barrier
from typing import Any

import pytest
from django.db import connection, transaction
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from courses.reflections.models import Reflection
from courses.reflections.record import Place, keep
from mimi.people.models import Learner
from mimi.people.notes.record import Change
from tests.courses.reflections.writer import Writer, ask, kept
from tests.courses.visitor import COOKIE, Visitor
from tests.factories import UserFactory, grow

PLACE = Place(*(uuid.UUID(int=n) for n in (1, 2, 3)))
examples = settings(
    max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)


@contextmanager
def a_learner() -> Iterator[Learner]:
    """Make a learner for an example, and take back what it has written."""
    with transaction.atomic():
        yield Learner.objects.create()
        transaction.set_rollback(True)


def live() -> dict[uuid.UUID, str]:
    """Return what the note holds, by version."""
    return {row.version: row.text for note in Reflection.objects.all() for row in note.texts.all()}


def chain(name: str, *, heard: bool) -> list[Change]:
    """Return three states of a text as a window sends them; without an answer it names all before."""
    changes: list[Change] = []
    for n in range(3):
        before = [change.version for change in changes]
        changes.append(Change(f"{name} {n}", uuid.uuid4(), before[-1:] if heard else before))
    return changes


@pytest.mark.django_db
@pytest.mark.parametrize("order", sorted(set(itertools.permutations("AAABBB"))), ids="".join)
def test_both_last_texts_stay_in_whatever_order_two_windows_save(order: tuple[str, ...]) -> None:
    learner = Learner.objects.create()
    windows = {name: iter(chain(name, heard=True)) for name in "AB"}
    for name in order:
        keep(learner.pk, PLACE, next(windows[name]))
    assert set(kept()) == {"A 2", "B 2"}


@pytest.mark.django_db
@examples
@given(st.permutations(list(range(6))), st.lists(st.integers(0, 5)))
def test_they_stay_when_saves_overtake_one_another_and_come_twice(order: list[int], again: list[int]) -> None:
    with a_learner() as learner:
        changes = [*chain("A", heard=False), *chain("B", heard=False)]
        for n in [*order, *again]:
            keep(learner.pk, PLACE, changes[n])
        assert set(live().values()) == {"A 2", "B 2"}


@dataclass
class Window:
    """What one window shows, and what it has sent."""

    text: str = ""
    seen: set[uuid.UUID] = field(default_factory=set)
    sent: list[Change] = field(default_factory=list)

    def change(self) -> Change:
        """Return what it sends now."""
        change = Change(self.text, uuid.uuid4(), frozenset(self.seen))
        self.sent.append(change)
        return change


@dataclass
class Story:
    """Two windows at one note, and all that has reached the site."""

    learner: Learner
    windows: tuple[Window, Window] = field(default_factory=lambda: (Window(), Window()))
    arrived: list[Change] = field(default_factory=list)
    words: Iterator[int] = field(default_factory=itertools.count)

    def tell(self, act: str, number: int) -> None:
        """Let something happen in one of the windows."""
        window = self.windows[number]
        match act:
            case "append":
                window.text += f" word{next(self.words):03}"
            case "rewrite":
                window.text = f"other{next(self.words):03}"
            case "empty":
                window.text = ""
            case "save":
                change = window.change()
                self.arrive(change)
                window.seen = {change.version}
            case "save, answer lost":
                change = window.change()
                self.arrive(change)
                window.seen.add(change.version)
            case "lost":
                window.seen.add(window.change().version)
            case "again" if window.sent:
                # Also one that was lost on the way at first.
                self.arrive(window.sent[len(window.sent) // 2])
            case "look" | "join":
                self.look(window, join=act == "join")

    def arrive(self, change: Change) -> None:
        self.arrived.append(change)
        keep(self.learner.pk, PLACE, change)

    def look(self, window: Window, *, join: bool) -> None:
        rows = [row for note in Reflection.objects.all() for row in note.texts.all()]
        shown = rows if join else rows[:1]
        window.text = "\n\n".join(str(row.text) for row in shown)
        window.seen = {row.version for row in shown}

    def accounted_for(self, change: Change, now: dict[uuid.UUID, str]) -> bool:
        """Whether a text is there still, stands in another, or was replaced by somebody who had seen it."""
        return (
            not change.text
            or any(change.text in text for text in now.values())
            or any(
                change.version in other.seen or change.text in other.text
                for other in self.arrived
                if other.version != change.version
            )
        )


ACTS = ("append", "rewrite", "empty", "save", "save", "save, answer lost", "lost", "again", "look", "join")


@pytest.mark.django_db
@examples
@given(st.lists(st.tuples(st.sampled_from(ACTS), st.integers(0, 1)), max_size=25))
def test_no_text_goes_unseen_and_none_comes_back(acts: list[tuple[str, int]]) -> None:
    with a_learner() as learner:
        story = Story(learner)
        for act, number in acts:
            story.tell(act, number)
            now = live()
            assert all(story.accounted_for(change, now) for change in story.arrived)
            replaced = {version for change in story.arrived for version in change.seen if version != change.version}
            assert not replaced.intersection(now), "what was replaced is gone for good"
        # Whoever joins what there is leaves one text, which holds every word.
        now = live()
        story.tell("join", 0)
        story.tell("save", 0)
        assert len(live()) == bool(now)
        joined = "".join(live().values())
        assert all(text in joined for text in now.values())


@pytest.mark.django_db
def test_an_emptied_note_leaves_what_was_not_seen() -> None:
    learner = Learner.objects.create()
    first, second = Change("One"), Change("Two")
    for change in (first, second, Change("", seen=[first.version])):
        keep(learner.pk, PLACE, change)
    assert kept() == ["Two"]


@pytest.mark.django_db
def test_a_version_that_names_itself_is_kept() -> None:
    learner = Learner.objects.create()
    change = Change("One")
    for _ in range(2):
        keep(learner.pk, PLACE, replace(change, seen=[change.version]))
    assert kept() == ["One"]
    keep(learner.pk, PLACE, Change("Two", seen=[change.version]))
    assert kept() == ["Two"]


# --- At the same moment


def at_once(senders: int, url: str, cookie: str, user: Any, fields: list[dict[str, Any]]) -> list[int]:
    """Send all of these from as many threads; return the statuses."""
    barrier = Barrier(senders)

    def send(part: int) -> list[int]:
        client = Client()
        if user is None:
            client.cookies[COOKIE] = cookie
        else:
            client.force_login(user)
        try:
            barrier.wait(timeout=30)
            return [
                client.post(url, row, headers={"Accept": "application/json"}).status_code
                for row in fields[part::senders]
            ]
        finally:
            connection.close()

    with ThreadPoolExecutor(senders) as pool:
        return [status for statuses in pool.map(send, range(senders)) for status in statuses]


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("signed_in", [False, True], ids=["anonymous", "account"])
def test_a_hundred_saves_at_once_lose_nothing(signed_in: bool) -> None:
    tree = grow(("en",))
    ask(tree)
    writer = Writer(lesson=tree.lessons["en"][0])
    user: Any = UserFactory() if signed_in else None
    if user is None:
        Visitor(writer.client).mark_read(tree.lessons["en"][1])
    texts = [f"Thought {n:03}" for n in range(100)]
    fields = [{"text": text, "version": str(uuid.uuid4())} for text in texts]
    assert at_once(20, f"{writer.url}save/", writer.cookie, user, fields) == [200] * 100
    assert sorted(map(str, kept())) == texts
    assert Learner.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_the_same_save_sent_many_times_at_once_counts_once() -> None:
    tree = grow(("en",))
    ask(tree)
    writer = Writer(lesson=tree.lessons["en"][0])
    Visitor(writer.client).mark_read(tree.lessons["en"][1])
    fields = [{"text": "Thought", "version": str(uuid.uuid4())}] * 16
    assert at_once(8, f"{writer.url}save/", writer.cookie, None, fields) == [200] * 16
    assert kept() == ["Thought"]
