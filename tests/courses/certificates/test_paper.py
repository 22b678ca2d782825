"""A certificate on paper: its words in each language, its letters, its sheets, its code."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pymupdf
import pytest
from django.utils.translation import override
from page import ValidationProfile, validate_pdf_bytes

from courses.certificates.content import CourseTaught, ModuleTaught
from courses.certificates.paper import certificate_pdf, file_name
from courses.certificates.showing import Shown, Standing

pytestmark = pytest.mark.once

COURSES = {
    "nb": ("Mikrointegrasjon på øya", "Å kjenne igjen negative tankemønstre"),
    "en": ("Microintegration", "Recognising negative thought patterns"),
    "de": ("Mikrointegration für Anfänger", "Verantwortungsübernahmebereitschaftsförderung"),
    "el": ("Μικροένταξη στην πράξη", "Αναγνώριση αρνητικών μοτίβων σκέψης"),
}
NAMES = {
    "nb": "Ingrid Solveig Åsen-Kjærstad",
    "en": "Wolfeschlegelsteinhausenbergerdorff" * 4,
    "de": "Maria-Magdalena Theodora Wilhelmine von Hohenlohe-Waldenburg-Schillingsfürst zu Sayn-Wittgenstein-Berleburg",
    "el": "Παναγιώτης-Αλέξανδρος Παπαδημητρακόπουλος",
}


def shown(language: str, name: str, modules: int = 10) -> Shown:
    """Describe a certificate of a course with so many modules."""
    title, taught = COURSES[language]
    parts = tuple(ModuleTaught(f"2.{n} {taught}", (taught,) * 5) for n in range(1, modules + 1))
    return Shown(
        code="0123456789ABCDEF",
        name=name,
        course=CourseTaught(language, title, parts, 240),
        course_key="",
        completed_on=date(2026, 11, 22),
        issued_at=datetime(2026, 11, 22, tzinfo=UTC),
        standing=Standing.VALID,
    )


def flat(text: str) -> str:
    """Return a text as one line, without what breaks words."""
    return "".join(text.replace("\u00ad", "").split())


@pytest.mark.parametrize("language", COURSES)
def test_it_says_all_of_it_on_its_sheets(language: str) -> None:
    title, taught = COURSES[language]
    with override(language):
        pdf = certificate_pdf(shown(language, NAMES[language]), language)
    made = pymupdf.open(stream=pdf)
    assert len(made) == 2
    first, second = (flat(page.get_text()) for page in made)
    for said in (NAMES[language], title, "2.10", "2026", "0123-4567-89AB-CDEF", "/certificates/0123-4567-89AB-CDEF/"):
        assert flat(said) in first
    assert second.count(flat(taught)) >= 50
    assert made.xref_get_key(made.pdf_catalog(), "Lang")[1] == language
    assert [failure.rule_id for failure in validate_pdf_bytes(pdf, profile=ValidationProfile.PDF_UA_1).failures] == []
    assert all(font[3][6] == "+" for page in made for font in page.get_fonts())
    for page in made:
        sheet = pymupdf.Rect(20, 20, page.rect.width - 20, page.rect.height - 20)
        assert all(sheet.contains(pymupdf.Rect(word[:4])) for word in page.get_text("words"))


@pytest.mark.parametrize("name", ["عبد الرحمن بن محمد الحسيني", "محمد عبدالله", "ሰላም ገብረሚካኤል", "Оксана Їжакевич"])
def test_a_name_has_its_letters(name: str) -> None:
    pdf = certificate_pdf(shown("en", name, modules=1), "en")
    made = pymupdf.open(stream=pdf)
    assert len(made) == 1
    found = made[0].get_text()
    # Letters that are joined may be told in another order; none is missing, and none is a box.
    assert sorted(set(flat(name)) - set(found)) == []
    assert "\ufffd" not in found
    assert all("Noto" in font[3] for font in made[0].get_fonts())


def test_of_one_module_it_says_what_one_can_do() -> None:
    made = pymupdf.open(stream=certificate_pdf(shown("en", "Anna", modules=1), "en"))
    assert len(made) == 1
    assert flat(made[0].get_text()).count(flat(COURSES["en"][1])) == 5


def test_its_file_has_a_name_that_says_what_it_is() -> None:
    assert file_name(shown("el", "x")) == "certificate-μικροένταξη-στην-πράξη.pdf"
