"""A module that can be used in a workshop, and where its pack stands."""

from __future__ import annotations

from typing import Any

import pytest

from tests.factories import SiteTree
from tests.factories.speech import block, item
from tests.site.pages.visits import publish


def url(tree: SiteTree, language: str = "en", query: str = "") -> str:
    return f"/{language}/modules/{tree.modules['en'][0].translation_key}/workshop/{query}"


def lesson_body(language: str) -> list[dict[str, Any]]:
    """Return a lesson with something to hand out and something to do."""
    said = {"en": "Sit at an angle", "nb": "Sitt på skrå ved bordet i øst"}[language]
    exercise = {
        "title": f"Chairs {language}",
        "aim": said,
        "minutes": 20,
        "group_size": "2",
        "materials": [item("exercise/chairs", "Chairs")],
        "steps": [item("exercise/one", f"<p>{said}.</p>"), item("exercise/two", "<p>Talk.</p>")],
    }
    return [
        block("key_point", "point", {"body": f"<p>{said}, then listen.</p>"}),
        block("reflection", "question", {"prompt": f"When did you listen? ({language})", "hint": ""}),
        block("exercise", "exercise", exercise),
    ]


@pytest.fixture
def module(small_tree: SiteTree) -> SiteTree:
    """A tree whose first lesson can be used in a workshop."""
    for language in small_tree.languages:
        lesson = small_tree.lessons[language][0]
        stream = type(lesson)._meta.get_field("body").to_python(lesson_body(language))
        publish(lesson, body=stream)
    return small_tree
