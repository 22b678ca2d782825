"""How parts of a document become good practices with their steps, contacts and links."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import urlsplit

from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from wagtail.models import Locale, Page

from mimi.editors.importing.kinds import DROP, OPENING, PRACTICE, STEP, Kind, register_kind, register_steps_words
from mimi.editors.importing.making import Detail, Maker, PageContent, Rows, register_maker
from mimi.editors.importing.markup import rich_text, safe_address
from mimi.editors.importing.outline import Block, Heading, Item, Listing, Paragraph, Runs, Table, plain, text_of
from mimi.editors.importing.proposals import Proposal
from mimi.editors.importing.recognition.numbers import folded
from mimi.editors.importing.recognition.parts import Part
from mimi.pages.links import SOURCE_LANGUAGE
from practices.editors.headings import ADAPT, CONTACTS, GROUP, LINKS, NEED, RESULTS, STEPS, TEAM, WATCH_OUT

_EMAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_PHONE = re.compile(r"(?:\+|00)?\d[\d\s()/.-]{5,20}\d")
_ADDRESS = re.compile(r"(?:https?://|www\.)[^\s<>,;]+")
_LABEL = re.compile(
    r"(?:e-?mail|e-?post|epost|tel(?:ephone|efon)?|phone|telefon|tlf|mobil|web|website|nettside|τηλ(?:εφωνο)?|email)\s*[.:]+",
    re.IGNORECASE,
)
COUNTRIES = {
    "no": ("norway", "norge", "norwegen", "νορβηγια", "oslo", "skien"),
    "at": ("austria", "osterrike", "østerrike", "osterreich", "αυστρια", "vienna", "wien", "βιεννη"),
    "gr": ("greece", "hellas", "griechenland", "ελλαδα", "greek", "athens", "αθηνα"),
    "de": ("germany", "tyskland", "deutschland", "γερμανια", "berlin"),
}

register_kind(Kind(PRACTICE, _("Good practice"), order=30))
register_kind(Kind(OPENING, _("Practice: the need it answers"), inside=PRACTICE, words=NEED, order=40))
register_kind(Kind("group", _("Practice: whom it is for"), inside=PRACTICE, words=GROUP, order=45))
register_kind(Kind(STEP, _("Practice: a step"), inside=PRACTICE, order=50))
register_kind(Kind("team", _("Practice: team and resources"), inside=PRACTICE, words=TEAM, order=60))
register_kind(Kind("results", _("Practice: what came of it"), inside=PRACTICE, words=RESULTS, order=70))
register_kind(Kind("adapt", _("Practice: how to adapt it"), inside=PRACTICE, words=ADAPT, order=80))
register_kind(Kind("watch_out", _("Practice: what to watch out for"), inside=PRACTICE, words=WATCH_OUT, order=90))
register_kind(Kind("contacts", _("Practice: contacts"), inside=PRACTICE, words=CONTACTS, order=100))
register_kind(Kind("links", _("Practice: links"), inside=PRACTICE, words=LINKS, order=110))
register_kind(Kind(DROP, _("Left out"), order=1000))
register_steps_words(STEPS)

# What fills which field; several sections may fill one, each below its heading.
FIELDS = {
    OPENING: "need",
    "group": "need",
    "team": "team",
    "results": "results",
    "adapt": "adapt",
    "watch_out": "watch_out",
}


def countries() -> list[tuple[str, str]]:
    """Return the countries that a practice can come from, in the language of the editor."""
    return _choices("Country")


def evidence_levels() -> list[tuple[str, str]]:
    """Return the levels of evidence."""
    return _choices("EvidenceLevel")


def _choices(model: str) -> list[tuple[str, str]]:
    from practices import models

    rows = getattr(models, model).objects.filter(locale__language_code=SOURCE_LANGUAGE)
    local = Locale.objects.filter(language_code=get_language() or SOURCE_LANGUAGE).first()
    names = dict(getattr(models, model).objects.filter(locale=local).values_list("code", "name")) if local else {}
    return [(row.code, names.get(row.code, row.name)) for row in rows]


class PracticeMaker(Maker):
    """Makes a practice of a part and those that go to it."""

    kind = PRACTICE
    place_label = _("Practices go to the library")
    details = (
        Detail("organisation", _("Organisation"), required=True),
        Detail("country", _("Country"), required=True, choices=countries),
        Detail("evidence", _("Evidence"), required=True, choices=evidence_levels),
    )

    @property
    def model(self) -> type[Page]:
        """The practice."""
        from practices.models import PracticePage

        return PracticePage

    @property
    def parent_model(self) -> type[Page]:
        """The library."""
        from practices.models import PracticeIndexPage

        return PracticeIndexPage

    def guess(self, part: Part, proposal: Proposal) -> dict[str, str]:
        """Return the country that the text names most, and the lowest level of evidence: the source's own word."""
        from practices.models import EvidenceLevel

        parts = [part, *proposal.children_of(part)]
        text = folded(" ".join(text_of(proposal.blocks[index]) for each in parts for index in each.blocks))
        counts = {code: sum(text.count(name) for name in names) for code, names in COUNTRIES.items()}
        known = {code for code, _name in countries()}
        best = max(
            (code for code in counts if code in known and counts[code]), key=lambda code: counts[code], default=""
        )
        levels = EvidenceLevel.objects.filter(locale__language_code=SOURCE_LANGUAGE).order_by("rank")
        lowest = levels.values_list("code", flat=True).first()
        return {"country": best, "evidence": lowest or ""}

    def content(self, part: Part, proposal: Proposal, origin: str) -> PageContent:
        """Return the practice."""
        from practices.models import PracticeContact, PracticeLink, PracticeStep

        texts: dict[str, list[Block]] = {name: [] for name in FIELDS.values()}
        steps: list[tuple[str, dict[str, Any]]] = []
        contacts: list[tuple[str, dict[str, Any]]] = []
        links: list[tuple[str, dict[str, Any]]] = []
        own = [proposal.blocks[index] for index in part.blocks]
        while own and isinstance(own[0], Heading):
            own.pop(0)
        # The paragraph that its title was taken from isn't text, too.
        if own and isinstance(own[0], Paragraph) and plain(own[0].runs).casefold() == part.title.casefold():
            own.pop(0)
        texts["need"] += own
        for child in proposal.children_of(part):
            blocks = [proposal.blocks[index] for index in child.blocks]
            if child.kind == STEP:
                title, text = _step(child, blocks)
                steps.append((child.path, {"title": title, "by": "", "text": rich_text(text)}))
            elif child.kind == "contacts":
                rows, rest = _contacts(_without_head(blocks))
                contacts += [(f"{child.path}/{n}", row) for n, row in enumerate(rows)]
                texts["team"] += rest
            elif child.kind == "links":
                rows, rest = _links(_without_head(blocks))
                links += [(f"{child.path}/{n}", row) for n, row in enumerate(rows)]
                texts["need"] += rest
            else:
                name = FIELDS[child.kind]
                keeps = child.kind == "group" or bool(texts[name])
                texts[name] += blocks if keeps or not _names_field(child, blocks) else _without_head(blocks)
        return PageContent(
            part,
            self.model,
            {
                "title": part.title or str(_("Good practice")),
                "organisation": part.pairs.get("organisation", "")[:200],
                "country": _value("Country", part.pairs.get("country", "")),
                "evidence": _value("EvidenceLevel", part.pairs.get("evidence", "")),
                **{name: rich_text(blocks) for name, blocks in texts.items()},
                "steps": Rows(PracticeStep, tuple(steps)),
                "contacts": Rows(PracticeContact, tuple(contacts)),
                "links": Rows(PracticeLink, tuple(links)),
            },
        )


