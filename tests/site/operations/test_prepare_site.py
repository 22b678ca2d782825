"""One command brings the database up to date."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.management import call_command
from wagtail.models import Site

from mimi.operations.management.commands import prepare_site


@pytest.fixture
def called(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of the commands that were called; none of them runs."""
    names: list[str] = []

    def note(name: str, *args: Any, **options: Any) -> None:
        names.append(name)

    monkeypatch.setattr(prepare_site, "call_command", note)
    return names


@pytest.mark.django_db
def test_tables_come_before_the_practice_set_and_what_is_known_of_it_last(called: list[str]) -> None:
    call_command("prepare_site")
    assert called == ["migrate", "load_practice_set", "measure_pages"]


@pytest.mark.django_db
@pytest.mark.usefixtures("called")
@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("https://course.example.org", "https://course.example.org"),
        ("http://127.0.0.1:8123", "http://127.0.0.1:8123"),
    ],
)
def test_wagtail_knows_the_sites_address(settings: Any, address: str, expected: str) -> None:
    settings.SITE_URL = address
    call_command("prepare_site")
    call_command("prepare_site")
    assert Site.objects.get(is_default_site=True).root_url == expected
