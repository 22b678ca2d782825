"""Which pages everybody may see."""

from __future__ import annotations

from django.db.models import CharField, Exists, ExpressionWrapper, F, OuterRef, Q
from wagtail.models import Page, PageViewRestriction

# Deleted pages stand below a page of this slug for a while, beside the home pages; see `mimi.editors.safety.bin`.
# No site's root is above it, so none of them has an address, and an editor's slug doesn't begin like this.
BIN_SLUG = "_bin"
BIN_PATH = f"/{BIN_SLUG}/"


def is_in_bin(page: Page) -> bool:
    """Say whether a page was deleted and is still kept, or keeps such pages."""
    return bool(page.url_path.startswith(BIN_PATH))


def in_bin() -> Q:
    """Say the same of each page of a queryset: `pages.exclude(in_bin())`."""
    return Q(url_path__startswith=BIN_PATH)


def restricted() -> Exists:
    """Say of each page of a queryset whether it, or one above it, is for some visitors only.

    An alias of a page that is for some only is so too. Wagtail's own `public()` asks the database a question of its
    own; this is part of the one that is asked anyway.
    """
    here = ExpressionWrapper(OuterRef("path"), output_field=CharField())
    return Exists(
        PageViewRestriction.objects.alias(here=here).filter(
            Q(here__startswith=F("page__path")) | Q(here__startswith=F("page__aliases__path"))
        )
    )
