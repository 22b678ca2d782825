"""What search finds of the library: its practices, with the words that describe them."""

from __future__ import annotations

from typing import Any

from django.db.models.signals import post_save
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from mimi.search.analysis import plain
from mimi.search.contributions import Content, WayIn, register_kind, register_pages, register_ways_in
from mimi.search.own_pages import PAGES, read_page
from mimi.search.tasks import read_anew_later
from mimi.search.texts import paragraphs, running_text
from practices.facets import FACETS
from practices.library import Names, read_names
from practices.problems import ways_in

PRACTICES = "practices"
PRACTICE = "practices.practicepage"
register_kind(PRACTICES, pgettext_lazy("a group of search results", "Good practices"), order=20)
register_pages("practices.practiceindexpage", PAGES, gettext_lazy("Library"))(read_page)
register_pages("practices.figurespage", PAGES, gettext_lazy("Figures"))(read_page)


@register_pages(PRACTICE, PRACTICES, gettext_lazy("Good practice"))
def read_practice(page: Any) -> Content:
    """Read a practice as its page shows it, with what it is filtered by in the library."""
    # Not what is kept: this may stand in a transaction, of which nothing may stay in memory.
    names = read_names(page.locale.language_code)
    where = [page.organisation, page.place, *_names(page, "country", names)]
    content = Content(plain(page.title), plain(page.summary), plain(", ".join(text for text in where if text)))
    content.terms = [name for facet in FACETS for name in _names(page, facet.param, names)]
    running_text(page, content)
    for step in page.steps.all():
        content.headings.append(plain(step.title))
        content.texts += [plain(step.title), plain(step.by), *paragraphs(step.text)]
    content.texts += [plain(text) for text in (page.evidence_reason, page.effort_reason, page.transferability_reason)]
    content.texts += [plain(contact.name) for contact in page.contacts.all()]
    content.texts = [text for text in content.texts if text]
    return content


def _names(page: Any, param: str, names: Names) -> list[str]:
    """Return what the page's values of a facet are called."""
    facet = next(facet for facet in FACETS if facet.param == param)
    value = getattr(page, facet.field)
    codes = {one.code for one in value.all()} if hasattr(value, "all") else {value.code}
    return [name for code, name in names[param] if code in codes]


@register_ways_in(order=20)
def problems(language: str) -> WayIn | None:
    """Offer the problems to start from."""
    return WayIn(_("Start from a problem"), [(problem["text"], problem["url"]) for problem in ways_in(language)])


def on_name_changed(created: bool, raw: bool = False, **kwargs: Any) -> None:
    """Something that practices are filtered by is called otherwise: they are found by the new name."""
    if not created and not raw:
        read_anew_later(PRACTICE)


for _facet in FACETS:
    post_save.connect(on_name_changed, sender=_facet.model)
