"""What is read of a good package."""

from __future__ import annotations

import io
from typing import Any

import pytest
from django.utils import translation

from courses.h5p.reading import Limits, Name, RefusedPackageError, read_package
from courses.h5p.reading.refusals import SENTENCES
from tests.courses.h5p.packages import content_files, library_files, packed, true_false

pytestmark = pytest.mark.once
SMALL = Name("H5P.Small", 1, 2)


def in_store(*names: Name) -> Any:
    return lambda name: set() if name in names else None


def test_the_real_true_false_is_read_whole_with_its_libraries() -> None:
    with read_package(io.BytesIO(true_false()), Limits(), in_store(), libraries_only=True) as package:
        assert len(package.libraries) == 10
        question = package.libraries[Name("H5P.TrueFalse", 1, 6)]
        assert question.patch == 1
        assert {"library.json", "semantics.json", "icon.svg", "language/el.json"} <= {e.path for e in question.files}
        script = next(entry for entry in question.files if entry.path == "scripts/h5p-true-false.js")
        assert len(b"".join(package.chunks(script))) == script.size > 1000


def test_content_needs_the_store_and_not_the_libraries_that_it_brings() -> None:
    with (
        pytest.raises(RefusedPackageError) as refused,
        read_package(io.BytesIO(true_false()), Limits(), in_store()),
    ):
        pass
    assert refused.value.code == "lacks-libraries"
    assert "H5P.TrueFalse 1.6" in refused.value.sentence


def test_content_alone_is_read_with_what_it_says_of_itself() -> None:
    with read_package(io.BytesIO(packed(content_files())), Limits(), in_store(SMALL)) as package:
        assert package.main_library == SMALL
        assert package.h5p is not None
        assert package.h5p["title"] == "A small one"
        assert [entry.path for entry in package.files] == ["content.json", "images/a.png"]


def test_what_systems_leave_behind_is_overlooked() -> None:
    stray = {"__MACOSX/._h5p.json": b"x", ".DS_Store": b"x", "content/.DS_Store": b"x", "readme.exe": b"x"}
    with read_package(io.BytesIO(packed({**content_files(), **stray})), Limits(), in_store(SMALL)) as package:
        assert [entry.path for entry in package.files] == ["content.json", "images/a.png"]
        assert not package.libraries


def test_libraries_that_content_names_inside_are_needed_too() -> None:
    inside = {"parts": [{"library": "H5P.Other 3.4", "params": {}}]}
    package = packed({**content_files(), "content/content.json": inside})
    with pytest.raises(RefusedPackageError) as refused, read_package(io.BytesIO(package), Limits(), in_store(SMALL)):
        pass
    assert "H5P.Other 3.4" in refused.value.sentence


def test_what_a_library_needs_may_come_with_it_or_stand_in_the_store() -> None:
    needs = [{"machineName": "H5P.Other", "majorVersion": "3", "minorVersion": "4"}]
    package = packed(library_files(preloadedDependencies=needs))
    with read_package(io.BytesIO(package), Limits(), in_store(Name("H5P.Other", 3, 4)), libraries_only=True) as found:
        assert list(found.libraries) == [SMALL]
    with (
        pytest.raises(RefusedPackageError) as refused,
        read_package(io.BytesIO(package), Limits(), in_store(), libraries_only=True),
    ):
        pass
    assert refused.value.code == "lacks-own-libraries"


def test_every_refusal_is_a_sentence_with_its_place() -> None:
    values = {"limit": 5, "allowed": "png", "what": "x", "line": 3}
    for code in SENTENCES:
        for language in ("en", "nb", "de", "el"):
            with translation.override(language):
                told = RefusedPackageError(code, "content/a\u202e.txt", **values).sentence
                assert "%(" not in told
                assert "\u202e" not in told
                assert ("content/a" in told) == ("%(where)s" in SENTENCES[code])
