"""The whole course as a book: a part for each module, a chapter for each lesson, the glossary and the sources."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import gettext as _

from courses.models import CoursePage, GlossaryTerm, LessonPage, ModulePage
from courses.outline import live_courses
from mimi.books.content import Book, Chapter, Part, Term
from mimi.books.pictures import Pictures
from mimi.books.registry import register_book
from mimi.pages.cache.tags import depends_on
from mimi.pages.chrome import frame
from mimi.pages.collation import title_key
from mimi.pages.links import page_address, resolved_together
from mimi.pages.visibility import restricted


def wanted() -> Iterator[tuple[str, str]]:
    """Yield the key and the language of each live course."""
    for language, _name in settings.LANGUAGES:
        for course in live_courses(language):
            yield course.key, language


@register_book("course", wanted)
def handbook(key: str, language: str) -> Book | None:
    """Return a course as a book; None where it isn't for everybody in this language."""
    live = CoursePage.objects.live().filter(~restricted(), translation_key=key, locale__language_code=language)
    depends_on("restrictions", f"navigation:{language}")
    course = live.select_related("locale").first()
    if course is None:
        return None
    modules = list(_below(ModulePage, course.path).prefetch_related("outcomes"))
    lessons: dict[str, list[LessonPage]] = {}
    for lesson in _below(LessonPage, course.path):
        lessons.setdefault(lesson.path[: -lesson.steplen], []).append(lesson)
    pages = [course, *modules, *(lesson for module in modules for lesson in lessons.get(module.path, []))]
    depends_on(f"outline:{course.path}", *(f"content:{page.pk}" for page in pages))
    depends_on(f"{GlossaryTerm._meta.label_lower}:{language}")
    pictures = Pictures()
    with resolved_together(lambda: [pk for page in pages for pk in page.linked_pages()]):
        parts = [_opening(course), *(_part(module, lessons.get(module.path, []), pictures) for module in modules)]
    published = [timezone.localtime(page.last_published_at).date() for page in pages if page.last_published_at]
    return Book(
        key=key,
        language=language,
        title=course.title,
        about=_("Handbook of the course"),
        lead=course.summary,
        name=course.slug,
        address=page_address(language, course.url_path),
        parts=tuple(parts),
        terms=tuple(_terms(course.locale_id, language)),
        sources=tuple(_sources([course.source, *(module.source for module in modules)])),
        funding=frame(language).funding,
        changed_on=max(published, default=None),
        drawing=pictures.draw(modules[-1].illustration) if modules else "",
        pictures=pictures.all(),
    )


def _below(model: Any, path: str) -> Any:
    """Return a course's live pages of a kind that everybody may see, in their order."""
    return model.objects.live().filter(~restricted(), path__startswith=path).order_by("path").select_related("locale")


def _opening(course: CoursePage) -> Part:
    return Part(
        anchor="about",
        title=_("About this course"),
        html=render_to_string("courses/handbook/course.html", {"page": course}),
        address=page_address(course.locale.language_code, course.url_path),
    )


def _part(module: ModulePage, lessons: list[LessonPage], pictures: Pictures) -> Part:
    language = module.locale.language_code
    return Part(
        anchor=f"module-{module.pk}",
        title=module.title,
        kicker=_("Module %(number)s") % {"number": module.number} if module.number else "",
        lead=module.summary,
        html=render_to_string("courses/handbook/module.html", {"page": module, "outcomes": module.outcomes.all()}),
        address=page_address(language, module.url_path),
        drawing=pictures.draw(module.illustration),
        chapters=tuple(
            Chapter(
                anchor=f"lesson-{lesson.pk}",
                title=lesson.title,
                lead=lesson.summary,
                html=lesson_text(lesson, pictures),
                address=page_address(language, lesson.url_path),
            )
            for lesson in lessons
        ),
    )


def lesson_text(lesson: LessonPage, pictures: Pictures) -> str:
    """Return the text of a lesson as a fragment, a template for each kind of block."""
    blocks = [(f"courses/handbook/blocks/{block.block_type}.html", block.value) for block in lesson.body]
    return render_to_string("courses/handbook/lesson.html", {"blocks": blocks, "pictures": pictures})


def _terms(locale_id: int, language: str) -> Iterator[Term]:
    """Yield the glossary in the order of the language's alphabet."""
    rows = GlossaryTerm.objects.filter(locale_id=locale_id).values_list("code", "term", "definition")
    for code, term, definition in sorted(rows, key=lambda row: title_key(row[1], language)):
        yield Term(code, term, definition)


def _sources(texts: list[str]) -> Iterator[str]:
    """Yield each source once, in the order in which they come."""
    for text in dict.fromkeys(re.sub(r"\s+", " ", text).strip() for text in texts):
        if text:
            yield text
