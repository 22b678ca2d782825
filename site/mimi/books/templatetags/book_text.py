"""What the templates of books need: texts that are well-formed, and pictures that go along."""

from __future__ import annotations

from typing import Any

from django import template
from django.utils.safestring import SafeString

from mimi.books import markup
from mimi.charts import as_svg

register = template.Library()


@register.filter
def book_text(value: Any) -> SafeString:
    """Show rich text as a well-formed fragment."""
    return markup.rich_text(value)


@register.filter
def book_chart(figure: Any) -> SafeString:
    """Draw the chart of a figure block with all its words."""
    return as_svg(figure.drawing, figure["title"], figure["summary"])


@register.simple_tag(takes_context=True)
def book_picture(context: template.Context, image: Any) -> str:
    """Take an uploaded picture into the book that is being written, and return its address there."""
    name: str = context["pictures"].take(image)
    return name
