"""Uploaded pictures are served by the site; documents and everything else are not."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.test import Client

from mimi.operations.storage import PrivateS3Storage


@pytest.fixture(autouse=True)
def _uploads(tmp_path: Path, settings: Any) -> None:
    settings.MEDIA_ROOT = tmp_path
    default_storage.save("images/picture.svg", ContentFile(b"<svg/>"))
    default_storage.save("images/folder/picture.svg", ContentFile(b"<svg/>"))
    default_storage.save("documents/private.pdf", ContentFile(b"%PDF"))
    (tmp_path.parent / "outside.txt").write_text("outside")


def test_a_picture_is_kept_by_the_browser_and_can_run_nothing(client: Client) -> None:
    response = client.get("/media/images/picture.svg")
    assert response.status_code == 200
    assert response.headers["Content-Type"] == "image/svg+xml"
    assert response.headers["Cache-Control"] == "public, max-age=2592000, immutable"
    assert "sandbox" in response.headers["Content-Security-Policy"]
    assert "Vary" not in response.headers or "Cookie" not in response.headers["Vary"]


@pytest.mark.django_db
@pytest.mark.parametrize(
    "path",
    [
        "documents/private.pdf",
        "images/none.svg",
        "images",
        "images/",
        "images/folder",
        "images/../documents/private.pdf",
        "images/../../outside.txt",
        "images/%2e%2e/documents/private.pdf",
        "../outside.txt",
        "/etc/passwd",
    ],
)
def test_nothing_else_is_served(client: Client, path: str) -> None:
    assert client.get(f"/media/{path}").status_code != 200


def test_files_in_a_bucket_have_an_address_on_this_site() -> None:
    store = PrivateS3Storage(bucket_name="bucket", access_key="key", secret_key="secret")
    assert store.url("images/blå fjord.jpg") == "/media/images/bl%C3%A5%20fjord.jpg"
