"""Bringing the tables of search up to date with what is published.

What some visitors only may see is left out, and so are aliases: they show another page's text, often in another
language.
"""

from __future__ import annotations

import hashlib
import uuid
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from itertools import islice
from typing import Any, TypeVar

from django.apps import apps
from django.db import connection, transaction
from wagtail.models import Page

from mimi.operations.statistics import Growth
from mimi.pages.cache.stamps import raise_tags
from mimi.pages.models import BasePage
from mimi.pages.visibility import restricted
from mimi.search import analysis
from mimi.search.contributions import Content, Source, entry_sources, page_source
from mimi.search.models import SearchDocument, SearchPosting, SearchStem, SearchWord
from mimi.search.weighing import Weighed, better_shown, weigh

T = TypeVar("T")
AT_ONCE = 50
ROWS_AT_ONCE = 2000
LONGEST_LINE = 400
_later: ContextVar[bool] = ContextVar("index_later", default=False)


@dataclass(frozen=True)
class Prepared:
    """A document that is ready to be written."""

    document: SearchDocument
    weighed: Weighed


def tag(language: str) -> str:
    """Return the tag that is raised when search finds something else in a language."""
    return f"search:{language}"


@contextmanager
def later() -> Iterator[None]:
    """Leave out what is published inside the block: for a caller that calls `update_index` behind it."""
    token = _later.set(True)
    try:
        yield
    finally:
        _later.reset(token)


# --- One thing that has changed


def page_changed(page: Page) -> None:
    """Read a page anew, or forget it where it isn't for everybody any more."""
    if not _later.get():
        _refresh(Page.objects.filter(pk=page.pk), [page.pk])


def pages_below_changed(page: Page) -> None:
    """Do so for a page and all below it, and below its aliases: who may see them may have changed."""
    if _later.get():
        return
    for top in (page, *page.aliases.all()):
        pages = Page.objects.descendant_of(top, inclusive=True)
        _refresh(pages, list(pages.values_list("pk", flat=True)))


def page_gone(pk: int) -> None:
    """Forget a page."""
    _forget(SearchDocument.objects.filter(page=pk))


def entry_changed(entry: Any) -> None:
    """Read an entry anew."""
    source = _entry_source(entry)
    if source is not None and not _later.get():
        _write([_prepare_entry(source, entry)])


def entry_gone(entry: Any) -> None:
    """Forget an entry."""
    if _entry_source(entry) is not None:
        language = entry.locale.language_code
        _forget(SearchDocument.objects.filter(key=entry.translation_key, language=language, page=None))


def _entry_source(entry: Any) -> Source | None:
    return next((source for source in entry_sources() if source.model == entry._meta.label_lower), None)


# --- Everything


def update_index(*, everything: bool = False, model: str = "") -> int:
    """Read what has changed since it was read, forget what is gone; return how many documents changed.

    With `everything`, all is read anew; with `model`, only pages of that model are looked at.
    """
    rows = SearchDocument.objects.exclude(page=None).values_list("page", "version")
    known = {page: version for page, version in rows if page is not None}
    pages = _public(Page.objects.filter(depth__gt=1))
    if model:
        app, _dot, name = model.partition(".")
        pages = pages.filter(content_type__app_label=app, content_type__model=name)
    count, seen, growth = 0, set(), Growth()
    for pks in _batches(list(pages.order_by("path").values_list("pk", flat=True)), AT_ONCE):
        batch = Page.objects.filter(pk__in=pks).select_related("locale").specific()
        own = [page for page in batch if isinstance(page, BasePage)]
        seen |= {page.pk for page in own}
        stale = [page for page in own if everything or _is_stale(page, known)]
        count += _write([_prepare_page(page) for page in stale], anew=everything)
        growth.reached(count)
    if model:
        return count
    count += _forget_pages(set(known) - seen)
    count += _update_entries(anew=everything)
    if count:
        forget_words()
    return count


def _forget_pages(pks: set[int]) -> int:
    return sum(_forget(SearchDocument.objects.filter(page__in=part)) for part in _batches(sorted(pks), ROWS_AT_ONCE))


def _is_stale(page: BasePage, known: dict[int, str]) -> bool:
    """Say whether a page has to be read; one that was made without a revision always has."""
    return page.live_revision_id is None or known.get(page.pk) != _version(page)


