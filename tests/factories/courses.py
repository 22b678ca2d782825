"""Further courses beside that of the tree, as the employers' one is: lessons and a quiz, no final assessment."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from courses.models import CoursePage, LessonPage, ModulePage, QuizPage

from .pages import CoursePageFactory, LessonPageFactory, ModulePageFactory, QuizPageFactory
from .questions import TYPES, question_data
from .speech import named_id, say, slug
from .tree import SiteTree


@dataclass
class FurtherCourse:
    """The pages of a further course by language; `name` tells its questions from those of others."""

    name: str
    course: dict[str, CoursePage] = field(default_factory=dict)
    modules: dict[str, list[ModulePage]] = field(default_factory=dict)
    lessons: dict[str, list[LessonPage]] = field(default_factory=dict)
    quizzes: dict[str, list[QuizPage]] = field(default_factory=dict)

    def question(self, kind: str, module: int = 1) -> str:
        """Return the name under which `question_id` and the answers know one of its questions."""
        return f"{kind}-{self.name}-{module}"


def add_course(tree: SiteTree, name: str = "work", modules: int = 1, lessons: int = 2) -> FurtherCourse:
    """Put a course behind the other pages of a tree, in all its languages."""
    further = FurtherCourse(name)
    for language in tree.languages:
        _plant(further, tree, language, modules, lessons)
    return further


def _plant(further: FurtherCourse, tree: SiteTree, language: str, modules: int, lessons: int) -> None:
    def words(title: str, name: str) -> dict[str, Any]:
        key = named_id("page", f"{further.name}-{name}")
        own = f"{further.name}-{name}"
        return {
            "title": say(title, language),
            "slug": slug(own, language),
            "translation_key": key,
            "language": language,
        }

    home = type(tree.home[language]).objects.get(pk=tree.home[language].pk)
    course: CoursePage = CoursePageFactory(
        parent=home,
        show_in_menus=True,
        asks_assessment=False,
        audience=f"<p>For <b>employers</b> of {further.name}.</p>",
        **words(f"Course {further.name}", "course"),
    )
    further.course[language] = course
    further.modules[language], further.lessons[language], further.quizzes[language] = [], [], []
    for m in range(1, modules + 1):
        number = "" if modules == 1 else str(m)
        module: ModulePage = ModulePageFactory(
            parent=course, number=number, illustration="module-w1", **words(f"Part {further.name} {m}", f"module-{m}")
        )
        further.modules[language].append(module)
        for n in range(1, lessons + 1):
            title = words(f"At work {further.name} {m}.{n}", f"lesson-{m}-{n}")
            further.lessons[language].append(LessonPageFactory(parent=module, **title))
        lesson = further.lessons[language][-lessons].pk
        stream = [question_data(kind, further.question(kind, m), language=language, lesson=lesson) for kind in TYPES]
        quiz = words(f"Quiz {further.name} {m}", f"quiz-{m}")
        further.quizzes[language].append(QuizPageFactory(parent=module, stream=stream, **quiz))
