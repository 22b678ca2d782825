"""A small practice set as files: one module of two lessons and a quiz, two practices, the site's own pages."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any

import yaml
from django.conf import settings
from django.core.management import CommandError, call_command

from mimi.operations.statistics import count_rows
from tests.factories.keeping import keep

LANGUAGES = ("en", "nb", "de", "el")
SLUGS = {"course": ("course", "kurs", "kurs", "mathima"), "quiz": ("quiz", "quiz", "quiz", "kouiz")}

LESSONS = """\
---
module: "1"
title: Module {lang}
slug: module-{lang}
summary: About the module in {lang}.
outcomes:
  - listen in {lang}
  - wait in {lang}
source: Section 1
---

# Listening {lang} {{#listening slug=listening-{lang} minutes=4}}

How to listen, in {lang}.

## Begin {lang} {{#begin}}

First {lang} paragraph of **listening**.

{links}

- one {lang}
- two {lang}

::: key-point {{#key}}
Trust comes first, in {lang}.
:::

::: do-dont {{#rules}}
do:
  - Ask in {lang}
dont:
  - Hurry in {lang}
:::

::: definition {{#word}}
term: trust
:::

# Waiting {lang} {{#waiting slug=waiting-{lang}}}

How to wait, in {lang}.

## Silence {lang} {{#silence}}

A paragraph on silence in {lang}.

::: steps {{#steps}}
title: Steps {lang}
items:
  - title: Sit {lang}
    text: Sit down in {lang}.
  - title: Breathe {lang}
    text: Breathe in {lang}.
:::

::: table {{#week}}
head: [Day in {lang}, What]
names_rows: true
rows:
  - [Monday, "Meet in **{lang}**"]
  - [Friday, Ask]
:::

::: reflection {{#think}}
prompt: When did you wait in {lang}?
:::

::: practice {{#see}}
practice: cafe
why: To see it in {lang}.
:::
"""
# The links of a sentence stand in another order in other languages.
LINKS = {
    "en": "See [the café](practice:cafe), then [the garden](practice:garden) and [waiting](lesson:1/waiting).",
    "nb": "Se [hagen](practice:garden), så [å vente](lesson:1/waiting) og [kafeen](practice:cafe).",
    "de": "Siehe [Warten](lesson:1/waiting), [Café](practice:cafe) und [Garten](practice:garden).",
    "el": "Δείτε [το καφέ](practice:cafe), [την αναμονή](lesson:1/waiting), [τον κήπο](practice:garden).",
}

PRACTICE = """\
---
title: {name} {lang}
slug: {name}-{lang}
summary: About the {name} in {lang}.
organisation: LoPe
place: Skien
source: Section 3
---

::: need
People are alone, in {lang}. See [the module](module:1).
:::

::: step {{#invite}}
title: Invite {lang}
by: The host {lang}
text: Ask people to come, in {lang}.
:::

::: evidence
Told by the hosts, in {lang}.
:::
"""

TEXT_PAGE = """\
---
title: {name} {lang}
slug: {name}-{lang}
summary: The page {name} in {lang}.
---

## Words {{#words}}

The text of {name} in {lang}.
"""


def said(text: str) -> dict[str, str]:
    """Return a text in each language, as YAML files hold it."""
    return {language: f"{text} {language}" for language in LANGUAGES}


def home() -> dict[str, Any]:
    plain = (
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
        "partners_text",
    )
    return {
        **{name: said(name) for name in plain},
        "problems": [{"text": said("Nobody talks"), "practice": "cafe"}],
    }


def course() -> dict[str, Any]:
    def end(name: str) -> dict[str, Any]:
        return {
            "title": said(name),
            "slug": {language: f"{name}-{language}" for language in LANGUAGES},
            "summary": said(name),
            "intro": said(name),
        }

    names = ("title", "summary", "intro", "audience", "closing", "source")
    return {
        **{name: said(name) for name in names},
        "slug": dict(zip(LANGUAGES, SLUGS["course"], strict=True)),
        "assessment": end("assessment"),
        "ending": end("ending"),
    }


def quiz() -> dict[str, Any]:
    def choice(name: str, *, correct: bool) -> dict[str, Any]:
        return {"id": name, "correct": correct, "text": said(name), "feedback": said(f"On {name}")}

    common = {"lesson": "listening", "explanation": said("Because")}
    return {
        "quiz": "1",
        "title": said("Quiz"),
        "slug": dict(zip(LANGUAGES, SLUGS["quiz"], strict=True)),
        "intro": said("A few questions"),
        "pass_mark": 70,
        "questions": [
            {
                "id": "first",
                "type": "single_choice",
                "prompt": said("Which"),
                "choices": [choice("this", correct=True), choice("that", correct=False)],
                **common,
            },
            {
                "id": "second",
                "type": "true_false",
                "prompt": said("Is it so"),
                "answer": True,
                "feedback_true": said("Yes"),
                "feedback_false": said("No"),
                **common,
            },
            {
                "id": "third",
                "type": "ordering",
                "prompt": said("In which order"),
                "items": [{"id": name, "text": said(name)} for name in ("sit", "ask", "wait")],
                **common,
            },
        ],
    }


def vocabularies() -> dict[str, Any]:
    def value(code: str) -> dict[str, Any]:
        return {"id": code, "name": said(code)}

    return {
        "themes": [value("trust"), value("language")],
        "target_groups": [value("parents")],
        "settings": [value("ngo")],
        "phases": [value("arrival")],
        "countries": [value("no"), value("at")],
        "evidence": [{**value("told"), "description": said("As told"), "rank": 1}],
    }


def problem() -> dict[str, Any]:
    return {
        "id": "alone",
        "text": said("They are alone"),
        "why": said("Here they meet"),
        "themes": ["trust"],
        "first": ["garden"],
    }


def figures() -> dict[str, Any]:
    def figure(name: str, **more: Any) -> dict[str, Any]:
        words = ("title", "summary", "year", "source")
        return {"id": name, **{word: said(f"{word} of {name}") for word in words}, **more}

    kinds = [{"label": said("Women"), "value": 49}, {"label": said("Men"), "value": 66}]
    groups = [{"label": said("Some"), "values": [36, "~"]}, {"label": said("All"), "values": ["~", 7.7]}]
    columns = [said("Work"), said("No work")]
    return {
        **{name: said(name) for name in ("title", "summary", "intro")},
        "slug": {language: f"figures-{language}" for language in LANGUAGES},
        "groups": [
            {
                "id": "into-work",
                "heading": said("Into work"),
                "intro": said("Who gets there"),
                "figures": [
                    figure("women", chart="bar", unit="%", rows=kinds, caution=said("Not why"), practices=["cafe"]),
                    figure("rates", chart="grouped", unit="%", columns=columns, rows=groups, modules=["1"]),
                ],
            }
        ],
    }


def practice_facts(number: int) -> dict[str, Any]:
    return {
        "number": number,
        "country": "no",
        "themes": ["trust", "language"],
        "target_groups": ["parents"],
        "settings": ["ngo"],
        "phases": ["arrival"],
        "evidence": "told",
        "modules": ["1"],
        "links": [{"title": said("Website"), "url": "https://example.org/"}],
        "contacts": [{"name": "Kari", "role": said("Host"), "email": "kari@example.org"}],
    }


def further_quiz() -> dict[str, Any]:
    """Return the quiz of the module of a further course."""
    return {**quiz(), "quiz": "w1"}


class Content:
    """The files below a folder, and ways to change them."""

    module = Path("courses/content/10-first")
    further = Path("courses/content/workplace")
    practices = Path("practices/content")
    pages = Path("site/mimi/pages/content")

    def __init__(self, root: Path) -> None:
        self.root = root
        self.yaml("courses/content/course.yaml", course())
        glossary = [{"id": "trust", "term": said("trust"), "definition": said("What makes talk possible")}]
        self.yaml("courses/content/glossary.yaml", glossary)
        self.yaml(self.module / "quiz.yaml", quiz())
        self.yaml(self.practices / "vocabularies.yaml", vocabularies())
        index = {name: said(name) for name in ("title", "summary", "intro")}
        slugs = {language: f"practices-{language}" for language in LANGUAGES}
        self.yaml(self.practices / "index.yaml", {**index, "slug": slugs})
        self.yaml(self.practices / "problems.yaml", [problem()])
        self.yaml(self.practices / "figures.yaml", figures())
        self.yaml(self.pages / "home.yaml", home())
        for number, name in enumerate(("cafe", "garden"), start=1):
            self.yaml(self.practices / name / "practice.yaml", practice_facts(number))
        for language in LANGUAGES:
            self.text(self.module / f"{language}.md", LESSONS.format(lang=language, links=LINKS[language]))
            for name in ("cafe", "garden"):
                self.text(self.practices / name / f"{language}.md", PRACTICE.format(lang=language, name=name))
            for name in ("about", "privacy", "accessibility"):
                self.text(self.pages / name / f"{language}.md", TEXT_PAGE.format(lang=language, name=name))

    def add_course(self) -> None:
        """Add a further course: one module like that of the main course, without a final assessment or a summary."""
        facts = {name: value for name, value in course().items() if name not in ("assessment", "ending")}
        slugs = {language: f"workplace-{language}" for language in LANGUAGES}
        self.yaml(self.further / "course.yaml", {**facts, "title": said("Workplace"), "slug": slugs})
        self.yaml(self.further / "10-second" / "quiz.yaml", further_quiz())
        for language in LANGUAGES:
            text = self.read(self.module / f"{language}.md").replace('module: "1"', "module: w1")
            text = text.replace("Module ", "Workplace ").replace("lesson:1/", "lesson:w1/")
            self.text(self.further / "10-second" / f"{language}.md", text)

    def text(self, path: Path | str, text: str) -> None:
        """Write a file."""
        file = self.root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")

    def yaml(self, path: Path | str, value: Any) -> None:
        """Write a YAML file."""
        self.text(path, yaml.safe_dump(value, allow_unicode=True, sort_keys=False))

    def read(self, path: Path | str) -> str:
        return (self.root / path).read_text(encoding="utf-8")

    def replace(self, path: Path | str, old: str, new: str) -> int:
        """Replace the first place where a text stands in a file; return its line."""
        text = self.read(path)
        assert old in text, f"{path} holds no “{old}”"
        self.text(path, text.replace(old, new, 1))
        return text[: text.index(old)].count("\n") + 1

    def line_of(self, path: Path | str, text: str) -> int:
        """Return the line in which a text stands first."""
        whole = self.read(path)
        return whole[: whole.index(text)].count("\n") + 1

    def load(self) -> str:
        """Load the files; return what the command says."""
        return load(self.root)

    def set_out(self) -> str:
        """Load the files into a site without pages, from rows where the same files were loaded before."""
        digest = hashlib.sha256()
        for path in sorted(path for path in self.root.rglob("*") if path.is_file()):
            digest.update(path.relative_to(self.root).as_posix().encode() + b"\0" + path.read_bytes() + b"\0")
        return keep(("practice set", digest.hexdigest()), self.load)

    def mistakes(self) -> list[str]:
        """Return what a load complains of, one sentence a line."""
        try:
            load(self.root)
        except CommandError as error:
            return str(error).splitlines()
        return []


def load(root: Path) -> str:
    """Load the practice set below a folder; return what the command says."""
    from io import StringIO

    out = StringIO()
    call_command("load_practice_set", root=root, stdout=out)
    return out.getvalue()


def load_all() -> str:
    """Load the practice set itself, or set it out again; return what the command said."""
    said = keep("the practice set", lambda: load(settings.BASE_DIR))
    # What is set out was not counted; the next test begins before it all.
    count_rows()
    return said
