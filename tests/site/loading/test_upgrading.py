"""A newer version of the site finds pages that an older one has loaded: what isn’t an editor’s is renewed."""

from __future__ import annotations

from typing import Any

import pytest
from django.utils import timezone
from wagtail.log_actions import log
from wagtail.models import Locale
from wagtail_localize.models import StringTranslation

from courses.models import LessonPage
from mimi.loading.fields import filled_fields, fingerprint
from mimi.loading.items import read_everything
from mimi.loading.models import LoadedContent
from mimi.loading.problems import Problems
from practices.models import EvidenceLevel, PracticePage, Theme
from tests.site.loading.content import LANGUAGES, Content
from tests.site.loading.loaded import page

pytestmark = pytest.mark.django_db

FACTS = Content.practices / "cafe" / "practice.yaml"
LATER = "effort: low\ntransferability: high\ndescribed_in: 2023\njudged_on: 2026-11-01\nlocation: [59.2, 9.6]\n"
EN, NB = Content.module / "en.md", Content.module / "nb.md"
VOCABULARIES = Content.practices / "vocabularies.yaml"
kinds = pytest.mark.parametrize("noted", [True, False], ids=["noted", "before-anything-was-noted"])


@pytest.fixture
def loaded(content: Content) -> Content:
    """The small practice set, loaded."""
    content.set_out()
    return content


def cafe(language: str = "en") -> PracticePage:
    found: PracticePage = page(PracticePage, language, number=1)
    return found


def made_by_an_older_version(*, noted: bool = False) -> None:
    """Make what was noted of the load that of a version with other fields and blocks, which noted less."""
    rows = LoadedContent.objects.all()
    rows.update(content_digest="of another shape")
    if not noted:
        rows.update(fields="", revision=None)


def edit(one: Any, *, publish: bool = True, **fields: Any) -> None:
    """Change a page as an editor does."""
    one = type(one).objects.get(pk=one.pk)
    for name, value in fields.items():
        setattr(one, name, value)
    revision = one.save_revision()
    if publish:
        revision.publish()


@kinds
def test_fields_that_came_later_are_filled(noted: bool, loaded: Content) -> None:
    if not noted:
        LoadedContent.objects.update(fields="", revision=None)
    loaded.text(FACTS, loaded.read(FACTS) + LATER)
    said = loaded.load()
    assert "0 new, 4 changed" in said
    assert "0 kept" in said
    for language in LANGUAGES:
        one = cafe(language)
        assert (one.effort, one.transferability, one.described_in) == ("low", "high", 2023)
        assert [float(one.latitude), float(one.longitude)] == [59.2, 9.6]
    assert "0 new, 0 changed" in loaded.load()


@kinds
def test_what_an_editor_changed_is_kept_from_fields_that_came_later(noted: bool, loaded: Content) -> None:
    if not noted:
        LoadedContent.objects.update(fields="", revision=None)
    edit(cafe("de"), summary="Von Hand.")
    loaded.text(FACTS, loaded.read(FACTS) + LATER)
    said = loaded.load()
    assert "0 new, 3 changed" in said
    assert "kept as an editor left it: practice/cafe (de)" in said
    assert (cafe("de").summary, cafe("de").effort) == ("Von Hand.", "")
    assert cafe("nb").effort == "low"


@kinds
def test_what_an_editor_wrote_into_a_field_before_the_files_did_is_kept(noted: bool, loaded: Content) -> None:
    if not noted:
        LoadedContent.objects.update(fields="", revision=None)
    edit(cafe(), effort="high")
    loaded.text(FACTS, loaded.read(FACTS) + LATER)
    assert "kept as an editor left it: practice/cafe (en)" in loaded.load()
    assert cafe().effort == "high"


@kinds
def test_a_page_that_an_editor_published_as_it_was_is_not_hers(noted: bool, loaded: Content) -> None:
    made_by_an_older_version(noted=noted)
    edit(cafe())
    loaded.text(FACTS, loaded.read(FACTS) + LATER)
    assert "4 changed" in loaded.load()
    assert cafe().effort == "low"


@kinds
def test_blocks_of_another_shape_are_renewed(noted: bool, loaded: Content) -> None:
    made_by_an_older_version(noted=noted)
    for language in LANGUAGES:
        loaded.replace(Content.module / f"{language}.md", f"First {language} paragraph", "Another paragraph")
    said = loaded.load()
    assert "0 new, 4 changed" in said
    assert "0 kept" in said
    for language in LANGUAGES:
        one = page(LessonPage, language, slug=f"listening-{language}")
        assert "Another paragraph" in one.body[0].value["body"].source


