"""What stands on the page of one practice: its facts, how the editors judge it, and the way to its modules."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db.models import Value
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from mimi.pages.cache.fragments import Lazy
from mimi.pages.chrome import in_language
from mimi.pages.links import links_to, page_address
from practices.facets import FACETS, Names
from practices.library import codes_of, first_name, library_link, names_of, vocabulary_names
from practices.models.levels import Level
from practices.shelf import Codes

if TYPE_CHECKING:
    from practices.models import PracticePage


@dataclass(frozen=True)
class Judgement:
    """One line of the evidence card.

    `value` and `reason` are empty where nobody has said anything. `scale` has a step for each degree there is, true up
    to the one that the practice has; it is empty where there are no degrees.
    """

    label: str
    about: str
    value: str
    reason: str
    scale: tuple[bool, ...] = ()


@dataclass(frozen=True)
class Link:
    """A web address that belongs to a practice."""

    title: str
    url: str


@dataclass(frozen=True)
class Contact:
    """Who to ask about a practice; what its source doesn't give is empty."""

    name: str
    role: str
    email: str
    phone: str
    url: str


def practice_variables(page: PracticePage, *, draft: bool) -> dict[str, Callable[[], Any]]:
    """Return builders of the template variables of one practice.

    `draft` says that the page isn't as the database has it.
    """
    language = page.locale.language_code
    beside = Lazy(lambda: _draft_beside(page) if draft else _live_beside(page))
    described = Lazy(lambda: _draft_codes(page) if draft else _live_codes(page))
    return {
        "steps": lambda: list(page.steps.all()),
        "links": lambda: beside()[0],
        "contacts": lambda: beside()[1],
        "modules": lambda: _modules(page),
        "facts": lambda: facts(page, described()),
        "judgements": lambda: judgements(page, described()),
        "judged": lambda: judged(page),
        "library": lambda: library_link(language),
        "page_url": lambda: page_address(language, page.url_path) if page.url_path else "",
        "pdf_url": lambda: in_language(language, "practice_pdf", [str(page.translation_key)]),
        "adopt_url": lambda: in_language(language, "plan_adopt", [str(page.translation_key)]),
    }


def facts(page: PracticePage, codes: Codes) -> list[dict[str, Any]]:
    """Return who, where and for whom, in the page's language; empty values are "not stated"."""
    names = vocabulary_names(page.locale.language_code)
    place = (page.place, first_name(names, codes, "country"))
    return [
        {"label": _("Organisation"), "values": [page.organisation]},
        {"label": _("Place"), "values": [value for value in place if value]},
        {"label": _("Years"), "values": [page.years] if page.years else []},
        {"label": _("Themes"), "values": names_of(names, codes, "theme")},
        {"label": _("Target groups"), "values": names_of(names, codes, "group")},
        {"label": _("Setting"), "values": names_of(names, codes, "setting")},
        {"label": _("Phase"), "values": names_of(names, codes, "phase")},
        {"label": _("Evidence"), "values": names_of(names, codes, "evidence")},
        {"label": _("Effort"), "values": [Level.name_of(page.effort)] if page.effort else []},
    ]


def judgements(page: PracticePage, codes: Codes) -> list[Judgement]:
    """Return the evidence card: evidence, transferability, effort, freshness, each with its reason."""
    names = vocabulary_names(page.locale.language_code)
    return [
        Judgement(
            _("Evidence"),
            _("How well do we know that it works?"),
            first_name(names, codes, "evidence"),
            page.evidence_reason,
            _evidence_scale(names, codes),
        ),
        Judgement(
            _("Transferability"),
            _("How well does it travel to another place?"),
            Level.name_of(page.transferability),
            page.transferability_reason,
            Level.scale_of(page.transferability),
        ),
        Judgement(
            _("Effort"),
            _("What does it take to start?"),
            Level.name_of(page.effort),
            page.effort_reason,
            Level.scale_of(page.effort),
        ),
        _freshness(page),
    ]


