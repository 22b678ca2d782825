"""What there is to learn (pages, glossary) and how far a learner has come (facts)."""

from courses.changes.models import ChangeInLanguage, MajorChange, PublishedContent
from courses.progress.models import Enrolment, LessonCompletion, QuestionVersion, QuizAnswer, QuizAttempt
from courses.reflections.models import Reflection, ReflectionText
from courses.review.models import ReviewAnswer, ReviewRound

from .assessment import AssessmentPage, SummaryPage
from .glossary import GlossaryTerm
from .pages import CoursePage, LearningOutcome, LessonPage, ModulePage
from .quiz import QuizPage

__all__ = [
    "AssessmentPage",
    "ChangeInLanguage",
    "CoursePage",
    "Enrolment",
    "GlossaryTerm",
    "LearningOutcome",
    "LessonCompletion",
    "LessonPage",
    "MajorChange",
    "ModulePage",
    "PublishedContent",
    "QuestionVersion",
    "QuizAnswer",
    "QuizAttempt",
    "QuizPage",
    "Reflection",
    "ReflectionText",
    "ReviewAnswer",
    "ReviewRound",
    "SummaryPage",
]
