"""A lesson whose Norwegian translation is finished and managed, and its editor."""

from __future__ import annotations

import pytest
from django.test import Client

from courses.models import LessonPage
from tests.factories import SiteTree, UserFactory
from tests.site.editors.changes.lesson import ENGLISH, NORSK, Lesson


@pytest.fixture
def lesson(small_tree: SiteTree) -> Lesson:
    """The first lesson with two blocks, translated by a translator and published."""
    pages = {language: small_tree.lessons[language][0] for language in ("en", "nb")}
    for page in pages.values():
        LessonPage.objects.filter(pk=page.pk).update(body="[]")
    return Lesson.begin(pages["en"], pages["nb"], ENGLISH, NORSK)


@pytest.fixture
def client_of_publisher(db: None) -> Client:
    """Somebody who may do everything."""
    client = Client()
    client.force_login(UserFactory(is_superuser=True, is_staff=True))
    return client
