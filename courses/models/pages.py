"""Course, module and lesson: the pages that a learner reads."""

from __future__ import annotations

import json
import re
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.core.validators import MinValueValidator, RegexValidator
from django.db import models
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, InlinePanel, MultiFieldPanel
from wagtail.api import APIField
from wagtail.fields import RichTextField, StreamField
from wagtail.models import Orderable, TranslatableMixin
from wagtail_localize.fields import SynchronizedField

from courses.blocks import LessonStreamBlock
from courses.blocks.activity import asking
from courses.changes.pages import ChangeAnnounced
from courses.changes.people import Readers
from courses.keeping import keeping_plan
from courses.outline import CourseOutline, ModuleOutline, course_outline, outline_around
from courses.workshop.offered import workshop_choices
from mimi.books.offered import offers
from mimi.pages import richtext
from mimi.pages.cache.tags import depends_on
from mimi.pages.models import BasePage
from mimi.pages.prepared import PreparedObjects
from mimi.pages.sections import page_parts

from .glossary import GlossaryTerm

# How a lesson's text links to a glossary term; the definition stands at the foot of the same page.
TERM_LINK = re.compile(r"#term-([a-z0-9-]+)")


COMPLETION_RULES = ("asks_lessons", "asks_quizzes", "asks_assessment")


class CoursePart(BasePage):
    """A page that belongs to a course and knows the course's outline."""

    class Meta:
        abstract = True

    @property
    def outline(self) -> CourseOutline:
        """The live course that the page stands in, in the page's language.

        Asked for anew each time: a page object is kept between requests, longer than an outline holds.
        """
        return course_outline(self)

    @property
    def surroundings(self) -> CourseOutline:
        """The same, for a page that shows only what stands around it."""
        return outline_around(self)

    @property
    def key(self) -> str:
        """What a learner's facts hang on: the same in every language."""
        return str(self.translation_key)

    def face(self) -> dict[str, Any]:
        """Return what the outline shows of the page."""
        shown = (
            "audience",
            "minutes",
            "number",
            "illustration",
            "source",
            "pass_mark",
            "question_count",
            "asked_activities",
            *COMPLETION_RULES,
        )
        face = {**super().face(), **{name: getattr(self, name, None) for name in shown}}
        if hasattr(self, "questions"):
            face["questions"] = len(self.questions)
        return face


