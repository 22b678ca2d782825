"""What tests of certificates share."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from courses.certificates.models import CertificateVersion
from courses.outline import CourseOutline, live_courses
from courses.progress.models import LessonCompletion, QuizAttempt
from mimi.people.models import Learner
from tests.factories import SiteTree, UserFactory


def complete(learner: Learner, course: CourseOutline, **facts: Any) -> None:
    """Do all that a course asks for."""
    for step in course.required:
        own = {"learner": learner, "course_key": course.key, "language": "en"}
        if step.kind == "lesson":
            LessonCompletion.objects.create(lesson_key=step.key, **own, **facts)
        else:
            done = facts.get("completed_at", timezone.now())
            QuizAttempt.objects.create(quiz_key=step.key, finished_at=done, passed=True, **own)


@dataclass
class Graduate:
    """Somebody with an account who has completed the course."""

    client: Client
    user: Any
    learner: Learner
    course: CourseOutline

    def take_out(self, name: str = "Åse Øverland", code: str = "en") -> Any:
        """Send the form with a name."""
        return self.client.post(f"/{code}/me/certificates/{self.course.key}/", {"name": name})

    def certificate(self, name: str = "Åse Øverland") -> CertificateVersion:
        """Take out a certificate, and return it."""
        assert self.take_out(name).status_code == 302
        return self.latest()

    def latest(self) -> CertificateVersion:
        """Return her latest version."""
        return CertificateVersion.objects.filter(certificate__learner=self.learner).latest("number")

    def withdraw(self, version: CertificateVersion) -> Any:
        """Withdraw a version."""
        return self.client.post(f"/en/me/certificates/{version.written_code}/withdraw/")


def graduate(course: CourseOutline, **facts: Any) -> Graduate:
    """Make somebody with an account who has completed a course."""
    client, user = Client(), UserFactory()
    client.force_login(user)
    learner = Learner.objects.create(user=user)
    complete(learner, course, **facts)
    return Graduate(client, user, learner, course)


@pytest.fixture
def anna(small_tree: SiteTree) -> Graduate:
    """Somebody who has completed the small course in English and Norwegian."""
    return graduate(live_courses("en")[0])
