"""Keeps what is known of published pages up to date: at each publish, and for all pages when a rule has changed."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from wagtail.models import Page

from mimi.editors.models import PageAddress, PageReading
from mimi.editors.quality.contents import pieces
from mimi.editors.quality.links.finding import Link, links_of
from mimi.editors.quality.readability import RULE, read_pieces

# Room for the words of a link.
LONGEST_WORDS = 250


def measure(page: Page) -> None:
    """Read a published page, in its own most specific kind, and keep what is found."""
    found = list(pieces(page))
    reading = read_pieces(found, page.locale.language_code)
    with transaction.atomic():
        PageReading.objects.update_or_create(
            page_id=page.pk,
            defaults={
                "measure": reading.measure.name,
                "score": reading.score,
                "level": reading.level,
                "words": reading.counts.words,
                "sentences": reading.counts.sentences,
                "too_long": len(reading.too_long),
                "rule": RULE,
            },
        )
        PageAddress.objects.filter(page_id=page.pk).delete()
        PageAddress.objects.bulk_create(_row(page, link) for link in links_of(found))


def _row(page: Page, link: Link) -> PageAddress:
    return PageAddress(
        page_id=page.pk,
        place=link.place.path,
        words=link.words[:LONGEST_WORDS],
        kind=link.kind,
        target_id=link.target_id,
        address=link.address,
    )


def forget(pages: Iterable[int]) -> None:
    """Forget what is known of pages that are no longer published."""
    PageReading.objects.filter(page_id__in=pages).delete()
    PageAddress.objects.filter(page_id__in=pages).delete()


def outdated() -> QuerySet[Page]:
    """Return the published pages that were never measured, or by another rule."""
    return Page.objects.live().filter(depth__gt=1).exclude(pk__in=PageReading.objects.filter(rule=RULE).values("page"))


def measure_outdated(everything: bool = False) -> int:
    """Measure the pages that need it, or all; forget those that are no longer live. Return how many were measured."""
    gone = PageReading.objects.filter(page__live=False).values_list("page_id", flat=True)
    forget(list(gone))
    pages: Any = Page.objects.live().filter(depth__gt=1) if everything else outdated()
    count = 0
    for page in pages.order_by("path").specific().iterator(chunk_size=50):
        if type(page) is not Page:
            measure(page)
            count += 1
    return count


def on_page_published(instance: Page, **kwargs: Any) -> None:
    """A page was published."""
    measure(instance)


def on_page_unpublished(instance: Page, **kwargs: Any) -> None:
    """A page was taken offline; of one that is deleted, the database forgets by itself."""
    forget([instance.pk])


def connect() -> None:
    """Listen for what is published and taken offline."""
    from wagtail.signals import page_published, page_unpublished

    page_published.connect(on_page_published)
    page_unpublished.connect(on_page_unpublished)
