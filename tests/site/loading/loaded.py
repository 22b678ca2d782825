"""What stands on the site after a load."""

from __future__ import annotations

from typing import Any

from wagtail.models import Page

from courses.models import LessonPage


def page(model: Any, language: str = "en", **fields: Any) -> Any:
    return model.objects.get(locale__language_code=language, **fields)


def lesson(language: str = "en", name: str = "listening") -> Any:
    return page(LessonPage, language, slug=f"{name}-{language}")


def revisions() -> dict[int, int]:
    """Return the newest revision of each page."""
    return dict(Page.objects.filter(depth__gt=1).values_list("pk", "latest_revision"))


def renewed(before: dict[int, int]) -> set[str]:
    """Return the titles of pages that have a newer revision than before."""
    changed = [pk for pk, newest in revisions().items() if before.get(pk) != newest]
    return set(Page.objects.filter(pk__in=changed).values_list("title", flat=True))
