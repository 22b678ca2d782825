"""The practice set itself: it loads, it is translated to the last sentence, and every page of it answers."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from unicodedata import normalize

import pytest
from django.conf import settings
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.html import strip_tags
from django.utils.translation import override
from pytest_django import DjangoDbBlocker
from wagtail.models import Page
from wagtail_localize.models import StringTranslation, Translation

from courses.models import ModulePage
from courses.workshop import slides
from courses.workshop.pack import write
from courses.workshop.plan import LENGTHS
from mimi.editors.parity.gate import errors
from mimi.loading.models import LoadedContent
from mimi.pages.links import page_address
from mimi.slides import Layout
from mimi.slides.fitting import fitted, height
from practices.models import PracticePage
from tests.pdf_text import words, write_plainly
from tests.site.loading.content import LANGUAGES, load, load_all
from tests.site.pages.visits import forget
from tests.site.slides.reading import slides_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("loaded")]

MOST_QUERIES = 12
WRITES = re.compile(r"^\s*(INSERT|UPDATE|DELETE)", re.IGNORECASE)


@pytest.fixture(scope="module")
def loaded(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[str]:
    """The practice set, loaded for all tests of this module; returns what the load said."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield load_all()
        transaction.set_rollback(True)


def test_everything_is_there_in_every_language(loaded: str) -> None:
    assert re.match(r"Practice set: \d+ new, 0 changed, 0 unchanged, 0 kept, 0 removed\.", loaded)
    counts = {Page.objects.live().filter(locale__language_code=code, depth__gt=1).count() for code in LANGUAGES}
    assert len(counts) == 1
    assert not Page.objects.filter(depth__gt=1, live=False).exists()


def test_nothing_is_left_to_translate() -> None:
    assert Translation.objects.count() == LoadedContent.objects.exclude(language="en").count()
    unfinished = [str(one) for one in Translation.objects.all() if len(set(one.get_progress())) > 1]
    assert unfinished == []
    assert not StringTranslation.objects.filter(has_error=True).exists()


def test_loading_again_changes_nothing() -> None:
    with CaptureQueriesContext(connection) as queries:
        said = load(settings.BASE_DIR)
    assert "0 new, 0 changed" in said
    assert [query["sql"] for query in queries if WRITES.match(query["sql"])] == []


@pytest.mark.once
@pytest.mark.parametrize("language", [code for code in LANGUAGES if code != "en"])
def test_every_translated_page_passes_the_gate(language: str) -> None:
    pages = Page.objects.live().filter(locale__language_code=language, depth__gt=1).specific()
    refused = {page.url_path: [one.message for one in errors(page)] for page in pages}
    assert {path: told for path, told in refused.items() if told} == {}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_answers_with_few_queries_when_every_cache_is_empty(language: str) -> None:
    pages = Page.objects.live().filter(locale__language_code=language, depth__gt=1).specific()
    for page in pages:
        url = page_address(language, page.url_path)
        if not page.public:
            assert Client().get(url).status_code == 200, url
            continue
        forget()
        with CaptureQueriesContext(connection) as queries:
            response = Client().get(url)
        assert response.status_code == 200, url
        assert "public" in response["Cache-Control"], url
        assert len(queries) <= MOST_QUERIES, url


@pytest.mark.once
@pytest.mark.parametrize("language", LANGUAGES)
def test_links_inside_the_site_lead_somewhere(language: str) -> None:
    pages = Page.objects.live().filter(locale__language_code=language, depth__gt=1)
    asked: dict[str, int] = {}
    with override(language):
        # Each practice is asked for on paper below.
        for practice in PracticePage.objects.live():
            asked[reverse("practice_pdf", args=[practice.translation_key])] = 200
    links: dict[str, list[str]] = {}
    for page in pages:
        url = page_address(language, page.url_path)
        response = Client().get(url)
        asked[url] = response.status_code
        links[url] = re.findall(r'href="(/[^"#?]*)', response.content.decode())
    for url, found in links.items():
        for link in found:
            if link not in asked and not link.startswith(("/static/", "/documents/")):
                asked[link] = Client().get(link).status_code
            assert asked.get(link, 200) in (200, 302), f"{url} links to {link}"


@pytest.mark.once
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_practice_fits_two_sheets_and_nothing_of_it_is_missing(
    language: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_plainly(monkeypatch)
    pages = list(PracticePage.objects.live().filter(locale__language_code=language))
    assert len(pages) == len(list((settings.BASE_DIR / "practices" / "content").glob("*/")))
    for page in pages:
        with override(language):
            pdf = Client().get(reverse("practice_pdf", args=[page.translation_key])).content
        sheets = len(re.findall(rb"/Type /Page/", pdf))
        assert 1 <= sheets <= 2, f"{page.slug} ({language})"
        told = letters(words(pdf))
        for number in range(1, sheets + 1):
            # What stands at the foot of a sheet may part a paragraph.
            told = told.replace(f"{letters(page.title)}{number}{sheets}", "")
        steps = [text for step in page.steps.all() for text in (step.title, step.text, step.by)]
        rich = (page.need, page.team, page.results, page.adapt, page.watch_out, page.employers)
        reasons = (page.evidence_reason, page.effort_reason, page.transferability_reason)
        for text in (page.title, page.summary, page.organisation, page.place, page.source, *rich, *reasons, *steps):
            for part in paragraphs(text):
                assert part in told, f"{page.slug} ({language}): {part}"


@pytest.mark.once
def test_the_library_on_paper_names_every_practice(monkeypatch: pytest.MonkeyPatch) -> None:
    write_plainly(monkeypatch)
    for language in LANGUAGES:
        with override(language):
            told = letters(words(Client().get(reverse("library_pdf")).content))
        for page in PracticePage.objects.live().filter(locale__language_code=language):
            for text in (page.title, page.summary, page.organisation, page.place, page.url_path.split("/", 2)[2]):
                assert letters(text) in told, f"{page.slug} ({language}): {text}"


def paragraphs(text: str) -> list[str]:
    """Return the letters of each paragraph of a text, or of markup."""
    return [letters(unescape(strip_tags(part))) for part in re.split(r"</(?:p|li|h\d)>|<br ?/?>", text)]


def letters(text: str) -> str:
    """Return letters and digits alone: lines may be broken anywhere, with a hyphen or without."""
    return "".join(letter for letter in normalize("NFC", text) if letter.isalnum())


@pytest.mark.once
def test_every_module_makes_slides_that_are_full_and_never_run_over() -> None:
    for module in ModulePage.objects.filter(locale__language_code="en").order_by("path"):
        for languages in (["nb"], ["en"], ["de"], ["el"], ["el", "de"]):
            for length in LENGTHS:
                packs = [pack for code in languages if (pack := write(str(module.translation_key), code, length))]
                assert [pack.language for pack in packs] == languages
                found = slides.slides(packs, length)
                questions = [slide for slide in found if slide.layout is Layout.QUESTION]
                assert len(questions) == len(packs[0].questions) >= 5
                for fit in [fit for slide in found for fit in fitted(slide)]:
                    for place, column in zip(fit.places, fit.slide.columns, strict=True):
                        assert height(column.units, fit.size, place.body.width) <= place.body.height * 72
                        assert not column.title.endswith("…")
        # The file itself takes longer: one of each module.
        assert len(slides_of(slides.as_pptx(found, slides.about(packs, length)))) >= len(found)
