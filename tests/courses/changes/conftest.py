"""A small course with longer lessons, its editor, and somebody who learns from it."""

from __future__ import annotations

import json

import pytest
from django.test import Client

from courses.models import LessonPage
from tests.courses.desk import Desk
from tests.factories import SiteTree, editor
from tests.factories.speech import block, named_id, say

PARTS = ("begin", "middle", "end")


def part(name: str) -> str:
    """Return the id of the part of a lesson called so."""
    return named_id("block", name)


@pytest.fixture
def tree(small_tree: SiteTree) -> SiteTree:
    """The site in two languages; the first lesson has three parts."""
    for language in small_tree.languages:
        lesson = small_tree.lessons[language][0]
        texts = {name: say(f"The {name}", language) for name in PARTS}
        body = [block("prose", name, {"heading": text, "body": f"<p>{text}.</p>"}) for name, text in texts.items()]
        LessonPage.objects.filter(pk=lesson.pk).update(body=json.dumps(body))
        lesson.refresh_from_db()
    return small_tree


@pytest.fixture
def desk(db: None) -> Desk:
    """An editor who may publish."""
    client = Client()
    client.force_login(editor())
    return Desk(client)
