"""People's names on paper: right letters in the scripts that there are faces for, and no boxes in others."""

from __future__ import annotations

import pymupdf
import pytest
from django.conf import settings

from mimi.paper import pdf_of, unknown_letters
from mimi.paper.letters import SCRIPTS, WEIGHTS, file_of, scripts_in

pytestmark = pytest.mark.once

# Name, the script whose face it asks for beside the site's own, and words of its language.
NAMES = [
    ("Åse Øverland", ""),
    ("Παναγιώτης Παπαδόπουλος", ""),
    ("Оксана Їжакевич", ""),
    ("Nguyễn Thị Ánh", ""),
    ("राम श्रेष्ठ", ""),
    ("عبد الرحمن بن محمد", "Arabic"),
    ("گل‌محمد پژمان چنگیزی", "Arabic"),
    ("ڕێبین ئەحمەد", "Arabic"),
    ("ښاپېرۍ ځدراڼ", "Arabic"),
    ("ሰላም ገብረሚካኤል", "Ethiopic"),
    ("ኣብርሃም ተስፋይ", "Ethiopic"),
    ("Արամ Խաչատրյան", "Armenian"),
    ("თამარ მაისურაძე", "Georgian"),
    ("தமிழ்ச்செல்வி", "Tamil"),
    ("মোহাম্মদ রহমান", "Bengali"),
]


@pytest.mark.parametrize(("name", "script"), NAMES)
def test_a_name_has_its_letters_in_every_weight(name: str, script: str) -> None:
    assert unknown_letters(name) == []
    assert scripts_in(name) == ([script] if script else [])
    html = "".join(f'<p style="font-weight: {weight}">{name}</p>' for weight in WEIGHTS)
    content, _pages = pdf_of(f'<html lang="en"><title>x</title><body>{html}</body></html>', "", {})
    with pymupdf.open(stream=content) as made:
        fonts = {row[3] for row in made[0].get_fonts()}
        assert "\ufffd" not in made[0].get_text()
    assert fonts
    assert all("Noto" in font for font in fonts), fonts
    assert not script or any(script in font for font in fonts), fonts


def test_letters_without_a_face_are_named_once() -> None:
    assert unknown_letters("王 Anna 王 小") == ["王", "小"]
    assert unknown_letters("می\u200cخواهم\u00a0Ab\n") == []
    assert scripts_in("Anna 王") == []


def test_a_text_takes_along_only_what_it_asks_for() -> None:
    content, _pages = pdf_of('<html lang="en"><title>x</title><body>Anna</body></html>', "", {})
    with pymupdf.open(stream=content) as made:
        assert all("Noto-Sans" in row[3] and row[3].endswith("Noto-Sans") for row in made[0].get_fonts())


@pytest.mark.parametrize("script", SCRIPTS)
def test_each_face_is_there_in_each_weight(script: str) -> None:
    assert settings.PAPER_FONTS.is_dir()
    assert all(file_of(script, weight).is_file() for weight in WEIGHTS)
