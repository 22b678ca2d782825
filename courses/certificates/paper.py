"""A certificate on paper: one sheet that says it, with a code to check it by, and what the course teaches."""

from __future__ import annotations

import io
from typing import Any

import qrcode
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import slugify
from django.utils.translation import gettext
from qrcode.constants import ERROR_CORRECT_M
from qrcode.image.svg import SvgPathImage

from courses.certificates.showing import Shown
from mimi.paper import render_pdf_within

TEMPLATE = "courses/certificates/paper.html"
# Sheets: the certificate, and where the course has several modules what each of them teaches.
ALONE, WITH_OUTCOMES = 1, 2
# As classes, from large to small; the first in which everything fits on its sheets is taken.
SIZES = ("", "is-small", "is-smaller")
# Up to so many letters the second sheet takes in the first of them, and the second; worked out beforehand, because to
# try one takes a second or two.
LETTERS = (3800, 5200)
LONGEST_NAME = 60


def certificate_pdf(shown: Shown, language: str, funding: str = "") -> bytes:
    """Return a certificate as a PDF in a language; `funding` says who paid for the work.

    Raises:
        PaperUnavailableError: this machine can make none.
    """
    details = not shown.course.goals and any(module.outcomes for module in shown.course.modules)
    context: dict[str, Any] = {
        "shown": shown,
        "qr": qr_code(shown.address, gettext("QR code that leads to the page of this certificate")),
        "details": details,
        "funding": funding,
    }
    if not details:
        return render_pdf_within(ALONE, TEMPLATE, context, language, SIZES)
    first = sum(shown.course.length > most for most in LETTERS)
    return render_pdf_within(WITH_OUTCOMES, TEMPLATE, context, language, SIZES[first:])


def qr_code(text: str, title: str) -> SafeString:
    """Return a QR code (ISO/IEC 18004) as SVG that scales, with the quiet zone that it asks for and with a title."""
    code = qrcode.QRCode(error_correction=ERROR_CORRECT_M, border=4)
    code.add_data(text)
    code.make(fit=True)
    drawn = io.BytesIO()
    code.make_image(image_factory=SvgPathImage).save(drawn)
    svg = drawn.getvalue().decode()
    start = svg.index("<svg")
    inside = svg.index(">", start) + 1
    titled = f"{svg[start:inside]}<title>{escape(title)}</title>{svg[inside:]}"
    return mark_safe(titled)  # noqa: S308 - a drawing of ours; the text stands in it as squares only


def file_name(shown: Shown, ending: str = "pdf") -> str:
    """Return a name for the file, from the course's title: letters, digits and hyphens only."""
    title = slugify(shown.course.title, allow_unicode=True)[:LONGEST_NAME].strip("-_")
    return "-".join(part for part in (gettext("certificate"), title) if part) + f".{ending}"