@kinds
@pytest.mark.parametrize("publish", [True, False], ids=["published", "draft"])
@pytest.mark.parametrize("language", ["en", "nb"])
def test_an_editor_s_page_of_another_shape_is_kept(language: str, publish: bool, noted: bool, loaded: Content) -> None:
    edit(page(LessonPage, language, slug=f"listening-{language}"), publish=publish, summary="By an editor.")
    made_by_an_older_version(noted=noted)
    path = Content.module / f"{language}.md"
    loaded.replace(path, f"First {language} paragraph", "Another paragraph")
    assert f"kept as an editor left it: lesson/1/listening ({language})" in loaded.load()
    newest = page(LessonPage, language, slug=f"listening-{language}").get_latest_revision_as_object()
    assert newest.summary == "By an editor."


@kinds
def test_a_page_of_another_shape_that_was_taken_offline_is_kept(noted: bool, loaded: Content) -> None:
    page(LessonPage, slug="listening-en").unpublish()
    made_by_an_older_version(noted=noted)
    loaded.replace(EN, "First en paragraph", "Another paragraph")
    assert "kept as an editor left it: lesson/1/listening (en)" in loaded.load()


@kinds
def test_a_translator_s_unpublished_sentence_of_another_shape_is_kept(noted: bool, loaded: Content) -> None:
    made_by_an_older_version(noted=noted)
    one = page(LessonPage, "nb", slug="listening-nb")
    row = StringTranslation.objects.get(
        locale=Locale.objects.get(language_code="nb"),
        context__object_id=one.translation_key,
        context__path="summary",
    )
    row.data = "Av en oversetter."
    row.save()
    loaded.replace(NB, "First nb paragraph", "Another paragraph")
    assert "kept as an editor left it: lesson/1/listening (nb)" in loaded.load()
    row.refresh_from_db()
    assert row.data == "Av en oversetter."


def test_a_vocabulary_of_another_shape_is_renewed(loaded: Content) -> None:
    made_by_an_older_version()
    for language in LANGUAGES:
        loaded.replace(VOCABULARIES, f"{language}: trust {language}", f"{language}: Faith {language}")
    said = loaded.load()
    assert "4 changed" in said
    assert {theme.name for theme in Theme.objects.filter(code="trust")} == {f"Faith {code}" for code in LANGUAGES}


@pytest.mark.parametrize("language", ["en", "nb"])
def test_a_vocabulary_of_another_shape_that_an_editor_renamed_is_kept(language: str, loaded: Content) -> None:
    made_by_an_older_version()
    theme = Theme.objects.get(code="trust", locale__language_code=language)
    theme.name = "Confidence"
    theme.save()
    # As the admin does.
    log(theme, "wagtail.edit", content_changed=True, timestamp=timezone.now())
    loaded.replace(VOCABULARIES, f"{language}: trust {language}", f"{language}: Faith {language}")
    assert f"kept as an editor left it: themes/trust ({language})" in loaded.load()
    theme.refresh_from_db()
    assert theme.name == "Confidence"


@pytest.mark.parametrize("filled", [False, True], ids=["empty", "filled"])
def test_a_field_that_a_vocabulary_got_later_is_an_editor_s_once_she_has_filled_it(
    filled: bool, loaded: Content
) -> None:
    item = next(one for one in read_everything(loaded.root, Problems()) if one.key == ("evidence", "told"))
    before = [name for name in filled_fields(item) if name != "description"]
    level = EvidenceLevel.objects.get(code="told", locale__language_code="en")
    level.description = "By an editor." if filled else ""
    level.save()
    rows = LoadedContent.objects.filter(key=item.name, language="en")
    rows.update(fields=" ".join(before), content_digest=fingerprint(item, level, before))
    loaded.replace(VOCABULARIES, "en: As told en", "en: As they tell it")
    assert ("kept as an editor left it: evidence/told (en)" in loaded.load()) == filled
    level.refresh_from_db()
    assert level.description == ("By an editor." if filled else "As they tell it")


def test_a_page_whose_loaded_revision_was_cleared_away_is_taken_for_an_editor_s(loaded: Content) -> None:
    made_by_an_older_version(noted=True)
    edit(cafe())
    LoadedContent.objects.update(revision=1_000_000)
    loaded.text(FACTS, loaded.read(FACTS) + LATER)
    assert "kept as an editor left it: practice/cafe (en)" in loaded.load()
