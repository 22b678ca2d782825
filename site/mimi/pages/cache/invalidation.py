"""What a publish changes: raising exactly the tags that depend on it.

============================  =================================================================================
tag                           raised when
============================  =================================================================================
`content:<page id>`           the page's own live content changes
`face:<key>:<language>`       what a link to it shows changes in a language: title, address, being live
`translations:<key>`          the languages that it is live in change, or its address in one of them
`navigation:<language>`       the face of a page directly below that language's home changes, or the home's own
`outline:<path>`              what the outline shows of the course at this path changes, or of a page in it
`outline:<key>:<language>`    what the outline shows of this module changes, or of a lesson or quiz in it
`order:<path>`                a page comes, goes or moves in the course at this path
`library:<language>`          what the library shows of a practice of that language changes
`related:<key>:<language>`     what lists show of a practice of that language changes that points to this page
`<app>.<snippet>:<language>`  a vocabulary or glossary entry of that language changes
`<app>.<snippet>:<id>`        this one entry changes
`<app>.<upload>:<id>`         this picture or document changes
`changes:<language>`          a major change to a lesson or quiz takes effect in that language
`restrictions`                somebody changes who may see a page
============================  =================================================================================

`<key>` is a page's translation key.
"""

from __future__ import annotations

from typing import Any

from wagtail.models import Page

from mimi.pages.cache.models import PageFace
from mimi.pages.cache.stamps import raise_tags
from mimi.pages.digests import digest_of

HOME_DEPTH = 2
MENU_DEPTH = HOME_DEPTH + 1
MODULE_DEPTH = MENU_DEPTH + 1
STEP = Page.steplen
# A digest holds two halves: of what links show of a page, and of what lists show of it beside that.
HALF = 32


def page_published(page: Page) -> None:
    """Raise the tags that a publish touches."""
    page = page.specific
    tags = {f"content:{page.pk}"}
    digest = _digest(page)
    row = PageFace.objects.filter(page_id=page.pk).values_list("digest", "url_path").first()
    before, address = row or ("", "")
    if before != digest:
        PageFace.objects.update_or_create(page_id=page.pk, defaults={"digest": digest, "url_path": page.url_path})
        tags |= _listing_tags(page)
    if before[:HALF] != digest[:HALF]:
        tags |= _link_tags(page)
    if not before or address != page.url_path:
        tags.add(f"translations:{page.translation_key}")
    if address and address != page.url_path:
        tags |= _tags_below(page)
    if not before:
        tags.add(f"order:{_course_path(page)}")
        if page.depth == MENU_DEPTH:
            tags |= _neighbours_tags(page)
    raise_tags(*tags)


def page_unpublished(page: Page) -> None:
    """Raise the tags that taking a page offline touches.

    A page that is being deleted comes here too, live as far as the database knows; a row made for it now would outlive
    it.
    """
    PageFace.objects.filter(page_id=page.pk).update(digest="")
    page_gone(page.specific)


def page_gone(page: Page) -> None:
    """Raise the tags that a deleted page touches."""
    raise_tags(*_all_tags(page), f"order:{_course_path(page)}")


def address_changed(page: Page) -> None:
    """Raise the tags of a page whose address has changed, and of all below it."""
    raise_tags(*_all_tags(page.specific), *_tags_below(page))


def page_moved(page: Page, old_parent: Page) -> None:
    """Raise the tags of a page that stands elsewhere now, of all below it, and of the place that it has left."""
    tags = _all_tags(page.specific) | _tags_below(page) | {f"order:{_course_path(page)}"}
    if old_parent.depth > HOME_DEPTH:
        tags |= {*_outline_tags(old_parent), f"order:{_course_path(old_parent)}"}
    if page.depth == MENU_DEPTH or old_parent.depth == HOME_DEPTH:
        tags.add(f"navigation:{old_parent.locale.language_code}")
        tags |= _neighbours_tags(page)
        for child in old_parent.get_children():
            tags |= {f"content:{child.pk}"} | _tags_below(child)
    raise_tags(*tags)


def _all_tags(page: Any) -> set[str]:
    """Return the tags of everything that shows a page."""
    return {
        f"content:{page.pk}",
        f"translations:{page.translation_key}",
        *_link_tags(page),
        *_listing_tags(page),
    }


def _link_tags(page: Any) -> set[str]:
    """Return the tags of what links to a page."""
    language = page.locale.language_code
    tags = {f"face:{page.translation_key}:{language}"}
    if page.depth == MENU_DEPTH:
        tags.add(f"navigation:{language}")
    return tags


def _listing_tags(page: Any) -> set[str]:
    """Return the tags of what lists a page."""
    language = page.locale.language_code
    tags = {f"{name}:{language}" for name in getattr(page, "listed_in", ())}
    if page.depth == HOME_DEPTH:
        tags.add(f"navigation:{language}")
    else:
        tags |= _outline_tags(page)
    return tags


def _outline_tags(page: Any) -> set[str]:
    """Return the tags of the course that a page stands in, and of its module."""
    tags = {f"outline:{_course_path(page)}"}
    module = page if page.depth == MODULE_DEPTH else page.get_parent() if page.depth > MODULE_DEPTH else None
    if module is not None:
        tags.add(f"outline:{module.translation_key}:{page.locale.language_code}")
    return tags


def _course_path(page: Page) -> str:
    # Root, home, course: the course's own part of the materialised path.
    return str(page.path[: 3 * STEP])


def _tags_below(page: Page) -> set[str]:
    tags: set[str] = set()
    for below in page.get_descendants().select_related("locale").specific():
        tags |= _all_tags(below)
    return tags


def _neighbours_tags(page: Page) -> set[str]:
    """Return the tags of the pages beside one in the menu, and below them: their tree paths shift with it."""
    tags: set[str] = set()
    for sibling in page.get_siblings(inclusive=False):
        tags |= {f"content:{sibling.pk}", f"outline:{_course_path(sibling)}"}
        tags |= {f"content:{pk}" for pk in sibling.get_descendants().values_list("pk", flat=True)}
    return tags


def _digest(page: Any) -> str:
    """Return a digest of what other pages show of a page; empty where it isn't live."""
    if not page.live:
        return ""
    link = [page.title, page.url_path, page.path, page.show_in_menus]
    shown = page.face() if hasattr(page, "face") else {}
    return digest_of(link)[:HALF] + digest_of(shown)[:HALF]
