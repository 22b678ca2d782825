"""The words of Wagtail's admin that Wagtail doesn't translate itself, in catalogues of our own.

Editors work in four languages, and Wagtail's catalogues cover two of them in part. `gather` adds what a new version of
Wagtail says besides, untranslated, and drops what it now translates or says no more; `problems` tells of both.
"""

from __future__ import annotations

from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

import polib

SITE = Path(__file__).resolve().parents[1] / "site" / "mimi"
OWN = SITE / "locale_wagtail"
# What editors see of it; where one says the same as another, the first counts.
APPS = (
    "wagtail_localize",
    "wagtail.admin",
    "wagtail.images",
    "wagtail.documents",
    "wagtail.snippets",
    "wagtail.users",
    "wagtail",
    "wagtail.contrib.redirects",
    "wagtail.locales",
    "wagtail.sites",
    "wagtail.embeds",
    "wagtail.search",
)

Key = tuple[str | None, str]


def untranslated(language: str) -> dict[Key, polib.POEntry]:
    """Return what Wagtail says in English only, and our own catalogue doesn't say by chance; by context and text."""
    said: dict[Key, polib.POEntry] = {}
    done = {(entry.msgctxt, entry.msgid) for entry in _entries(SITE / "locale" / language)}
    for app in APPS:
        folder = _folder(app)
        for entry in _entries(folder / "en"):
            said.setdefault((entry.msgctxt, entry.msgid), entry)
        done |= {(entry.msgctxt, entry.msgid) for entry in _entries(folder / language) if entry.translated()}
    return {key: entry for key, entry in said.items() if key not in done}


def path_of(language: str) -> Path:
    """Return where the catalogue of a language stands."""
    return OWN / language / "LC_MESSAGES" / "django.po"


def gather(language: str) -> None:
    """Bring the catalogue of a language up to date; a language in which nothing is missing has none."""
    path, wanted = path_of(language), untranslated(language)
    had: dict[Key, polib.POEntry] = {(entry.msgctxt, entry.msgid): entry for entry in _read(path)}
    if not wanted:
        path.unlink(missing_ok=True)
        return
    catalogue = polib.POFile(wrapwidth=0)
    catalogue.metadata = {
        "Language": language,
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=UTF-8",
        "Content-Transfer-Encoding": "8bit",
        "Plural-Forms": "nplurals=2; plural=(n != 1);",
    }
    for key, entry in wanted.items():
        kept = had.get(key)
        plural = {0: "", 1: ""} if entry.msgid_plural else {}
        catalogue.append(
            polib.POEntry(
                msgctxt=entry.msgctxt,
                msgid=entry.msgid,
                msgid_plural=entry.msgid_plural,
                msgstr=kept.msgstr if kept else "",
                msgstr_plural=(kept.msgstr_plural if kept else None) or plural,
                flags=[flag for flag in entry.flags if flag.endswith("-format")],
            )
        )
    path.parent.mkdir(parents=True, exist_ok=True)
    catalogue.save(str(path))


def problems(language: str) -> Iterator[str]:
    """Yield a sentence for each text that the catalogue of a language lacks, or holds in vain."""
    wanted, had = untranslated(language), {(entry.msgctxt, entry.msgid) for entry in _read(path_of(language))}
    for _context, text in sorted(set(wanted) - had, key=str):
        yield f"{language}: “{text}” of Wagtail is missing; run `make messages`."
    for _context, text in sorted(had - set(wanted), key=str):
        yield f"{language}: “{text}” is translated by Wagtail, or said no more; run `make messages`."


def _folder(app: str) -> Path:
    spec = find_spec(app)
    if spec is None or spec.origin is None:
        raise LookupError(f"{app} isn't installed.")
    return Path(spec.origin).parent / "locale"


def _entries(folder: Path) -> Iterator[polib.POEntry]:
    yield from (entry for entry in _read(folder / "LC_MESSAGES" / "django.po") if not entry.obsolete)


def _read(path: Path) -> list[polib.POEntry]:
    return list(polib.pofile(str(path))) if path.exists() else []
