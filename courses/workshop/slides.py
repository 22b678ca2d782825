"""A trainer's pack as slides: step by step as the plan goes, with what the trainer does in the speaker's notes."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

from courses.workshop import words
from courses.workshop.pack import Asked, Pack, Step
from courses.workshop.paper import headings
from mimi.books.pictures import Pictures
from mimi.slides import About, Column, Kind, Layout, Picture, Slide, Text, Unit, presentation

# A file whose pages were never published says that it was made then.
_UNKNOWN = datetime(2020, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class Sketch:
    """A slide in one language, under a key that is the same in every language."""

    key: str
    layout: Layout
    column: Column
    beside: Column | None = None
    begin: int = 0
    end: int = 0
    image: Any = None
    alt: str = ""


def slides(packs: Sequence[Pack], length: int) -> list[Slide]:
    """Return the slides of a pack, in one language or in two side by side."""
    sketches = []
    for pack in packs:
        with override(pack.language):
            sketches.append({sketch.key: sketch for sketch in _sketches(pack, length)})
    drawing, pictures, found = _drawing(packs[0]), Pictures(), []
    for key, first in sketches[0].items():
        others = [known.get(key) for known in sketches[1:]]
        slide = _slide(first, [sketch for sketch in others if sketch], length)
        # What the other language lacks leaves its place empty.
        if len(slide.columns) < len(packs) and slide.layout is not Layout.PAIR:
            lacking = Column(packs[1].language, "")
            slide = replace(slide, columns=(*slide.columns, lacking))
        if slide.layout is Layout.COVER:
            slide = replace(slide, drawing=drawing)
        if first.image:
            slide = replace(slide, picture=_picture(pictures, first))
        if not first.image or slide.picture:
            found.append(slide)
    return found


def about(packs: Sequence[Pack], length: int) -> About:
    """Return what the file says of itself."""
    first = packs[0]
    with override(first.language):
        says = headings(length)
        names = {
            Layout.COVER: _("Cover"),
            Layout.OPENER: _("Step of the workshop"),
            Layout.PAGE: _("Text"),
            Layout.PAIR: _("Two lists"),
            Layout.QUESTION: _("Question"),
            Layout.ANSWER: _("Answer"),
        }
        return About(
            language=first.language,
            title=" / ".join(pack.title for pack in packs),
            author=_("Microintegration practice set"),
            subject=f"{says['pack']}, {says['minutes']}",
            foot=" · ".join(part for part in (_("Microintegration practice set"), first.kicker) if part),
            changed_at=max((pack.changed_at for pack in packs if pack.changed_at), default=_UNKNOWN),
            layouts={str(layout): str(name) for layout, name in names.items()},
        )


def as_pptx(found: Sequence[Slide], says: About) -> bytes:
    """Return slides as PPTX.

    Raises:
        PaperUnavailableError: see there.
    """
    return presentation(found, says)


def _slide(first: Sketch, others: list[Sketch], length: int) -> Slide:
    """Return a slide with its columns: two lists in one language stand beside each other, in two below."""
    columns = [first.column, *([first.beside] if first.beside else [])]
    layout = first.layout
    if others and others[0].column.language != first.column.language:
        columns = [
            replace(sketch.column, units=(*sketch.column.units, *(sketch.beside.units if sketch.beside else ())))
            for sketch in (first, *others)
        ]
        layout = Layout.PAGE if layout is Layout.PAIR else layout
    return Slide(layout, tuple(columns), first.begin / length, first.end / length)


def _drawing(pack: Pack) -> str:
    """Return the module's drawing, or that of the site."""
    with override(pack.language):
        drawing = render_to_string("components/illustration.html", {"key": pack.illustration})
        return drawing if "<svg" in drawing else render_to_string("courses/certificates/rose.html")


def _picture(pictures: Pictures, sketch: Sketch) -> Picture | None:
    address = pictures.take(sketch.image)
    content = next((row.content for row in pictures.all() if f"book:{row.name}" == address), b"")
    return Picture(content, sketch.alt) if content else None


