"""What was written before signing in moves into the account: where both sides wrote, both texts stay."""

from __future__ import annotations

import uuid

import pytest
from hypothesis import given
from hypothesis import strategies as st

from courses.reflections.models import Reflection
from courses.reflections.record import Place, keep
from mimi.people.merging import merge
from mimi.people.models import Learner
from mimi.people.notes.record import Change
from tests.courses.reflections.test_conflicts import a_learner, examples
from tests.courses.reflections.writer import Writer
from tests.courses.visitor import COOKIE
from tests.factories import SiteTree, UserFactory
from tests.site.people.account import sign_in

COURSE, *LESSONS = (uuid.UUID(int=n) for n in range(1, 4))
BLOCKS = [uuid.UUID(int=n) for n in range(10, 13)]
places = st.tuples(st.sampled_from(LESSONS), st.sampled_from(BLOCKS))
sides = st.dictionaries(places, st.lists(st.sampled_from(["red house", "blue boat", "warm wool"]), max_size=2))


def write(learner: Learner, side: dict[tuple[uuid.UUID, uuid.UUID], list[str]]) -> None:
    for (lesson, block), texts in side.items():
        for text in texts:
            keep(learner.pk, Place(COURSE, lesson, block), Change(text))


def notes(learner: Learner) -> dict[tuple[uuid.UUID, uuid.UUID], set[str | None]]:
    found: dict[tuple[uuid.UUID, uuid.UUID], set[str | None]] = {}
    for note in learner.reflections.all():
        texts = [row.text for row in note.texts.all()]
        assert len(texts) == len(set(texts)), "the same text on both sides counts once"
        if texts:
            found[note.lesson_key, note.block_id] = set(texts)
    return found


@pytest.mark.django_db
@examples
@given(sides, sides)
def test_every_text_of_both_sides_stays(mine: dict, theirs: dict) -> None:
    with a_learner() as anonymous:
        account = Learner.objects.create(user=UserFactory())
        write(account, mine)
        write(anonymous, theirs)
        merge(anonymous.pk, account)
        once = notes(account)
        assert once == {
            key: {*mine.get(key, ()), *theirs.get(key, ())}
            for key in {*mine, *theirs}
            if mine.get(key) or theirs.get(key)
        }
        merge(anonymous.pk, account)
        assert notes(account) == once
        assert Reflection.objects.exclude(learner=account).count() == 0


@pytest.mark.django_db
def test_a_window_that_was_open_goes_on_where_it_was() -> None:
    anonymous, account = Learner.objects.create(), Learner.objects.create(user=UserFactory())
    place, before = Place(COURSE, LESSONS[0], BLOCKS[0]), Change("Before")
    keep(anonymous.pk, place, before)
    merge(anonymous.pk, account)
    keep(account.pk, place, Change("Before and after", seen=[before.version]))
    assert notes(account) == {(LESSONS[0], BLOCKS[0]): {"Before and after"}}


@pytest.mark.django_db
@pytest.mark.parametrize("first_to_account", [True, False])
def test_a_save_that_reached_both_sides_counts_once(first_to_account: bool) -> None:
    anonymous, account = Learner.objects.create(), Learner.objects.create(user=UserFactory())
    place, early = Place(COURSE, LESSONS[0], BLOCKS[0]), Change("Early")
    later = Change("Later", seen=[early.version])
    for learner in (anonymous, account):
        keep(learner.pk, place, early)
    keep((account if first_to_account else anonymous).pk, place, later)
    merge(anonymous.pk, account)
    assert notes(account) == {(LESSONS[0], BLOCKS[0]): {"Later"}}


def test_signing_in_brings_the_notes_along(asking: SiteTree, writer: Writer) -> None:
    user = UserFactory()
    desk = Writer(lesson=writer.lesson)
    desk.client.force_login(user)
    desk.save("At the desk")
    writer.save("On the train")
    sign_in(writer.client, user.email)
    assert writer.client.cookies[COOKIE].value == ""
    assert set(writer.told()) == {"On the train", "At the desk"}
    assert set(desk.told()) == {"On the train", "At the desk"}
