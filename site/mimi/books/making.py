"""Making books in the background: once after what stands in one was published, and not while it goes on changing."""

from __future__ import annotations

import hashlib
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import structlog
from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction
from django.utils import timezone
from django.utils.translation import override
from django_tasks import TaskResultStatus, task
from django_tasks_db.models import DBTaskResult

from mimi.books import epub, pdf
from mimi.books.content import Book
from mimi.books.models import BookFile, Edition
from mimi.books.registry import kind_of, kinds
from mimi.operations.periodic import whenever
from mimi.pages.cache.stamps import raise_tags, view
from mimi.pages.cache.tags import collecting
from mimi.pages.digests import digest_of
from mimi.paper import PaperUnavailableError

# Who publishes one page often publishes others right after it.
PAUSE = timedelta(minutes=2)
# Letters and the like go first.
PRIORITY = -50
FOLDER = "books"
_log = structlog.get_logger("mimi.books")


@dataclass(frozen=True)
class Made:
    """A file as it was just made."""

    content: bytes
    pages: int | None = None


def _paper(book: Book) -> Made:
    return Made(*pdf.as_pdf(book))


def _screen(book: Book) -> Made:
    return Made(epub.as_epub(book))


# By how their names end.
FORMATS: dict[str, Callable[[Book], Made]] = {"pdf": _paper, "epub": _screen}
Name = tuple[str, str, str]


def book_tag(kind: str, key: str, language: str) -> str:
    """Return the tag of what shows that a book is there."""
    return f"book:{kind}:{key}:{language}"


def out_of_date() -> set[Name]:
    """Return kind, key and language of each book that isn't as what it holds was published, or that is to go."""
    view.refresh()
    wanted = {(kind.name, str(key), language) for kind in kinds() for key, language in kind.wanted()}
    current, gone = set(), set()
    for edition in Edition.objects.all():
        name = (edition.kind, str(edition.key), edition.language)
        if name not in wanted:
            gone.add(name)
        elif _is_current(edition):
            current.add(name)
    return (wanted - current) | gone


def _is_current(edition: Edition) -> bool:
    if (edition.epoch, edition.release) != (view.epoch, settings.RELEASE):
        return False
    return view.holds(edition.tags, edition.stamp)


def _underway() -> set[Name]:
    """Return the books that a task waits to make."""
    waiting = DBTaskResult.objects.filter(task_path=make_book.module_path, status=TaskResultStatus.READY)
    return {tuple(row["args"]) for row in waiting.values_list("args_kwargs", flat=True)}


_nothing_due_at: tuple[str, int] | None = None


def is_due(_now: datetime) -> bool:
    """Say whether a book is to be made; as long as nothing is published, that is looked up once.

    Never where the operator makes none.
    """
    global _nothing_due_at  # noqa: PLW0603 - a note of this process to itself
    if not settings.MAKE_BOOKS:
        return False
    view.refresh()
    if _nothing_due_at == (view.epoch, view.latest):
        return False
    late = out_of_date()
    if not late:
        _nothing_due_at = (view.epoch, view.latest)
    return bool(late - _underway())


@whenever("make books", is_due)
def make_books(now: datetime) -> None:
    """Let the worker make each book that is out of date, after a pause."""
    for name in sorted(out_of_date() - _underway()):
        make_book.using(run_after=now + PAUSE, priority=PRIORITY).enqueue(*name)


@task(backend="background")
def make_book(kind: str, key: str, language: str) -> None:
    """Make a book anew, if anything in it has changed."""
    bring_up_to_date(kind, key, language)


def bring_up_to_date(kind: str, key: str, language: str) -> None:
    """Make the files of a book, unless they hold what they would hold anew; take those of a book away that is gone.

    What goes wrong is tried again after the next publish; until then there are the files made before.
    """
    began = time.perf_counter()
    view.refresh(now=True)
    stamp, epoch = view.latest, view.epoch
    found = kind_of(kind)
    is_wanted = found is not None and (key, language) in set(found.wanted())
    noted: dict[str, Any] = {"stamp": stamp, "epoch": epoch, "release": settings.RELEASE}
    tags: set[str] = set()
    try:
        with override(language), collecting() as tags:
            book = found.write(key, language) if found and is_wanted else None
        noted["tags"] = sorted(tags)
        if book is None:
            _keep(kind, key, language, {**noted, "made_of": "", "name": ""}, {}, gone=not tags)
            return
        made_of = _digest(book)
        before = Edition.objects.filter(kind=kind, key=key, language=language).first()
        if before is not None and before.made_of == made_of:
            Edition.objects.filter(pk=before.pk).update(**noted)
            return
        made = {name: file for name in FORMATS if (file := _make(name, book)) is not None}
    except Exception:
        noted["tags"] = sorted(tags)
        Edition.objects.update_or_create(kind=kind, key=UUID(key), language=language, defaults=noted)
        raise
    # What this machine could not make is tried anew after the next publish, whatever that changes.
    whole = made_of if len(made) == len(FORMATS) else ""
    _keep(kind, key, language, {**noted, "made_of": whole, "name": book.name}, made)
    seconds = round(time.perf_counter() - began, 1)
    sizes = {name: len(file.content) for name, file in made.items()}
    _log.info("book made", kind=kind, language=language, seconds=seconds, sizes=sizes)


def _digest(book: Book) -> str:
    """Return a digest of all that a book is made of: its texts, its pictures, and the release that sets it."""
    styles = [style.read_text() for style in (pdf.STYLE, epub.STYLE)]
    pictures = [hashlib.sha256(picture.content).hexdigest() for picture in book.pictures]
    return digest_of([pdf.written(book), book.name, pictures, styles, sorted(FORMATS), settings.RELEASE])


def _make(name: str, book: Book) -> Made | None:
    try:
        return FORMATS[name](book)
    except PaperUnavailableError:
        # The log says why. What needs no layout is made all the same.
        return None


def _keep(
    kind: str, key: str, language: str, noted: dict[str, object], made: dict[str, Made], *, gone: bool = False
) -> None:
    """Keep the files of an edition in the place of those before, and let pages that name them show it."""
    rows = [_stored(kind, key, language, name, file) for name, file in made.items()]
    with transaction.atomic():
        edition, _created = Edition.objects.update_or_create(
            kind=kind, key=UUID(key), language=language, defaults={**noted, "made_at": timezone.now()}
        )
        old = set(edition.files.values_list("stored_as", flat=True)) - {row.stored_as for row in rows}
        edition.files.all().delete()
        for row in rows:
            row.edition = edition
        BookFile.objects.bulk_create(rows)
        if gone:
            edition.delete()
        raise_tags(book_tag(kind, key, language))
        transaction.on_commit(lambda: _drop(old))


def _drop(names: set[str]) -> None:
    for name in sorted(names):
        default_storage.delete(name)


def _stored(kind: str, key: str, language: str, name: str, file: Made) -> BookFile:
    digest = hashlib.sha256(file.content).hexdigest()
    stored_as = f"{FOLDER}/{kind}-{key}-{language}-{digest[:16]}.{name}"
    if not default_storage.exists(stored_as):
        stored_as = default_storage.save(stored_as, ContentFile(file.content))
    return BookFile(format=name, stored_as=stored_as, digest=digest, size=len(file.content), pages=file.pages)