def _evidence_scale(names: Names, codes: Codes) -> tuple[bool, ...]:
    """Return a step for each evidence level from the weakest up; they stand in the order of their ranks."""
    ranks = [code for code, _name in names["evidence"]]
    reached = max((ranks.index(code) for code in codes["evidence"] if code in ranks), default=-1)
    return tuple(place <= reached for place in range(len(ranks))) if reached >= 0 else ()


def _freshness(page: PracticePage) -> Judgement:
    """Tell of which year the description is, and when somebody last looked at it.

    The page is kept and shown to everybody for as long as it doesn't change, so it names years and counts none.
    """
    looked = page.judged_on.year if page.judged_on else None
    told = page.described_in
    value = _("From %(year)s") % {"year": told} if told else ""
    if told and looked:
        reason = _(
            "The source tells how things were in %(year)s. Whether it is still run this way, it cannot say. "
            "We last looked at this page in %(looked)s."
        ) % {"year": told, "looked": looked}
    elif told:
        reason = _("The source tells how things were in %(year)s. Whether it is still run this way, it cannot say.") % {
            "year": told
        }
    elif looked:
        reason = _("The source names no year. We last looked at this page in %(looked)s.") % {"looked": looked}
    else:
        reason = ""
    return Judgement(_("Freshness"), _("How old is the description?"), value, reason)


def judged(page: PracticePage) -> str:
    """Say who judged the practice and when; empty where nobody has."""
    if page.judged_on is None:
        return ""
    day = date_format(page.judged_on, "DATE_FORMAT")
    if page.judged_by:
        return _("Judged by %(name)s on %(date)s.") % {"name": page.judged_by, "date": day}
    return _("Judged by the editors of this site on %(date)s.") % {"date": day}


def _live_codes(page: PracticePage) -> Codes:
    by_facet = codes_of(type(page).objects.filter(pk=page.pk))
    return {param: by_page.get(page.pk, frozenset()) for param, by_page in by_facet.items()}


def _draft_codes(page: PracticePage) -> Codes:
    """Return the codes that an editor has chosen but not saved; they stand in the page object alone."""
    many = {
        facet.param: frozenset(value.code for value in getattr(page, facet.field).all())
        for facet in FACETS
        if facet.field not in ("country", "evidence")
    }
    return {**many, "country": frozenset({page.country.code}), "evidence": frozenset({page.evidence.code})}


def _modules(page: PracticePage) -> list[dict[str, str]]:
    ids = page.module_ids
    links = links_to(ids, page.locale.language_code)
    return [{"title": links[pk].title, "url": links[pk].url} for pk in ids if pk in links]


def _live_beside(page: PracticePage) -> tuple[list[Link], list[Contact]]:
    """Return the links and the contacts of a practice, read in one query."""
    empty = [Value("") for _field in ("role", "email", "phone")]
    links = page.links.model.objects.filter(practice=page.pk).order_by()
    contacts = page.contacts.model.objects.filter(practice=page.pk).order_by()
    rows = links.values_list(Value("link"), "sort_order", "pk", "title", *empty, "url").union(
        contacts.values_list(Value("contact"), "sort_order", "pk", "name", "role", "email", "phone", "url"), all=True
    )
    found = sorted(rows, key=lambda row: (row[1] or 0, row[2]))
    return (
        [Link(row[3], row[-1]) for row in found if row[0] == "link"],
        [Contact(*row[3:]) for row in found if row[0] == "contact"],
    )


def _draft_beside(page: PracticePage) -> tuple[list[Link], list[Contact]]:
    """Return what an editor has written but not saved; it stands in the page object alone."""
    return (
        [Link(row.title, row.url) for row in page.links.all()],
        [Contact(row.name, row.role, row.email, row.phone, row.url) for row in page.contacts.all()],
    )
