"""The read-only content API: Wagtail's own, for all public page types. It answers everybody alike."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db.models import QuerySet
from rest_framework.renderers import JSONRenderer
from wagtail.api.v2.router import WagtailAPIRouter
from wagtail.api.v2.views import PagesAPIViewSet
from wagtail.models import Page


class PublicPagesViewSet(PagesAPIViewSet):
    """Live pages that everybody may see; it asks nobody who they are, so no answer depends on a cookie."""

    authentication_classes: ClassVar[list[Any]] = []
    renderer_classes: ClassVar[list[Any]] = [JSONRenderer]

    def get_base_queryset(self) -> QuerySet[Page]:
        """Return all pages that the API knows, by filters that search understands too."""
        return Page.objects.live().public().filter(depth__gt=1)


api_router = WagtailAPIRouter("wagtailapi")
api_router.register_endpoint("pages", PublicPagesViewSet)
