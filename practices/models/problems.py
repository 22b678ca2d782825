"""Problems to start from: a sentence in the reader's words that leads to the practices that answer it."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey, ParentalManyToManyField
from modelcluster.models import ClusterableModel
from wagtail.admin.panels import FieldPanel, InlinePanel, MultiFieldPanel, PageChooserPanel
from wagtail.models import Orderable, Page, TranslatableMixin

from mimi.editors.roles.lists import translated_list
from practices.models.vocabularies import Phase, Setting, TargetGroup, Theme


@translated_list
class Problem(TranslatableMixin, ClusterableModel):
    """A problem in one language.

    Which practices answer it is read from the problem in the source language; `code` is the same in every language.
    """

    code = models.SlugField(_("code"), max_length=60, editable=False)
    text = models.CharField(_("problem"), max_length=150, help_text=_("In the words of those who have it."))
    why = models.CharField(
        _("why these"), max_length=250, help_text=_("One sentence: what the practices have in common that answer it.")
    )
    sort_order = models.PositiveSmallIntegerField(_("order"), default=0)
    themes = ParentalManyToManyField(Theme, related_name="+", blank=True, verbose_name=_("themes"))
    target_groups = ParentalManyToManyField(TargetGroup, related_name="+", blank=True, verbose_name=_("target groups"))
    settings = ParentalManyToManyField(Setting, related_name="+", blank=True, verbose_name=_("settings"))
    phases = ParentalManyToManyField(Phase, related_name="+", blank=True, verbose_name=_("phases"))

    panels: ClassVar[list[Any]] = [
        FieldPanel("text"),
        FieldPanel("why"),
        FieldPanel("sort_order"),
        MultiFieldPanel(
            [FieldPanel("themes"), FieldPanel("target_groups"), FieldPanel("settings"), FieldPanel("phases")],
            heading=_("Leads to practices with"),
            help_text=_(
                "One value at least of each that is filled in. The problem in English decides for every language."
            ),
        ),
        InlinePanel("picks", heading=_("Shown first, and in any case"), label=_("Practice")),
    ]

    class Meta(TranslatableMixin.Meta):
        ordering: ClassVar[list[str]] = ["sort_order", "text"]
        verbose_name = _("problem to start from")
        verbose_name_plural = _("problems to start from")

    def __str__(self) -> str:
        return self.text

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Give a problem made in the admin a code of its own."""
        if not self.code:
            self.code = str(self.translation_key)
        super().save(*args, **kwargs)


class ProblemPick(Orderable):
    """A practice that stands before the others."""

    problem = ParentalKey(Problem, on_delete=models.CASCADE, related_name="picks")
    page = models.ForeignKey(Page, on_delete=models.CASCADE, related_name="+", verbose_name=_("practice"))

    panels: ClassVar[list[Any]] = [PageChooserPanel("page", page_type="practices.PracticePage")]

    class Meta(Orderable.Meta):
        verbose_name = _("practice shown first")

    def __str__(self) -> str:
        return str(self.page)
