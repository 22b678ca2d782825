"""Links that lead nowhere: within the site at once, beyond it once it was asked, safely."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from django.utils import timezone
from wagtail.documents import get_document_model

from mimi.editors.models import ExternalAddress, PageAddress
from mimi.editors.quality.checks import Checks
from mimi.editors.quality.links import asking
from mimi.editors.quality.links.asking import Answer, Problem, allowed, public_address
from mimi.editors.quality.links.checking import check, gather
from mimi.editors.quality.links.report import broken_links, wrong
from mimi.editors.quality.measuring import measure
from mimi.pages.models import TextPage
from tests.factories import SiteTree, editor
from tests.factories.speech import block

REPORT = "/cms/reports/links/"


def write(page: TextPage, *paragraphs: str) -> TextPage:
    """Write rich text into a page and publish it, as far as the links are concerned."""
    page.body = json.dumps([block("prose", "text", {"heading": "", "body": "".join(paragraphs)})])
    page.save()
    page = TextPage.objects.get(pk=page.pk)
    measure(page)
    return page


def to_page(page: Any) -> str:
    return f'<p><a linktype="page" id="{getattr(page, "pk", page)}">the page</a></p>'


def told() -> list[str]:
    return [wrong(row) for row in broken_links().order_by("pk")]


def signed_in(user: Any) -> Client:
    client = Client()
    client.force_login(user)
    return client


def test_links_that_lead_somewhere_are_not_told(small_tree: SiteTree) -> None:
    lesson = small_tree.lessons["en"][0]
    address = f'<p><a href="/en/{lesson.url_path.split("/", 2)[2]}">by address</a></p>'
    search = '<p><a href="http://testserver/en/search/">search</a></p>'
    write(small_tree.about["en"], to_page(lesson), address, search, '<p><a href="mailto:a@example.org">mail</a></p>')
    assert told() == []


def test_a_page_that_was_taken_offline_or_deleted_is_told_at_once(small_tree: SiteTree) -> None:
    gone, hidden = small_tree.lessons["en"][1], small_tree.lessons["en"][0]
    write(small_tree.about["en"], to_page(hidden), to_page(gone), to_page(987654))
    hidden.unpublish()
    gone.delete()
    unpublished = "The page isn’t published, in this language or in English."
    assert told() == [unpublished, "The page has been deleted.", "The page has been deleted."]


def test_a_link_to_a_page_that_is_live_in_english_still_leads_there(small_tree: SiteTree) -> None:
    write(small_tree.about["nb"], to_page(small_tree.lessons["nb"][0]))
    small_tree.lessons["nb"][0].unpublish()
    assert told() == []
    small_tree.lessons["en"][0].unpublish()
    assert len(told()) == 1


def test_missing_documents_anchors_and_addresses_are_told(small_tree: SiteTree) -> None:
    page = small_tree.about["en"]
    links = [
        '<a linktype="document" id="77">file</a>',
        '<a href="#nowhere">here</a>',
        '<a href="/en/no/such/">there</a>',
    ]
    write(page, *(f"<p>{link}</p>" for link in links))
    assert told() == [
        "The document has been deleted.",
        "There is no such place on the page.",
        "There is no page at this address.",
    ]


def test_a_draft_is_looked_at_before_it_is_published(small_tree: SiteTree) -> None:
    page = write(small_tree.about["en"], to_page(987654), '<p><a href="#nowhere">here</a></p>')
    broken = Checks(page).broken
    assert [said for _link, said in broken] == ["The page has been deleted.", "There is no such place on the page."]
    assert broken[0][0].place.words == "Text › 1. Text"


def test_the_report_names_the_place_and_takes_one_there(small_tree: SiteTree) -> None:
    page = write(small_tree.about["en"], to_page(987654))
    client = signed_in(editor())
    html = client.get(REPORT).content.decode()
    block_id = page.body[0].id
    assert f"/cms/pages/{page.pk}/edit/#block-{block_id}-section" in html
    assert "The page has been deleted." in html
    nothing = client.get(f"{REPORT}?leads=beyond").content.decode()
    assert "The page has been deleted." not in nothing


def test_the_report_asks_the_same_of_many_links_as_of_one(small_tree: SiteTree, count_queries: Any) -> None:
    client = signed_in(editor())
    write(small_tree.about["en"], to_page(987654))
    one = count_queries(lambda: client.get(REPORT))
    write(small_tree.about["en"], *(to_page(n) for n in range(900_000, 900_030)))
    write(small_tree.about["nb"], *(to_page(n) for n in range(900_000, 900_010)))
    assert count_queries(lambda: client.get(REPORT)) == one


def test_what_other_sites_say_is_kept_with_the_day_it_was_last_fine(small_tree: SiteTree) -> None:
    write(small_tree.about["en"], '<p><a href="https://example.org/a">a</a> <a href="https://example.org/b">b</a></p>')
    answers = {"https://example.org/a": Answer(200), "https://example.org/b": Answer(404, Problem.GONE)}
    now = timezone.now()
    assert check(now, answers.__getitem__, pause=0) == {"asked": 2, "problems": 1}
    assert told() == ["The page is gone."]
    fine = ExternalAddress.objects.get(address="https://example.org/a")
    assert fine.fine_at is not None
    # Nothing is asked again so soon.
    assert check(now, answers.__getitem__, pause=0) == {"asked": 0, "problems": 0}
    answers["https://example.org/b"] = Answer(200)
    assert check(now + timedelta(days=7), answers.__getitem__, pause=0) == {"asked": 1, "problems": 0}
    assert told() == []


def test_a_site_that_is_down_once_may_only_be_resting(small_tree: SiteTree) -> None:
    write(small_tree.about["en"], '<p><a href="https://example.org/a">a</a></p>')
    now = timezone.now()
    for days, expected in ((0, []), (7, ["The site doesn’t answer."])):
        check(now + timedelta(days=days), lambda _address: Answer(None, Problem.UNREACHABLE), pause=0)
        assert told() == expected


def test_an_address_that_no_page_links_to_any_more_is_forgotten(small_tree: SiteTree) -> None:
    page = write(small_tree.about["en"], '<p><a href="https://example.org/a">a</a></p>')
    gather()
    assert ExternalAddress.objects.count() == 1
    write(page, "<p>No link.</p>")
    gather()
    assert not ExternalAddress.objects.exists()


def test_our_own_addresses_are_not_asked_as_if_they_were_others(small_tree: SiteTree) -> None:
    write(
        small_tree.about["en"], '<p><a href="http://testserver/en/about/">a</a> <a href="ftp://example.org/">b</a></p>'
    )
    gather()
    assert not ExternalAddress.objects.exists()


@pytest.mark.parametrize("address", [
    "ftp://example.org/", "https://example.org:8443/", "https://user:secret@example.org/", "https:///path", "http://[",
])  # fmt: skip
def test_only_plain_web_addresses_are_asked(address: str) -> None:
    assert asking.ask(address) == Answer(None, Problem.NOT_ASKED)


@pytest.mark.parametrize("found", [
    "127.0.0.1", "10.1.2.3", "192.168.0.1", "169.254.169.254", "172.16.0.1", "0.1.2.3", "100.64.0.1", "::1",
    "fe80::1%e0",
    "fc00::1", "::ffff:127.0.0.1", "64:ff9b::7f00:1", "2002:7f00:1::", "224.0.0.1",
])  # fmt: skip
def test_no_name_leads_into_a_private_network(found: str) -> None:
    def look_up(*_asked: Any, **_how: Any) -> list[Any]:
        # One harmless address among them makes it no better.
        return [(0, 0, 0, "", ("93.184.215.14", 443)), (0, 0, 0, "", (found, 443))]

    with pytest.raises(asking._NotAllowedError):
        public_address("example.org", 443, look_up)


def test_the_address_that_was_looked_up_is_the_one_that_is_asked() -> None:
    assert (
        public_address("example.org", 443, lambda *_a, **_k: [(0, 0, 0, "", ("93.184.215.14", 443))]) == "93.184.215.14"
    )
    assert allowed("https://Example.org/a?b=c").hostname == "example.org"


def test_a_redirect_into_a_private_network_is_not_followed(monkeypatch: pytest.MonkeyPatch) -> None:
    steps = {"https://example.org/": (302, "http://127.0.0.1/secret")}

    def once(address: str, method: str) -> tuple[int, str]:
        if address in steps:
            return steps[address]
        parts = allowed(address)
        public_address(parts.hostname or "", 80)
        raise AssertionError("asked")

    monkeypatch.setattr(asking, "_once", once)
    assert asking.ask("https://example.org/") == Answer(None, Problem.NOT_ASKED)


def test_who_refuses_head_is_asked_by_get(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []

    def once(address: str, method: str) -> tuple[int, str]:
        asked.append(method)
        return (405, "") if method == "HEAD" else (200, "")

    monkeypatch.setattr(asking, "_once", once)
    assert asking.ask("https://example.org/") == Answer(200, "")
    assert asked == ["HEAD", "GET"]


def test_nothing_is_asked_unless_the_operator_says_so(db: Any, settings: Any) -> None:
    settings.CHECK_LINKS = False
    with pytest.raises(CommandError, match="CHECK_LINKS=1"):
        call_command("check_links")


def test_a_document_that_is_there_is_no_fault(small_tree: SiteTree) -> None:
    document = get_document_model().objects.create(title="Sheet", file="sheet.pdf")
    write(small_tree.about["en"], f'<p><a linktype="document" id="{document.pk}">sheet</a></p>')
    assert told() == []
    document.delete()
    assert told() == ["The document has been deleted."]
    assert PageAddress.objects.count() == 1
