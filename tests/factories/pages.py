"""Pages of the site and of the course. A page is live as soon as it is made.

Streams are given as they are stored: lists of `{"type", "id", "value"}`.
"""

from __future__ import annotations

import json
from typing import Any

import factory
from wagtail_factories import PageFactory

from courses.models import (
    AssessmentPage,
    CoursePage,
    LearningOutcome,
    LessonPage,
    ModulePage,
    QuizPage,
    SummaryPage,
)
from mimi.pages.models import HomePage, TextPage

from .questions import TYPES, question_data
from .speech import block, locale, named_id, say


class SitePageFactory(PageFactory):
    """A page in a language; `parent` is needed for all but unsaved ones."""

    class Meta:
        abstract = True

    class Params:
        language = "en"

    locale = factory.LazyAttribute(lambda page: locale(page.language))
    summary = factory.LazyAttribute(lambda page: f"About: {page.title}")


class HomePageFactory(SitePageFactory):
    """The front page of a language."""

    class Meta:
        model = HomePage

    title = factory.LazyAttribute(lambda page: say("Home", page.language))
    slug = factory.LazyAttribute(lambda page: f"home-{page.language}")
    heading = factory.LazyAttribute(lambda page: say("Small steps into work", page.language))
    lead = "What helps newcomers, and those who receive them."
    course_heading = "The course"
    course_text = "Short lessons."
    library_heading = "The library"
    library_text = "Good practices."
    problems_heading = "Start from a problem"
    partners_heading = "Partners"
    partners_text = "<p>Three countries.</p>"
    funding = "Paid for by someone."


class TextPageFactory(SitePageFactory):
    """A page of running text."""

    class Meta:
        model = TextPage

    title = "About"

    @factory.lazy_attribute
    def body(self) -> str:
        body = {"heading": "", "body": f"<p>Text of {self.title}</p>"}
        return json.dumps([block("prose", "text", body)])


class CoursePageFactory(SitePageFactory):
    """A course; its parent is a home page."""

    class Meta:
        model = CoursePage

    title = "Course"
    intro = factory.LazyAttribute(lambda page: f"<p>{say('How it goes.', page.language)}</p>")
    audience = factory.LazyAttribute(lambda page: f"<p>{say('Those who meet newcomers.', page.language)}</p>")
    closing = factory.LazyAttribute(lambda page: f"<p>{say('You can do it now.', page.language)}</p>")


class ModulePageFactory(SitePageFactory):
    """A module with one learning outcome; its parent is a course."""

    class Meta:
        model = ModulePage
        skip_postgeneration_save = True

    number = factory.Sequence(lambda n: str(n + 1))
    title = factory.LazyAttribute(lambda page: f"Module {page.number}")

    @factory.post_generation
    def outcomes(self, create: bool, extracted: list[str] | None, **kwargs: Any) -> None:
        """Give it the outcomes named in `outcomes`."""
        if not create or extracted == []:
            return
        for place, text in enumerate(extracted or [f"do what {self.title} says"]):
            key = named_id("outcome", str(self.translation_key), str(place))
            LearningOutcome.objects.create(
                module=self, text=text, sort_order=place, locale=self.locale, translation_key=key
            )


class LessonPageFactory(SitePageFactory):
    """A lesson of one paragraph; its parent is a module."""

    class Meta:
        model = LessonPage

    title = factory.Sequence(lambda n: f"Lesson {n + 1}")
    minutes = 4

    @factory.lazy_attribute
    def body(self) -> str:
        body = {"heading": say("Idea", self.language), "body": f"<p>Text of {self.title}</p>"}
        return json.dumps([block("prose", "idea", body)])


class QuizPageFactory(SitePageFactory):
    """A quiz with one question of each type; its parent is a module. `stream` replaces the questions."""

    class Meta:
        model = QuizPage

    class Params:
        stream: list[dict[str, Any]] | None = None

    title = "Quiz"
    intro = factory.LazyAttribute(lambda page: f"<p>{say('A few questions.', page.language)}</p>")
    pass_mark = 70

    @factory.lazy_attribute
    def questions(self) -> str:
        stream = self.stream
        if stream is None:
            stream = [question_data(kind, language=self.language) for kind in TYPES]
        return json.dumps(stream)


class AssessmentPageFactory(SitePageFactory):
    """A final assessment of six questions; its parent is a course."""

    class Meta:
        model = AssessmentPage

    title = "Final assessment"
    intro = factory.LazyAttribute(lambda page: f"<p>{say('Questions from all modules.', page.language)}</p>")
    question_count = 6


class SummaryPageFactory(SitePageFactory):
    """What a learner can do now; its parent is a course."""

    class Meta:
        model = SummaryPage

    title = "What you can do now"
    intro = factory.LazyAttribute(lambda page: f"<p>{say('All of it on two sheets.', page.language)}</p>")
