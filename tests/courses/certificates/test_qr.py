"""The code on a certificate, read back by somebody else's reader as a phone would see it."""

from __future__ import annotations

import io

import pymupdf
import pytest
import zxingcpp
from django.test import override_settings
from django.utils.translation import override
from PIL import Image, ImageFilter

from courses.certificates.paper import certificate_pdf
from courses.certificates.showing import check_address
from tests.courses.certificates.test_paper import COURSES, NAMES, shown

pytestmark = pytest.mark.once

LONG_SITE = "https://mikrointegration.kompetanse.sandefjord-og-omegn.kommune.example.org"


def printed(language: str, dots: int) -> Image.Image:
    """Return the first sheet of a certificate at so many dots per inch."""
    with override(language):
        pdf = certificate_pdf(shown(language, NAMES[language]), language)
    with pymupdf.open(stream=pdf) as made:
        return Image.open(io.BytesIO(made[0].get_pixmap(dpi=dots).tobytes("png"))).convert("L")


def read(sheet: Image.Image) -> list[str]:
    return [found.text for found in zxingcpp.read_barcodes(sheet)]


@pytest.mark.parametrize(
    ("language", "site"), zip(COURSES, ["http://testserver", LONG_SITE, LONG_SITE, "http://testserver"], strict=True)
)
def test_it_leads_to_the_page_that_checks_it(language: str, site: str) -> None:
    with override_settings(SITE_URL=site):
        assert read(printed(language, 150)) == [check_address("0123456789ABCDEF")]
        assert check_address("0123456789ABCDEF") == f"{site}/certificates/0123-4567-89AB-CDEF/"


def test_it_is_read_from_a_slanted_blurred_grey_copy() -> None:
    copy = printed("el", 200).rotate(17, expand=True, fillcolor=235).filter(ImageFilter.GaussianBlur(1.2))
    assert read(copy.point(lambda shade: 70 + shade * 140 // 255)) == [check_address("0123456789ABCDEF")]