def _value(model: str, code: str) -> Any:
    from practices import models

    rows = getattr(models, model).objects.filter(locale__language_code=SOURCE_LANGUAGE)
    return rows.filter(code=code).first() or rows.first()


def _without_head(blocks: list[Block]) -> list[Block]:
    return blocks[1:] if blocks and isinstance(blocks[0], Heading) else blocks


def _names_field(part: Part, blocks: list[Block]) -> bool:
    """Say whether a section's heading is only the name of its field."""
    return bool(blocks) and isinstance(blocks[0], Heading) and folded(plain(blocks[0].runs)).strip(" :.") in {
        *NEED, *TEAM, *RESULTS, *ADAPT, *WATCH_OUT
    }  # fmt: skip


def _step(part: Part, blocks: list[Block]) -> tuple[str, list[Block]]:
    """Return a step's title and text; a title that is too long for its field stands in the text whole."""
    title = part.title[:150] or str(_("Step"))
    if len(part.title) > 150:
        return title, blocks
    return title, _without_head(blocks)


def _lines(blocks: list[Block]) -> list[Runs]:
    """Return the lines of blocks, each with its marks."""
    found: list[Runs] = []
    for block in blocks:
        if isinstance(block, Listing):
            found += [item.runs for item in _items(block)]
        elif isinstance(block, Table):
            found += [tuple(run for cell in row for run in cell) for row in block.rows]
        else:
            found.append(block.runs)
    return [runs for runs in found if plain(runs)]


