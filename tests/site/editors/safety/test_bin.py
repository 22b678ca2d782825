"""Deleted pages are kept for a while, seen by nobody, and can be brought back as they were."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page, PageLogEntry, Revision
from wagtail_localize.models import Translation

from courses.models import LessonPage
from courses.outline import course_outline
from courses.progress.models import LessonCompletion
from mimi.editors.safety.bin import empty, restore
from mimi.editors.safety.models import DeletedPage, Deletion
from mimi.operations.periodic import jobs
from mimi.pages.cache.stamps import view
from mimi.pages.visibility import is_in_bin
from practices.review import due_for_review
from tests.courses.desk import Desk, told
from tests.courses.visitor import Visitor
from tests.factories import SiteTree, TextPageFactory
from tests.site.editors.roles.people import person, refused, signed_in, translation_of


@pytest.fixture
def publisher(db: None) -> Client:
    """Somebody who may delete published pages."""
    return signed_in(person("publisher"))


def delete(client: Client, page: Any) -> Any:
    """Delete a page in the admin."""
    response = client.post(f"/cms/pages/{page.pk}/delete/")
    view.refresh(now=True)
    return response


def bring_back(client: Client, **sent: str) -> Any:
    """Bring back what was deleted last."""
    response = client.post(reverse("editors_bin_restore", args=[Deletion.objects.latest("pk").pk]), sent)
    view.refresh(now=True)
    return response


def fresh(page: Any) -> Any:
    """Return a page as it is now."""
    return Page.objects.get(pk=page.pk).specific


def snapshot(pages: list[Any]) -> list[tuple[Any, ...]]:
    """Return what must be the same after a deletion and a return; pages stand in their order."""
    rows = Page.objects.filter(pk__in=[page.pk for page in pages]).order_by("path")
    return list(
        rows.values_list(
            "pk", "translation_key", "url_path", "slug", "live", "live_revision", "has_unpublished_changes"
        )
    )


def test_a_module_comes_back_as_it_was_in_all_languages(small_tree: SiteTree, publisher: Client) -> None:
    module = small_tree.modules["en"][0]
    desk = Desk(publisher)
    desk.publish(small_tree.lessons["en"][0], title="Published")
    desk.send(small_tree.lessons["en"][0], "", title="Begun")
    reader = Visitor()
    reader.mark_read(small_tree.lessons["en"][0])
    translation = translation_of(small_tree.lessons["en"][0])
    everything = [*small_tree.modules["en"], *small_tree.modules["nb"], *small_tree.lessons["en"]]
    everything += [*small_tree.lessons["nb"], *small_tree.quizzes["en"], *small_tree.quizzes["nb"]]
    before, revisions = snapshot(everything), Revision.objects.count()
    blocks = LessonPage.objects.get(pk=small_tree.lessons["en"][0].pk).body.raw_data[0]["id"]
    delete(publisher, module)
    assert all(is_in_bin(fresh(small_tree.modules[language][0])) for language in ("en", "nb"))
    assert not Page.objects.filter(pk__in=[lesson.pk for lesson in small_tree.lessons["en"][:2]], live=True).exists()
    bring_back(publisher)
    assert snapshot(everything) == before
    assert Revision.objects.count() == revisions
    assert Translation.objects.get(pk=translation.pk).enabled
    assert LessonCompletion.objects.count() == 1
    assert LessonPage.objects.get(pk=small_tree.lessons["en"][0].pk).body.raw_data[0]["id"] == blocks
    assert not Deletion.objects.exists()


def test_nothing_public_shows_it(small_tree: SiteTree, publisher: Client) -> None:
    lesson, client = small_tree.lessons["en"][0], Client()
    practice = small_tree.practices["en"][0]
    urls = [page.get_url() for page in (lesson, practice)]
    lists = ["/sitemap.xml", "/api/v2/pages/?limit=50", small_tree.library["en"].get_url()]
    lists += [small_tree.course["en"].get_url(), small_tree.modules["en"][0].get_url(), "/en/search/?q=Practice"]
    assert [client.get(url).status_code for url in urls] == [200, 200]
    for url in lists:
        client.get(url)
    delete(publisher, lesson)
    delete(publisher, practice)
    assert [client.get(url).status_code for url in urls] == [404, 404]
    for url in lists:
        text = told(client.get(url))
        assert f"{lesson.slug}/" not in text, url
        assert f"{practice.slug}/" not in text, url
    assert str(lesson.translation_key) not in [step.key for step in course_outline(small_tree.course["en"]).steps]
    assert fresh(lesson).url is None
    bring_back(publisher)
    assert client.get(urls[1]).status_code == 200
    assert f"{practice.slug}/" in told(client.get("/sitemap.xml"))


def test_it_is_counted_nowhere_and_asked_for_no_review(small_tree: SiteTree, publisher: Client) -> None:
    practice = small_tree.practices["en"][0]
    root = person("administrator")
    due = due_for_review(root).filter(pk=practice.pk).count()
    delete(publisher, practice)
    assert (due, due_for_review(root).filter(pk=practice.pk).count()) == (1, 0)


def test_in_the_admin_it_is_neither_listed_nor_chosen_nor_touched(small_tree: SiteTree, publisher: Client) -> None:
    page = small_tree.about["en"]
    delete(publisher, page)
    root = signed_in(person("administrator"))
    home = Page.objects.get(depth=1)
    assert "_bin" not in told(root.get(f"/cms/pages/{home.pk}/"))
    assert "Deleted pages" not in told(root.get("/cms/api/main/pages/?child_of=1&for_explorer=1"))
    assert "Deleted pages" not in told(root.get(f"/cms/choose-page/{home.pk}/"))
    for address in ("edit", "delete", "unpublish", "copy", "move"):
        assert refused(root.get(f"/cms/pages/{page.pk}/{address}/")), address
    for user in (root, publisher):
        assert refused(user.post(f"/cms/pages/{page.pk}/edit/", {"title": "x"}))


def test_who_deletes_an_english_page_is_told_that_its_translations_go_with_it(
    small_tree: SiteTree, publisher: Client
) -> None:
    text = told(publisher.get(f"/cms/pages/{small_tree.about['en'].pk}/delete/"))
    assert "1 translation" in text
    assert "What you delete can be brought back for 30 days." in text


def test_a_translation_is_deleted_alone(small_tree: SiteTree, publisher: Client) -> None:
    delete(publisher, small_tree.about["nb"])
    assert (is_in_bin(fresh(small_tree.about["nb"])), is_in_bin(fresh(small_tree.about["en"]))) == (True, False)


def test_many_are_deleted_at_once(small_tree: SiteTree, publisher: Client) -> None:
    ids = [small_tree.modules["en"][0].pk, small_tree.lessons["en"][0].pk, small_tree.about["en"].pk]
    query = "&".join(f"id={pk}" for pk in ids)
    publisher.post(f"/cms/bulk/wagtailcore/page/delete/?{query}&next=/cms/")
    assert all(is_in_bin(Page.objects.get(pk=pk)) for pk in ids)
    assert Deletion.objects.count() == 2


def test_the_front_page_of_the_site_stays(small_tree: SiteTree) -> None:
    root = signed_in(person("administrator"))
    text = told(root.post(f"/cms/pages/{small_tree.home['en'].pk}/delete/", follow=True))
    assert "is the front page of the site" in text
    assert not Deletion.objects.exists()


def test_two_with_one_slug_can_be_deleted_and_the_second_comes_back_under_another(
    small_tree: SiteTree, publisher: Client
) -> None:
    delete(publisher, small_tree.about["nb"])
    twin = TextPageFactory(parent=fresh(small_tree.home["nb"]), slug=small_tree.about["nb"].slug, language="nb")
    bring_back(publisher)
    assert fresh(small_tree.about["nb"]).slug == f"{twin.slug}-1"


def test_where_its_place_is_gone_another_is_chosen(small_tree: SiteTree, publisher: Client) -> None:
    lesson = small_tree.lessons["en"][0]
    delete(publisher, lesson)
    first = Deletion.objects.get()
    delete(publisher, small_tree.modules["en"][0])
    text = told(publisher.get(reverse("editors_bin")))
    assert "the page that it stood below is deleted, too" in text
    url = reverse("editors_bin_restore", args=[first.pk])
    assert "The place where it stood is gone (Norsk, English)" in told(publisher.post(url, follow=True)).replace(
        "English, Norsk", "Norsk, English"
    )
    other = small_tree.modules["en"][1]
    publisher.post(url, {"parent": str(other.pk)})
    for language in ("en", "nb"):
        page = fresh(small_tree.lessons[language][0])
        assert page.get_parent().pk == small_tree.modules[language][1].pk
        assert page.live


def test_no_place_is_taken_that_doesnt_take_such_a_page(small_tree: SiteTree, publisher: Client) -> None:
    delete(publisher, small_tree.lessons["en"][0])
    url = reverse("editors_bin_restore", args=[Deletion.objects.get().pk])
    assert publisher.post(url, {"parent": str(small_tree.home["en"].pk)}).status_code == 422
    assert is_in_bin(fresh(small_tree.lessons["en"][0]))


@pytest.mark.parametrize(("role", "language"), [("author", ""), ("translator", "nb"), ("moderator", "")])
def test_who_may_not_publish_brings_nothing_back_that_was_live(
    small_tree: SiteTree, publisher: Client, role: str, language: str
) -> None:
    delete(publisher, small_tree.about["en"])
    assert refused(bring_back(signed_in(person(role, language))))
    assert is_in_bin(fresh(small_tree.about["en"]))


def test_an_author_brings_back_a_draft_of_hers(small_tree: SiteTree) -> None:
    alice = person("author")
    draft = TextPageFactory(parent=fresh(small_tree.home["en"]), live=False, owner=alice, title="Draft", slug="draft")
    client = signed_in(alice)
    delete(client, draft)
    assert is_in_bin(fresh(draft))
    bring_back(client)
    assert (is_in_bin(fresh(draft)), fresh(draft).live) == (False, False)


def test_an_author_deletes_nothing_with_translations_that_she_may_not_delete(small_tree: SiteTree) -> None:
    home = fresh(small_tree.home["en"])
    draft = TextPageFactory(parent=home, live=False, title="Draft", slug="draft")
    TextPageFactory(
        parent=fresh(small_tree.home["nb"]),
        live=False,
        language="nb",
        slug="kladd",
        translation_key=draft.translation_key,
    )
    text = told(signed_in(person("author")).post(f"/cms/pages/{draft.pk}/delete/", follow=True))
    assert "has translations that you may not delete" in text
    assert not is_in_bin(fresh(draft))


def test_what_was_on_its_way_is_stopped(small_tree: SiteTree, publisher: Client) -> None:
    lesson = small_tree.lessons["en"][0]
    Desk(publisher).send(lesson, "action-submit")
    fresh(lesson).latest_revision.__class__.objects.filter(pk=fresh(lesson).latest_revision_id).update(
        approved_go_live_at=timezone.now() + timedelta(days=1)
    )
    delete(publisher, lesson)
    assert not fresh(lesson).workflow_in_progress
    assert not Revision.objects.filter(approved_go_live_at__isnull=False).exists()


def test_after_thirty_days_it_is_gone_for_good(small_tree: SiteTree, publisher: Client) -> None:
    reader = Visitor()
    reader.mark_read(small_tree.lessons["en"][0])
    delete(publisher, small_tree.modules["en"][0])
    pages = list(DeletedPage.objects.values_list("page_id", flat=True))
    assert empty(timezone.now() + timedelta(days=29)) == 0
    jobs()["empty the bin"].run(timezone.now() + timedelta(days=31))
    assert not Page.objects.filter(pk__in=pages).exists()
    assert not Page.objects.filter(pk=small_tree.lessons["nb"][0].pk).exists()
    assert not Deletion.objects.exists()
    assert LessonCompletion.objects.count() == 1
    assert len(Page.find_problems()[0]) == 0


def test_the_log_says_who_deleted_it_and_who_brought_it_back(small_tree: SiteTree, publisher: Client) -> None:
    page = small_tree.about["nb"]
    delete(publisher, page)
    restore(Deletion.objects.get(), person("administrator", first_name="Root"))
    told_of = PageLogEntry.objects.filter(page=page.pk, action__startswith="editors.").order_by("pk")
    assert [str(entry.message) for entry in told_of] == ["Deleted; can be brought back", "Brought back"]
    assert all(entry.user for entry in told_of)


def test_the_listing_asks_the_same_number_of_queries_for_one_and_for_many(
    small_tree: SiteTree, publisher: Client, django_assert_num_queries: Any
) -> None:
    delete(publisher, small_tree.about["nb"])
    url = reverse("editors_bin")
    publisher.get(url)
    with CaptureQueriesContext(connection) as queries:
        publisher.get(url)
        one = len(queries)
    for lesson in small_tree.lessons["nb"]:
        delete(publisher, lesson)
    publisher.get(url)
    with django_assert_num_queries(one):
        publisher.get(url)
