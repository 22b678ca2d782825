"""Books are made after a publish, kept as files, and shown where they are."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from wagtail.models import PageViewRestriction

from mimi.books import making, pdf
from mimi.books.content import Book
from mimi.books.models import BookFile, Edition
from mimi.pages.chrome import in_language
from mimi.paper import PaperUnavailableError
from tests.factories import SiteTree
from tests.site.operations.background import queue  # noqa: F401 - a fixture
from tests.site.pages.visits import address, change, committed, publish


class Press:
    """Stands in for what makes files, which takes a while, and notes what it was asked for."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.made: list[Book] = []
        monkeypatch.setattr(making, "FORMATS", {"pdf": self.make, "epub": self.make})
        monkeypatch.setattr(making, "_nothing_due_at", None)

    def make(self, book: Book) -> making.Made:
        self.made.append(book)
        return making.Made(pdf.written(book).encode(), 7)


@pytest.fixture
def press(monkeypatch: pytest.MonkeyPatch) -> Press:
    return Press(monkeypatch)


def make_all() -> None:
    for name in sorted(making.out_of_date()):
        with committed():
            making.bring_up_to_date(*name)


def file_url(tree: SiteTree, language: str, ending: str = "pdf") -> str:
    return in_language(language, "book_file", ["course", str(tree.course[language].translation_key), ending])


def test_each_book_is_made_once_a_publish(small_tree: SiteTree, press: Press) -> None:
    make_all()
    # Course and library in two languages, each in two formats.
    assert len(press.made) == 8
    assert not making.out_of_date()
    publish(small_tree.lessons["nb"][0], title="Et annet navn")
    assert {(kind, language) for kind, _key, language in making.out_of_date()} == {("course", "nb")}
    make_all()
    assert [book.language for book in press.made[8:]] == ["nb", "nb"]
    assert "Et annet navn" in {place.title for place in press.made[-1].places()}
    # What was published again as it was is no new book.
    publish(small_tree.lessons["nb"][0])
    assert making.out_of_date()
    make_all()
    assert len(press.made) == 10


def test_it_is_served_as_a_file_that_says_what_stands_in_it(small_tree: SiteTree, press: Press) -> None:
    client, url = Client(), file_url(small_tree, "nb")
    assert client.get(url).status_code == 404
    assert url not in client.get(address(small_tree.course["nb"])).content.decode()
    change(make_all)
    shown = client.get(address(small_tree.course["nb"])).content.decode()
    assert f'href="{url}"' in shown
    assert f'href="{file_url(small_tree, "nb", "epub")}"' in shown
    first = client.get(url)
    content = b"".join(first.streaming_content)
    assert b"/nb/" in content
    assert first["Content-Type"] == "application/pdf"
    assert f'filename="{small_tree.course["nb"].slug}.pdf"' in first["Content-Disposition"]
    assert "public" in first["Cache-Control"]
    assert not first.cookies
    again = client.get(url, headers={"If-None-Match": first["ETag"]})
    assert (again.status_code, again["ETag"], again.content) == (304, first["ETag"], b"")
    publish(small_tree.lessons["nb"][0], title="Et annet navn")
    # Until it is made anew, there is the one before.
    assert client.get(url)["ETag"] == first["ETag"]
    change(make_all)
    other = client.get(url, headers={"If-None-Match": first["ETag"]})
    assert other.status_code == 200
    assert "Et annet navn" in b"".join(other.streaming_content).decode()
    assert client.get(file_url(small_tree, "nb", "epub"))["Content-Type"] == "application/epub+zip"


def test_a_page_that_is_hidden_does_not_go_on_in_a_book(small_tree: SiteTree, press: Press) -> None:
    change(make_all)
    hidden = small_tree.lessons["en"][0]
    change(lambda: PageViewRestriction.objects.create(page=hidden, restriction_type=PageViewRestriction.LOGIN))
    answer = Client().get(file_url(small_tree, "en"))
    assert answer.status_code == 503
    assert int(answer["Retry-After"]) > 0
    change(make_all)
    assert hidden.title not in b"".join(Client().get(file_url(small_tree, "en")).streaming_content).decode()


