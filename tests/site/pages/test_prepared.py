"""Prepared queries: the same rows as Django's own, with SQL that is worked out once."""

from __future__ import annotations

import uuid
from typing import Any
from unittest import mock

import pytest
from django.db.models import QuerySet
from pytest_django import DjangoAssertNumQueries
from wagtail.models import Page

from courses.models import LessonPage
from mimi.pages.prepared import Prepared, PreparedGet
from tests.factories import SiteTree

NAMES = ("pk", "title", "translation_key", "locale__language_code", "live")


def test_rows_are_those_of_the_query(small_tree: SiteTree) -> None:
    def build(language: str, path: str, depth: int) -> QuerySet[Page, Any]:
        pages = Page.objects.live().filter(locale__language_code=language, path__startswith=path, depth__gte=depth)
        return pages.order_by("path").values_list(*NAMES)

    prepared = Prepared(build)
    for values in (("en", "0001", 3), ("de", "0001", 2), ("en", "", 1), ("en", "_", 1), ("el", "%", 1)):
        assert prepared.rows(*values) == list(build(*values))
    assert [dict(zip(NAMES, row, strict=True)) for row in prepared.rows("en", "", 2)] == prepared.dicts("en", "", 2)


def test_lists_may_have_any_length(small_tree: SiteTree) -> None:
    def build(keys: list[uuid.UUID], ids: list[int], languages: list[str]) -> QuerySet[Page, Any]:
        pages = Page.objects.filter(translation_key__in=keys, pk__in=ids, locale__language_code__in=languages)
        return pages.order_by("pk").values_list("translation_key", flat=False)

    prepared = Prepared(build)
    lessons = small_tree.lessons["en"]
    for count in (1, 2, 1):
        keys = [lesson.translation_key for lesson in lessons[:count]]
        ids = [lesson.pk for lesson in lessons]
        rows = prepared.rows(keys, ids, ["en", "nb"][:count])
        assert rows == list(build(keys, ids, ["en", "nb"][:count]))
        assert [key for (key,) in rows] == keys


def test_the_query_is_built_once(small_tree: SiteTree, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    build = mock.Mock(side_effect=lambda title: Page.objects.filter(title=title).values_list("pk"))
    prepared = Prepared(build)
    with django_assert_num_queries(3):
        for title in ("About", "Lesson", "About"):
            prepared.rows(title)
    assert build.call_count == 1


@pytest.mark.django_db
def test_a_value_that_is_used_while_building_is_refused() -> None:
    prepared = Prepared(lambda titles, n: Page.objects.filter(title=titles, depth=min(n, 3)).values_list("pk"))
    with pytest.raises(ValueError, match="parameters"):
        prepared.rows("About", 2)


def test_an_object_is_the_same_as_when_django_reads_it(
    small_tree: SiteTree, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    lesson = small_tree.lessons["en"][0]
    usual = LessonPage.objects.get(pk=lesson.pk)
    with django_assert_num_queries(1):
        read = PreparedGet(LessonPage, "locale").get(lesson.pk)
        assert read.locale.language_code == "en"
    for field in LessonPage._meta.concrete_fields:
        if field.name != "body":
            assert field.value_from_object(read) == field.value_from_object(usual), field.name
    assert list(read.body.raw_data) == list(usual.body.raw_data)
    assert read._state.db == usual._state.db
    assert not read._state.adding
    with pytest.raises(LessonPage.DoesNotExist):
        PreparedGet(LessonPage).get(0)
