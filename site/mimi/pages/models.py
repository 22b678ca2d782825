"""The site's own pages, and the base that every page of the site builds on."""

from __future__ import annotations

from typing import Any, ClassVar

from django.core.validators import MaxLengthValidator
from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, InlinePanel, MultiFieldPanel, PageChooserPanel
from wagtail.api import APIField
from wagtail.fields import RichTextField, StreamField
from wagtail.models import Orderable, Page, PagePermissionTester, Revision, TranslatableMixin

from mimi.pages import richtext
from mimi.pages.blocks import TextStreamBlock
from mimi.pages.cache.fragments import Lazy
from mimi.pages.cache.models import CacheStamp, PageFace, StampCounter
from mimi.pages.further import FurtherLink, further_links
from mimi.pages.gates import pass_gates
from mimi.pages.links import links_to
from mimi.pages.serving import PublicPageMixin

__all__ = ["BasePage", "CacheStamp", "HomePage", "PageFace", "StampCounter", "TextPage"]


class BasePage(PublicPageMixin, Page):
    """What every page of the site has.

    Wagtail's swappable page model isn't used: wagtail-localize doesn't work with it.
    """

    summary = models.CharField(
        _("summary"),
        max_length=220,
        blank=True,
        help_text=_("One sentence, shown on cards, in search results and to search engines."),
    )

    content_panels: ClassVar[list[Any]] = [*Page.content_panels, FieldPanel("summary")]
    api_fields: ClassVar[list[Any]] = [APIField("summary")]

    class Meta:
        abstract = True

    def permissions_for_user(self, user: Any) -> PagePermissionTester:
        """Return what somebody may do with the page."""
        from mimi.editors.roles.pages import PageRights

        return PageRights(user, self)

    def publish(self, revision: Revision, *args: Any, **kwargs: Any) -> Any:
        """Publish a revision of the page, or give it its time, if it passes the gates.

        Raises:
            NotReadyError: it doesn't.
        """
        pass_gates(revision.as_object())
        return super().publish(revision, *args, **kwargs)

    def lazily(self, **builders: Any) -> dict[str, Any]:
        """Return template variables that are worked out only when a template asks for them.

        A page whose main part stands in the fragment cache then costs no query.
        """
        return {name: Lazy(build) for name, build in builders.items()}


class HomePage(BasePage):
    """The front page of one language."""

    heading = models.CharField(_("heading"), max_length=120)
    lead = models.TextField(_("lead"), validators=[MaxLengthValidator(400)])
    course_heading = models.CharField(_("heading of the course"), max_length=120)
    course_text = models.TextField(_("text about the course"))
    library_heading = models.CharField(_("heading of the library"), max_length=120)
    library_text = models.TextField(_("text about the library"))
    problems_heading = models.CharField(_("heading of the problems"), max_length=120)
    partners_heading = models.CharField(_("heading of the partners"), max_length=120)
    partners_text = RichTextField(_("text about the partners"), features=richtext.PROSE)
    funding = models.TextField(_("funding"), help_text=_("Who paid for the work; shown at the foot of every page."))

    content_panels: ClassVar[list[Any]] = [
        *BasePage.content_panels,
        FieldPanel("heading"),
        FieldPanel("lead"),
        MultiFieldPanel([FieldPanel("course_heading"), FieldPanel("course_text")], heading=_("Course")),
        MultiFieldPanel([FieldPanel("library_heading"), FieldPanel("library_text")], heading=_("Library")),
        MultiFieldPanel(
            [
                FieldPanel("problems_heading"),
                InlinePanel("problems", heading=_("Problems"), label=_("Problem")),
            ],
            heading=_("Start from a problem"),
        ),
        MultiFieldPanel([FieldPanel("partners_heading"), FieldPanel("partners_text")], heading=_("Partners")),
        FieldPanel("funding"),
    ]
    api_fields: ClassVar[list[Any]] = [*BasePage.api_fields, APIField("heading"), APIField("lead")]

    parent_page_types: ClassVar[list[str]] = ["wagtailcore.Page"]
    subpage_types: ClassVar[list[str]] = [
        "pages.TextPage",
        "courses.CoursePage",
        "practices.PracticeIndexPage",
        "practices.FiguresPage",
    ]
    template = "pages/home_page.html"

    class Meta:
        verbose_name = _("home page")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        from mimi.pages.sections import home_sections

        context = super().get_context(request, *args, **kwargs)
        context.update(home_sections(self))
        context.update(self.lazily(problems=self._problems))
        return context

    def _problems(self) -> list[dict[str, str]]:
        rows = list(self.problems.all())
        links = links_to((row.page_id for row in rows if row.page_id), self.locale.language_code)
        return [{"text": row.text, "url": links[row.page_id].url} for row in rows if row.page_id in links]

    def face(self) -> dict[str, Any]:
        """Return what every page shows of its language's home."""
        return {"funding": self.funding}


class HomeProblem(TranslatableMixin, Orderable):
    """A problem in the reader's words, and the page that answers it."""

    home = ParentalKey(HomePage, on_delete=models.CASCADE, related_name="problems")
    text = models.CharField(_("problem"), max_length=150)
    page = models.ForeignKey(
        Page,
        on_delete=models.SET_NULL,
        null=True,
        related_name="+",
        verbose_name=_("page that answers it"),
    )

    panels: ClassVar[list[Any]] = [FieldPanel("text"), PageChooserPanel("page")]

    class Meta(TranslatableMixin.Meta, Orderable.Meta):
        verbose_name = _("problem")

    def __str__(self) -> str:
        return self.text


class TextPage(BasePage):
    """A page of running text: about, privacy, accessibility."""

    body = StreamField(TextStreamBlock(), verbose_name=_("text"))

    content_panels: ClassVar[list[Any]] = [*BasePage.content_panels, FieldPanel("body")]
    api_fields: ClassVar[list[Any]] = [*BasePage.api_fields, APIField("body")]

    parent_page_types: ClassVar[list[str]] = ["pages.HomePage", "pages.TextPage"]
    subpage_types: ClassVar[list[str]] = ["pages.TextPage"]
    template = "pages/text_page.html"

    class Meta:
        verbose_name = _("text page")

    @property
    def further_links(self) -> list[FurtherLink]:
        """What other rooms have to add to this page."""
        return further_links(self.translation_key)
