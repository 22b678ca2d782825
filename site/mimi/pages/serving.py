"""How a public page answers: the same for everybody, kept until something it shows changes."""

from __future__ import annotations

import copy
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, ClassVar, TypeVar, cast

from django.http import HttpRequest, HttpResponse, QueryDict
from django.http.response import HttpResponseBase
from django.utils.cache import patch_cache_control
from wagtail.fields import StreamField
from wagtail.models import Page

from mimi.pages.cache.tags import collecting, depends_on
from mimi.pages.links import resolved_together

if TYPE_CHECKING:
    from wagtail.models import Page as PageBase
else:
    PageBase = object

P = TypeVar("P", bound=Page)
R = TypeVar("R", bound=HttpResponseBase)

PUBLIC = {"public": True, "max_age": 0, "must_revalidate": True}
PERSONAL = {"private": True, "no_store": True}


def for_everybody(response: R, tags: Iterable[str] | None = None, *, apart: bool = False) -> R:
    """Say that an answer is the same for everybody, and return it.

    With `tags` the page cache keeps it under its address until one of them is raised; without, it is made each time.
    What anybody can make up addresses for is kept `apart`, where it pushes nothing else out.
    """
    patch_cache_control(response, **PUBLIC)
    if tags is not None:
        # Read by the page cache, which stands far away from the view.
        cast(Any, response).cache_tags = frozenset(tags)
        cast(Any, response).cache_apart = apart
    return response


class PublicPageMixin(PageBase):
    """A page that renders the same for every visitor, unless `public` says otherwise.

    `known_parameters` are the names of the query string that change what is shown; with any other name in it the page
    isn't kept, so that made-up addresses can't fill the cache.
    `addresses` holds the page's live translations, path by language, where they have been looked up already.
    """

    public: ClassVar[bool] = True
    known_parameters: ClassVar[tuple[str, ...]] = ()
    addresses: dict[str, str] | None = None

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Render the page and say who may keep it."""
        with collecting() as tags, resolved_together(self.linked_pages):
            depends_on(f"content:{self.pk}", "restrictions")
            response = super().serve(request, *args, **kwargs)
            if hasattr(response, "render"):
                response.render()
        if not self.public or getattr(request, "page_is_restricted", False):
            patch_cache_control(response, **PERSONAL)
            return response
        known = set(request.GET) <= set(self.known_parameters) and self.is_known(request.GET)
        return for_everybody(response, tags if known else None)

    def is_known(self, query: QueryDict) -> bool:
        """Say whether the known parameters have known values; what others show isn't kept, lest they fill a cache."""
        return True

    def linked_pages(self) -> Iterable[int]:
        """Return the ids of the pages that this one's texts link to."""
        for field in self._meta.concrete_fields:
            if hasattr(field, "extract_references"):
                for model, pk, *_path in field.extract_references(field.value_from_object(self)):
                    if issubclass(model, Page):
                        yield int(pk)

    def face(self) -> dict[str, Any]:
        """Return what lists of pages show of this one beside its title and address."""
        return {"summary": getattr(self, "summary", "")}


def for_one_request(page: P) -> P:
    """Return a copy of a page that is kept between requests.

    What a render loads into its streams (terms, pictures, linked pages) would outlive their changes in the kept one.
    """
    twin = copy.copy(page)
    for field in page._meta.concrete_fields:
        if isinstance(field, StreamField):
            raw = field.value_from_object(page).raw_data
            setattr(twin, field.name, field.to_python(list(raw)))
    return twin
