"""Blocks that point to something kept elsewhere: a glossary term, a good practice."""

from __future__ import annotations

import functools
from typing import Any

from django.apps import apps
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.models import Page
from wagtail.snippets.blocks import SnippetChooserBlock

from mimi.pages.cache.tags import depends_on
from mimi.pages.links import PageLink, page_link
from mimi.pages.prepared import PreparedObjects


@functools.cache
def _terms() -> PreparedObjects[Any]:
    model = apps.get_model("courses", "GlossaryTerm")
    return PreparedObjects(model, lambda ids: model._default_manager.filter(pk__in=ids))


class DefinitionValue(blocks.StructValue):
    """What the template of a definition needs to know."""

    @property
    def localized_term(self) -> Any:
        """The term as it stands in the glossary now; a page that shows it is made anew when the glossary changes."""
        term = self.get("term")
        if term is not None and term.pk:
            depends_on(f"{term._meta.label_lower}:{term.pk}")
        return term


class DefinitionBlock(blocks.StructBlock):
    """A term of the glossary with its definition."""

    term = SnippetChooserBlock("courses.GlossaryTerm", label=_("Term"))

    class Meta:
        icon = "help"
        label = _("Definition")
        description = _("A term from the glossary, explained where it is needed")
        template = "components/blocks/definition.html"
        value_class = DefinitionValue

    def bulk_to_python(self, values: list[dict[str, Any]]) -> list[Any]:
        """Read the terms of a whole text at once, with a query that is worked out once a process."""
        ids = [value["term"] for value in values if value.get("term")]
        terms = {term.pk: term for term in _terms().all(ids)} if ids else {}
        return [self._to_struct_value({"term": terms.get(value.get("term"))}) for value in values]

    def get_preview_value(self) -> Any:
        """Return a made-up term; the glossary may be empty yet."""
        from courses.models import GlossaryTerm

        definition = "What we know from our own life and use to understand others."
        return self.normalize({"term": GlossaryTerm(term="Frame of reference", definition=definition)})


class PracticeValue(blocks.StructValue):
    """What the template of a practice link needs to know."""

    @property
    def link(self) -> PageLink | None:
        """Title, summary and address of the practice in the reader's language."""
        page = self.get("page")
        if page is not None and page.pk is None:
            # A made-up practice of the block's preview.
            return PageLink(0, "", "", page.title, "#")
        return page_link(page)


class PracticeBlock(blocks.StructBlock):
    """A good practice that shows the idea at work."""

    page = blocks.PageChooserBlock(page_type="practices.PracticePage", label=_("Practice"))
    why = blocks.TextBlock(label=_("Why look at it"))

    class Meta:
        icon = "link"
        label = _("Good practice")
        description = _("A link to a good practice, with a sentence on why")
        template = "components/blocks/practice.html"
        value_class = PracticeValue

    def get_preview_value(self) -> Any:
        """Return a link to a made-up practice; there may be none yet."""
        why = "See how a small team made room for conversations."
        return self.normalize({"page": Page(title="A café for two languages"), "why": why})
