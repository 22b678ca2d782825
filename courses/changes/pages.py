"""The base of pages whose readers are told of major changes."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail_localize.fields import SynchronizedField

from courses.changes.digests import block_digests
from courses.changes.editing import ChangeForm, ChangePanel, Weight, WeightPanel
from courses.changes.models import NOTE_LENGTH, MajorChange, PublishedContent
from courses.changes.people import People
from mimi.pages.links import SOURCE_LANGUAGE
from mimi.pages.models import BasePage


class ChangeAnnounced(BasePage):
    """A page whose readers are told of major changes to it.

    `changing_stream` names the field whose blocks are compared; empty where there is none. `concerned` counts the
    people whom a change concerns.
    """

    change_weight = models.CharField(_("kind of change"), max_length=5, blank=True, choices=Weight.choices)
    change_note = models.CharField(_("what is new, in a sentence"), max_length=NOTE_LENGTH, blank=True)
    # The revision that was live when the choice was made, 0 of content that became live without one.
    change_base = models.PositiveBigIntegerField(null=True, blank=True, editable=False)

    changing_stream: ClassVar[str] = ""
    # On a translation that an editor writes by hand, the note on a change may be left out: see `mimi.editors.parity`.
    optional_in_translation: ClassVar[tuple[str, ...]] = ("change_note",)
    concerned: ClassVar[type[People]]
    base_form_class = ChangeForm
    change_panel = ChangePanel(
        [WeightPanel("change_weight"), FieldPanel("change_note")], heading=_("People who learn from this page")
    )
    override_translatable_fields: ClassVar[list[Any]] = [SynchronizedField("change_weight", overridable=False)]

    class Meta:
        abstract = True

    def people(self) -> People:
        """Return how many people a change to the page concerns."""
        return self.concerned.of(self.translation_key)

    @property
    def in_source_language(self) -> bool:
        """Whether changes are made here, and in translations follow."""
        return bool(self.locale.language_code == SOURCE_LANGUAGE)

    def digests(self) -> dict[str, str]:
        """Return a digest of each block, by its id."""
        return block_digests(getattr(self, self.changing_stream)) if self.changing_stream else {}

    def published_content(self) -> models.QuerySet[PublishedContent]:
        """Return what is noted of the page's last publish in the source language."""
        return PublishedContent.objects.filter(page_key=self.translation_key)

    def has_fresh_choice(self) -> bool:
        """Say whether the choice on the page was made against what is live now."""
        if self.pk is None or self.change_base is None:
            return False
        return self.published_content().filter(revision_number=self.change_base).exists()

    def lacks_choice(self) -> bool:
        """Say whether a publish would concern somebody, and nobody has said what it means to her."""
        return self.in_source_language and not (self.change_weight and self.has_fresh_choice()) and bool(self.people())

    def remember_live(self) -> int:
        """Return the number of the revision that was published last, and note what is live where nothing is noted.

        That is so for a page that became live before there were notes, or without a publish.
        """
        found = self.published_content().first()
        if found is None:
            live = type(self).objects.filter(translation_key=self.translation_key, live=True).select_related("locale")
            source = next((page for page in live if page.in_source_language), None)
            if source is None:
                return 0
            found, _made = PublishedContent.objects.get_or_create(
                page_key=self.translation_key,
                defaults={"revision_number": source.live_revision_id or 0, "digests": source.digests()},
            )
        return int(found.revision_number)

    def waiting_changes(self) -> models.QuerySet[MajorChange]:
        """Return the major changes that haven't taken effect in the page's language yet, in their order."""
        known = MajorChange.objects.filter(page_key=self.translation_key)
        return known.exclude(languages__language=self.locale.language_code).order_by("edition")
