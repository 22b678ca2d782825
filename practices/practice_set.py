"""Reads the library: vocabularies, its own page, and the practices."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

from mimi.loading.documents import Block, Document, read_document
from mimi.loading.items import LANGUAGES, Children, Item, Link, register_reader
from mimi.loading.languages import complete, in_every_language, language_files, spoken
from mimi.loading.problems import ContentError, Problems
from mimi.loading.yaml_source import Node, read_yaml

FOLDER = Path("practices/content")
HOME = ("home",)
LIBRARY = ("library",)
VOCABULARIES = {
    "themes": "Theme",
    "target_groups": "TargetGroup",
    "settings": "Setting",
    "phases": "Phase",
    "countries": "Country",
    "evidence": "EvidenceLevel",
}
SECTIONS = {
    "team": "team",
    "results": "results",
    "evidence": "evidence_reason",
    "effort": "effort_reason",
    "transferability": "transferability_reason",
    "adapt": "adapt",
    "watch-out": "watch_out",
    "employers": "employers",
}
PLAIN_SECTIONS = {"evidence_reason", "effort_reason", "transferability_reason"}
OPTIONAL = ("place", "years")
DESCRIBED_BY = ("themes", "target_groups", "settings", "phases")


@register_reader(order=30)
def read_vocabularies(root: Path, problems: Problems) -> Iterator[Item]:
    """Read the values of the facets."""
    file = root / FOLDER / "vocabularies.yaml"
    try:
        node = read_yaml(file).only(*VOCABULARIES)
        rows = [(name, n, row) for name in VOCABULARIES for n, row in enumerate(node[name])]
    except ContentError as error:
        problems.catch(error)
        return
    for name, order, row in rows:
        yield from _vocabulary_value(file, name, order, row, problems)


def _vocabulary_value(file: Path, name: str, order: int, row: Node, problems: Problems) -> Iterator[Item]:
    from practices import models

    graded = name == "evidence"
    words = ("name", "description") if graded else ("name",)
    try:
        row.only("id", *words, *(["rank"] if graded else []))
        code = str(row["id"].text())
        settings: dict[str, Any] = {"code": code, "sort_order": order}
        if graded:
            settings["rank"] = row["rank"].number()
    except ContentError as error:
        problems.catch(error)
        return
    texts = in_every_language(
        problems,
        lambda language: {word: spoken(row[word], language).text() for word in words},
    )
    if complete(texts):
        model = getattr(models, VOCABULARIES[name])
        files = {language: [file] for language in LANGUAGES}
        yield Item((name, code), model, texts, files, settings=settings)


@register_reader(order=40)
def read_library(root: Path, problems: Problems) -> Iterator[Item]:
    """Read the library's page and all practices."""
    from practices.models import PracticeIndexPage

    file = root / FOLDER / "index.yaml"
    try:
        node = read_yaml(file).only("title", "slug", "summary", "intro")
    except ContentError as error:
        problems.catch(error)
        return
    texts = in_every_language(
        problems,
        lambda language: {
            **{name: spoken(node[name], language).text() for name in ("title", "slug", "summary")},
            "intro": spoken(node["intro"], language).markdown(),
        },
    )
    if complete(texts):
        files = {language: [file] for language in LANGUAGES}
        settings = {"show_in_menus": True}
        yield Item(LIBRARY, PracticeIndexPage, texts, files, parent=HOME, settings=settings)
    folders = [path for path in (root / FOLDER).iterdir() if path.is_dir()]
    practices = [item for folder in folders for item in _read_practice(folder, problems)]
    yield from sorted(practices, key=lambda item: item.settings["number"])


def _read_practice(folder: Path, problems: Problems) -> Iterator[Item]:
    from practices.models import PracticePage

    facts_file = folder / "practice.yaml"
    try:
        facts = read_yaml(facts_file).only(
            "number",
            "country",
            "themes",
            "target_groups",
            "settings",
            "phases",
            "evidence",
            "modules",
            "links",
            "contacts",
            "location",
            "effort",
            "transferability",
            "described_in",
            "judged_on",
        )
        settings = _settings(facts)
    except ContentError as error:
        problems.catch(error)
        return
    files = language_files(folder, problems)
    texts = in_every_language(
        problems,
        lambda language: {**_words(read_document(files[language])), **_addresses(facts, language)},
        files,
    )
    if complete(texts):
        paths = {language: [file, facts_file] for language, file in files.items()}
        key = ("practice", folder.name)
        yield Item(key, PracticePage, texts, paths, parent=LIBRARY, settings=settings)


