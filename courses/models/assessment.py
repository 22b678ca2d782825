"""What stands at the end of a course: the final assessment, and what a learner can do now."""

from __future__ import annotations

from typing import Any, ClassVar, TypeVar

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.http import HttpRequest
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import RichTextField

from courses.changes.pages import ChangeAnnounced
from courses.changes.people import QuizTakers
from courses.questions import Question
from mimi.pages import richtext
from mimi.pages.cache.tags import depends_on
from mimi.pages.models import BasePage
from mimi.pages.visibility import restricted

from .pages import CoursePart, LessonPage, ModulePage
from .quiz import QuizPage

P = TypeVar("P", bound=CoursePart)


def _everybodys(model: type[P], course_path: str) -> models.QuerySet[P]:
    """Return a course's live pages of a kind that everybody may see, in their order."""
    pages: models.QuerySet[P] = model.objects.live().filter(~restricted(), path__startswith=course_path)
    return pages.order_by("path")


class AssessmentPage(ChangeAnnounced, CoursePart):
    """A final assessment: questions drawn from all quizzes of the course, others on each try."""

    intro = RichTextField(_("introduction"), features=richtext.PROSE, blank=True)
    pass_mark = models.PositiveSmallIntegerField(
        _("passed at"), default=80, validators=[MaxValueValidator(100)], help_text=_("Per cent of the points.")
    )
    question_count = models.PositiveSmallIntegerField(
        _("number of questions"), default=20, validators=[MinValueValidator(1), MaxValueValidator(100)]
    )

    content_panels: ClassVar[list[Any]] = [
        *BasePage.content_panels,
        FieldPanel("intro"),
        FieldPanel("pass_mark"),
        FieldPanel("question_count"),
        ChangeAnnounced.change_panel,
    ]

    public = False
    known_parameters = QuizPage.known_parameters
    parent_page_types: ClassVar[list[str]] = ["courses.CoursePage"]
    subpage_types: ClassVar[list[str]] = []
    max_count_per_parent = 1
    template = QuizPage.template
    concerned = QuizTakers
    get_template = QuizPage.get_template

    class Meta:
        verbose_name = _("final assessment")

    @cached_property
    def question_pool(self) -> list[list[Question]]:
        """The questions of the live quizzes in the course's live modules, one list a module, in their order.

        What only some visitors may see is left out: all learners draw from the same.
        """
        course_path = self.path[: -self.steplen]
        modules = set(_everybodys(ModulePage, course_path).values_list("path", flat=True))
        quizzes = [quiz for quiz in _everybodys(QuizPage, course_path) if quiz.path[: -self.steplen] in modules]
        depends_on(f"outline:{course_path}", "restrictions", *(f"content:{quiz.pk}" for quiz in quizzes))
        return [quiz.question_list for quiz in quizzes]

    @cached_property
    def question_list(self) -> list[Question]:
        """All questions that may be drawn."""
        return [question for questions in self.question_pool for question in questions]

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        from courses.progress.quizzes import quiz_context

        context = super().get_context(request, *args, **kwargs)
        context.update(course=self.outline, module=None, **quiz_context(self, request))
        return context


class SummaryPage(CoursePart):
    """What a learner can do now: all modules on two sheets, put together from the lessons themselves."""

    intro = RichTextField(_("introduction"), features=richtext.PROSE, blank=True)

    content_panels: ClassVar[list[Any]] = [*BasePage.content_panels, FieldPanel("intro")]

    parent_page_types: ClassVar[list[str]] = ["courses.CoursePage"]
    subpage_types: ClassVar[list[str]] = []
    max_count_per_parent = 1
    template = "courses/summary_page.html"

    class Meta:
        verbose_name = _("summary of a course")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        context.update(self.lazily(course=lambda: self.outline, chapters=self._chapters))
        return context

    def _chapters(self) -> list[dict[str, Any]]:
        """Return each module with its outcomes and key points, in three queries.

        Key points are plain text here: the definitions that their words link to stand on the lessons' own pages.
        """
        course_path = self.path[: -self.steplen]
        points: dict[str, list[str]] = {}
        for lesson in _everybodys(LessonPage, course_path):
            # Read as it is stored: the values of other blocks would each fetch the pages that they link to.
            blocks = [block for block in lesson.body.raw_data if block["type"] == "key_point"]
            found = [richtext.plain(block["value"]["body"]) for block in blocks]
            points.setdefault(lesson.path[: -self.steplen], []).extend(found)
            depends_on(f"content:{lesson.pk}")
        modules = _everybodys(ModulePage, course_path).prefetch_related("outcomes")
        depends_on(f"outline:{course_path}", "restrictions", *(f"content:{module.pk}" for module in modules))
        return [
            {
                "number": module.number,
                "title": module.title,
                "outcomes": list(module.outcomes.all()),
                "points": points.get(module.path, []),
            }
            for module in modules
        ]
