"""Quizzes as packages: what stands in them, and what is told of them."""

from __future__ import annotations

import json
import re
import zipfile
from io import BytesIO
from types import SimpleNamespace
from typing import Any

import pytest
from wagtail.models import Locale

from courses.h5p.out.quiz import NothingToExportError, QuizExport
from mimi.settings.environment import Environment
from mimi.settings.h5p_out import VERSIONS, packages
from tests.factories.questions import TYPES, make_question

LANGUAGES = ("en", "nb", "de", "el")


def quiz(language: str = "en", kinds: tuple[str, ...] = TYPES) -> Any:
    """Return what a quiz page tells of itself, with a question of each kind; it needs no database."""
    return SimpleNamespace(
        locale=Locale(language_code=language),
        live=False,
        key="key",
        title="A quiz & more",
        intro="<p>Six <b>questions</b></p>",
        pass_mark=70,
        question_list=[make_question(kind, f"{kind}-{n}", language=language) for n, kind in enumerate(kinds)],
    )


def opened(data: bytes) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return a package's manifest and parameters; it holds nothing else."""
    with zipfile.ZipFile(BytesIO(data)) as archive:
        assert archive.namelist() == ["h5p.json", "content/content.json"]
        assert archive.testzip() is None
        return json.loads(archive.read("h5p.json")), json.loads(archive.read("content/content.json"))


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_quiz_is_a_question_set_of_a_few_kilobytes(language: str) -> None:
    data = QuizExport(quiz(language)).package().written()
    manifest, params = opened(data)
    assert len(data) < 8000
    assert (manifest["mainLibrary"], manifest["language"]) == ("H5P.QuestionSet", language)
    assert [question["library"] for question in params["questions"]] == [
        "H5P.MultiChoice 1.16",
        "H5P.MultiChoice 1.16",
        "H5P.TrueFalse 1.8",
        "H5P.DragText 1.10",
        "H5P.DragText 1.10",
        "H5P.Blanks 1.14",
        "H5P.MultiChoice 1.16",
    ]
    assert params["passPercentage"] == 70
    assert params["introPage"]["title"] == "A quiz &amp; more"
    assert params["introPage"]["introduction"] == "<p>Six <strong>questions</strong></p>"
    assert [(part["from"], part["to"]) for part in params["endGame"]["overallFeedback"]] == [(0, 69), (70, 100)]


def test_the_manifest_is_as_the_specification_wants_it() -> None:
    manifest, params = opened(QuizExport(quiz()).package().written())
    assert manifest["title"] == "A quiz & more"
    assert re.fullmatch(r"[-a-zA-Z]{1,10}", manifest["language"])
    assert manifest["embedTypes"] == ["iframe"]
    assert (manifest["license"], manifest["authors"]) == ("U", [{"name": "Microintegration", "role": "Author"}])
    named = {
        f"{one['machineName']} {one['majorVersion']}.{one['minorVersion']}" for one in manifest["preloadedDependencies"]
    }
    assert named == {"H5P.QuestionSet 1.21"} | {one["library"] for one in params["questions"]}
    for question in params["questions"]:
        assert re.fullmatch(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", question["subContentId"])
        assert 0 < len(question["metadata"]["title"]) <= 255


def test_the_same_quiz_gives_the_same_bytes() -> None:
    assert QuizExport(quiz()).package().written() == QuizExport(quiz()).package().written()


def test_an_operator_says_for_which_versions_and_whose_it_is(settings: Any) -> None:
    settings.H5P_VERSIONS = {**VERSIONS, "H5P.TrueFalse": (1, 6)}
    settings.H5P_LICENCE, settings.H5P_AUTHOR = "CC BY-SA", "The partners"
    manifest, params = opened(QuizExport(quiz(kinds=("true_false",))).package().written())
    assert params["questions"][0]["library"] == "H5P.TrueFalse 1.6"
    assert {"machineName": "H5P.TrueFalse", "majorVersion": 1, "minorVersion": 6} in manifest["preloadedDependencies"]
    assert (manifest["license"], manifest["licenseVersion"]) == ("CC BY-SA", "4.0")
    assert manifest["authors"][0]["name"] == "The partners"


def test_settings_are_read_from_the_environment_and_wrong_ones_told() -> None:
    environment = Environment({"H5P_VERSIONS": "H5P.TrueFalse 1.6, H5P.Blanks", "H5P_LICENCE": "cc by"})
    found = packages(environment)
    assert (found.versions["H5P.TrueFalse"], found.versions["H5P.Blanks"]) == ((1, 6), (1, 14))
    assert found.licence == "CC BY"
    assert len(environment.problems) == 1
    assert "“H5P.Blanks”" in environment.problems[0]


def test_a_package_says_which_questions_it_lacks() -> None:
    page = quiz(kinds=("true_false",))
    page.question_list.append(make_question("single_choice", choices=[]))
    manifest, params = opened(QuizExport(page).package().written())
    assert len(params["questions"]) == 1
    assert manifest["authorComments"].startswith("1 question is left out:\nPrompt of single_choice – ")


def test_nothing_to_take_out_is_said() -> None:
    with pytest.raises(NothingToExportError):
        QuizExport(quiz(kinds=())).package()


def test_a_question_goes_out_by_itself_in_its_own_type() -> None:
    export = QuizExport(quiz("el"))
    mains = [opened(export.single(question).written())[0]["mainLibrary"] for question in export.questions]
    assert mains == [
        "H5P.MultiChoice",
        "H5P.MultiChoice",
        "H5P.TrueFalse",
        "H5P.Summary",
        "H5P.DragText",
        "H5P.Blanks",
        "H5P.MultiChoice",
    ]


def test_a_drawn_assessment_draws_as_many_questions_there() -> None:
    page = quiz(kinds=("true_false",) * 3)
    page.question_count = 2
    _manifest, params = opened(QuizExport(page).package().written())
    assert (params["randomQuestions"], params["poolSize"], len(params["questions"])) == (True, 2, 3)


@pytest.mark.parametrize("language", LANGUAGES)
def test_our_own_reader_takes_what_we_write(language: str) -> None:
    reading = pytest.importorskip("courses.h5p.reading")
    data = QuizExport(quiz(language)).package().written()
    with reading.read_package(BytesIO(data), reading.Limits(), lambda _name: set()) as package:
        assert str(package.main_library) == "H5P.QuestionSet 1.21"
        assert len(package.content["questions"]) == 7
