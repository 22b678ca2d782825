"""A small site in several languages: home, about, a course with two modules and its end, and the library."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, fields

from wagtail.models import Page, Site
from wagtail.signal_handlers import disable_reference_index_auto_update

from courses.models import AssessmentPage, CoursePage, LessonPage, ModulePage, QuizPage, SummaryPage
from mimi.pages.models import HomePage, TextPage
from practices.models import PracticeIndexPage, PracticePage

from .keeping import keep
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
from .practices import PracticeIndexPageFactory, PracticePageFactory
from .questions import TYPES, question_data
from .speech import locale, named_id, say, slug

LANGUAGES = ("en", "nb", "de", "el")
MODULES = 2
LESSONS = 2


@dataclass
class SiteTree:
    """The pages by language. Translations share their translation keys, blocks and items their ids.

    `lessons` are all lessons of the course in their order, `quizzes` the quiz of each module.
    """

    languages: tuple[str, ...]
    home: dict[str, HomePage] = field(default_factory=dict)
    about: dict[str, TextPage] = field(default_factory=dict)
    course: dict[str, CoursePage] = field(default_factory=dict)
    modules: dict[str, list[ModulePage]] = field(default_factory=dict)
    lessons: dict[str, list[LessonPage]] = field(default_factory=dict)
    quizzes: dict[str, list[QuizPage]] = field(default_factory=dict)
    assessment: dict[str, AssessmentPage] = field(default_factory=dict)
    summary: dict[str, SummaryPage] = field(default_factory=dict)
    library: dict[str, PracticeIndexPage] = field(default_factory=dict)
    practices: dict[str, list[PracticePage]] = field(default_factory=dict)

    @property
    def quiz(self) -> dict[str, QuizPage]:
        """The quiz of the first module."""
        return {language: quizzes[0] for language, quizzes in self.quizzes.items()}


def quiz_name(module: int, kind: str) -> str:
    """Return the name under which `question_id` and the answers of `questions` know a question of the tree."""
    return f"{kind}-{module}"


def grow(languages: Sequence[str] = LANGUAGES, *, ending: bool = True, anew: bool = False) -> SiteTree:
    """Make the tree in these languages, in the place of whatever site there is.

    With `ending`, the course has a final assessment and a summary, which shows something of every lesson. The rows of a
    tree made before are put in again, and nothing hears of it, unless it is asked for `anew`.
    """
    if anew:
        return _grow(languages, ending=ending)
    name = (tuple(languages), ending)
    return keep(name, lambda: Places.of(_grow(languages, ending=ending))).tree()


@dataclass(frozen=True)
class Places:
    """Where the pages of a tree stand in the database: their class and number, by the names of `SiteTree`."""

    languages: tuple[str, ...]
    pages: dict[str, dict[str, tuple[type[Page], list[int], bool]]]

    @classmethod
    def of(cls, tree: SiteTree) -> Places:
        """Note the pages of a tree."""
        pages: dict[str, dict[str, tuple[type[Page], list[int], bool]]] = {}
        for field_ in fields(tree):
            if field_.name == "languages":
                continue
            pages[field_.name] = {
                language: (type(made[0]), [page.pk for page in made], True)
                if isinstance(made, list)
                else (type(made), [made.pk], False)
                for language, made in getattr(tree, field_.name).items()
            }
        return cls(tree.languages, pages)

    def tree(self) -> SiteTree:
        """Return the tree, its pages read from the database: a query for each class."""
        numbers: dict[type[Page], list[int]] = {}
        for by_language in self.pages.values():
            for model, pks, _several in by_language.values():
                numbers.setdefault(model, []).extend(pks)
        found = {model: model._default_manager.select_related("locale").in_bulk(pks) for model, pks in numbers.items()}
        tree = SiteTree(self.languages)
        for name, by_language in self.pages.items():
            for language, (model, pks, several) in by_language.items():
                pages = [found[model][pk] for pk in pks]
                getattr(tree, name)[language] = pages if several else pages[0]
        return tree


def _grow(languages: Sequence[str], *, ending: bool) -> SiteTree:
    Site.objects.all().delete()
    root = Page.get_first_root_node() or Page.add_root(title="Root", slug="root", locale=locale("en"))
    for page in root.get_children():
        page.delete()
    root.refresh_from_db()
    tree = SiteTree(tuple(languages))
    with _without_reference_index():
        for language in languages:
            _plant(tree, root, language, ending=ending)
    Site.objects.create(
        hostname="testserver", root_page=tree.home[languages[0]], is_default_site=True, site_name="Microintegration"
    )
    return tree


def _plant(tree: SiteTree, root: Page, language: str, *, ending: bool) -> None:
    def words(title: str, name: str) -> dict[str, str]:
        return {
            "title": say(title, language),
            "slug": slug(name, language),
            "translation_key": named_id("page", name),
            "language": language,
        }

    home = HomePageFactory(parent=root, language=language, translation_key=named_id("page", "home"))
    tree.home[language] = home
    tree.about[language] = TextPageFactory(parent=home, **words("About", "about"))
    course = CoursePageFactory(parent=home, show_in_menus=True, **words("Course", "course"))
    tree.course[language] = course
    tree.modules[language], tree.lessons[language], tree.quizzes[language] = [], [], []
    for m in range(1, MODULES + 1):
        module = ModulePageFactory(parent=course, number=str(m), **words(f"Module {m}", f"module-{m}"))
        tree.modules[language].append(module)
        for n in range(1, LESSONS + 1):
            name = words(f"Lesson {m}.{n}", f"lesson-{m}-{n}")
            tree.lessons[language].append(LessonPageFactory(parent=module, **name))
        lesson = tree.lessons[language][-LESSONS].pk
        stream = [question_data(kind, quiz_name(m, kind), language=language, lesson=lesson) for kind in TYPES]
        quiz = QuizPageFactory(parent=module, stream=stream, **words(f"Quiz {m}", f"quiz-{m}"))
        tree.quizzes[language].append(quiz)
    if ending:
        tree.assessment[language] = AssessmentPageFactory(parent=course, **words("Final assessment", "assessment"))
        tree.summary[language] = SummaryPageFactory(parent=course, **words("What you can do now", "summary"))
    library = PracticeIndexPageFactory(parent=home, show_in_menus=True, **words("Practices", "practices"))
    tree.library[language] = library
    tree.practices[language] = [
        PracticePageFactory(parent=library, themes=themes, **words(f"Practice {n}", f"practice-{n}"))
        for n, themes in enumerate((["trust"], ["trust", "language"]), start=1)
    ]


@contextmanager
def _without_reference_index() -> Iterator[None]:
    # It asks about every link of every page, and no test of ours asks it.
    with disable_reference_index_auto_update():
        yield
