"""The reports on readability, unused files and pages to review, and the checks beside a page."""

from __future__ import annotations

import json
from datetime import date, timedelta
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.core.management import call_command
from django.test import Client
from django.utils import timezone
from wagtail.documents import get_document_model
from wagtail.models import Page, PageLogEntry, ReferenceIndex

from mimi.editors.models import PageReading, PageReview
from mimi.editors.quality.measuring import measure_outdated, outdated
from mimi.editors.quality.reviewing import due_before
from mimi.editors.quality.reviews import due_pages
from mimi.editors.quality.unused import unused
from mimi.pages.models import TextPage
from tests.factories import SiteTree, UserFactory, editor
from tests.factories.speech import block

Document = get_document_model()
LONG = "<p>" + " ".join(["word"] * 30) + ".</p>"


def signed_in(user: Any) -> Client:
    client = Client()
    client.force_login(user)
    return client


def prose(html: str) -> str:
    return json.dumps([block("prose", "text", {"heading": "", "body": html})])


def publish(page: Any, **changes: Any) -> None:
    page = page.specific_class.objects.get(pk=page.pk)
    for name, value in changes.items():
        setattr(page, name, value)
    page.save_revision().publish()


# --- Readability -----------------------------------------------------------------------------------------------------


def test_a_page_is_measured_when_it_is_published_and_forgotten_when_it_goes(small_tree: SiteTree) -> None:
    page = small_tree.about["en"]
    publish(page, body=prose(LONG * 5))
    row = PageReading.objects.get(page=page)
    assert (row.measure, row.words, row.sentences, row.too_long) == ("flesch", 150, 5, 5)
    assert row.level
    TextPage.objects.get(pk=page.pk).unpublish()
    assert not PageReading.objects.filter(page=page).exists()


def test_another_rule_has_all_pages_measured_anew_and_then_nothing(small_tree: SiteTree) -> None:
    assert measure_outdated() == Page.objects.live().filter(depth__gt=1).count()
    assert measure_outdated() == 0
    PageReading.objects.update(rule=0)
    assert outdated().count() > 0
    call_command("measure_pages", verbosity=0)
    assert not outdated().exists()


def test_the_report_shows_all_languages_and_is_filtered_and_put_in_order(small_tree: SiteTree) -> None:
    publish(small_tree.about["en"], title="Wordy", body=prose(LONG * 5))
    publish(small_tree.about["nb"], title="Kort", body=prose("<p>Kort.</p>"))
    client = signed_in(editor())
    report = "/cms/reports/readability/"
    html = client.get(report).content.decode()
    assert html.index("Wordy") < html.index("Kort")
    assert "Flesch Reading Ease" in html
    norwegian = client.get(f"{report}results/?language=nb").content.decode()
    assert "Kort" in norwegian
    assert "Wordy" not in norwegian
    for query in ("level=easy", "too_long=true", "ordering=rank", "ordering=-page__title", "q=Wordy", "export=xlsx"):
        assert client.get(f"{report}?{query}").status_code == 200


def test_the_report_asks_the_same_of_many_pages_as_of_one(small_tree: SiteTree, count_queries: Any) -> None:
    client = signed_in(editor())
    publish(small_tree.about["en"])
    one = count_queries(lambda: client.get("/cms/reports/readability/"))
    measure_outdated()
    assert count_queries(lambda: client.get("/cms/reports/readability/")) == one


def test_who_edits_nothing_sees_no_report(small_tree: SiteTree) -> None:
    client = signed_in(UserFactory())
    for name in ("readability", "links", "unused-pictures", "unused-documents", "pages-to-review", "questions"):
        assert client.get(f"/cms/reports/{name}/").status_code in (302, 403)


# --- Beside a page ---------------------------------------------------------------------------------------------------


def test_the_editor_shows_how_its_draft_reads(small_tree: SiteTree) -> None:
    page = small_tree.about["en"]
    publish(page, body=prose(LONG))
    html = signed_in(editor()).get(f"/cms/pages/{page.pk}/edit/").content.decode()
    assert "1 sentence has more than 25 words" in html
    assert "There is too little running text here for a number." in html


