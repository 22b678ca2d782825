"""The quiz of a module."""

from __future__ import annotations

from typing import Any, ClassVar

from django.core.validators import MaxValueValidator
from django.db import models
from django.http import HttpRequest
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import RichTextField, StreamField

from courses.changes.pages import ChangeAnnounced
from courses.changes.people import QuizTakers
from courses.questions import Question, question_stream, read_questions
from mimi.pages import richtext
from mimi.pages.models import BasePage

from .pages import CoursePart


class QuizPage(ChangeAnnounced, CoursePart):
    """Questions on a module, graded on the server.

    The page is personal: it shows a learner's own attempt and is never kept in a cache. Its questions hold
    the key, so they stay out of the content API.
    """

    intro = RichTextField(_("introduction"), features=richtext.INLINE, blank=True)
    pass_mark = models.PositiveSmallIntegerField(
        _("passed at"),
        default=70,
        validators=[MaxValueValidator(100)],
        help_text=_("Per cent of the points."),
    )
    questions = StreamField(question_stream(), verbose_name=_("questions"))

    content_panels: ClassVar[list[Any]] = [
        *BasePage.content_panels,
        FieldPanel("intro"),
        FieldPanel("pass_mark"),
        FieldPanel("questions"),
        ChangeAnnounced.change_panel,
    ]

    public = False
    known_parameters = ("question", "again", "result")
    parent_page_types: ClassVar[list[str]] = ["courses.ModulePage"]
    subpage_types: ClassVar[list[str]] = []
    max_count_per_parent = 1
    template = "courses/quiz_page.html"
    changing_stream = "questions"
    concerned = QuizTakers

    class Meta:
        verbose_name = _("quiz")

    @cached_property
    def question_list(self) -> list[Question]:
        """The questions in their order."""
        return list(read_questions(self.questions))

    def get_template(self, request: HttpRequest, *args: Any, **kwargs: Any) -> str:
        """Return the stage alone where a script asked for it, else the whole page."""
        htmx = getattr(request, "htmx", None)
        if htmx and not htmx.boosted and not htmx.history_restore_request:
            return "courses/quiz/stage.html"
        return self.template

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        from courses.progress.quizzes import quiz_context

        context = super().get_context(request, *args, **kwargs)
        context.update(course=self.outline, module=self.outline.module_of(self), **quiz_context(self, request))
        return context
