"""Taking out certificates and withdrawing them. Each can be repeated, and done by many at once, without harm."""

from __future__ import annotations

import uuid

from django.db import transaction
from django.utils import timezone

from courses.certificates.content import completed_on, describe
from courses.certificates.models import Certificate, CertificateVersion, CourseContent
from courses.outline import CourseOutline
from mimi.people.merging import register_move
from mimi.people.models import Learner


def issue(learner: uuid.UUID, course: CourseOutline, name: str, language: str) -> CertificateVersion:
    """Give a learner a certificate of a course that she has completed, with her name as she writes it.

    Who has one gets what `rename` gives. Of several that ask at once, one makes it and all get the same.
    """
    if not Certificate.objects.filter(learner_id=learner, course_key=course.key).exists():
        content = describe(course)
        CourseContent.objects.bulk_create([content], ignore_conflicts=True)
        certificate = Certificate(
            learner_id=learner,
            course_key=course.key,
            content_id=content.pk,
            completed_on=completed_on(learner, course),
        )
        Certificate.objects.bulk_create([certificate], ignore_conflicts=True)
    return rename(learner, uuid.UUID(course.key), name, language)


def rename(learner: uuid.UUID, course_key: uuid.UUID, name: str, language: str) -> CertificateVersion:
    """Return the version that holds, if it is in this name; else make a new one, which replaces it.

    Raises:
        Certificate.DoesNotExist: the learner has none of this course.
    """
    with transaction.atomic():
        # Whoever else asks waits here, and then finds what was made.
        certificate = Certificate.objects.select_for_update().get(learner_id=learner, course_key=course_key)
        latest = certificate.versions.order_by("-number").first()
        if latest and latest.withdrawn_at is None and latest.name == name:
            return latest
        number = latest.number + 1 if latest else 1
        return CertificateVersion.objects.create(certificate=certificate, number=number, name=name, language=language)


def withdraw(learner: uuid.UUID, code: str) -> bool:
    """Withdraw a learner's version; the first time counts. Say whether it is one of hers."""
    hers = CertificateVersion.objects.filter(certificate__learner_id=learner, code=code)
    hers.filter(withdrawn_at=None).update(withdrawn_at=timezone.now())
    return hers.exists()


@register_move
def move_certificates(source: Learner, account: Learner) -> None:
    """Move certificates; where both have one of a course, the versions of `source` stand before those of `account`.

    So what the account's owner holds goes on holding, and what she had before leads to pages that say so.
    """
    mine = {row.course_key: row for row in Certificate.objects.select_for_update().filter(learner=account)}
    for certificate in Certificate.objects.select_for_update().filter(learner=source):
        other = mine.get(certificate.course_key)
        if other is None:
            Certificate.objects.filter(pk=certificate.pk).update(learner=account)
            continue
        older = list(certificate.versions.order_by("number"))
        for version in other.versions.order_by("-number"):
            CertificateVersion.objects.filter(pk=version.pk).update(number=version.number + len(older))
        for number, version in enumerate(older, start=1):
            CertificateVersion.objects.filter(pk=version.pk).update(certificate=other, number=number)
        if certificate.completed_on < other.completed_on:
            Certificate.objects.filter(pk=other.pk).update(completed_on=certificate.completed_on)
