"""What a load makes, what a second one changes, and what it leaves alone."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from pytest_django import DjangoDbBlocker
from wagtail.models import Locale, Page
from wagtail_localize.models import StringTranslation, Translation

from courses.models import GlossaryTerm, LessonPage, ModulePage, QuizPage
from mimi.editors.safety.bin import delete as put_into_bin
from mimi.loading.models import LoadedContent
from mimi.pages.models import HomePage, TextPage
from mimi.pages.visibility import is_in_bin
from practices.models import PracticePage, Theme
from tests.factories import TextPageFactory, editor
from tests.site.loading.content import LANGUAGES, Content
from tests.site.loading.loaded import lesson, page, renewed, revisions

EN, NB = Content.module / "en.md", Content.module / "nb.md"
CAFE_NB = Content.practices / "cafe" / "nb.md"
WRITES = re.compile(r"^\s*(INSERT|UPDATE|DELETE)", re.IGNORECASE)
# Home, three text pages, the figures, the library with two practices, the course with its two last pages, a module of
# four pages.
PAGES_A_LANGUAGE = 15


@pytest.fixture(scope="module")
def once_loaded(
    django_db_setup: None, django_db_blocker: DjangoDbBlocker, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Path]:
    """The small practice set, loaded for all tests of this module; what they change is rolled back after each."""
    with django_db_blocker.unblock(), transaction.atomic():
        content = Content(tmp_path_factory.mktemp("loaded"))
        content.set_out()
        yield content.root
        transaction.set_rollback(True)


@pytest.fixture
def loaded(once_loaded: Path, db: None, tmp_path: Path) -> Content:
    """The small practice set, loaded, with files to change."""
    return Content(tmp_path)


def links_of(text: str) -> list[tuple[str, int]]:
    """Return the words and targets of the links in rich text."""
    rows = re.findall(r'<a[^>]*\bid="(\d+)"[^>]*>(.*?)</a>', text)
    return [(words, int(pk)) for pk, words in rows]


def body(one: LessonPage, place: int) -> Any:
    return one.body[place].value


def test_everything_is_live_in_every_language(loaded: Content) -> None:
    for language in LANGUAGES:
        pages = Page.objects.filter(locale__language_code=language, depth__gt=1)
        assert pages.count() == PAGES_A_LANGUAGE
        assert all(one.live and not one.has_unpublished_changes for one in pages)
        assert GlossaryTerm.objects.filter(locale__language_code=language).count() == 1
        assert Theme.objects.filter(locale__language_code=language).count() == 2


def test_texts_stand_where_they_belong(loaded: Content) -> None:
    one = lesson("nb")
    assert (one.title, one.summary, one.minutes) == ("Listening nb", "How to listen, in nb.", 4)
    assert [block.block_type for block in one.body] == ["prose", "key_point", "do_dont", "definition"]
    assert body(one, 0)["heading"] == "Begin nb"
    assert "<b>listening</b>" in str(body(one, 0)["body"].source)
    assert "<li" in str(body(one, 0)["body"].source)
    assert list(body(one, 2)["do"]) == ["Ask in nb"]
    assert body(one, 3)["term"].term == "trust nb"
    assert one.get_parent().specific.number == "1"
    table = next(block.value for block in lesson("nb", "waiting").body if block.block_type == "table")
    assert (table["title"], list(table["head"]), table["names_rows"]) == ("", ["Day in nb", "What"], True)
    cells = [[cell.source for cell in row["cells"]] for row in table["rows"]]
    assert [len(row) for row in cells] == [2, 2]
    assert "Meet in <b>nb</b>" in cells[0][1]
    assert [row.text for row in page(ModulePage, "nb").outcomes.all()] == ["listen in nb", "wait in nb"]


def test_addresses_are_in_the_words_of_the_language(loaded: Content) -> None:
    assert lesson("el").url_path == "/archiki/mathima/module-el/listening-el/"
    assert page(QuizPage, "el").slug == "kouiz"


def test_no_redirect_is_left_behind(loaded: Content) -> None:
    from wagtail.contrib.redirects.models import Redirect

    assert not Redirect.objects.exists()


def test_every_translation_is_finished(loaded: Content) -> None:
    translations = Translation.objects.all()
    assert translations.count() == LoadedContent.objects.exclude(language="en").count()
    for translation in translations:
        total, translated = translation.get_progress()
        assert (total, translated) == (total, total), translation
        assert not StringTranslation.objects.filter(has_error=True).exists()
        assert translation.enabled


def test_block_ids_are_the_same_in_all_languages(loaded: Content) -> None:
    for model in (LessonPage, QuizPage, TextPage):
        for one in model.objects.filter(locale__language_code="en"):
            ids = {_ids(twin) for twin in model.objects.filter(translation_key=one.translation_key)}
            assert len(ids) == 1
            assert len(one.get_translations(inclusive=True)) == 4


def _ids(one: Any) -> tuple[str, ...]:
    stream = one.questions if isinstance(one, QuizPage) else one.body
    return tuple(sorted(re.findall(r"'id': '([0-9a-f-]{36})'", str(list(stream.raw_data)))))


@pytest.mark.parametrize("language", LANGUAGES)
def test_links_lead_to_the_right_pages_whatever_their_order(language: str, loaded: Content) -> None:
    targets = {
        page(PracticePage, title="cafe en").pk: {"the café", "kafeen", "Café", "το καφέ"},
        page(PracticePage, title="garden en").pk: {"the garden", "hagen", "Garten", "τον κήπο"},
        lesson("en", "waiting").pk: {"waiting", "å vente", "Warten", "την αναμονή"},
    }
    own = {one.pk: one.translation_key for one in Page.objects.all()}
    by_key = {own[pk]: words for pk, words in targets.items()}
    found = links_of(body(lesson(language), 0)["body"].source)
    assert len(found) == 3
    for words, pk in found:
        assert words in by_key[own[pk]], (words, Page.objects.get(pk=pk).title)


def test_practices_are_described_in_every_language(loaded: Content) -> None:
    for language in LANGUAGES:
        one = page(PracticePage, language, number=1)
        assert {theme.code for theme in one.themes.all()} == {"trust", "language"}
        assert (one.country.code, one.evidence.code, one.organisation) == ("no", "told", "LoPe")
        assert [step.title for step in one.steps.all()] == [f"Invite {language}"]
        assert [link.title for link in one.links.all()] == [f"Website {language}"]
        assert [(who.name, who.role, who.email) for who in one.contacts.all()] == [
            ("Kari", f"Host {language}", "kari@example.org")
        ]
        assert [row.page.specific.number for row in one.related_modules.all()] == ["1"]


def test_pages_stand_in_the_order_of_the_files(loaded: Content) -> None:
    for language in LANGUAGES:
        home = page(HomePage, language)
        kinds = [type(child.specific).__name__ for child in home.get_children()]
        assert kinds == ["CoursePage", "PracticeIndexPage", "FiguresPage", "TextPage", "TextPage", "TextPage"]
        titles = [child.title for child in page(ModulePage, language).get_children()]
        assert titles == [f"Listening {language}", f"Waiting {language}", f"Quiz {language}"]


def test_a_second_load_writes_nothing_at_all(loaded: Content) -> None:
    before = revisions()
    with CaptureQueriesContext(connection) as queries:
        said = loaded.load()
    assert [query["sql"] for query in queries if WRITES.match(query["sql"])] == []
    assert revisions() == before
    count = LoadedContent.objects.count()
    assert f"0 new, 0 changed, {count} unchanged, 0 kept, 0 removed" in said


def test_a_load_from_another_folder_changes_nothing(loaded: Content, tmp_path_factory: pytest.TempPathFactory) -> None:
    elsewhere = Content(tmp_path_factory.mktemp("elsewhere"))
    assert "0 new, 0 changed" in elsewhere.load()


@pytest.mark.parametrize(
    ("path", "old", "new", "titles"),
    [
        (NB, "First nb paragraph", "Another nb paragraph", {"Listening nb"}),
        (NB, "A paragraph on silence in nb.", "A paragraph.", {"Waiting nb"}),
        (NB, "About the module in nb.", "On the module.", {"Module nb"}),
        (NB, "  - wait in nb", "  - wait a little in nb", {"Module nb"}),
        (EN, "First en paragraph", "Another en paragraph", {f"Listening {code}" for code in LANGUAGES}),
        (EN, "minutes=4", "minutes=5", {f"Listening {code}" for code in LANGUAGES}),
        (Content.module / "quiz.yaml", "nb: Which nb", "nb: Hvilken", {"Quiz nb"}),
        (Content.module / "quiz.yaml", "pass_mark: 70", "pass_mark: 80", {f"Quiz {code}" for code in LANGUAGES}),
        (CAFE_NB, "People are alone, in nb.", "Folk er alene.", {"cafe nb"}),
        (CAFE_NB, "title: Invite nb", "title: Inviter", {"cafe nb"}),
        (
            Content.practices / "cafe" / "practice.yaml",
            "country: 'no'",
            "country: at",
            {f"cafe {code}" for code in LANGUAGES},
        ),
        (Content.pages / "home.yaml", "nb: Nobody talks nb", "nb: Ingen snakker", {"title nb"}),
        (Content.pages / "about" / "de.md", "The text of about", "Der Text", {"about de"}),
    ],
)
def test_what_changes_in_a_file_changes_on_exactly_its_pages(
    path: Any, old: str, new: str, titles: set[str], loaded: Content
) -> None:
    before = revisions()
    loaded.replace(path, old, new)
    assert f"0 new, {len(titles)} changed" in loaded.load()
    assert renewed(before) == titles
    assert "0 changed" in loaded.load()
    for translation in Translation.objects.all():
        total, translated = translation.get_progress()
        assert total == translated


def test_lines_that_move_in_a_file_change_nothing(loaded: Content) -> None:
    loaded.replace(NB, "::: key-point", "\n\n\n::: key-point")
    loaded.replace(Content.practices / "cafe" / "practice.yaml", "number: 1\n", "# A remark.\n\nnumber: 1\n")
    assert "0 changed" in loaded.load()


def test_a_changed_page_shows_the_change_in_its_new_text(loaded: Content) -> None:
    loaded.replace(NB, "First nb paragraph", "Another nb paragraph")
    loaded.replace(NB, "title: Sit nb", "title: Sitt")
    loaded.load()
    assert "Another nb paragraph" in body(lesson("nb"), 0)["body"].source
    assert body(lesson("nb", "waiting"), 1)["items"][0]["title"] == "Sitt"
    assert "First en paragraph" in body(lesson("en"), 0)["body"].source


def test_a_new_address_is_given(loaded: Content) -> None:
    loaded.replace(NB, "slug=waiting-nb", "slug=vente")
    loaded.load()
    assert page(LessonPage, "nb", title="Waiting nb").url_path.endswith("/module-nb/vente/")


def test_a_new_practice_is_put_in_its_place(loaded: Content) -> None:
    for language in LANGUAGES:
        text = loaded.read(Content.practices / "cafe" / f"{language}.md").replace("cafe", "bench")
        loaded.text(Content.practices / "bench" / f"{language}.md", text)
    facts = loaded.read(Content.practices / "cafe" / "practice.yaml")
    loaded.text(Content.practices / "bench" / "practice.yaml", facts)
    loaded.replace(Content.practices / "garden" / "practice.yaml", "number: 2", "number: 3")
    loaded.replace(Content.practices / "bench" / "practice.yaml", "number: 1", "number: 2")
    before = revisions()
    assert "4 new, 4 changed" in loaded.load()
    assert renewed(before) == {f"{name} {code}" for name in ("bench", "garden") for code in LANGUAGES}
    titles = [one.title for one in page(PracticePage, number=1).get_parent().get_children()]
    assert titles == ["cafe en", "bench en", "garden en"]


def edit(one: Any, *, publish: bool, **fields: Any) -> None:
    """Change a page as an editor does."""
    one = type(one).objects.get(pk=one.pk)
    for name, value in fields.items():
        setattr(one, name, value)
    revision = one.save_revision()
    if publish:
        revision.publish()


@pytest.mark.parametrize("publish", [True, False])
def test_an_editor_s_english_is_kept_and_told(publish: bool, loaded: Content) -> None:
    edit(lesson(), publish=publish, summary="By an editor.")
    loaded.replace(EN, "First en paragraph", "Another en paragraph")
    before = revisions()
    said = loaded.load()
    assert "kept as an editor left it: lesson/1/listening (en)" in said
    assert renewed(before) == set()
    newest = lesson().get_latest_revision_as_object()
    assert newest.summary == "By an editor."
    assert "First en paragraph" in body(newest, 0)["body"].source


def test_translations_of_what_an_editor_works_on_are_hers_too(loaded: Content) -> None:
    edit(lesson(), publish=True, summary="By an editor.")
    loaded.replace(NB, "First nb paragraph", "Another nb paragraph")
    before = revisions()
    said = loaded.load()
    assert "kept as an editor left it: lesson/1/listening (nb)" in said
    assert renewed(before) == set()


@pytest.mark.parametrize("publish", [True, False])
def test_an_editor_s_translation_is_kept_while_the_others_are_renewed(publish: bool, loaded: Content) -> None:
    edit(lesson("nb"), publish=publish, summary="Av en redaktør.")
    for language in LANGUAGES:
        loaded.replace(Content.module / f"{language}.md", f"First {language} paragraph", "Another paragraph")
    before = revisions()
    said = loaded.load()
    assert "kept as an editor left it: lesson/1/listening (nb)" in said
    assert "(de)" not in said
    assert renewed(before) == {f"Listening {code}" for code in ("en", "de", "el")}
    assert lesson("nb").get_latest_revision_as_object().summary == "Av en redaktør."


def test_a_sentence_that_a_translator_saved_but_has_not_published_is_kept(loaded: Content) -> None:
    one = lesson("nb")
    row = StringTranslation.objects.get(
        locale=Locale.objects.get(language_code="nb"),
        context__object_id=one.translation_key,
        context__path="summary",
    )
    row.data = "Av en oversetter."
    row.save()
    loaded.replace(NB, "How to listen, in nb.", "Fra filen.")
    before = revisions()
    assert "kept as an editor left it: lesson/1/listening (nb)" in loaded.load()
    assert renewed(before) == set()
    row.refresh_from_db()
    assert row.data == "Av en oversetter."


def test_an_edit_that_the_files_say_nothing_new_about_is_not_mentioned(loaded: Content) -> None:
    edit(lesson(), publish=True, summary="By an editor.")
    assert "0 kept" in loaded.load()
    assert lesson().summary == "By an editor."


def test_a_vocabulary_that_an_editor_renamed_keeps_its_name(loaded: Content) -> None:
    theme = Theme.objects.get(code="trust", locale__language_code="en")
    theme.name = "Confidence"
    theme.save()
    loaded.replace(Content.practices / "vocabularies.yaml", "en: trust en", "en: Faith")
    assert "kept as an editor left it: themes/trust (en)" in loaded.load()
    theme.refresh_from_db()
    assert theme.name == "Confidence"


@pytest.mark.parametrize("language", ["en", "nb"])
def test_a_page_that_an_editor_took_offline_stays_offline(language: str, loaded: Content) -> None:
    lesson(language).unpublish()
    loaded.replace(Content.module / f"{language}.md", f"First {language} paragraph", "Another paragraph")
    assert f"kept as an editor left it: lesson/1/listening ({language})" in loaded.load()
    assert not lesson(language).live


def test_a_page_that_an_editor_deleted_is_not_brought_back(loaded: Content) -> None:
    page(PracticePage, number=2).delete()
    loaded.replace(Content.practices / "garden" / "en.md", "People are alone", "People are lonely")
    said = loaded.load()
    assert "4 removed" in said
    assert not PracticePage.objects.filter(number=2, locale__language_code="en").exists()
    links = links_of(body(lesson(), 0)["body"].source)
    assert len(links) == 3, "the lesson hasn’t changed, so it isn’t touched"


def test_a_page_that_is_deleted_and_still_kept_is_left_as_it_is(loaded: Content) -> None:
    practice = page(PracticePage, number=2)
    put_into_bin(practice, editor())
    loaded.replace(Content.practices / "garden" / "en.md", "People are alone", "People are lonely")
    assert "4 removed" in loaded.load()
    kept = PracticePage.objects.get(pk=practice.pk)
    assert (is_in_bin(kept), kept.live, kept.latest_revision_id) == (True, False, practice.latest_revision_id)


def test_a_translation_that_an_editor_deleted_is_not_brought_back(loaded: Content) -> None:
    lesson("nb", "waiting").delete()
    loaded.replace(NB, "A paragraph on silence in nb.", "Another.")
    said = loaded.load()
    assert "1 removed" in said
    assert not LessonPage.objects.filter(title="Waiting nb").exists()


def test_a_new_lesson_does_not_bring_back_the_translation_of_its_module(loaded: Content) -> None:
    page(ModulePage, "nb").delete()
    for language in LANGUAGES:
        path = Content.module / f"{language}.md"
        new = f"\n# Asking {language} {{#asking slug=asking-{language}}}\n\nHow to ask.\n\n## Ask {{#ask}}\n\nAsk.\n"
        loaded.text(path, loaded.read(path) + new)
    loaded.load()
    assert not ModulePage.objects.filter(locale__language_code="nb").exists()
    assert not LessonPage.objects.filter(locale__language_code="nb").exists()
    assert lesson("de", "asking").live


def test_a_text_without_its_deleted_page_loses_the_link_and_keeps_the_words(loaded: Content) -> None:
    page(PracticePage, number=2).delete()
    loaded.replace(EN, "First en paragraph", "Another en paragraph")
    loaded.load()
    source = body(lesson(), 0)["body"].source
    assert "the garden" in source
    assert [words for words, _pk in links_of(source)] == ["the café", "waiting"]


def test_a_page_that_an_editor_made_has_its_address_first(loaded: Content) -> None:
    home = page(HomePage)
    TextPageFactory(parent=home, title="Bench", slug="bench", language="en")
    line = loaded.replace(Content.pages / "about" / "en.md", "slug: about-en", "slug: bench")
    before = revisions()
    told = loaded.mistakes()
    assert told[0] == (
        f"{Content.pages}/about/en.md, line {line}: a page that an editor has made has the slug “bench” already."
    )
    assert revisions() == before