class CoursePage(CoursePart):
    """A course: modules in their order."""

    intro = RichTextField(_("introduction"), features=richtext.PROSE, blank=True)
    audience = RichTextField(_("who it is for"), features=richtext.PROSE, blank=True)
    closing = RichTextField(
        _("what you can do now"),
        features=richtext.PROSE,
        blank=True,
        help_text=_("Shown to those who have completed the course."),
    )
    source = models.CharField(_("source"), max_length=400, blank=True)
    asks_lessons = models.BooleanField(_("every lesson is read"), default=True)
    asks_quizzes = models.BooleanField(
        _("every module’s quiz is passed"),
        default=True,
        help_text=_("Each quiz says itself at which mark it is passed."),
    )
    asks_assessment = models.BooleanField(_("the final assessment is passed"), default=True)

    content_panels: ClassVar[list[Any]] = [
        *BasePage.content_panels,
        FieldPanel("intro"),
        FieldPanel("audience"),
        FieldPanel("closing"),
        FieldPanel("source"),
        MultiFieldPanel(
            [FieldPanel(name) for name in COMPLETION_RULES],
            heading=_("The course is completed when"),
            help_text=_("What is not ticked stays in the course, but nobody has to do it."),
        ),
    ]
    # What completes a course is the same in every language.
    override_translatable_fields: ClassVar[list[Any]] = [
        SynchronizedField(name, overridable=False) for name in COMPLETION_RULES
    ]
    api_fields: ClassVar[list[Any]] = [*BasePage.api_fields, APIField("intro"), APIField("source")]

    parent_page_types: ClassVar[list[str]] = ["pages.HomePage"]
    subpage_types: ClassVar[list[str]] = ["courses.ModulePage", "courses.AssessmentPage", "courses.SummaryPage"]
    template = "courses/course_page.html"

    class Meta:
        verbose_name = _("course")

    def clean(self) -> None:
        """Demand at least one rule: a course that asks nothing would be completed before it is begun."""
        super().clean()
        if not any(getattr(self, name) for name in COMPLETION_RULES):
            raise ValidationError({COMPLETION_RULES[0]: _("Tick at least one of these.")})

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        context.update(
            self.lazily(
                course=lambda: self.outline,
                modules=lambda: self.outline.modules,
                total_minutes=lambda: self.outline.minutes,
                only_module=lambda: self.outline.only_module,
                outcomes=self._outcomes,
                keep=self._keep,
                workshop=self._workshop,
                parts=self._parts,
                books=lambda: offers("course", self.key, self.locale.language_code),
            )
        )
        return context

    def _outcomes(self) -> list[str]:
        """Return what one can do after the only module, if the course has no other; in one query."""
        module = self.outline.only_module
        if module is None:
            return []
        rows = LearningOutcome.objects.filter(module__translation_key=module.key, module__locale=self.locale_id)
        found = list(rows.values_list("module_id", "text"))
        depends_on(*(f"content:{pk}" for pk, _text in found))
        return [text for _pk, text in found]

    def _keep(self) -> str:
        module = self.outline.only_module
        return keeping_plan(module, self.locale.language_code) if module else ""

    def _workshop(self) -> dict[str, Any]:
        module = self.outline.only_module
        return workshop_choices(module, self.locale.language_code) if module else {}

    def _parts(self) -> list[dict[str, Any]]:
        module = self.outline.only_module
        return page_parts([module.key], self.locale.language_code) if module else []


class ModulePage(CoursePart):
    """A module: what you will be able to do, its lessons, its quiz."""

    number = models.CharField(
        _("number"),
        max_length=8,
        blank=True,
        validators=[RegexValidator(r"^\d+(\.\d+)*$", _("Write the number like this: 2 or 2.1"))],
        help_text=_("May be left empty, as in a course that has only one module."),
    )
    illustration = models.SlugField(
        _("illustration"),
        max_length=40,
        blank=True,
        help_text=_("The name of one of the site’s drawings, such as module-2-1."),
    )
    source = models.CharField(_("source"), max_length=400, blank=True)

    content_panels: ClassVar[list[Any]] = [
        *BasePage.content_panels,
        MultiFieldPanel([FieldPanel("number"), FieldPanel("illustration")], heading=_("How it is shown")),
        InlinePanel("outcomes", heading=_("Learning outcomes"), label=_("Outcome"), min_num=1),
        FieldPanel("source"),
    ]
    api_fields: ClassVar[list[Any]] = [
        *BasePage.api_fields,
        APIField("number"),
        APIField("source"),
    ]

    # A number and the name of a drawing are the same in every language.
    override_translatable_fields: ClassVar[list[Any]] = [
        SynchronizedField("number", overridable=False),
        SynchronizedField("illustration", overridable=False),
    ]

    parent_page_types: ClassVar[list[str]] = ["courses.CoursePage"]
    subpage_types: ClassVar[list[str]] = ["courses.LessonPage", "courses.QuizPage"]
    template = "courses/module_page.html"

    class Meta:
        verbose_name = _("module")

    @property
    def place(self) -> ModuleOutline:
        """This module's place in the outline; of a draft, what is known of it."""
        return self.surroundings.module(self.key) or ModuleOutline.of_draft(self)

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        context.update(
            self.lazily(
                course=lambda: self.surroundings,
                outcomes=lambda: [outcome.text for outcome in self.outcomes.all()],
                lessons=lambda: self.place.lessons,
                quiz=lambda: self.place.quiz,
                previous_module=lambda: self.surroundings.module_before(self.key),
                next_module=lambda: self.surroundings.module_after(self.key),
                keep=lambda: keeping_plan(self.place, self.locale.language_code),
                workshop=lambda: workshop_choices(self.place, self.locale.language_code, self.addresses),
                parts=lambda: page_parts([self.key], self.locale.language_code),
            )
        )
        return context


