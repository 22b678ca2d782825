"""A kind of letter that nobody but tests sends."""

from __future__ import annotations

from typing import Any

import pytest
from django.conf import settings as django_settings

from mimi.letters.subscriptions import SUBSCRIPTIONS

KIND = "test-letter"
TEMPLATES = {
    "letters/test_letter_subject.txt": "A letter to {{ name }}\n",
    "letters/test_letter.txt": (
        '{% extends "letters/base.txt" %}{% block content %}This is for {{ name }}.{% endblock %}'
    ),
    "letters/test_letter.html": (
        '{% extends "letters/base.html" %}{% block content %}<p>This is for {{ name }}.</p>{% endblock %}'
    ),
}


@pytest.fixture
def a_kind(settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """Register the kind, and let its templates be found."""
    monkeypatch.setitem(SUBSCRIPTIONS, KIND, "the letters of the tests")
    (engine,) = django_settings.TEMPLATES
    options = {key: value for key, value in engine["OPTIONS"].items() if key != "loaders"}
    loaders = [
        ("django.template.loaders.locmem.Loader", TEMPLATES),
        ("django.template.loaders.cached.Loader", ["django.template.loaders.filesystem.Loader"]),
        "django.template.loaders.app_directories.Loader",
    ]
    settings.TEMPLATES = [{**engine, "APP_DIRS": False, "OPTIONS": {**options, "loaders": loaders}}]