def test_checks_are_asked_for_anew_by_those_who_may_change_the_page(small_tree: SiteTree) -> None:
    page = TextPage.objects.get(pk=small_tree.about["en"].pk)
    page.body = prose(LONG)
    page.save_revision()
    html = signed_in(editor()).get(f"/cms/quality/{page.pk}/").content.decode()
    assert "1 sentence has more than 25 words" in html
    assert signed_in(UserFactory()).get(f"/cms/quality/{page.pk}/").status_code in (302, 403)


def test_the_checker_comes_with_previews_and_never_with_what_visitors_get(small_tree: SiteTree) -> None:
    client, page = signed_in(editor()), small_tree.about["en"]
    TextPage.objects.get(pk=page.pk).save_revision()
    preview = client.get(f"/cms/pages/{page.pk}/view_draft/").content.decode()
    assert "checker-axe-configuration" in preview
    assert "video-caption" in preview
    assert "wagtail-userbar" not in client.get("/en/about/").content.decode()


# --- Unused files ----------------------------------------------------------------------------------------------------


@pytest.fixture
def sheet(db: Any) -> Any:
    return Document.objects.create(title="Sheet", file=ContentFile(b"sheet", name="sheet.txt"))


def test_a_file_that_nothing_uses_can_be_deleted_by_those_who_may(small_tree: SiteTree, sheet: Any) -> None:
    report = "/cms/reports/unused-documents/"
    html = signed_in(editor(is_superuser=True)).get(report).content.decode()
    assert "Sheet" in html
    assert f'name="id" value="{sheet.pk}"' in html
    assert "/cms/bulk/wagtaildocs/document/delete/" in html


def test_a_file_that_a_page_or_a_draft_uses_is_no_waste(small_tree: SiteTree, sheet: Any) -> None:
    page = TextPage.objects.get(pk=small_tree.about["en"].pk)
    link = f'<p><a linktype="document" id="{sheet.pk}">sheet</a></p>'
    assert list(unused(Document, "document")) == [sheet]
    page.body = prose(link)
    page.save_revision()
    assert list(unused(Document, "document")) == []
    page.save()
    Page.objects.filter(pk=page.pk).update(has_unpublished_changes=False)
    ReferenceIndex.create_or_update_for_object(page)
    assert list(unused(Document, "document")) == []


# --- Pages to review -------------------------------------------------------------------------------------------------


@pytest.fixture
def forgotten(small_tree: SiteTree) -> TextPage:
    """A page that was published long ago, and nobody has said anything of since; the others are new."""
    Page.objects.update(first_published_at=timezone.now())
    page = TextPage.objects.get(pk=small_tree.about["en"].pk)
    long_ago = timezone.now() - timedelta(days=800)
    Page.objects.filter(pk=page.pk).update(first_published_at=long_ago, last_published_at=timezone.now())
    return page


def due() -> list[str]:
    return [page.title for page in due_pages(editor(is_superuser=True))]


def test_a_year_is_counted_to_the_day() -> None:
    assert due_before(12, date(2028, 2, 29)) == date(2027, 2, 28)


def test_a_page_that_nobody_has_looked_at_for_a_year_is_listed(forgotten: TextPage) -> None:
    assert due() == [forgotten.title]
    client = signed_in(editor())
    assert forgotten.title in client.get("/cms/reports/pages-to-review/").content.decode()
    assert "1 page has not been looked at for 12 months or more." in client.get("/cms/").content.decode()


def test_one_click_says_that_it_is_still_right(forgotten: TextPage) -> None:
    client, url = signed_in(editor()), f"/cms/quality/{forgotten.pk}/still-right/"
    assert client.get(url).status_code == 405
    assert client.post(url, {"next": "/cms/"}).headers["Location"] == "/cms/"
    assert due() == []
    assert PageLogEntry.objects.filter(action="editors.review", page=forgotten.pk).count() == 1
    PageReview.objects.update(reviewed_on=due_before(12) - timedelta(days=1))
    assert due() == [forgotten.title]


def test_who_may_not_change_a_page_says_nothing_about_it(forgotten: TextPage) -> None:
    assert signed_in(UserFactory()).post(f"/cms/quality/{forgotten.pk}/still-right/").status_code in (302, 403)
    assert not PageReview.objects.exists()


def test_practices_have_a_report_of_their_own(small_tree: SiteTree) -> None:
    Page.objects.update(first_published_at=timezone.now() - timedelta(days=800))
    titles = due()
    assert small_tree.lessons["en"][0].title in titles
    assert small_tree.practices["en"][0].title not in titles
    assert not any("(nb)" in title for title in titles)