def _items(listing: Listing) -> list[Item]:
    return [one for item in listing.items for one in ([item] + (_items(item.inner) if item.inner else []))]


def _contacts(blocks: list[Block]) -> tuple[list[dict[str, Any]], list[Block]]:
    """Return the contacts that lines name, and the lines that name none."""
    rows: list[dict[str, Any]] = []
    rest: list[Block] = []
    for runs in _lines(blocks):
        row, left = _contact(runs)
        words = [word.strip(" ,;:–—-|()") for word in re.split(r"[,;|–—]|\s-\s", left) if word.strip(" ,;:–—-|()")]
        joined = ", ".join(words[1:])
        if not words and rows and any(row.values()):
            # A line of only an address belongs to the name above it.
            if all(not rows[-1][name] for name in row if row[name]):
                rows[-1].update({name: value for name, value in row.items() if value})
                continue
            words = [next(value for value in row.values() if value)]
        if not words or len(words[0]) > 150 or len(joined) > 150 or (not any(row.values()) and len(left.split()) > 12):
            if plain(runs):
                rest.append(Paragraph(runs))
            continue
        rows.append({"name": words[0], "role": joined, **row})
    return rows, rest


def _contact(runs: Runs) -> tuple[dict[str, str], str]:
    left = plain(runs)
    row = {"email": "", "phone": "", "url": ""}
    for run in runs:
        if run.href.startswith("http"):
            row["url"] = row["url"] or safe_address(run.href)[:200]
    for name, pattern in (("email", _EMAIL), ("url", _ADDRESS), ("phone", _PHONE)):
        match = pattern.search(left)
        if match is None or (name == "phone" and sum(letter.isdigit() for letter in match.group()) < 6):
            continue
        told = match.group().rstrip(".)")
        row[name] = f"https://{told}" if told.startswith("www.") else told[: 40 if name == "phone" else 200]
        left = left.replace(match.group(), " , ", 1)
    return row, _LABEL.sub(" ", left)


def _links(blocks: list[Block]) -> tuple[list[dict[str, Any]], list[Block]]:
    """Return the links that lines hold, and the lines that hold none."""
    rows: list[dict[str, Any]] = []
    rest: list[Block] = []
    for runs in _lines(blocks):
        address = next((safe_address(run.href) for run in runs if run.href), "")
        match = _ADDRESS.search(plain(runs))
        if not address and match:
            address = match.group() if match.group().startswith("http") else f"https://{match.group()}"
        if not address or len(address) > 200 or not urlsplit(address).netloc:
            rest.append(Paragraph(runs))
            continue
        title = plain(runs).replace(match.group(), "").strip(" :–—-,") if match else plain(runs)
        rows.append({"title": (title or urlsplit(address).netloc)[:200], "url": address})
    return rows, rest


register_maker(PracticeMaker())