def _sketches(pack: Pack, length: int) -> list[Sketch]:
    """Return the slides of a pack in its language, which is the active one."""
    says = headings(length)
    found = [
        Sketch(
            "cover",
            Layout.COVER,
            Column(
                pack.language,
                pack.title,
                kicker=" · ".join(part for part in (pack.kicker, says["minutes"]) if part),
                units=tuple(words.alone(words.lines(pack.summary))),
                notes=(f"{says['pack']}: {pack.title}", settings.SITE_URL + pack.address),
            ),
        ),
        _page(pack, "outcomes", says["outcomes"], words.bullets(pack.outcomes), kicker=pack.title),
        _page(pack, "plan", says["plan"], [_planned(step) for step in pack.steps], kicker=says["minutes"]),
    ]
    for step in pack.steps:
        found += [replace(sketch, begin=step.begin, end=step.end) for sketch in _WORDS[step.kind](pack, step)]
    sources = [*words.lines(pack.source), *words.lines(pack.funding), Text(settings.SITE_URL + pack.address)]
    small = [(replace(text, kind=Kind.SOFT),) for text in sources]
    return [*found, _page(pack, "sources", _("Where this comes from"), small, kicker=pack.title)]


def _page(pack: Pack, key: str, title: str, units: Sequence[Unit], **more: Any) -> Sketch:
    return Sketch(key, Layout.PAGE, _column(pack, title, units, **more))


def _column(pack: Pack, title: str, units: Sequence[Unit], kicker: str = "", notes: Sequence[str] = ()) -> Column:
    return Column(pack.language, title, kicker, tuple(units), tuple(notes), _("(continued)"))


def _planned(step: Step) -> Unit:
    return (Text(step.title, Kind.TIMED, f"{step.begin}–{step.end}"),)


def _plan_of(step: Step, *more: str) -> list[str]:
    """Return the facilitator's plan of a step, for the speaker's notes."""
    minutes = ngettext("%(count)s minute", "%(count)s minutes", step.minutes) % {"count": step.minutes}
    return [f"{step.begin}–{step.end} ({minutes}): {step.title}", *([step.what] if step.what else []), *more]


def _opener(pack: Pack, step: Step, units: Sequence[Unit], notes: Sequence[str] = ()) -> Sketch:
    """Return the slide on which a step begins."""
    minutes = ngettext("%(count)s minute", "%(count)s minutes", step.minutes) % {"count": step.minutes}
    column = _column(pack, step.title, units, minutes, _plan_of(step, *notes))
    return Sketch(step.key, Layout.OPENER, column)


def _welcome(pack: Pack, step: Step) -> list[Sketch]:
    asked = _("What would you like to take along today? Say it in a sentence.")
    return [_opener(pack, step, [(Text(asked),)])]


def _idea(pack: Pack, step: Step) -> list[Sketch]:
    """Return a lesson: what it is about, then a slide for each block that shows something; prose is for the speaker."""
    lesson = next(lesson for lesson in pack.lessons if lesson.key == step.about)
    told = [text for block in lesson.body if block.block_type == "prose" for text in _prose(block.value)]
    found = [_opener(pack, step, words.alone(words.lines(lesson.summary)), told)]
    for block in lesson.body:
        shown = words.shown(block, lesson.title)
        if shown is None:
            continue
        notes = _plan_of(step)[:1]
        column = _column(pack, shown.title, shown.units, shown.kicker, notes)
        beside = replace(column, title="", units=tuple(shown.beside), notes=()) if shown.beside is not None else None
        layout = Layout.PAIR if beside else Layout.PAGE
        found.append(Sketch(str(block.id), layout, column, beside, image=shown.image, alt=shown.alt))
    return found


def _prose(value: Any) -> list[str]:
    heading = [value["heading"]] if value["heading"] else []
    return ["", *heading, *(text.text for text in words.texts(value["body"]))]


