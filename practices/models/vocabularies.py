"""The values that practices are described and filtered by.

Practices point to the values of the source language; `code` is the same in every language and leads from
one to the other.
"""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.models import TranslatableMixin

from mimi.editors.roles.lists import translated_list


class Vocabulary(TranslatableMixin, models.Model):
    """One value of a vocabulary, in one language."""

    code = models.SlugField(_("code"), max_length=60, editable=False)
    name = models.CharField(_("name"), max_length=80)
    sort_order = models.PositiveSmallIntegerField(_("order"), default=0)

    panels: ClassVar[list[Any]] = [FieldPanel("name"), FieldPanel("sort_order")]

    class Meta(TranslatableMixin.Meta):
        abstract = True
        ordering: ClassVar[list[str]] = ["sort_order", "name"]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Give a value made in the admin a code of its own."""
        if not self.code:
            self.code = str(self.translation_key)
        super().save(*args, **kwargs)


@translated_list
class Theme(Vocabulary):
    """What a practice is about."""

    class Meta(Vocabulary.Meta):
        verbose_name = _("theme")
        verbose_name_plural = _("themes")


@translated_list
class TargetGroup(Vocabulary):
    """Whom a practice is for."""

    class Meta(Vocabulary.Meta):
        verbose_name = _("target group")
        verbose_name_plural = _("target groups")


@translated_list
class Setting(Vocabulary):
    """Where a practice is at home: municipality, NGO, employer, training provider, state agency."""

    class Meta(Vocabulary.Meta):
        verbose_name = _("setting")
        verbose_name_plural = _("settings")


@translated_list
class Phase(Vocabulary):
    """How far a newcomer has come: from arrival to staying."""

    class Meta(Vocabulary.Meta):
        verbose_name = _("phase")
        verbose_name_plural = _("phases")


@translated_list
class Country(Vocabulary):
    """The country that a practice comes from; `code` is ISO 3166-1 alpha-2 in lower case."""

    class Meta(Vocabulary.Meta):
        verbose_name = _("country")
        verbose_name_plural = _("countries")


@translated_list
class EvidenceLevel(Vocabulary):
    """How well a practice's effect is known; a higher `rank` is better known."""

    description = models.CharField(_("description"), max_length=250)
    rank = models.PositiveSmallIntegerField(_("rank"), default=1)

    panels: ClassVar[list[Any]] = [
        FieldPanel("name"),
        FieldPanel("description"),
        FieldPanel("rank"),
    ]

    class Meta(Vocabulary.Meta):
        verbose_name = _("evidence level")
        verbose_name_plural = _("evidence levels")
        ordering: ClassVar[list[str]] = ["rank"]
