"""Template tags for what stands around a page, and for keeping parts of it."""

from __future__ import annotations

from typing import Any

from django import template
from django.template import Context, Node, NodeList, TemplateSyntaxError
from django.template.base import Parser, Token
from wagtail.models import Page

from mimi.pages.cache.fragments import cached
from mimi.pages.cache.tags import depends_on
from mimi.pages.chrome import Chrome

register = template.Library()


@register.simple_tag(takes_context=True)
def site_chrome(context: Context) -> Chrome:
    """Return menu, languages and addresses for the page at hand."""
    page = context.get("page")
    return Chrome(context.get("request"), page if isinstance(page, Page) else None)


class FragmentNode(Node):
    """Renders its contents once for all visitors of a public page."""

    def __init__(self, name: str, nodelist: NodeList) -> None:
        self.name = name
        self.nodelist = nodelist

    def render(self, context: Context) -> str:
        page: Any = context.get("page")
        request: Any = context.get("request")
        if not _may_keep(page, request):
            return self.nodelist.render(context)
        known = page.known_parameters
        query = tuple((key, *request.GET.getlist(key)) for key in sorted(known) if key in request.GET)
        key = ("fragment", self.name, page.pk, query)
        return str(cached(key, lambda: self._build(context, page)))

    def _build(self, context: Context, page: Page) -> str:
        depends_on(f"content:{page.pk}")
        return self.nodelist.render(context)


def _may_keep(page: Any, request: Any) -> bool:
    return (
        isinstance(page, Page)
        and bool(getattr(page, "public", False))
        and request is not None
        and not getattr(request, "is_preview", False)
        and not getattr(request, "page_is_restricted", False)
        and page.is_known(request.GET)
    )


@register.tag
def fragment(parser: Parser, token: Token) -> FragmentNode:
    """Keep what stands between `{% fragment "name" %}` and `{% endfragment %}` until it changes.

    Raises:
        TemplateSyntaxError: the tag has no quoted name.
    """
    parts = token.split_contents()
    if len(parts) != 2 or parts[1][0] not in "\"'":
        raise TemplateSyntaxError("fragment takes one quoted name")
    nodelist = parser.parse(("endfragment",))
    parser.delete_first_token()
    return FragmentNode(parts[1][1:-1], nodelist)