def _update_entries(*, anew: bool) -> int:
    count = 0
    for source in entry_sources():
        entries = apps.get_model(source.model)._default_manager.select_related("locale").order_by("pk")
        prepared = [_prepare_entry(source, entry) for entry in entries]
        count += sum(_write(part, anew=anew) for part in _batches(prepared, AT_ONCE))
        kept = {(one.document.key, one.document.language) for one in prepared}
        rows = SearchDocument.objects.filter(model=source.model, page=None).values_list("pk", "key", "language")
        gone = [pk for pk, key, language in rows if (key, language) not in kept]
        count += _forget(SearchDocument.objects.filter(pk__in=gone))
    return count


def forget_words() -> None:
    """Delete the words that no document has any more; nobody would find anything by them."""
    words, stems, postings = (model._meta.db_table for model in (SearchWord, SearchStem, SearchPosting))
    with transaction.atomic(), connection.cursor() as cursor:
        unused = f"NOT EXISTS (SELECT 1 FROM {postings} p WHERE p.stem_id = "  # noqa: S608 - names of our own tables
        cursor.execute(f"DELETE FROM {words} WHERE {unused}{words}.stem_id)")  # noqa: S608 - our own tables
        cursor.execute(f"DELETE FROM {stems} WHERE {unused}{stems}.id)")  # noqa: S608 - our own tables


def _public(pages: Any) -> Any:
    return pages.live().filter(~restricted(), alias_of=None)


def _refresh(pages: Any, pks: list[int]) -> None:
    shown = [page for page in _public(pages).select_related("locale").specific() if isinstance(page, BasePage)]
    _write([_prepare_page(page) for page in shown])
    missing = set(pks) - {page.pk for page in shown}
    _forget(SearchDocument.objects.filter(page__in=missing))


# --- Reading


def _prepare_page(page: Any) -> Prepared:
    model = page._meta.label_lower
    source = page_source(model)
    content = source.read(page)
    version = _version(page) if page.live_revision_id else _told(content)
    return _prepare(page, model, source, content, page=page.pk, version=version)


def _prepare_entry(source: Source, entry: Any) -> Prepared:
    content = source.read(entry)
    return _prepare(entry, source.model, source, content, page=None, version=_told(content))


def _prepare(thing: Any, model: str, source: Source, content: Content, *, page: int | None, version: str) -> Prepared:
    language = thing.locale.language_code
    document = SearchDocument(
        key=thing.translation_key,
        language=language,
        kind=source.kind,
        model=model,
        page=page,
        title=content.title[:255],
        about=content.about[:LONGEST_LINE],
        summary=content.summary,
        text="\n".join(content.texts),
        version=version,
        tie=uuid.UUID(str(thing.translation_key)).int >> 97,
    )
    return Prepared(document, weigh(content, language, source.prior))


def _version(page: Any) -> str:
    """Tell a published state of a page from any other."""
    return _digest(analysis.VERSION, page.pk, page.live_revision_id, page.last_published_at)


def _told(content: Content) -> str:
    """Tell what was read from anything else."""
    return _digest(analysis.VERSION, *vars(content).values())


def _digest(*parts: Any) -> str:
    return hashlib.sha256("\n".join(map(str, parts)).encode()).hexdigest()


# --- Writing


def _write(prepared: list[Prepared], *, anew: bool = False) -> int:
    """Write documents with their words; return how many have changed. With `anew`, all count as changed."""
    changed = prepared if anew else _changed(prepared)
    if not changed:
        return 0
    with transaction.atomic():
        SearchDocument.objects.bulk_create(
            [one.document for one in changed],
            update_conflicts=True,
            unique_fields=["key", "language"],
            update_fields=["kind", "model", "page", "title", "about", "summary", "text", "version", "tie"],
        )
        ids = {row[:2]: row[2] for row in _rows(changed).values_list("key", "language", "pk")}
        for one in changed:
            one.document.pk = ids[one.document.key, one.document.language]
        _delete_postings([one.document.pk for one in changed])
        languages = sorted({one.document.language for one in changed})
        for language in languages:
            _write_words(language, [one for one in changed if one.document.language == language])
        raise_tags(*(tag(language) for language in languages))
    return len(changed)


