"""Reads the site's own pages: home.yaml and the text pages."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from mimi.loading.blocks import read_blocks
from mimi.loading.documents import read_document
from mimi.loading.items import LANGUAGES, Children, Item, Link, register_reader
from mimi.loading.languages import complete, in_every_language, language_files, spoken
from mimi.loading.problems import ContentError, Problems
from mimi.loading.texts import Text
from mimi.loading.yaml_source import Node, read_yaml

HOME = ("home",)
FOLDER = Path("site/mimi/pages/content")
TEXT_PAGES = ("about", "privacy", "accessibility")
SLUGS = {"en": "home", "nb": "hjem", "de": "startseite", "el": "archiki"}
PLAIN = (
    "title",
    "summary",
    "heading",
    "lead",
    "course_heading",
    "course_text",
    "library_heading",
    "library_text",
    "problems_heading",
    "partners_heading",
    "funding",
)


@register_reader(order=0)
def read_home(root: Path, problems: Problems) -> Iterator[Item]:
    """Read the home page."""
    file = root / FOLDER / "home.yaml"
    try:
        node = read_yaml(file).only(*PLAIN, "partners_text", "problems")
    except ContentError as error:
        problems.catch(error)
        return
    texts = in_every_language(problems, lambda language: _home(node, language))
    if complete(texts):
        yield Item(HOME, _model("HomePage"), texts, {code: [file] for code in LANGUAGES})


def _home(node: Node, language: str) -> dict[str, Any]:
    values: dict[str, Any] = {name: spoken(node[name], language).text() for name in PLAIN}
    values["slug"] = Text(SLUGS[language], node.file, 1)
    values["partners_text"] = spoken(node["partners_text"], language).markdown()
    values["problems"] = Children(
        _model("HomeProblem"),
        tuple(_problem(row.only("text", "practice"), language) for row in node["problems"]),
    )
    return values


def _problem(row: Node, language: str) -> tuple[str, dict[str, Any]]:
    practice = row["practice"].text()
    link = Link((("practice", str(practice)),), file=practice.file, line=practice.line)
    return str(practice), {"text": spoken(row["text"], language).text(), "page": link}


# After the course and the library, so that the menu stands before the footer.
@register_reader(order=90)
def read_text_pages(root: Path, problems: Problems) -> Iterator[Item]:
    """Read the text pages."""
    for name in TEXT_PAGES:
        folder = root / FOLDER / name
        files = language_files(folder, problems)
        texts = in_every_language(problems, lambda language: _text_page(files[language]), files)  # noqa: B023
        if complete(texts):
            paths = {code: [file] for code, file in files.items()}
            yield Item(("page", name), _model("TextPage"), texts, paths, parent=HOME)


def _text_page(file: Path) -> dict[str, Any]:
    document = read_document(file)
    front = document.front.only("title", "slug", "summary")
    return {
        "title": front["title"].text(),
        "slug": front["slug"].text(),
        "summary": front["summary"].text(),
        "body": read_blocks(document.blocks, ("page", file.parent.name)),
    }


def _model(name: str) -> Any:
    from mimi.pages import models

    return getattr(models, name)
