"""Certificates move with a learner, and nothing of either side is lost."""

from __future__ import annotations

from courses.certificates.models import Certificate, CertificateVersion
from courses.certificates.record import move_certificates
from mimi.people.models import Learner
from tests.courses.certificates.conftest import Graduate, graduate


def test_a_certificate_moves(anna: Graduate) -> None:
    version = anna.certificate()
    other = Learner.objects.create()
    move_certificates(anna.learner, other)
    version.refresh_from_db()
    assert version.certificate.learner == other


def test_where_both_have_one_that_of_the_account_holds(anna: Graduate) -> None:
    other = graduate(anna.course)
    for name in ("A", "B"):
        anna.certificate(name)
        other.certificate(f"{name} of the account")
    move_certificates(anna.learner, other.learner)
    anna.learner.delete()
    kept = Certificate.objects.get()
    assert kept.learner == other.learner
    rows = CertificateVersion.objects.order_by("number").values_list("number", "name")
    assert list(rows) == [(1, "A"), (2, "B"), (3, "A of the account"), (4, "B of the account")]
