"""What search finds of the course: course, modules, lessons and quizzes, and the glossary."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override, pgettext_lazy

from courses.models import GlossaryTerm
from courses.outline import live_courses
from mimi.pages.cache.fragments import cached
from mimi.pages.cache.tags import depends_on
from mimi.search.analysis import plain
from mimi.search.contributions import (
    Content,
    WayIn,
    register_entries,
    register_kind,
    register_pages,
    register_ways_in,
)
from mimi.search.own_pages import read_page

COURSE, GLOSSARY = "course", "glossary"
# Enough of the glossary to show what there is.
MOST_TERMS = 12

register_kind(COURSE, pgettext_lazy("a group of search results", "Course"), order=10)
register_kind(GLOSSARY, pgettext_lazy("a group of search results", "Glossary"), order=30)
register_pages("courses.coursepage", COURSE, gettext_lazy("Course"), prior=105)(read_page)
register_pages("courses.lessonpage", COURSE, gettext_lazy("Lesson"))(read_page)
register_pages("courses.assessmentpage", COURSE, gettext_lazy("Final assessment"), prior=90)(read_page)
register_pages("courses.summarypage", COURSE, gettext_lazy("Summary of a course"), prior=80)(read_page)


@register_pages("courses.modulepage", COURSE, gettext_lazy("Module"), prior=120)
def read_module(page: Any) -> Content:
    """Read what one can do after a module, too, and find it as "module 2.2"."""
    content = read_page(page)
    content.texts += [plain(outcome.text) for outcome in page.outcomes.all()]
    with override(page.locale.language_code):
        content.terms.append(f"{_('Module')} {page.number}")
    return content


@register_pages("courses.quizpage", COURSE, gettext_lazy("Quiz"), prior=60)
def read_quiz(page: Any) -> Content:
    """Read what a quiz asks, and nothing of what it holds of the answers: neither choices nor what is said to them."""
    content = Content(plain(page.title), plain(page.summary))
    content.texts += [plain(block.value["prompt"]) for block in page.questions]
    return content


@register_entries(GlossaryTerm._meta.label_lower, GLOSSARY, gettext_lazy("Glossary"), prior=95)
def read_term(term: GlossaryTerm) -> Content:
    """Read a term and its definition."""
    return Content(plain(term.term), plain(term.definition))


@register_ways_in(order=10)
def modules(language: str) -> WayIn | None:
    """Offer the modules of the courses."""
    links = [(module.title, module.url) for course in live_courses(language) for module in course.modules]
    return WayIn(_("The course, module by module"), links)


@register_ways_in(order=30)
def terms(language: str) -> WayIn | None:
    """Offer words that the glossary explains, as searches."""
    with override(language):
        base = reverse("search")
    found = cached(f"terms to search:{language}", lambda: _read_terms(language))
    return WayIn(_("Words that we explain"), [(term, f"{base}?{urlencode({'q': term})}") for term in found])


def _read_terms(language: str) -> list[str]:
    """Return some terms from all over the glossary, in the order of its alphabet."""
    depends_on(f"{GlossaryTerm._meta.label_lower}:{language}")
    found = list(GlossaryTerm.objects.filter(locale__language_code=language).values_list("term", flat=True))
    step = max(1, len(found) // MOST_TERMS)
    return found[::step][:MOST_TERMS]
