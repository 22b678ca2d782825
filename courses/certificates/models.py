"""Certificates: that a learner has completed a course, and the papers that say so.

A certificate is there once for a learner and a course. Each paper that she takes out is a version of it, with a code of
its own: another name makes a new version, and the page behind the old code says so.
"""

from __future__ import annotations

import uuid
from typing import Any, ClassVar

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from courses.certificates.codes import LENGTH, new_code, written
from mimi.people.models import Learner, LearnerFact

LONGEST_NAME = 150


class CourseContent(models.Model):
    """A course as it stood when somebody completed it, in all its languages. It tells nothing of anybody.

    `content` is what `courses.certificates.content` makes of it; what is changed in the course later changes no paper.
    """

    wagtail_reference_index_ignore = True

    digest = models.CharField(max_length=64, primary_key=True)
    course_key = models.UUIDField(db_index=True)
    content = models.JSONField()

    class Meta:
        verbose_name = _("course as it was completed")

    def __str__(self) -> str:
        return f"{self.course_key} ({self.digest[:8]})"


class Certificate(LearnerFact):
    """That a learner has completed a course, on which day, and what it held."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    learner = models.ForeignKey(Learner, on_delete=models.CASCADE, related_name="certificates")
    course_key = models.UUIDField()
    content = models.ForeignKey(CourseContent, on_delete=models.PROTECT, related_name="+")
    completed_on = models.DateField()

    class Meta:
        verbose_name = _("certificate")
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["learner", "course_key"], name="one_certificate_a_course")
        ]

    def __str__(self) -> str:
        return f"{self.learner_id}: {self.course_key}"


class CertificateVersion(LearnerFact):
    """A paper that was taken out: the name on it, and the code by which anybody checks it.

    The latest version holds, unless it is withdrawn; the others were replaced by it.
    """

    certificate = models.ForeignKey(Certificate, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField()
    code = models.CharField(max_length=LENGTH, unique=True, default=new_code, editable=False)
    name = models.CharField(max_length=LONGEST_NAME)
    language = models.CharField(max_length=10)
    issued_at = models.DateTimeField(default=timezone.now)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("version of a certificate")
        ordering: ClassVar[list[str]] = ["number"]
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["certificate", "number"], name="versions_of_certificates_are_numbered")
        ]

    def __str__(self) -> str:
        return self.written_code

    @property
    def written_code(self) -> str:
        """The code as it stands on paper."""
        return written(self.code)


class SigningKey(models.Model):
    """A key by which badges are signed; one is in use, the others still vouch for what they have signed.

    The private half is stored sealed; see `mimi.people.sealing`. The public one is a JWK (RFC 7517), and the id is its
    thumbprint (RFC 7638).
    """

    # What it is sealed for.
    purpose: ClassVar[str] = "courses.certificates.badges"
    wagtail_reference_index_ignore = True

    id = models.CharField(max_length=43, primary_key=True)
    public = models.JSONField()
    sealed = models.TextField()
    made_at = models.DateTimeField(default=timezone.now)
    in_use = models.BooleanField(default=True)

    class Meta:
        verbose_name = _("key of badges")
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(
                fields=["in_use"], condition=models.Q(in_use=True), name="one_key_of_badges_is_in_use"
            )
        ]

    def __str__(self) -> str:
        return self.id
