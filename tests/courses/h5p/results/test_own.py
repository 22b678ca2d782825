"""What somebody has done in activities is hers: she sees it in words, takes it along, and it goes with her."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.utils import timezone

from courses.editors.learning import learned
from courses.h5p.models import Activity, ActivityState, Statement
from mimi.people.privacy.erasure import erase
from mimi.people.privacy.export import as_data, collect
from mimi.people.privacy.subject import Subject
from tests.courses.h5p.results.doing import Doer, scored, statement, uploaded
from tests.factories import SiteTree

pytestmark = pytest.mark.usefixtures("small_library")


@pytest.fixture
def doer(small_tree: SiteTree, small_library: None) -> Doer:
    doer = Doer(small_tree, uploaded("Is it so?"))
    doer.tell(statement(**scored(3, 4, response="in my own words", duration="PT90S")))
    doer.save('{"answer":true}')
    return doer


def test_her_own_copy_holds_all_of_it(doer: Doer) -> None:
    told: Any = json.dumps(as_data(collect(Subject.of_row(doer.visitor.learner()))), default=str, ensure_ascii=False)
    for words in ("Is it so?", "in my own words", "answered", "0.75", '{\\"answer\\":true}'):
        assert words in told, words


def test_it_goes_with_her(doer: Doer) -> None:
    erase(Subject.of_row(doer.visitor.learner()))
    assert not Statement.objects.exists()
    assert not ActivityState.objects.exists()
    assert Activity.objects.exists()


def test_who_does_an_activity_is_active(doer: Doer) -> None:
    active = learned(timezone.now())[0]
    assert (active.this_week, active.last_week) == (1, 0)
