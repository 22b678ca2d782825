"""The page of figures: charts with their tables and sources, under a few headings."""

from __future__ import annotations

from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.admin.panels import FieldPanel
from wagtail.api import APIField
from wagtail.blocks.stream_block import StreamBlockValidationError
from wagtail.fields import RichTextField, StreamField
from wagtail.search import index

from mimi.pages import richtext
from mimi.pages.blocks import FigureBlock
from mimi.pages.blocks.figure import SAMPLE, FigureValue
from mimi.pages.links import PageLink, links_to
from mimi.pages.models import BasePage


class HeadingBlock(blocks.StructBlock):
    """What begins a group of figures."""

    anchor = blocks.RegexBlock(
        regex=r"^[a-z0-9]+(-[a-z0-9]+)*$",
        label=_("Short name"),
        help_text=_("For links to it: small letters, numbers and hyphens. Better left as it is."),
        error_messages={"invalid": _("Small letters a to z, numbers and hyphens only.")},
    )
    heading = blocks.CharBlock(max_length=120, label=_("Heading"))
    intro = blocks.RichTextBlock(features=richtext.PROSE, label=_("Introduction"))

    class Meta:
        icon = "title"
        label = _("Heading")
        description = _("Begins a group of figures, with a short introduction")
        template = "practices/figures/heading.html"
        preview_value = {
            "anchor": "into-work",
            "heading": "Into work",
            "intro": "<p>What became of people after the programme.</p>",
        }


class SharedFigureValue(FigureValue):
    """What the template of a figure with an address needs to know."""

    @property
    def links(self) -> list[PageLink]:
        """The practices and modules that answer what the figure shows, in the reader's language."""
        ids = [page.pk for page in self.get("pages") or [] if page is not None]
        found = links_to(ids)
        return [found[pk] for pk in ids if pk in found]


class SharedFigureBlock(FigureBlock):
    """A figure that can be linked to and taken along, and that leads on to what answers it."""

    anchor = blocks.RegexBlock(
        regex=r"^[a-z0-9]+(-[a-z0-9]+)*$",
        max_length=60,
        label=_("Short name"),
        help_text=_("For links to it: small letters, numbers and hyphens. Better left as it is."),
        error_messages={"invalid": _("Small letters a to z, numbers and hyphens only.")},
    )
    pages = blocks.ListBlock(
        blocks.PageChooserBlock(page_type=["practices.PracticePage", "courses.ModulePage"], label=_("Page")),
        default=[],
        label=_("What answers it"),
        help_text=_("Good practices and modules that lead on from here."),
    )

    class Meta:
        icon = "table"
        label = _("Figure")
        description = _("A chart with its table and source, an address of its own, and practices that answer it")
        template = "practices/figures/figure.html"
        value_class = SharedFigureValue
        preview_value = {**SAMPLE, "anchor": "an-example", "pages": []}


class FiguresStreamBlock(blocks.StreamBlock):
    """What the page of figures is made of."""

    heading = HeadingBlock()
    figure = SharedFigureBlock()

    def clean(self, value: Any) -> Any:
        """Check that every short name stands here once: it is the address of what it names."""
        cleaned = super().clean(value)
        seen: set[str] = set()
        errors = {}
        for place, child in enumerate(cleaned):
            anchor = child.value["anchor"]
            if anchor in seen:
                message = _("Something else has the short name “%(name)s” already.")
                errors[place] = ValidationError(message, params={"name": anchor})
            seen.add(anchor)
        if errors:
            raise StreamBlockValidationError(block_errors=errors)
        return cleaned


class FiguresPage(BasePage):
    """Figures worth looking at, each with its chart, table, year and source."""

    intro = RichTextField(_("introduction"), features=richtext.PROSE, blank=True)
    body = StreamField(FiguresStreamBlock(), verbose_name=_("figures"))

    content_panels: ClassVar[list[Any]] = [*BasePage.content_panels, FieldPanel("intro"), FieldPanel("body")]
    api_fields: ClassVar[list[Any]] = [*BasePage.api_fields, APIField("intro"), APIField("body")]
    search_fields: ClassVar[list[Any]] = [
        *BasePage.search_fields,
        index.SearchField("summary"),
        index.SearchField("intro"),
        index.SearchField("body"),
    ]

    parent_page_types: ClassVar[list[str]] = ["pages.HomePage"]
    subpage_types: ClassVar[list[str]] = []
    template = "practices/figures/figures_page.html"

    class Meta:
        verbose_name = _("page of figures")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        from practices.figures import figures_variables

        context = super().get_context(request, *args, **kwargs)
        context.update(self.lazily(**figures_variables(self)))
        return context

    def figure(self, anchor: str) -> SharedFigureValue | None:
        """Return the figure of a short name."""
        for child in self.body:
            if child.block_type == "figure" and child.value["anchor"] == anchor:
                return child.value
        return None
