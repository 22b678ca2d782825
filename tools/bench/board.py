"""The translation board with many pages: how many queries it takes, and how long.

Part of `make bench`; alone, `python -m tools.bench.board`.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path

from tools.bench.servers import ROOT, environment_in

PAGES, SEGMENTS = 1000, 30
PYTHON = str(ROOT / ".venv" / "bin" / "python")

# Rows go straight into the tables, as publishing so many pages one by one would take an hour. Of each tenth page the
# last segments aren't translated, and each twentieth has no Greek page.
SCRIPT = """
import statistics, time, uuid
from datetime import timedelta
from django.contrib.contenttypes.models import ContentType
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext, override_settings
from django.utils import timezone
from wagtail.models import Locale, Page, Site
from wagtail_localize.models import (
    String, StringSegment, StringTranslation, TranslatableObject, Translation, TranslationContext, TranslationLog,
    TranslationSource,
)
from mimi.pages.models import TextPage
from mimi.people.models import User

long_ago = timezone.now() - timedelta(days=30)
codes = ("en", "nb", "de", "el")
locales = {code: Locale.objects.get_or_create(language_code=code)[0] for code in codes}
page_type, text_type = ContentType.objects.get_for_model(Page), ContentType.objects.get_for_model(TextPage)
Site.objects.all().delete()
top = Page.get_first_root_node()
top.get_descendants().delete()
top = Page.objects.get(pk=top.pk)
users = [User.objects.create_user(f"person{n}@example.org") for n in range(4)]
keys = [uuid.uuid4() for _ in range(PAGES)]

def many(model, rows):
    return model.objects.bulk_create(list(rows), batch_size=2000)

with transaction.atomic():
    for code, locale in locales.items():
        home = Page(title=code, slug=f"home-{code}", locale=locale, translation_key=uuid.uuid4())
        top.add_child(instance=home)
        top.refresh_from_db()
        taken = 0
        for n, key in enumerate(keys):
            if code == "el" and n % 20 == 0:
                continue
            taken += 1
            page = Page(
                title=f"Page {n}", draft_title=f"Page {n}", slug=f"page-{n}", url_path=f"{home.url_path}page-{n}/",
                path=home.path + Page._int2str(taken).rjust(Page.steplen, Page.alphabet[0]), depth=home.depth + 1,
                locale=locale, translation_key=key, content_type=text_type, live=True,
                first_published_at=long_ago, last_published_at=long_ago,
            )
            Page.save_base(page, raw=True)
            TextPage(page_ptr_id=page.pk, body="[]").save_base(raw=True)
        Page.objects.filter(pk=home.pk).update(numchild=taken)
    many(TranslatableObject, (TranslatableObject(translation_key=key, content_type=page_type) for key in keys))
    sources = many(TranslationSource, (
        TranslationSource(
            object_id=key, specific_content_type=text_type, locale=locales["en"], object_repr=f"Page {n}",
            content_json="{}", last_updated_at=long_ago,
        )
        for n, key in enumerate(keys)
    ))
    TranslationSource.objects.update(created_at=long_ago)
    targets = [locales[code] for code in codes[1:]]
    many(Translation, (Translation(source=one, target_locale=to) for one in sources for to in targets))
    many(TranslationLog, (TranslationLog(source=one, locale=to) for one in sources for to in targets))
    places = [(one, number) for one in sources for number in range(SEGMENTS)]
    strings = many(String, (
        String(locale=locales["en"], data_hash=uuid.uuid4(), data=f"Sentence {number} of {one.object_repr}.")
        for one, number in places
    ))
    contexts = many(TranslationContext, (
        TranslationContext(object_id=one.object_id, path_id=uuid.uuid4(), path=f"body.{number}", field_path="body")
        for one, number in places
    ))
    many(StringSegment, (
        StringSegment(source=one, string=string, context=context, order=number, attrs="{}")
        for (one, number), string, context in zip(places, strings, contexts)
    ))
    many(StringTranslation, (
        StringTranslation(
            translation_of=string, context=context, locale=to, data=string.data, translation_type="manual",
            last_translated_by=users[n % 4], updated_at=long_ago,
        )
        for n, ((one, number), string, context) in enumerate(zip(places, strings, contexts))
        for to in targets
        if n // SEGMENTS % 10 or number < SEGMENTS - 3
    ))
    StringTranslation.objects.update(updated_at=long_ago)
boss = User.objects.create_superuser("boss@example.org", "unused-unused-unused")
with override_settings(ALLOWED_HOSTS=["*"], SECURE_SSL_REDIRECT=False):
    client = Client()
    client.force_login(boss)
    for name, address in (
        ("the board", "/cms/translations/"),
        ("narrowed down", "/cms/translations/?language=nb&state=behind"),
        ("the first page", "/cms/"),
    ):
        times = []
        for _round in range(6):
            begun = time.perf_counter()
            with CaptureQueriesContext(connection) as queries:
                answer = client.get(address)
            times.append(time.perf_counter() - begun)
            assert answer.status_code == 200, answer.status_code
        print("BOARD", f"{name:18}{len(queries):5} queries {statistics.median(times[1:]) * 1000:8.0f} ms", sep="|")
"""


def board(environment: dict[str, str]) -> list[str]:
    """Measure the board on a database of its own; return a line for each view of it."""
    old = Path(environment["DATABASE_URL"].removeprefix("sqlite:///"))
    own = {**environment, "DATABASE_URL": f"sqlite:///{old.with_name('board.sqlite3')}"}
    _run(own, "migrate", "-v0")
    script = SCRIPT.replace("SEGMENTS", str(SEGMENTS)).replace("PAGES", str(PAGES))
    told = _run(own, "shell", "-v0", "-c", script)
    return [line.partition("|")[2] for line in told.splitlines() if line.startswith("BOARD|")]


def _run(environment: dict[str, str], *words: str) -> str:
    done = subprocess.run(
        [PYTHON, "manage.py", *words], cwd=ROOT, env=environment, check=True, stdout=subprocess.PIPE, text=True
    )
    return done.stdout


def report(environment: dict[str, str]) -> str:
    """Return what was measured, as it is printed."""
    return "\n".join(
        [f"\nTranslations of {PAGES:,} pages, {SEGMENTS} segments each, in 4 languages", *board(environment)]
    )


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        environment = environment_in(Path(folder))
        _run(environment, "collectstatic", "--noinput", "-v0")
        sys.stdout.write(f"{report(environment)}\n")
