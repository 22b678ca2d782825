"""Folded templates: fewer nodes that say the same."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.template import Context, Engine, TemplateDoesNotExist
from django.utils.translation import override

from mimi.pages.folding import Folded

PLAIN = ["django.template.loaders.filesystem.Loader"]
TEMPLATES = {
    "icon.html": "{% comment %}An icon.{% endcomment %}<svg></svg>",
    "word.html": '{% load i18n %}<b>{% include "icon.html" %}{% translate "Cancel" %}</b>',
    "whole.html": '{% load i18n static %}<i>{% include "word.html" %}</i>'
    '{% blocktranslate %}Cancel{% endblocktranslate %}{% static "a.css" %}',
    "branches.html": '{% if a %}{% include "word.html" %}{% elif b %}<p>{% include "icon.html" %}{{ b }}</p>{% else %}'
    '{% include "word.html" %}-{% endif %}{% for x in c %}{% include "icon.html" %}{{ x }}{% endfor %}',
    "given.html": '{% include "shown.html" with word=a only %}{% include name %}',
    "shown.html": "{% load i18n %}{{ word }}{% translate word as said %}{{ said }}",
    "base.html": '<html>{% include "icon.html" %}{% block a %}{% include "word.html" %}{% endblock %}</html>',
    "child.html": '{% extends "base.html" %}{% load i18n %}'
    '{% block a %}{{ block.super }}{% translate "Name" %}{% endblock %}',
    "again.html": '<u>{{ n }}{% if n %}{% include "again.html" with n=m m=0 %}{% endif %}</u>',
    "missing.html": '{% if a %}{% include "nowhere.html" %}{% endif %}there',
}
CONTEXTS: list[dict[str, Any]] = [
    {},
    {"a": "Cancel", "name": "icon.html"},
    {"b": "<&>", "c": [1, 2], "name": "word.html"},
    {"n": 1, "m": 2, "name": "whole.html"},
]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name, text in TEMPLATES.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    return tmp_path


def engine(folder: Path, *, folded: bool, debug: bool = False) -> Engine:
    loaders: list[Any] = [("mimi.pages.folding.Loader", PLAIN)] if folded else PLAIN
    libraries = {"i18n": "django.templatetags.i18n", "static": "django.templatetags.static"}
    return Engine(dirs=[str(folder)], loaders=loaders, libraries=libraries, debug=debug)


@pytest.mark.parametrize("name", [name for name in TEMPLATES if name != "missing.html"])
def test_it_says_the_same_in_every_language(name: str, folder: Path) -> None:
    plain, folded = (engine(folder, folded=folded).get_template(name) for folded in (False, True))
    for language in ("en", "de", "nb", "de"):
        with override(language):
            for context in CONTEXTS:
                if name == "given.html" and "name" not in context:
                    continue
                assert folded.render(Context(context)) == plain.render(Context(context))


def test_what_is_constant_becomes_one_node(folder: Path) -> None:
    template = engine(folder, folded=True).get_template("whole.html")
    assert [type(node) for node in template.nodelist] == [Folded]
    with override("de"):
        assert template.render(Context()).startswith("<i><b><svg></svg>Abbrechen</b>")


def test_a_missing_part_is_missed_only_where_it_is_shown(folder: Path) -> None:
    template = engine(folder, folded=True).get_template("missing.html")
    assert template.render(Context()) == "there"
    with pytest.raises(TemplateDoesNotExist):
        template.render(Context({"a": True}))


def test_nothing_is_folded_for_a_developer(folder: Path) -> None:
    template = engine(folder, folded=True, debug=True).get_template("whole.html")
    assert Folded not in {type(node) for node in template.nodelist}