class LearningOutcome(TranslatableMixin, Orderable):
    """One thing that a learner can do after the module."""

    module = ParentalKey(ModulePage, on_delete=models.CASCADE, related_name="outcomes")
    text = models.CharField(_("outcome"), max_length=200)

    panels: ClassVar[list[Any]] = [FieldPanel("text")]

    class Meta(TranslatableMixin.Meta, Orderable.Meta):
        verbose_name = _("learning outcome")

    def __str__(self) -> str:
        return self.text


_TERMS = PreparedObjects(
    GlossaryTerm, lambda codes, locale: GlossaryTerm.objects.filter(code__in=codes, locale_id=locale)
)


class LessonPage(ChangeAnnounced, CoursePart):
    """A lesson that reads in a few minutes."""

    minutes = models.PositiveSmallIntegerField(_("minutes to read"), default=4, validators=[MinValueValidator(1)])
    body = StreamField(LessonStreamBlock(), verbose_name=_("lesson"))
    # The ids of the blocks with an activity that must be completed first; taken from the body with each save, so that
    # the outline of a course needn't read all lessons.
    asked_activities = models.JSONField(default=list, blank=True, editable=False)

    content_panels: ClassVar[list[Any]] = [
        *BasePage.content_panels,
        FieldPanel("minutes"),
        FieldPanel("body"),
        ChangeAnnounced.change_panel,
    ]
    api_fields: ClassVar[list[Any]] = [
        *BasePage.api_fields,
        APIField("minutes"),
        APIField("body"),
    ]

    parent_page_types: ClassVar[list[str]] = ["courses.ModulePage"]
    subpage_types: ClassVar[list[str]] = []
    template = "courses/lesson_page.html"
    changing_stream = "body"
    concerned = Readers

    class Meta:
        verbose_name = _("lesson")

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Note which activities the lesson asks for."""
        self.asked_activities = asking(self.body.get_prep_value())
        super().save(*args, **kwargs)

    @property
    def asking_blocks(self) -> list[Any]:
        """The blocks with an activity that must be completed before the lesson counts as read."""
        if not self.asked_activities:
            return []
        return [block for block in self.body if str(block.id) in self.asked_activities and block.value.get("activity")]

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        context.update(
            self.lazily(
                course=lambda: self.surroundings,
                module=lambda: self.surroundings.module_of(self),
                lessons=lambda: self.surroundings.module_of(self).lessons,
                quiz=lambda: self.surroundings.module_of(self).quiz,
                previous=lambda: self.surroundings.step_before(self.key),
                next=lambda: self.surroundings.step_after(self.key),
                position=lambda: self.surroundings.module_of(self).position(self.key),
                total=lambda: len(self.surroundings.module_of(self).lessons),
                done_url=lambda: reverse("lesson_done", args=[self.key]),
                asked=lambda: self.asking_blocks,
                terms=self._terms,
                parts=lambda: page_parts([self.key, self.surroundings.module_of(self).key], self.locale.language_code),
            )
        )
        return context

    def _terms(self) -> list[GlossaryTerm]:
        """Return the glossary terms that the lesson's text links to, in the order of the alphabet."""
        codes = set(TERM_LINK.findall(json.dumps(list(self.body.raw_data), ensure_ascii=False)))
        terms = _TERMS.all(sorted(codes), self.locale_id) if codes else []
        depends_on(*(f"{term._meta.label_lower}:{term.pk}" for term in terms))
        if len(terms) < len(codes):
            # One that the language lacks may come.
            depends_on(f"{GlossaryTerm._meta.label_lower}:{self.locale.language_code}")
        return terms
