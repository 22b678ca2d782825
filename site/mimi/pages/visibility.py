"""Which pages everybody may see."""

from __future__ import annotations

from django.db.models import CharField, Exists, ExpressionWrapper, F, OuterRef, Q
from wagtail.models import PageViewRestriction


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
