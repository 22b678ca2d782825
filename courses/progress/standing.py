"""How far the reader of a page has come in each course, for all parts of the page that tell something of it."""

from __future__ import annotations

from weakref import WeakKeyDictionary

from django.http import HttpRequest

from courses.outline import live_courses
from courses.progress.state import CourseState, course_states
from mimi.pages.links import current_language
from mimi.people.learners import learner_id

_worked_out: WeakKeyDictionary[HttpRequest, list[CourseState]] = WeakKeyDictionary()


def reader_states(request: HttpRequest) -> list[CourseState]:
    """Return the reader's state in each live course of the page's language, worked out once a request."""
    if request not in _worked_out:
        _worked_out[request] = course_states(learner_id(request), live_courses(current_language()))
    return _worked_out[request]
