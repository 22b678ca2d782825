"""The tools that the Makefile calls."""

from __future__ import annotations

import socket
from pathlib import Path

import polib
import pytest

from tools import check_addresses, check_catalogues, check_port
from tools.compile_catalogues import compile_catalogues
from tools.make_secrets import make_secrets


def catalogue(folder: Path, *entries: polib.POEntry) -> Path:
    path = folder / "nb" / "LC_MESSAGES" / "django.po"
    path.parent.mkdir(parents=True, exist_ok=True)
    made = polib.POFile()
    made.metadata = {"Content-Type": "text/plain; charset=utf-8"}
    made.extend(entries)
    made.save(str(path))
    return path


def test_secrets_are_made_once_and_for_their_owner_only(tmp_path: Path) -> None:
    path = tmp_path / "var" / "secrets.env"
    assert make_secrets(path)
    first = path.read_text()
    assert path.stat().st_mode & 0o777 == 0o600
    assert not make_secrets(path)
    assert path.read_text() == first


def test_catalogues_are_compiled_when_they_changed(tmp_path: Path) -> None:
    path = catalogue(tmp_path, polib.POEntry(msgid="Lesson", msgstr="Leksjon"))
    assert compile_catalogues(tmp_path) == [path.with_suffix(".mo")]
    assert compile_catalogues(tmp_path) == []
    assert polib.mofile(str(path.with_suffix(".mo"))).find("Lesson").msgstr == "Leksjon"


@pytest.mark.parametrize(
    ("entry", "words"),
    [
        (polib.POEntry(msgid="Quiz", msgstr=""), "is not translated"),
        (polib.POEntry(msgid="Quiz", msgstr="Prøve", flags=["fuzzy"]), "is marked fuzzy"),
        (polib.POEntry(msgid="Quiz", msgstr="Prøve", obsolete=True), "is used nowhere"),
        (polib.POEntry(msgid="%(count)s of %(total)s", msgstr="%(count)s"), "has the placeholders"),
        (polib.POEntry(msgid="Hello {name}", msgstr="Hei {navn}"), "has the placeholders"),
        (
            polib.POEntry(msgid="%(n)s day", msgid_plural="%(n)s days", msgstr_plural={0: "%(n)s dag", 1: ""}),
            "is not translated",
        ),
    ],
)
def test_a_bad_entry_is_found(tmp_path: Path, entry: polib.POEntry, words: str) -> None:
    (problem,) = check_catalogues.problems_within(catalogue(tmp_path, entry))
    assert words in problem
    assert problem.startswith("nb:")


def test_a_good_catalogue_has_no_problems(tmp_path: Path) -> None:
    path = catalogue(
        tmp_path,
        polib.POEntry(msgid="%(n)s day", msgid_plural="%(n)s days", msgstr_plural={0: "én dag", 1: "%(n)s dager"}),
        polib.POEntry(msgid="Lesson %(number)s", msgstr="Leksjon %(number)s"),
    )
    assert list(check_catalogues.problems_within(path)) == []


def test_an_address_of_an_index_is_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(check_addresses, "ROOT", tmp_path)
    requirements = tmp_path / "requirements"
    requirements.mkdir()
    (requirements / "base.txt").write_text("--extra-index-url somewhere\nDjango==5.2\n")
    (tmp_path / "README.md").write_text("See https://" + "pypi" + ".org/project/Django\n")
    (tmp_path / "package-lock.json").write_text('{"resolved": "elsewhere"}')
    (tmp_path / "fine.md").write_text("Packages come from the index that your client knows.\n")
    found = check_addresses.problems(sorted(tmp_path.rglob("*.*")))
    assert [problem.split(":")[0] for problem in found] == ["README.md", "package-lock.json", "requirements/base.txt"]


def test_a_port_in_use_or_a_wrong_one_is_told_in_a_sentence() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        assert "Choose another port" in str(check_port.problem("127.0.0.1", port))
    assert check_port.problem("127.0.0.1", port) is None
    assert str(check_port.problem("127.0.0.1", "http")).startswith("PORT must be a number")
