"""What the preview and the report show of an import."""

from __future__ import annotations

import re
from typing import Any

from django.conf import settings
from django.utils.translation import gettext, ngettext
from wagtail.models import Page

from mimi.editors.importing.kinds import DROP, LESSON, is_page_of_its_own, kinds
from mimi.editors.importing.making import Maker, makers, origin, place_of, places
from mimi.editors.importing.markup import rich_text
from mimi.editors.importing.models import ImportedPage, ImportProposal
from mimi.editors.importing.outline import Block, Heading, Listing, Table, plain, text_of, word_count
from mimi.editors.importing.problems import NOTES
from mimi.editors.importing.proposals import Proposal
from mimi.editors.importing.recognition.parts import Part
from mimi.pages.links import SOURCE_LANGUAGE

NUMBER = re.compile(r"\d+(\.\d+)*")


def preview(row: ImportProposal, user: Any) -> dict[str, Any]:
    """Return what was taken for what, with what can be chosen instead."""
    proposal = Proposal.of(row)
    known = _known(row, proposal)
    pages = [part for part in proposal.parts if is_page_of_its_own(part.kind)]
    foreign = bool(row.language) and row.language != SOURCE_LANGUAGE
    choices: dict[str, dict[str, list[tuple[str, str]]]] = {
        kind: {detail.name: detail.choices() for detail in maker.details if detail.choices}
        for kind, maker in makers().items()
    }
    english = {kind: _english(maker) for kind, maker in makers().items()} if foreign else {}
    shown = [
        _part(proposal, part, pages, known, choices, english.get(part.kind), place)
        for place, part in enumerate(proposal.parts)
    ]
    return {
        "parts": shown,
        "contents": [part for part in shown if part["is_page"] or part["kind"] == LESSON],
        "counts": _counts(proposal),
        "kinds": list(kinds().values()),
        "languages": settings.LANGUAGES,
        "foreign": foreign,
        "language_name": dict(settings.LANGUAGES).get(row.language, row.language),
        "places": _places(row, user, pages),
        "notes": [str(NOTES[code]) for code in row.notes if code in NOTES],
        "blocking": _blocking(row, user, proposal, foreign=foreign),
    }


def _known(row: ImportProposal, proposal: Proposal) -> dict[str, ImportedPage]:
    """Return the pages that were made from the same places before, by the ids of the parts."""
    origins = {origin(row, part): part.id for part in proposal.parts}
    found = ImportedPage.objects.filter(origin__in=origins).select_related("page")
    return {origins[page.origin]: page for page in found}


def _part(
    proposal: Proposal,
    part: Part,
    pages: list[Part],
    known: dict[str, ImportedPage],
    choices: dict[str, dict[str, list[tuple[str, str]]]],
    english: list[tuple[str, str]] | None,
    place: int,
) -> dict[str, Any]:
    maker = makers().get(part.kind)
    blocks = [_block(index, proposal.blocks[index]) for index in part.blocks]
    kind = kinds().get(part.kind)
    inside = kind.inside if kind else ""
    parent = proposal.parent_of(part)
    details = [
        {
            "name": f"{part.id}-pair-{detail.name}",
            "label": detail.label,
            "value": part.pairs.get(detail.name, ""),
            "required": detail.required,
            "choices": choices[part.kind].get(detail.name),
        }
        for detail in (maker.details if maker else ())
    ]
    return {
        "id": part.id,
        "kind": part.kind,
        "label": kind.label if kind else "",
        "title": part.title,
        "number": part.number,
        "is_page": is_page_of_its_own(part.kind),
        "is_dropped": part.kind == DROP,
        "is_first": place == 0,
        "takes_parent": bool(inside),
        "parents": [other for other in pages if other.kind == inside] if inside else [],
        "parent": parent.id if parent else "",
        "chosen": part.parent if parent and part.parent == parent.id else "",
        "is_homeless": bool(inside) and parent is None,
        "blocks": blocks,
        "words": word_count(proposal.blocks[index] for index in part.blocks),
        "where": _where(proposal.blocks[part.blocks[0]]) if part.blocks else "",
        "details": details,
        "english": english,
        "english_chosen": part.pairs.get("english", ""),
        "known": known.get(part.id),
    }


def _block(index: int, block: Block) -> dict[str, Any]:
    shown: dict[str, Any] = {"index": index, "where": _where(block), "table": None, "html": ""}
    if isinstance(block, Table):
        rows = [[plain(cell) for cell in row] for row in block.rows]
        shown["table"] = {"head": rows[0] if block.has_head else None, "rows": rows[1:] if block.has_head else rows}
    else:
        shown["html"] = rich_text([block])
    shown["is_heading"] = isinstance(block, Heading)
    shown["is_list"] = isinstance(block, Listing)
    shown["begins"] = text_of(block)[:60]
    return shown


def _where(block: Block) -> str:
    """Return where a block stands in the source."""
    page, line = block.place
    if page and line:
        return gettext("page %(page)d, line %(line)d") % {"page": page, "line": line}
    if line:
        return gettext("line %(line)d") % {"line": line}
    return ""


