"""Packages that bring their libraries along, and modules as books: only where the store has what they need."""

from __future__ import annotations

import json
import sys
import zipfile
from collections.abc import Iterator
from io import BytesIO
from types import SimpleNamespace
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from wagtail.models import Page

from courses.h5p.out.admin import book_button
from courses.h5p.out.book import book
from courses.h5p.out.lessons import BLOCKS
from courses.h5p.out.libraries import LibraryMissingError, has_libraries, library_files
from courses.models import LessonPage, ModulePage
from mimi.settings.h5p_out import VERSIONS
from tests.factories import SiteTree, editor

NEEDED = {"machineName": "H5P.Question", "majorVersion": "1", "minorVersion": "5"}


class Store:
    """A store with some libraries, each of which needs H5P.Question."""

    def __init__(self, *names: str) -> None:
        self.names = {*names, "H5P.Question"}

    def library(self, name: str, major: int, minor: int) -> Any:
        if name not in self.names or (name, (major, minor)) not in [*VERSIONS.items(), ("H5P.Question", (1, 5))]:
            return None
        needs = [] if name == "H5P.Question" else [NEEDED]

        def files() -> Iterator[tuple[str, bytes]]:
            yield "library.json", b"{}"

        return SimpleNamespace(metadata={"preloadedDependencies": needs}, files=files)


def put(monkeypatch: pytest.MonkeyPatch, *names: str) -> None:
    monkeypatch.setitem(sys.modules, "courses.h5p.store", Store(*names))


def signed_in() -> Client:
    client = Client()
    client.force_login(editor())
    return client


def test_libraries_come_with_all_that_they_need_or_not_at_all(monkeypatch: pytest.MonkeyPatch) -> None:
    put(monkeypatch, "H5P.Blanks")
    assert [path for path, _data in library_files(["H5P.Blanks"])] == [
        "H5P.Blanks-1.14/library.json",
        "H5P.Question-1.5/library.json",
    ]
    assert not has_libraries(["H5P.Blanks", "H5P.Summary"])
    with pytest.raises(LibraryMissingError):
        list(library_files(["H5P.Summary"]))


def test_without_a_store_there_are_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "courses.h5p.store", None)
    assert not has_libraries(["H5P.Blanks"])


def test_a_quiz_is_offered_with_its_libraries_where_all_are_there(
    small_tree: SiteTree, monkeypatch: pytest.MonkeyPatch
) -> None:
    client, page = signed_in(), small_tree.quiz["en"]
    whole = reverse("h5p_out_with_libraries", args=[page.pk])
    put(monkeypatch, "H5P.Blanks")
    assert whole not in client.get(reverse("h5p_out", args=[page.pk])).content.decode()
    assert client.get(whole).status_code == 404
    put(monkeypatch, *VERSIONS)
    assert whole in client.get(reverse("h5p_out", args=[page.pk])).content.decode()
    with zipfile.ZipFile(BytesIO(client.get(whole).content)) as archive:
        assert {"H5P.QuestionSet-1.21/library.json", "H5P.Question-1.5/library.json"} < set(archive.namelist())


def test_a_module_is_a_book_of_its_lessons_and_quiz(small_tree: SiteTree, monkeypatch: pytest.MonkeyPatch) -> None:
    module = ModulePage.objects.get(pk=small_tree.modules["nb"][0].pk)
    address = reverse("h5p_out_book", args=[module.pk])
    client, user, page = signed_in(), editor(), Page.objects.get(pk=module.pk)
    put(monkeypatch, "H5P.Blanks")
    assert list(book_button(page, user)) == []
    assert client.get(address).status_code == 404
    put(monkeypatch, *VERSIONS)
    assert [button.url for button in book_button(page, user)] == [address]
    with zipfile.ZipFile(BytesIO(client.get(address).content)) as archive:
        manifest = json.loads(archive.read("h5p.json"))
        params = json.loads(archive.read("content/content.json"))
    assert (manifest["mainLibrary"], manifest["language"]) == ("H5P.InteractiveBook", "nb")
    lessons = LessonPage.objects.child_of(module).live().count()
    quiz = params["chapters"][-1]["params"]["content"]
    assert [chapter["library"] for chapter in params["chapters"]] == ["H5P.Column 1.18"] * (lessons + 1)
    assert "H5P.Summary 1.10" in [row["content"]["library"] for row in quiz]
    english = book(ModulePage.objects.get(pk=small_tree.modules["en"][0].pk)).main.params["chapters"]
    assert [one["subContentId"] for one in english] == [one["subContentId"] for one in params["chapters"]]


def test_every_block_of_a_lesson_is_told_but_pictures_files_and_activities() -> None:
    blocks = set(LessonPage._meta.get_field("body").stream_block.child_blocks)
    assert blocks - set(BLOCKS) <= {"picture", "download", "activity"}
    assert set(BLOCKS) <= blocks
