"""The words of the admin that Wagtail leaves in English."""

from __future__ import annotations

from pathlib import Path

import polib
import pytest

from tools import wagtail_words
from tools.check_catalogues import problems_within

ALL, GREEK = "Search all pages…", "Αναζήτηση σε όλες τις σελίδες…"


@pytest.fixture
def own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder for our catalogues of Wagtail's words."""
    monkeypatch.setattr(wagtail_words, "OWN", tmp_path)
    return tmp_path


def test_what_is_missing_is_told_gathered_and_kept_once_it_is_translated(own: Path) -> None:
    wanted = sum(len(wagtail_words.untranslated("el", domain)) for domain in wagtail_words.DOMAINS)
    assert (None, ALL) in wagtail_words.untranslated("el")
    assert len(list(wagtail_words.problems("el"))) == wanted
    wagtail_words.gather("el")
    assert not list(wagtail_words.problems("el"))
    assert sum(len(list(problems_within(path))) for path in wagtail_words.paths("el")) == wanted
    path = wagtail_words.path_of("el")
    catalogue = polib.pofile(str(path))
    catalogue.find(ALL).msgstr = GREEK
    catalogue.append(polib.POEntry(msgid="Said by no Wagtail", msgstr="Κανένα", tcomment=wagtail_words.INSTEAD))
    catalogue.append(polib.POEntry(msgid="Publish", msgstr="Δημοσίευση", tcomment=wagtail_words.INSTEAD))
    catalogue.append(polib.POEntry(msgid="Delete", msgstr="Διαγραφή"))
    catalogue.save()
    in_vain = [told.partition("”")[0] for told in wagtail_words.problems("el")]
    assert in_vain == ["el: “Delete", "el: “Said by no Wagtail"]
    wagtail_words.gather("el")
    catalogue = polib.pofile(str(path))
    assert (catalogue.find(ALL).msgstr, catalogue.find("Publish").msgstr) == (GREEK, "Δημοσίευση")
    assert catalogue.find("Said by no Wagtail") is catalogue.find("Delete") is None


def test_a_language_that_wagtail_speaks_whole_has_no_catalogue(own: Path) -> None:
    wagtail_words.gather("de")
    assert not wagtail_words.paths("de")
    assert not list(wagtail_words.problems("de"))
