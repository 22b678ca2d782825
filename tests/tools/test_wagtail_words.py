"""The words of the admin that Wagtail leaves in English."""

from __future__ import annotations

from pathlib import Path

import polib
import pytest

from tools import wagtail_words
from tools.check_catalogues import problems_within


@pytest.fixture
def own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder for our catalogues of Wagtail's words."""
    monkeypatch.setattr(wagtail_words, "OWN", tmp_path)
    return tmp_path


def test_what_is_missing_is_told_gathered_and_kept_once_it_is_translated(own: Path) -> None:
    wanted = wagtail_words.untranslated("el")
    assert (None, "Search all pages…") in wanted
    assert len(list(wagtail_words.problems("el"))) == len(wanted)
    wagtail_words.gather("el")
    assert not list(wagtail_words.problems("el"))
    path = wagtail_words.path_of("el")
    assert len(list(problems_within(path))) == len(wanted)
    catalogue = polib.pofile(str(path))
    catalogue.find("Search all pages…").msgstr = "Αναζήτηση σε όλες τις σελίδες…"
    catalogue.append(polib.POEntry(msgid="Said by no Wagtail", msgstr="Κανένα"))
    catalogue.save()
    assert [told.partition("”")[0] for told in wagtail_words.problems("el")] == ["el: “Said by no Wagtail"]
    wagtail_words.gather("el")
    catalogue = polib.pofile(str(path))
    assert catalogue.find("Search all pages…").msgstr == "Αναζήτηση σε όλες τις σελίδες…"
    assert catalogue.find("Said by no Wagtail") is None


def test_a_language_that_wagtail_speaks_whole_has_no_catalogue(own: Path) -> None:
    wagtail_words.gather("de")
    assert not wagtail_words.path_of("de").exists()
    assert not list(wagtail_words.problems("de"))