def _counts(proposal: Proposal) -> list[str]:
    count = {
        kind: sum(part.kind == kind for part in proposal.parts)
        for kind in ("module", "lesson", "practice", "step", DROP)
    }
    return [
        told % {"count": number}
        for number, told in (
            (count["module"], ngettext("%(count)d module", "%(count)d modules", count["module"])),
            (count["lesson"], ngettext("%(count)d lesson", "%(count)d lessons", count["lesson"])),
            (count["practice"], ngettext("%(count)d practice", "%(count)d practices", count["practice"])),
            (count["step"], ngettext("%(count)d step", "%(count)d steps", count["step"])),
            (count[DROP], ngettext("%(count)d part left out", "%(count)d parts left out", count[DROP])),
        )
        if number
    ]


def _english(maker: Maker) -> list[tuple[str, str]]:
    pages = maker.model.objects.filter(locale__language_code=SOURCE_LANGUAGE).order_by("path")
    return [(str(page.pk), page.get_admin_display_title()) for page in pages]


def _places(row: ImportProposal, user: Any, pages: list[Part]) -> list[dict[str, Any]]:
    used = {part.kind for part in pages}
    found = []
    for kind, maker in makers().items():
        if kind not in used:
            continue
        chosen = place_of(row, maker, user)
        options = [(str(page.pk), page.get_admin_display_title()) for page in places(maker, user)]
        found.append(
            {
                "name": f"place-{kind}",
                "label": maker.place_label,
                "options": options,
                "chosen": str(chosen.pk) if chosen else "",
            }
        )
    return found


def _blocking(row: ImportProposal, user: Any, proposal: Proposal, *, foreign: bool) -> list[dict[str, str]]:
    """Return what has to be put right before drafts can be made: a sentence each, and the id of the part."""
    told: list[dict[str, str]] = []

    def tell(sentence: str, part: Part | None = None) -> None:
        told.append({"sentence": sentence, "part": part.id if part else ""})

    pages = [part for part in proposal.parts if is_page_of_its_own(part.kind)]
    if not pages:
        tell(gettext("Nothing here becomes a page yet. Say of at least one part that it is a module or a practice."))
    for part in proposal.homeless():
        text = gettext("“%(part)s” is “%(kind)s”, and there is no page that it could belong to.")
        tell(text % {"part": part.title or _begins(proposal, part), "kind": kinds()[part.kind].label}, part)
    for part in pages:
        name = part.title or _begins(proposal, part)
        if not part.title:
            tell(gettext("“%(part)s” needs a title.") % {"part": name}, part)
        if part.number and not NUMBER.fullmatch(part.number):
            tell(gettext("“%(part)s”: write the number like this: 2 or 2.1") % {"part": name}, part)
        for label in [] if foreign else _missing(part):
            tell(gettext("“%(part)s”: say what “%(field)s” is.") % {"part": name, "field": label}, part)
    if not foreign:
        closed = {part.kind for part in pages if place_of(row, makers()[part.kind], user) is None}
        for kind in sorted(closed):
            tell(gettext("You may not make pages of the kind “%(kind)s”.") % {"kind": kinds()[kind].label})
    elif pages and not any(part.pairs.get("english") for part in pages):
        text = gettext(
            "English comes first on this site, and no part has an English page that it could be the translation of. "
            "Choose one, or import the English document first."
        )
        tell(text)
    return told


def _missing(part: Part) -> list[Any]:
    """Return the labels of what a page needs and hasn't got."""
    found = []
    for detail in makers()[part.kind].details:
        value = part.pairs.get(detail.name, "")
        known = {code for code, _name in detail.choices()} if detail.choices else {value}
        if detail.required and (not value or value not in known):
            found.append(detail.label)
    return found


def _begins(proposal: Proposal, part: Part) -> str:
    return text_of(proposal.blocks[part.blocks[0]])[:60] if part.blocks else ""


def report(row: ImportProposal) -> dict[str, Any]:
    """Return what a making did, with links to the pages that still are."""
    told = row.report
    ids = {line[0] for name in ("new", "changed", "same", "kept", "translated") for line in told.get(name, [])}
    there = set(Page.objects.filter(pk__in=ids).values_list("pk", flat=True))
    return {
        name: [
            {"page": line[0] if line[0] in there else None, "title": line[1], "more": line[2:]}
            for line in told.get(name, [])
        ]
        for name in ("new", "changed", "same", "kept", "translated")
    } | {"refused": [{"title": title, "why": _why(reason)} for title, reason in told.get("refused", [])]}


def _why(reason: str) -> str:
    sentences = {
        "place": gettext("You may not make pages there."),
        "edit": gettext("You may not change this page, or it is locked."),
        "english": gettext("It has no English page yet. Write or import the English first, then make this again."),
        "translate": gettext(
            "You may not translate this page, or the page above it has no translation yet: translate that first."
        ),
        "pages": gettext(
            "The English module has more or fewer lessons than this one, so its lessons could not be matched."
        ),
    }
    return sentences.get(reason, "")
