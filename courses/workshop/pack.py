"""All that stands in a trainer's pack, in one language; two of them side by side have the same keys."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import override

from courses.models import LessonPage, ModulePage, QuizPage
from courses.workshop import on_paper
from courses.workshop.plan import Activity, Material, agenda
from mimi.books import markup
from mimi.books.pictures import Pictures
from mimi.pages import richtext
from mimi.pages.chrome import frame
from mimi.pages.links import page_address
from mimi.pages.visibility import restricted

HANDED_OUT = ("key_point", "steps", "do_dont", "definition", "reflection")


@dataclass(frozen=True)
class Step:
    """A line of the facilitator's plan. `begin` and `end` are minutes from the beginning."""

    key: str
    begin: int
    end: int
    title: str
    what: str

    @property
    def kind(self) -> str:
        """See `courses.workshop.plan.Activity`."""
        return self.key.partition("-")[0]

    @property
    def about(self) -> str:
        """The key of a lesson, or the id of an exercise's block."""
        return self.key.partition("-")[2]

    @property
    def minutes(self) -> int:
        return self.end - self.begin


@dataclass(frozen=True)
class Piece:
    """A piece of text under a key that is the same in every language; `html` is a well-formed fragment."""

    key: str
    html: SafeString


@dataclass(frozen=True)
class Sheet:
    """A handout or an exercise: something with a title that begins a page."""

    key: str
    title: str
    pieces: list[Piece]


@dataclass(frozen=True)
class Asked:
    """A question of the quiz with its key."""

    key: str
    prompt: str
    hint: str
    lines: list[on_paper.Line]
    answer: str
    explanation: str
    told: list[on_paper.Line] = field(default_factory=list)


@dataclass
class Pack:
    """A trainer's pack in one language; `address` is the module's on the site, `illustration` names its drawing."""

    language: str
    title: str
    kicker: str
    summary: str
    address: str
    course: str = ""
    illustration: str = ""
    source: str = ""
    funding: str = ""
    changed_at: datetime | None = None
    outcomes: list[str] = field(default_factory=list)
    steps: list[Step] = field(default_factory=list)
    handouts: list[Sheet] = field(default_factory=list)
    exercises: list[Sheet] = field(default_factory=list)
    questions: list[Asked] = field(default_factory=list)
    lessons: list[LessonPage] = field(default_factory=list)


def write(key: str, language: str, length: int) -> Pack | None:
    """Return the pack of a module; None where it isn't for everybody in this language."""
    live = ModulePage.objects.live().filter(~restricted(), translation_key=key, locale__language_code=language)
    module = live.select_related("locale").prefetch_related("outcomes").first()
    if module is None:
        return None
    below = {"path__startswith": module.path}
    lessons = list(LessonPage.objects.live().filter(~restricted(), **below).order_by("path").select_related("locale"))
    quiz = QuizPage.objects.live().filter(~restricted(), **below).first()
    with override(language):
        return _written(module, lessons, quiz, length)


def _written(module: ModulePage, lessons: list[LessonPage], quiz: QuizPage | None, length: int) -> Pack:
    pages = [module, *lessons, *([quiz] if quiz else [])]
    pack = Pack(
        language=module.locale.language_code,
        title=module.title,
        kicker=_("Module %(number)s") % {"number": module.number} if module.number else "",
        summary=module.summary,
        address=page_address(module.locale.language_code, module.url_path),
        course=module.get_parent().title,
        illustration=module.illustration,
        source=module.source,
        funding=frame(module.locale.language_code).funding,
        changed_at=max((page.last_published_at for page in pages if page.last_published_at), default=None),
        outcomes=[outcome.text for outcome in module.outcomes.all()],
        lessons=lessons,
    )
    material = [_material(lesson) for lesson in lessons]
    known = {str(block.id): block for lesson in lessons for block in lesson.body if block.block_type == "exercise"}
    by_key = {lesson.key: lesson for lesson in lessons}
    for step in agenda(length, material, quiz=quiz is not None):
        pack.steps.append(_step(step, by_key, known))
    pictures = Pictures()
    for lesson in lessons:
        chosen = [block for block in lesson.body if block.block_type in HANDED_OUT]
        if chosen:
            pack.handouts.append(Sheet(lesson.key, lesson.title, [_piece(block, pictures) for block in chosen]))
    for block in known.values():
        pack.exercises.append(Sheet(str(block.id), block.value["title"], list(_exercise(block))))
    if quiz is not None:
        pack.questions = [_asked(question) for question in quiz.question_list]
    return pack


