"""What is shown of a version of a certificate: on its page, on paper and on "My learning" the same."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum

from django.db.models import Exists, OuterRef, QuerySet, Subquery
from django.urls import reverse

from courses.certificates.codes import written
from courses.certificates.content import CourseTaught, taught
from courses.certificates.models import CertificateVersion
from mimi.letters.composing import absolute
from mimi.paper import reads_from_right

# Above so many letters a name is set smaller on paper.
LONG_NAME, LONGER_NAME = 28, 60


class Standing(Enum):
    """Whether a version holds."""

    VALID = "valid"
    REPLACED = "replaced"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True)
class Shown:
    """A version in a language."""

    code: str
    name: str
    course: CourseTaught
    course_key: str
    completed_on: date
    issued_at: datetime
    standing: Standing

    @property
    def written_code(self) -> str:
        """The code as it stands on paper."""
        return written(self.code)

    @property
    def is_valid(self) -> bool:
        return self.standing is Standing.VALID

    @property
    def address(self) -> str:
        """Where anybody checks it: without a language, so that it asks the browser for its reader's."""
        return check_address(self.code)

    @property
    def from_right(self) -> bool:
        """Whether the name is written from right to left."""
        return reads_from_right(self.name)

    @property
    def name_size(self) -> str:
        """How large the name is set on paper, as a class."""
        if len(self.name) > LONGER_NAME:
            return "is-longer"
        return "is-long" if len(self.name) > LONG_NAME else ""

    @property
    def page(self) -> str:
        """The path of its page in the active language."""
        return reverse("certificate", args=[self.written_code])


def check_address(code: str) -> str:
    """Return the full address at which a code is checked."""
    return absolute(f"/certificates/{written(code)}/")


def versions() -> QuerySet[CertificateVersion]:
    """Return all versions, each with its certificate, whether a later one has `replaced` it, and when the latest was
    withdrawn (`ended_at`); in one query.
    """
    latest = CertificateVersion.objects.filter(certificate=OuterRef("certificate")).order_by("-number")
    return CertificateVersion.objects.select_related("certificate__content").annotate(
        replaced=_has_later(), ended_at=Subquery(latest.values("withdrawn_at")[:1])
    )


def holding() -> QuerySet[CertificateVersion]:
    """Return the versions that hold."""
    return CertificateVersion.objects.filter(~_has_later(), withdrawn_at=None)


def _has_later() -> Exists:
    later = CertificateVersion.objects.filter(certificate=OuterRef("certificate"), number__gt=OuterRef("number"))
    return Exists(later)


def find(code: str, language: str) -> Shown | None:
    """Return the version with a code; None where there is none, or where this can't be a code. One query at most."""
    version = versions().filter(code=code).first() if code else None
    return show(version, language) if version else None


def held_by(user: int, language: str) -> list[list[Shown]]:
    """Return the certificates of an account, each as its versions, the latest first; in one query."""
    rows = versions().filter(certificate__learner__user=user)
    found: dict[object, list[Shown]] = {}
    for version in rows.order_by("certificate__completed_on", "certificate_id", "-number"):
        found.setdefault(version.certificate_id, []).append(show(version, language))
    return list(found.values())


def show(version: CertificateVersion, language: str) -> Shown:
    """Return what is shown of one of `versions` in a language."""
    certificate = version.certificate
    return Shown(
        code=version.code,
        name=version.name,
        course=taught(certificate.content, language),
        course_key=str(certificate.course_key),
        completed_on=certificate.completed_on,
        issued_at=version.issued_at,
        standing=_standing(version),
    )


def course_keys(held: Iterable[list[Shown]]) -> set[str]:
    """Return the keys of the courses that there are certificates of."""
    return {rows[0].course_key for rows in held}


def _standing(version: CertificateVersion) -> Standing:
    # Whoever holds one that was replaced is sent for the latest, but not for one that was withdrawn.
    if version.withdrawn_at is not None or version.ended_at is not None:  # type: ignore[attr-defined]  # annotated
        return Standing.WITHDRAWN
    return Standing.REPLACED if version.replaced else Standing.VALID  # type: ignore[attr-defined]  # annotated
