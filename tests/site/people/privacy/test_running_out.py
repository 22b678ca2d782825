"""What is kept for a while without an account: visitors' traces and sessions, gone when their time has run out."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session
from django.utils import timezone

from courses.progress.models import LessonCompletion
from mimi.people.models import Learner
from mimi.people.privacy.retention import (
    delete_visitors,
    forget_sessions,
)
from tests.factories.rows import fill
from tests.site.people.privacy.somebody import traces
from tests.site.people.privacy.test_retention import LONG_AGO, at, learns, person

pytestmark = pytest.mark.django_db


def test_what_hangs_on_a_cookie_goes_when_it_has_run_out() -> None:
    began = at(2026, 3, 10, 12)
    learner = Learner.objects.create(created_at=began)
    later = began + timedelta(days=100)
    fill(LessonCompletion, learner=learner, completed_at=later)
    delete_visitors(later + timedelta(days=365))
    assert Learner.objects.count() == 1
    delete_visitors(later + timedelta(days=366, seconds=1))
    assert traces(learner.pk) == []


def test_learners_with_an_account_are_no_visitors() -> None:
    learns(person(), LONG_AGO)
    delete_visitors(at(2040, 1, 1))
    assert Learner.objects.count() == 1


def test_sessions_that_have_run_out_go() -> None:
    for seconds in (-1, 3600):
        session = SessionStore()
        session["_auth_user_id"] = "1"
        session.set_expiry(timezone.now() + timedelta(seconds=seconds))
        session.create()
    forget_sessions(timezone.now())
    assert Session.objects.count() == 1
