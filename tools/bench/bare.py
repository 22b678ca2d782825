"""Two Django views with nothing around them, to measure others against: an empty answer, and one upsert.

Served as a site of its own, without any middleware; `python -m tools.bench.bare` makes its table.
"""

from __future__ import annotations

import os
import uuid

import django
from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler
from django.http import HttpRequest, HttpResponse
from django.urls import path

from mimi.settings import services

settings.configure(
    SECRET_KEY="bare",  # noqa: S106 - it signs nothing
    ALLOWED_HOSTS=["*"],
    ROOT_URLCONF=__name__,
    MIDDLEWARE=[],
    INSTALLED_APPS=[],
    USE_TZ=True,
    DATABASES={
        "default": {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": os.environ["BARE_DATABASE"],
            "OPTIONS": dict(services.SQLITE_OPTIONS),
        }
    },
    DEFAULT_AUTO_FIELD="django.db.models.BigAutoField",
)
django.setup()

from django.db import connection, models  # noqa: E402 - models need the settings above


class Row(models.Model):
    """What the bare view upserts."""

    key = models.UUIDField(unique=True)
    value = models.JSONField()

    class Meta:
        app_label = "bare"

    def __str__(self) -> str:
        return str(self.key)


def empty(request: HttpRequest) -> HttpResponse:
    """Answer with one word."""
    return HttpResponse("bare")


def upsert(request: HttpRequest) -> HttpResponse:
    """Upsert one row in one statement, and answer with one word."""
    Row._default_manager.bulk_create(
        [Row(key=uuid.uuid4(), value=request.POST.get("answer"))],
        update_conflicts=True,
        unique_fields=["key"],
        update_fields=["value"],
    )
    return HttpResponse("kept")


urlpatterns = [path("empty", empty), path("upsert", upsert)]
application = WSGIHandler()

if __name__ == "__main__":
    with connection.schema_editor() as editor:
        editor.create_model(Row)
