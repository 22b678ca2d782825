"""Makes pages, vocabularies, questions and people for tests; nothing here is content that a visitor reads."""

from .pages import (
    AssessmentPageFactory,
    CoursePageFactory,
    HomePageFactory,
    LessonPageFactory,
    ModulePageFactory,
    QuizPageFactory,
    SummaryPageFactory,
    TextPageFactory,
)
from .people import UserFactory, editor
from .practices import FiguresPageFactory, PracticeIndexPageFactory, PracticePageFactory
from .tree import SiteTree, grow

__all__ = [
    "AssessmentPageFactory",
    "CoursePageFactory",
    "FiguresPageFactory",
    "HomePageFactory",
    "LessonPageFactory",
    "ModulePageFactory",
    "PracticeIndexPageFactory",
    "PracticePageFactory",
    "QuizPageFactory",
    "SiteTree",
    "SummaryPageFactory",
    "TextPageFactory",
    "UserFactory",
    "editor",
    "grow",
]