def _talk(pack: Pack, step: Step) -> list[Sketch]:
    lesson = next(lesson for lesson in pack.lessons if lesson.key == step.about)
    asked = [block.value for block in lesson.body if block.block_type == "reflection"]
    units = [tuple(words.lines(value["prompt"])) for value in asked]
    return [_opener(pack, step, units, [value["hint"] for value in asked if value["hint"]])]


def _exercise(pack: Pack, step: Step) -> list[Sketch]:
    """Return an exercise: what it is for, what is needed, and its steps."""
    blocks = [block for lesson in pack.lessons for block in lesson.body if block.block_type == "exercise"]
    value = next(block.value for block in blocks if str(block.id) == step.about)
    planned = ngettext("%(count)s minute", "%(count)s minutes", value["minutes"]) % {"count": value["minutes"]}
    facts = [f"{_('Time')}: {planned}", f"{_('Group')}: {value['group_size']}"]
    needs = [" ".join(str(item).split()) for item in value["materials"]]
    if needs:
        facts.append(f"{_('You need')}: {'; '.join(needs)}")
    steps: list[Unit] = []
    for number, html in enumerate(value["steps"], start=1):
        first, *others = list(words.texts(html)) or [Text("")]
        unit = Text(first.text, Kind.MARKED, str(number)), *(Text(text.text, Kind.UNDER) for text in others)
        steps.append(unit)
    opener = _opener(pack, step, words.alone(words.lines(value["aim"])), facts)
    facts_units = [(Text(fact, Kind.SOFT),) for fact in facts]
    opener = replace(opener, column=replace(opener.column, units=(*opener.column.units, *facts_units)))
    return [opener, _page(pack, f"{step.key}-steps", value["title"], steps, kicker=_("Steps"), notes=_plan_of(step))]


def _quiz(pack: Pack, step: Step) -> list[Sketch]:
    """Return the questions, each with its answer on the slide behind it."""
    asked = _("Decide alone first. Then talk about it, and look at the answer together.")
    found = [_opener(pack, step, [(Text(asked),)])]
    for number, question in enumerate(pack.questions, start=1):
        title = _("Question %(number)s") % {"number": number}
        notes = [_("The answer is on the next slide. Let everyone decide, and ask somebody why.")]
        column = _column(pack, title, _question(question), step.title, notes)
        found.append(Sketch(f"question-{question.key}", Layout.QUESTION, column))
        title = _("Answer to question %(number)s") % {"number": number}
        column = _column(pack, title, _answer(question), step.title, [_("Ask who saw it otherwise, and why.")])
        found.append(Sketch(f"answer-{question.key}", Layout.ANSWER, column))
    return found


def _question(question: Asked) -> list[Unit]:
    asked = tuple(replace(text, kind=Kind.STRONG) for text in words.lines(question.prompt))
    rows: list[Unit] = [(*asked, Text(question.hint, Kind.SOFT))]
    for line in question.lines:
        kind = Kind.MARKED if line.mark else Kind.PLAIN
        first, *others = list(words.lines(line.text)) or [Text("")]
        rows.append((replace(first, kind=kind, mark=line.mark), *(replace(text, kind=Kind.UNDER) for text in others)))
    return rows


def _answer(question: Asked) -> list[Unit]:
    asked = tuple(replace(text, kind=Kind.SOFT) for text in words.lines(question.prompt))
    right = [(Text(" ".join(line.text.split()), Kind.RIGHT, line.mark),) for line in question.told]
    return [asked, *right, *words.alone(words.lines(question.explanation))]


def _closing(pack: Pack, step: Step) -> list[Sketch]:
    asked = _("What will you do differently on Monday? Write down one thing, and say it aloud.")
    return [_opener(pack, step, [(Text(asked),)])]


_WORDS: dict[str, Callable[[Pack, Step], list[Sketch]]] = {
    "opening": _welcome,
    "idea": _idea,
    "talk": _talk,
    "exercise": _exercise,
    "quiz": _quiz,
    "closing": _closing,
}
