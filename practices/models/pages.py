"""The library and its practices."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.http import HttpRequest, QueryDict
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey, ParentalManyToManyField
from wagtail.admin.panels import FieldPanel, InlinePanel, MultiFieldPanel, PageChooserPanel
from wagtail.api import APIField
from wagtail.fields import RichTextField
from wagtail.models import Orderable, Page, TranslatableMixin
from wagtail.search import index
from wagtail_localize.fields import SynchronizedField

from mimi.pages import richtext
from mimi.pages.models import BasePage
from practices.models.levels import Level
from practices.models.vocabularies import (
    Country,
    EvidenceLevel,
    Phase,
    Setting,
    TargetGroup,
    Theme,
)


class PracticeIndexPage(BasePage):
    """The library: all practices of one language, with facets."""

    intro = RichTextField(_("introduction"), features=richtext.PROSE, blank=True)

    content_panels: ClassVar[list[Any]] = [*BasePage.content_panels, FieldPanel("intro")]
    api_fields: ClassVar[list[Any]] = [*BasePage.api_fields, APIField("intro")]

    parent_page_types: ClassVar[list[str]] = ["pages.HomePage"]
    subpage_types: ClassVar[list[str]] = ["practices.PracticePage"]
    template = "practices/practice_index_page.html"
    known_parameters: ClassVar[tuple[str, ...]] = (
        "theme",
        "group",
        "country",
        "setting",
        "phase",
        "evidence",
        "place",
        "problem",
        "sort",
        "fit",
        "page",
    )

    class Meta:
        verbose_name = _("library of practices")

    def is_known(self, query: QueryDict) -> bool:
        """Say whether every value is one that a link of the library has, and stands there once."""
        from practices.browsing import Browsing

        return Browsing(self, query).is_known(query)

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        from practices.browsing import Browsing, library_variables

        context = super().get_context(request, *args, **kwargs)
        context.update(self.lazily(**library_variables(Browsing(self, request.GET))))
        return context


class PracticePage(BasePage):
    """One good practice. A field that its source is silent on stays empty."""

    number = models.PositiveSmallIntegerField(_("number"), null=True, blank=True)
    organisation = models.CharField(_("organisation"), max_length=200)
    place = models.CharField(_("place"), max_length=120, blank=True)
    years = models.CharField(_("years"), max_length=80, blank=True)
    country = models.ForeignKey(Country, on_delete=models.PROTECT, related_name="+", verbose_name=_("country"))
    evidence = models.ForeignKey(EvidenceLevel, on_delete=models.PROTECT, related_name="+", verbose_name=_("evidence"))
    evidence_reason = models.TextField(_("why this evidence level"), blank=True)
    effort = models.CharField(
        _("effort"),
        max_length=10,
        choices=Level.choices,
        blank=True,
        help_text=_("What it takes to start: time, money, people."),
    )
    effort_reason = models.TextField(_("why this effort"), blank=True)
    transferability = models.CharField(
        _("transferability"),
        max_length=10,
        choices=Level.choices,
        blank=True,
        help_text=_("How well it travels to another place or kind of organisation."),
    )
    transferability_reason = models.TextField(_("why this transferability"), blank=True)
    described_in = models.PositiveSmallIntegerField(
        _("described in"), null=True, blank=True, help_text=_("The year of the source.")
    )
    judged_by = models.CharField(
        _("judged by"), max_length=120, blank=True, help_text=_("Empty for the editors of this site.")
    )
    judged_on = models.DateField(_("judged on"), null=True, blank=True)
    latitude = models.DecimalField(_("latitude"), max_digits=5, decimal_places=2, null=True, blank=True)
    longitude = models.DecimalField(_("longitude"), max_digits=5, decimal_places=2, null=True, blank=True)
    themes = ParentalManyToManyField(Theme, related_name="practices", verbose_name=_("themes"))
    target_groups = ParentalManyToManyField(
        TargetGroup, related_name="practices", blank=True, verbose_name=_("target groups")
    )
    settings = ParentalManyToManyField(Setting, related_name="practices", blank=True, verbose_name=_("settings"))
    phases = ParentalManyToManyField(Phase, related_name="practices", blank=True, verbose_name=_("phases"))
    need = RichTextField(_("the need it answers"), features=richtext.PROSE)
    team = RichTextField(_("team and resources"), features=richtext.PROSE, blank=True)
    results = RichTextField(_("what came of it"), features=richtext.PROSE, blank=True)
    adapt = RichTextField(_("how to adapt it"), features=richtext.PROSE, blank=True)
    watch_out = RichTextField(_("what to watch out for"), features=richtext.PROSE, blank=True)
    employers = RichTextField(_("for employers"), features=richtext.PROSE, blank=True)
    source = models.CharField(_("source"), max_length=400, blank=True)

    content_panels: ClassVar[list[Any]] = [
        *BasePage.content_panels,
        MultiFieldPanel(
            [
                FieldPanel("organisation"),
                FieldPanel("place"),
                FieldPanel("years"),
                FieldPanel("country"),
                FieldPanel("latitude"),
                FieldPanel("longitude"),
                FieldPanel("number"),
            ],
            heading=_("Who and where"),
        ),
        MultiFieldPanel(
            [
                FieldPanel("themes"),
                FieldPanel("target_groups"),
                FieldPanel("settings"),
                FieldPanel("phases"),
            ],
            heading=_("Found by"),
        ),
        FieldPanel("need"),
        InlinePanel("steps", heading=_("Steps"), label=_("Step")),
        FieldPanel("team"),
        FieldPanel("results"),
        MultiFieldPanel(
            [
                FieldPanel("evidence"),
                FieldPanel("evidence_reason"),
                FieldPanel("effort"),
                FieldPanel("effort_reason"),
                FieldPanel("transferability"),
                FieldPanel("transferability_reason"),
                FieldPanel("described_in"),
                FieldPanel("judged_by"),
                FieldPanel("judged_on"),
            ],
            heading=_("How we judge it"),
        ),
        MultiFieldPanel(
            [FieldPanel("adapt"), FieldPanel("watch_out"), FieldPanel("employers")],
            heading=_("Our advice"),
        ),
        InlinePanel("related_modules", heading=_("Modules"), label=_("Module")),
        InlinePanel("links", heading=_("Links"), label=_("Link")),
        InlinePanel("contacts", heading=_("Contacts"), label=_("Contact")),
        FieldPanel("source"),
    ]
    api_fields: ClassVar[list[Any]] = [
        *BasePage.api_fields,
        *(
            APIField(name)
            for name in (
                "organisation",
                "place",
                "years",
                "country",
                "evidence",
                "evidence_reason",
                "effort",
                "effort_reason",
                "transferability",
                "transferability_reason",
                "described_in",
                "judged_on",
                "latitude",
                "longitude",
                "themes",
                "target_groups",
                "settings",
                "phases",
                "need",
                "steps",
                "team",
                "results",
                "adapt",
                "watch_out",
                "employers",
                "links",
                "source",
            )
        ),
    ]
    search_fields: ClassVar[list[Any]] = [*BasePage.search_fields, index.SearchField("organisation")]
    # wagtail-localize passes over many-to-many fields unless they are named.
    override_translatable_fields: ClassVar[list[Any]] = [
        SynchronizedField(name, overridable=False)
        for name in (
            "number",
            "themes",
            "target_groups",
            "settings",
            "phases",
            "effort",
            "transferability",
            "described_in",
            "judged_on",
            "latitude",
            "longitude",
        )
    ]

    parent_page_types: ClassVar[list[str]] = ["practices.PracticeIndexPage"]
    subpage_types: ClassVar[list[str]] = []
    template = "practices/practice_page.html"
    # Below the English library these lead to other pages; see `practices.urls`.
    taken_slugs: ClassVar[tuple[str, ...]] = ("compare", "fit")
    # By these the reports of those who have adapted it are narrowed.
    known_parameters: ClassVar[tuple[str, ...]] = ("sector", "size", "page")

    class Meta:
        verbose_name = _("good practice")

    def clean(self) -> None:
        """Refuse a slug under which nobody would find the page."""
        super().clean()
        if self.slug in self.taken_slugs:
            raise ValidationError({"slug": _("Another page of this site stands at this address. Choose another slug.")})

    def is_known(self, query: QueryDict) -> bool:
        """Say whether every value is one that a link of the page has, and stands there once."""
        from practices.adaptations.showing import Adapted

        return Adapted(self, query).is_known(query)

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        from practices.adaptations.showing import adapted_variables
        from practices.facts import practice_variables

        context = super().get_context(request, *args, **kwargs)
        draft = getattr(request, "is_preview", False)
        context.update(self.lazily(**practice_variables(self, draft=draft)))
        context.update(self.lazily(**adapted_variables(self, request.GET)))
        return context

    def linked_pages(self) -> Iterable[int]:
        """Return the pages that its texts link to, and its modules."""
        yield from super().linked_pages()
        yield from self.module_ids

    @property
    def listed_in(self) -> tuple[str, ...]:
        """What lists the practice: the library, and the pages that it points to."""
        rows = self.related_modules.all()
        return ("library", *sorted(f"related:{row.page.translation_key}" for row in rows if row.page_id))

    @cached_property
    def module_ids(self) -> list[int]:
        """The ids of the modules that show what the practice does."""
        return [row.page_id for row in self.related_modules.all()]

    def face(self) -> dict[str, Any]:
        """Return what the library shows of the practice."""
        many = (self.themes, self.target_groups, self.settings, self.phases)
        return {
            **super().face(),
            "about": [self.number, self.organisation, self.place, self.effort, self.transferability, self.described_in],
            "where": [self.latitude, self.longitude],
            "facets": [sorted(value.code for value in values.all()) for values in many],
            "modules": sorted(self.module_ids),
            "codes": [self.country.code, self.evidence.code],
        }


class PracticeStep(TranslatableMixin, Orderable):
    """One step: a title, what is done, by whom."""

    practice = ParentalKey(PracticePage, on_delete=models.CASCADE, related_name="steps")
    title = models.CharField(_("title"), max_length=150)
    by = models.CharField(_("by whom"), max_length=200, blank=True)
    text = RichTextField(_("what is done"), features=richtext.PROSE)

    panels: ClassVar[list[Any]] = [FieldPanel("title"), FieldPanel("by"), FieldPanel("text")]
    api_fields: ClassVar[list[Any]] = [APIField("title"), APIField("by"), APIField("text")]

    class Meta(TranslatableMixin.Meta, Orderable.Meta):
        verbose_name = _("step")

    def __str__(self) -> str:
        return self.title


class PracticeLink(TranslatableMixin, Orderable):
    """A web address that belongs to a practice."""

    practice = ParentalKey(PracticePage, on_delete=models.CASCADE, related_name="links")
    title = models.CharField(_("title"), max_length=200)
    url = models.URLField(_("address"))

    panels: ClassVar[list[Any]] = [FieldPanel("title"), FieldPanel("url")]
    api_fields: ClassVar[list[Any]] = [APIField("title"), APIField("url")]

    class Meta(TranslatableMixin.Meta, Orderable.Meta):
        verbose_name = _("link")

    def __str__(self) -> str:
        return self.title


class PracticeContact(TranslatableMixin, Orderable):
    """Who to ask about a practice; only what its source gives."""

    practice = ParentalKey(PracticePage, on_delete=models.CASCADE, related_name="contacts")
    name = models.CharField(_("name"), max_length=150)
    role = models.CharField(_("role"), max_length=150, blank=True)
    email = models.EmailField(_("e-mail address"), blank=True)
    phone = models.CharField(_("telephone"), max_length=40, blank=True)
    url = models.URLField(_("address on the web"), blank=True)

    panels: ClassVar[list[Any]] = [
        FieldPanel("name"),
        FieldPanel("role"),
        FieldPanel("email"),
        FieldPanel("phone"),
        FieldPanel("url"),
    ]

    override_translatable_fields: ClassVar[list[Any]] = [SynchronizedField("phone")]

    class Meta(TranslatableMixin.Meta, Orderable.Meta):
        verbose_name = _("contact")

    def __str__(self) -> str:
        return self.name


class PracticeModule(Orderable):
    """A module that a practice shows in action.

    Practices and courses meet only through page links, so this points to any page.
    """

    practice = ParentalKey(PracticePage, on_delete=models.CASCADE, related_name="related_modules")
    page = models.ForeignKey(Page, on_delete=models.CASCADE, related_name="+", verbose_name=_("module"))

    panels: ClassVar[list[Any]] = [PageChooserPanel("page", page_type="courses.ModulePage")]

    class Meta(Orderable.Meta):
        verbose_name = _("related module")

    def __str__(self) -> str:
        return str(self.page)