def test_the_book_of_a_course_that_is_gone_goes_with_it(small_tree: SiteTree, press: Press) -> None:
    from django.core.files.storage import default_storage

    change(make_all)
    stored = list(BookFile.objects.filter(edition__kind="course").values_list("stored_as", flat=True))
    assert len(stored) == 4
    for language in small_tree.languages:
        change(small_tree.course[language].unpublish)
    assert Client().get(file_url(small_tree, "en")).status_code == 404
    change(make_all)
    assert not Edition.objects.filter(kind="course").exists()
    assert not any(default_storage.exists(name) for name in stored)


def test_what_goes_wrong_is_tried_again_after_the_next_publish(
    small_tree: SiteTree, press: Press, monkeypatch: pytest.MonkeyPatch
) -> None:
    change(make_all)
    publish(small_tree.lessons["en"][0], title="A stone in the works")

    def fail(_book: Book) -> making.Made:
        raise ValueError("no paper")

    monkeypatch.setattr(making, "FORMATS", {"pdf": fail})
    (name,) = making.out_of_date()
    with pytest.raises(ValueError, match="no paper"):
        making.bring_up_to_date(*name)
    assert not making.out_of_date()
    assert Client().get(file_url(small_tree, "en")).status_code == 200
    monkeypatch.setattr(making, "FORMATS", {"pdf": press.make, "epub": press.make})
    publish(small_tree.lessons["en"][0], title="Mended")
    change(make_all)
    assert "Mended" in b"".join(Client().get(file_url(small_tree, "en")).streaming_content).decode()


def test_a_book_that_can_not_even_be_written_waits_for_the_next_publish(
    small_tree: SiteTree, press: Press, monkeypatch: pytest.MonkeyPatch
) -> None:
    change(make_all)
    publish(small_tree.lessons["en"][0], title="A stone in the works")
    (name,) = making.out_of_date()
    with monkeypatch.context() as broken:
        broken.setattr(making, "_digest", lambda _book: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            making.bring_up_to_date(*name)
    assert not making.out_of_date()
    publish(small_tree.lessons["en"][0], title="Mended")
    assert making.out_of_date() == {name}


def test_what_could_not_be_put_on_paper_is_tried_anew_after_the_next_publish(
    small_tree: SiteTree, press: Press, monkeypatch: pytest.MonkeyPatch
) -> None:
    def none_here(_book: Book) -> making.Made:
        raise PaperUnavailableError

    with monkeypatch.context() as poor:
        poor.setattr(making, "FORMATS", {"pdf": none_here, "epub": press.make})
        change(make_all)
        assert Client().get(file_url(small_tree, "en")).status_code == 404
    lesson = small_tree.lessons["en"][0]
    publish(lesson, title=lesson.title)
    change(make_all)
    assert Client().get(file_url(small_tree, "en")).status_code == 200


def test_an_operator_may_do_without(small_tree: SiteTree, settings: Any) -> None:
    now = timezone.now()
    settings.MAKE_BOOKS = False
    assert not making.is_due(now)
    settings.MAKE_BOOKS = True
    assert making.is_due(now)


@pytest.mark.usefixtures("queue")
def test_the_worker_makes_what_is_out_of_date_after_a_pause(small_tree: SiteTree, press: Press) -> None:
    from django_tasks_db.models import DBTaskResult

    now = timezone.now()
    assert making.is_due(now)
    making.make_books(now)
    waiting = DBTaskResult.objects.filter(task_path=making.make_book.module_path)
    assert waiting.count() == 4
    assert all(row.run_after >= now + making.PAUSE for row in waiting)
    # What waits isn't asked for twice.
    assert not making.is_due(now)
    make_all()
    waiting.delete()
    assert not making.is_due(now)
    publish(small_tree.lessons["nb"][0], title="Et annet navn")
    assert making.is_due(now)