def _rows(prepared: list[Prepared]) -> Any:
    return SearchDocument.objects.filter(key__in=[one.document.key for one in prepared])


def _changed(prepared: list[Prepared]) -> list[Prepared]:
    known = {row[:2]: row[2:] for row in _rows(prepared).values_list("key", "language", "version", "page")}
    documents = ((one, one.document) for one in prepared)
    return [one for one, own in documents if known.get((own.key, own.language)) != (own.version, own.page)]


def _write_words(language: str, prepared: list[Prepared]) -> None:
    stems = _stem_ids(language, {name for one in prepared for name in one.weighed.weights})
    forms: dict[str, tuple[str, str]] = {}
    for one in prepared:
        for form, (name, shown) in one.weighed.forms.items():
            if form not in forms or better_shown(shown, forms[form][1]):
                forms[form] = name, shown
    _write_forms(language, forms, stems)
    postings = [
        SearchPosting(document_id=one.document.pk, stem_id=stems[name], weight=weight)
        for one in prepared
        for name, weight in one.weighed.weights.items()
    ]
    SearchPosting.objects.bulk_create(postings, batch_size=ROWS_AT_ONCE)


def _stem_ids(language: str, names: set[str]) -> dict[str, int]:
    """Return the ids of stems; those that are new are made."""
    ids = _known_stems(language, names)
    missing = sorted(names - set(ids))
    if missing:
        # Another process may make one of them at the same time.
        rows = [SearchStem(language=language, stem=name) for name in missing]
        SearchStem.objects.bulk_create(rows, ignore_conflicts=True, batch_size=ROWS_AT_ONCE)
        ids |= _known_stems(language, set(missing))
    return ids


def _known_stems(language: str, names: set[str]) -> dict[str, int]:
    found: dict[str, int] = {}
    for part in _batches(sorted(names), ROWS_AT_ONCE):
        found |= dict(SearchStem.objects.filter(language=language, stem__in=part).values_list("stem", "pk"))
    return found


def _write_forms(language: str, forms: dict[str, tuple[str, str]], stems: dict[str, int]) -> None:
    known: dict[str, SearchWord] = {}
    for part in _batches(sorted(forms), ROWS_AT_ONCE):
        known |= {row.form: row for row in SearchWord.objects.filter(language=language, form__in=part)}
    new, changed = [], []
    for form, (name, shown) in sorted(forms.items()):
        row = known.get(form)
        if row is None:
            new.append(SearchWord(language=language, form=form, shown=shown, stem_id=stems[name]))
        elif row.stem_id != stems[name] or better_shown(shown, row.shown):
            row.stem_id = stems[name]
            row.shown = shown if better_shown(shown, row.shown) else row.shown
            changed.append(row)
    SearchWord.objects.bulk_create(new, ignore_conflicts=True, batch_size=ROWS_AT_ONCE)
    SearchWord.objects.bulk_update(changed, ["stem", "shown"], batch_size=500)


def _forget(documents: Any) -> int:
    """Delete documents and their postings; return how many."""
    rows = list(documents.values_list("pk", "language"))
    if not rows:
        return 0
    with transaction.atomic():
        _delete_postings([pk for pk, _language in rows])
        for part in _batches([pk for pk, _language in rows], ROWS_AT_ONCE):
            _delete(SearchDocument, "id", part)
        raise_tags(*sorted({tag(language) for _pk, language in rows}))
    return len(rows)


def _delete_postings(documents: list[int]) -> None:
    for part in _batches(documents, ROWS_AT_ONCE):
        _delete(SearchPosting, "document_id", part)


def _delete(model: Any, column: str, ids: list[int]) -> None:
    """Delete rows in one statement: a queryset would read each of them first, for signals that nobody needs."""
    places = ", ".join(["%s"] * len(ids))
    with connection.cursor() as cursor:
        cursor.execute(f"DELETE FROM {model._meta.db_table} WHERE {column} IN ({places})", ids)  # noqa: S608 - our own


def _batches(rows: Iterable[T], size: int) -> Iterator[list[T]]:
    iterator = iter(rows)
    while batch := list(islice(iterator, size)):
        yield batch