def _material(lesson: LessonPage) -> Material:
    blocks = list(lesson.body)
    return Material(
        lesson.key,
        any(block.block_type == "reflection" for block in blocks),
        [(str(block.id), int(block.value["minutes"])) for block in blocks if block.block_type == "exercise"],
    )


def _step(step: Activity, lessons: dict[str, LessonPage], exercises: dict[str, Any]) -> Step:
    title, what = _WORDS[step.kind](step, lessons, exercises)
    return Step(f"{step.kind}-{step.about}", step.begin, step.end, title, what)


def _opening(*_about: Any) -> tuple[str, str]:
    return _("Welcome"), _("Say what the workshop is for. Everyone says in a sentence what she wants to take along.")


def _idea(step: Activity, lessons: dict[str, LessonPage], _exercises: dict[str, Any]) -> tuple[str, str]:
    lesson = lessons[step.about]
    points = [richtext.plain(block.value["body"].source) for block in lesson.body if block.block_type == "key_point"]
    return lesson.title, " ".join([lesson.summary, *points]).strip()


def _talk(step: Activity, lessons: dict[str, LessonPage], _exercises: dict[str, Any]) -> tuple[str, str]:
    asked = [block.value["prompt"] for block in lessons[step.about].body if block.block_type == "reflection"]
    return _("Talk in pairs"), " ".join(asked)


def _doing(step: Activity, _lessons: dict[str, LessonPage], exercises: dict[str, Any]) -> tuple[str, str]:
    value = exercises[step.about].value
    title = _("Exercise: %(title)s") % {"title": value["title"]}
    if step.is_shortened:
        words = {"aim": value["aim"], "minutes": step.planned}
        return title, _("%(aim)s It is meant for %(minutes)s minutes: do its first steps, and name the others.") % words
    return title, value["aim"]


def _quiz(*_about: Any) -> tuple[str, str]:
    return _("Quiz"), _("Everyone answers alone on paper. Then go through the key together.")


def _closing(*_about: Any) -> tuple[str, str]:
    return _("Closing"), _("Everyone writes down one thing to do differently on Monday, and says it aloud.")


_WORDS: dict[str, Any] = {
    "opening": _opening,
    "idea": _idea,
    "talk": _talk,
    "exercise": _doing,
    "quiz": _quiz,
    "closing": _closing,
}


def _piece(block: Any, pictures: Pictures) -> Piece:
    template = f"courses/handbook/blocks/{block.block_type}.html"
    html = render_to_string(template, {"value": block.value, "pictures": pictures})
    return Piece(str(block.id), markup.alone(html))


def _exercise(block: Any) -> Iterator[Piece]:
    """Yield an exercise in pieces, so that it can break where a page ends."""
    head = render_to_string("courses/workshop/exercise.html", {"value": block.value})
    yield Piece(f"{block.id}-head", markup.alone(head))
    for number, step in enumerate(block.value["steps"], start=1):
        html = render_to_string("courses/workshop/exercise_step.html", {"number": number, "step": step})
        yield Piece(f"{block.id}-{number}", markup.alone(html))


def _asked(question: Any) -> Asked:
    shape = on_paper.ON_PAPER[question.type.name]
    return Asked(
        key=question.id,
        prompt=question.prompt,
        hint=on_paper.hint(question),
        lines=shape.lines(question),
        answer=shape.key(question),
        explanation=richtext.plain(question.explanation.source),
        told=shape.told(question),
    )
