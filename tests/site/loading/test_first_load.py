"""The first load: all of it or nothing, and the same on every installation."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.core.management import CommandError
from wagtail.models import Page, Revision
from wagtail_localize.models import Translation

from courses.models import CoursePage, GlossaryTerm, LessonPage
from mimi.loading import apply
from mimi.loading.models import LoadedContent
from mimi.pages.models import HomePage
from practices.models import Country, EvidenceLevel, Phase, Setting, TargetGroup, Theme
from tests.site.loading.content import Content, load

pytestmark = pytest.mark.django_db


def ids() -> set[tuple[str, tuple[str, ...]]]:
    """Return the keys of all lessons with the ids of their blocks."""
    return {
        (str(one.translation_key), tuple(re.findall(r"'id': '([0-9a-f-]{36})'", str(list(one.body.raw_data)))))
        for one in LessonPage.objects.all()
    }


@pytest.mark.once
def test_ids_do_not_depend_on_the_installation(content: Content) -> None:
    content.load()
    first = ids()
    _unload()
    content.load()
    assert ids() == first


def _unload() -> None:
    for home in HomePage.objects.all():
        HomePage.objects.get(pk=home.pk).delete()
    for model in (GlossaryTerm, Theme, TargetGroup, Setting, Phase, Country, EvidenceLevel):
        model.objects.all().delete()
    LoadedContent.objects.all().delete()
    Translation.objects.all().delete()


@pytest.mark.parametrize(
    "after", [pytest.param(1, marks=pytest.mark.once), pytest.param(5, marks=pytest.mark.once), 20]
)
def test_a_crash_in_the_middle_loads_nothing(
    after: int,
    content: Content,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    counts = (Page.objects.count(), Revision.objects.count(), LoadedContent.objects.count())
    calls = 0
    finish = apply.finish_translation

    def crash(*args: Any, **kwargs: Any) -> None:
        nonlocal calls
        calls += 1
        if calls > after:
            raise RuntimeError("the power is gone")
        finish(*args, **kwargs)

    monkeypatch.setattr(apply, "finish_translation", crash)
    with pytest.raises(RuntimeError):
        content.load()
    assert (Page.objects.count(), Revision.objects.count(), LoadedContent.objects.count()) == counts
    assert not CoursePage.objects.exists()
    monkeypatch.undo()
    assert "0 changed" in content.load()
    assert LessonPage.objects.get(slug="listening-el").live


def test_a_folder_without_content_is_refused(content: Content) -> None:
    with pytest.raises(CommandError, match="is missing"):
        load(content.root / "nowhere")