def _settings(facts: Node) -> dict[str, Any]:
    from practices.models.pages import PracticeModule

    modules = tuple((str(n), {"page": _link("module", row)}) for n, row in enumerate(facts["modules"], start=1))
    many = {name: links(name, facts[name]) for name in DESCRIBED_BY}
    return {
        "number": facts["number"].number(),
        "country": _link("countries", facts["country"]),
        "evidence": _link("evidence", facts["evidence"]),
        "related_modules": Children(PracticeModule, modules),
        **many,
        **_judgement(facts),
    }


def _judgement(facts: Node) -> dict[str, Any]:
    """Read what the editors say of a practice, and where it is; all of it may be left out."""
    values: dict[str, Any] = {}
    for name in ("effort", "transferability"):
        if facts.has(name):
            values[name] = _level(facts[name])
    if facts.has("described_in"):
        values["described_in"] = facts["described_in"].number()
    if facts.has("judged_on"):
        values["judged_on"] = facts["judged_on"].day()
    if facts.has("location"):
        place = [Decimal(row.decimal()) for row in facts["location"]]
        if len(place) != 2:
            raise ContentError(facts.file, facts["location"].line, "a location is a latitude and a longitude.")
        values["latitude"], values["longitude"] = place
    return values


def _level(node: Node) -> str:
    from practices.models.levels import Level

    level = str(node.text())
    if level not in Level.values:
        raise ContentError(node.file, node.line, f"“{level}” is none of low, medium and high.")
    return level


def links(name: str, node: Node) -> Link:
    """Read the values of a vocabulary that a list names."""
    keys = tuple((name, str(value.text())) for value in node)
    return Link(keys, many=True, file=node.file, line=node.line)


def _link(kind: str, node: Node) -> Link:
    return Link(((kind, str(node.text())),), file=node.file, line=node.line)


def _words(document: Document) -> dict[str, Any]:
    front = document.front.only("title", "slug", "summary", "organisation", "source", *OPTIONAL)
    values: dict[str, Any] = {
        name: front[name].text() for name in ("title", "slug", "summary", "organisation", "source")
    }
    values |= {name: front[name].text() if front.has(name) else "" for name in OPTIONAL}
    values |= dict.fromkeys(SECTIONS.values(), "")
    steps = []
    for block in document.blocks:
        if block.kind == "need":
            values["need"] = block.markdown()
        elif block.kind == "step":
            steps.append((block.id, _step(block)))
        elif block.kind in SECTIONS:
            name = SECTIONS[block.kind]
            values[name] = _plain(block) if name in PLAIN_SECTIONS else block.markdown()
        else:
            raise ContentError(block.file, block.line, f"a practice has no section “{block.kind}”.")
    if "need" not in values:
        raise ContentError(document.file, 1, "the section “need” is missing.")
    from practices.models import PracticeStep

    values["steps"] = Children(PracticeStep, tuple(steps))
    return values


def _plain(block: Block) -> Any:
    from mimi.loading.texts import Text

    text = block.markdown()
    return Text(" ".join(text.split()), text.file, text.line)


def _step(block: Block) -> dict[str, Any]:
    node = block.yaml().only("title", "by", "text")
    return {
        "title": node["title"].text(),
        "by": node["by"].text() if node.has("by") else "",
        "text": node["text"].markdown(),
    }


def _addresses(facts: Node, language: str) -> dict[str, Any]:
    from practices.models import PracticeContact, PracticeLink

    links = tuple(
        (
            str(n),
            {
                "title": spoken(row.only("title", "url")["title"], language).text(),
                "url": str(row["url"].text()),
            },
        )
        for n, row in enumerate(facts["links"], start=1)
    )
    contacts = tuple(
        (str(n), _contact(row.only("name", "role", "email", "phone", "url"), language))
        for n, row in enumerate(facts["contacts"], start=1)
    )
    return {"links": Children(PracticeLink, links), "contacts": Children(PracticeContact, contacts)}


def _contact(row: Node, language: str) -> dict[str, Any]:
    return {
        "name": row["name"].text(),
        "role": spoken(row["role"], language).text() if row.has("role") else "",
        **{name: str(row[name].text()) if row.has(name) else "" for name in ("email", "phone", "url")},
    }
