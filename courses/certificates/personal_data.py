"""What certificates store about people."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from courses.certificates.models import Certificate, CertificateVersion
from mimi.people.privacy.declarations import INTERNAL, Purpose, Shown, declare
from mimi.people.privacy.export import language_names, page_titles
from mimi.people.privacy.purposes import with_learner

CERTIFICATES = Purpose(
    order=45,
    title=_("Your certificates"),
    why=_(
        "So that you can show what you have learned, and anybody to whom you give a certificate can check it. Whoever "
        "has its code sees what stands on it, and nothing else."
    ),
    kept=with_learner,
)

declare(
    Certificate,
    "learner",
    purpose=CERTIFICATES,
    what=_("Certificates that you have taken out"),
    fields={
        "course_key": Shown(_("Course"), words=page_titles("course_key")),
        "completed_on": _("Completed on"),
    },
    withheld={"content": INTERNAL},
)

declare(
    CertificateVersion,
    "certificate__learner",
    purpose=CERTIFICATES,
    what=_("Versions of your certificates"),
    fields={
        "code": Shown(_("Code"), value=lambda row: row.written_code),
        "name": _("Name on the certificate"),
        "language": Shown(_("Language"), words=language_names),
        "number": _("Version"),
        "issued_at": _("Issued on"),
        "withdrawn_at": _("Withdrawn on"),
    },
    withheld={"certificate": INTERNAL},
    activity=("issued_at", "withdrawn_at"),
)
