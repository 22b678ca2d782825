"""Words that the course explains once and uses everywhere."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.models import TranslatableMixin
from wagtail.search import index

from mimi.editors.roles.lists import translated_list


@translated_list
class GlossaryTerm(TranslatableMixin, index.Indexed, models.Model):
    """A term with its definition, in one language.

    `code` is the same in every language.
    """

    code = models.SlugField(_("code"), max_length=80, editable=False)
    term = models.CharField(_("term"), max_length=120)
    definition = models.TextField(_("definition"))

    panels: ClassVar[list[Any]] = [FieldPanel("term"), FieldPanel("definition")]
    search_fields: ClassVar[list[Any]] = [
        index.SearchField("term"),
        index.AutocompleteField("term"),
        index.SearchField("definition"),
    ]

    class Meta(TranslatableMixin.Meta):
        verbose_name = _("glossary term")
        verbose_name_plural = _("glossary")
        ordering: ClassVar[list[str]] = ["term"]

    def __str__(self) -> str:
        return self.term

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Give a term made in the admin a code of its own."""
        if not self.code:
            self.code = str(self.translation_key)
        super().save(*args, **kwargs)
