"""The library, filtered, with as many practices as it has and with thousands."""

from __future__ import annotations

import itertools
import shutil
import subprocess
from pathlib import Path

from tools.bench.servers import ROOT, Request

MANY = 5000
LIBRARY = "/en/practices/"

# Copies the practices that there are until there are enough: rows go straight into the tables, as a bulk import would.
SCRIPT = """
import uuid
from decimal import Decimal
from django.db import connection, transaction
from wagtail.models import Page
from mimi.pages.cache.models import StampCounter
from mimi.search.models import SearchDocument
from practices.models import PracticeIndexPage, PracticePage

library = PracticeIndexPage.objects.get(locale__language_code="en")
models = list(library.get_children().specific())
many = ("themes", "target_groups", "settings", "phases")
codes = {page.pk: {name: list(getattr(page, name).all()) for name in many} for page in models}
fields = [field for field in PracticePage._meta.local_concrete_fields if field.name != "page_ptr"]
base = [field for field in Page._meta.local_concrete_fields if field.name != "id"]
taken = library.numchild
links = {name: [] for name in many}
with transaction.atomic():
    for n in range(taken, COUNT):
        model = models[n % len(models)]
        values = {field.attname: getattr(model, field.attname) for field in base}
        values |= {
            "path": library.path + Page._int2str(n + 1).rjust(Page.steplen, Page.alphabet[0]),
            "translation_key": uuid.uuid4(),
            "title": f"{model.title} {n}",
            "slug": f"copy-{n}",
            "url_path": f"{library.url_path}copy-{n}/",
            "latest_revision_id": None,
            "live_revision_id": None,
        }
        page = Page(**values)
        Page.save_base(page, raw=True)
        own = {field.attname: getattr(model, field.attname) for field in fields}
        twin = PracticePage(page_ptr_id=page.pk, **own)
        twin.number = n + 1
        twin.save_base(raw=True)
        for name in many:
            through = getattr(PracticePage, name).through
            target = next(f for f in through._meta.fields if f.is_relation and f.related_model is not PracticePage)
            links[name] += [
                through(practicepage_id=page.pk, **{target.attname: value.pk}) for value in codes[model.pk][name]
            ]
    for name in many:
        getattr(PracticePage, name).through.objects.bulk_create(links[name], batch_size=500)
    Page.objects.filter(pk=library.pk).update(numchild=COUNT)
    # What search knows of a practice, it knows of its copies.
    known = {d.page: d for d in SearchDocument.objects.filter(page__in=[model.pk for model in models])}
    copies = PracticePage.objects.filter(locale=library.locale, number__gt=taken).order_by("number")
    twins, origins = [], []
    for page in copies.only("number", "title", "translation_key"):
        origins.append(known[models[(page.number - 1) % len(models)].pk])
        key = page.translation_key
        twin = SearchDocument(page=page.pk, key=key, title=page.title, tie=key.int >> 97)
        for name in ("language", "kind", "model", "about", "summary", "text", "version"):
            setattr(twin, name, getattr(origins[-1], name))
        twins.append(twin)
    SearchDocument.objects.bulk_create(twins, batch_size=500)
    with connection.cursor() as cursor:
        cursor.executemany(
            "INSERT INTO search_searchposting (document_id, stem_id, weight) "
            "SELECT %s, stem_id, weight FROM search_searchposting WHERE document_id = %s",
            [(twin.pk, origin.pk) for twin, origin in zip(twins, origins)],
        )
    # What the other site keeps isn't true of this one; both share a folder.
    StampCounter.objects.update(epoch=uuid.uuid4())
assert PracticePage.objects.filter(locale=library.locale, live=True).count() == COUNT
"""
VALUES = """
from practices.models import Theme, Country, EvidenceLevel
for param, model in (("theme", Theme), ("country", Country), ("evidence", EvidenceLevel)):
    print("VALUES", param, *model.objects.filter(locale__language_code="en").values_list("code", flat=True))
"""
# Words that many practices have, so that a page of results is as long with thirty as with thousands.
WORDS = """
from collections import Counter
from mimi.search.models import SearchDocument, SearchPosting
practices = SearchDocument.objects.filter(language="en", kind="practices").values("pk")
stems = Counter(SearchPosting.objects.filter(document__in=practices).values_list("stem_id", flat=True))
from mimi.search.models import SearchWord
for pk, count in stems.most_common(60):
    if count >= 10:
        print("WORD", SearchWord.objects.filter(stem=pk).order_by("form").first().form)
"""


def many_practices(environment: dict[str, str], python: str) -> dict[str, str]:
    """Make a second database with thousands of practices; return the environment that uses it."""
    old = Path(environment["DATABASE_URL"].removeprefix("sqlite:///"))
    new = old.with_name("many.sqlite3")
    shutil.copy(old, new)
    larger = {**environment, "DATABASE_URL": f"sqlite:///{new}"}
    script = SCRIPT.replace("COUNT", str(MANY))
    subprocess.run([python, "manage.py", "shell", "-v0", "-c", script], cwd=ROOT, env=larger, check=True)
    return larger


def filtered_views(environment: dict[str, str], python: str, headers: dict[str, str]) -> list[Request]:
    """Return views of the library that each filter in another way and leave nearly all practices.

    So a page is as long with thirty practices as with thousands, and no view is asked for twice in a round.
    """
    rows = _told(environment, python, VALUES, "VALUES")
    values = {param: [(param, code) for code in codes] for param, *codes in rows}
    found = []
    for size in (1, 2, 3):
        for dropped in itertools.combinations(values["theme"], size):
            themes = [pair for pair in values["theme"] if pair not in dropped]
            for more in ([], values["country"], values["evidence"], values["country"] + values["evidence"]):
                for sort in ("", "newest", "evidence", "title"):
                    pairs = [*themes, *more, *([("sort", sort)] if sort else [])]
                    query = "&".join(f"{name}={value}" for name, value in pairs)
                    found.append(Request("GET", f"{LIBRARY}?{query}", headers))
    return found


def searches(environment: dict[str, str], python: str, headers: dict[str, str]) -> list[Request]:
    """Return searches for two words each, of which none is asked for twice in a round."""
    words = [word for (word,) in _told(environment, python, WORDS, "WORD")]
    return [Request("GET", f"/en/search/?q={one}+{other}", headers) for one, other in itertools.combinations(words, 2)]


def _told(environment: dict[str, str], python: str, script: str, mark: str) -> list[list[str]]:
    """Run a script on the site's database; return the words of each line that begins with a mark."""
    output = subprocess.run(
        [python, "manage.py", "shell", "-v0", "-c", script],
        cwd=ROOT,
        env=environment,
        check=True,
        capture_output=True,
        text=True,
    ).stdout
    return [line.split()[1:] for line in output.splitlines() if line.startswith(f"{mark} ")]
