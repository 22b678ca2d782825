"""The words of Wagtail's admin that Wagtail doesn't translate, or translates wrongly, in catalogues of our own.

Editors work in four languages, and Wagtail's catalogues cover two of them in part. `gather` adds what a new version of
Wagtail says besides, untranslated, and drops what it now translates or says no more; `problems` tells of both. An entry
with the comment `INSTEAD` stands for one of Wagtail's own, as long as Wagtail says it.
"""

from __future__ import annotations

from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

import polib

SITE = Path(__file__).resolve().parents[1] / "site" / "mimi"
OWN = SITE / "locale_wagtail"
# Texts of the server, and of its scripts.
DOMAINS = ("django", "djangojs")
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
    "wagtail.contrib.settings",
    "wagtail.locales",
    "wagtail.sites",
    "wagtail.embeds",
    "wagtail.search",
)
INSTEAD = "Instead of Wagtail's own."

Key = tuple[str | None, str]


def said(domain: str) -> dict[Key, polib.POEntry]:
    """Return all that Wagtail says in English, by context and text."""
    found: dict[Key, polib.POEntry] = {}
    for app in APPS:
        for entry in _entries(_folder(app) / "en", domain):
            found.setdefault((entry.msgctxt, entry.msgid), entry)
    return found


def untranslated(language: str, domain: str = "django") -> dict[Key, polib.POEntry]:
    """Return what Wagtail says in English only, and our own catalogue doesn't say by chance."""
    done = {(entry.msgctxt, entry.msgid) for entry in _entries(SITE / "locale" / language, domain)}
    for app in APPS:
        theirs = _entries(_folder(app) / language, domain)
        done |= {(entry.msgctxt, entry.msgid) for entry in theirs if entry.translated()}
    return {key: entry for key, entry in said(domain).items() if key not in done}


def path_of(language: str, domain: str = "django") -> Path:
    """Return where the catalogue of a language stands."""
    return OWN / language / "LC_MESSAGES" / f"{domain}.po"


def paths(language: str) -> list[Path]:
    """Return the catalogues that a language has."""
    return [path for domain in DOMAINS if (path := path_of(language, domain)).exists()]


def gather(language: str) -> None:
    """Bring the catalogues of a language up to date; where nothing is missing, there is none."""
    for domain in DOMAINS:
        path, had = path_of(language, domain), _had(language, domain)
        wanted = _wanted(language, domain, had)
        if not wanted:
            path.unlink(missing_ok=True)
            continue
        catalogue = polib.POFile(wrapwidth=0)
        catalogue.metadata = {
            "Language": language,
            "MIME-Version": "1.0",
            "Content-Type": "text/plain; charset=UTF-8",
            "Content-Transfer-Encoding": "8bit",
            "Plural-Forms": "nplurals=2; plural=(n != 1);",
        }
        for key, entry in wanted.items():
            catalogue.append(had.get(key) or _empty(entry))
        path.parent.mkdir(parents=True, exist_ok=True)
        catalogue.save(str(path))


def problems(language: str) -> Iterator[str]:
    """Yield a sentence for each text that the catalogues of a language lack, or hold in vain."""
    for domain in DOMAINS:
        had = _had(language, domain)
        wanted = _wanted(language, domain, had)
        for _context, text in sorted(set(wanted) - set(had), key=str):
            yield f"{language}: “{text}” of Wagtail is missing; run `make messages`."
        for _context, text in sorted(set(had) - set(wanted), key=str):
            yield f"{language}: “{text}” is translated by Wagtail, or said no more; run `make messages`."


def _wanted(language: str, domain: str, had: dict[Key, polib.POEntry]) -> dict[Key, polib.POEntry]:
    instead = {key for key, entry in had.items() if entry.tcomment == INSTEAD}
    ours = {key: entry for key, entry in said(domain).items() if key in instead}
    return {**untranslated(language, domain), **ours}


def _empty(entry: polib.POEntry) -> polib.POEntry:
    return polib.POEntry(
        msgctxt=entry.msgctxt,
        msgid=entry.msgid,
        msgid_plural=entry.msgid_plural,
        msgstr_plural={0: "", 1: ""} if entry.msgid_plural else {},
        flags=[flag for flag in entry.flags if flag.endswith("-format")],
    )


def _had(language: str, domain: str) -> dict[Key, polib.POEntry]:
    path = path_of(language, domain)
    return {(entry.msgctxt, entry.msgid): entry for entry in _read(path)}


def _folder(app: str) -> Path:
    spec = find_spec(app)
    if spec is None or spec.origin is None:
        raise LookupError(f"{app} isn't installed.")
    return Path(spec.origin).parent / "locale"


def _entries(folder: Path, domain: str) -> Iterator[polib.POEntry]:
    yield from (entry for entry in _read(folder / "LC_MESSAGES" / f"{domain}.po") if not entry.obsolete)


def _read(path: Path) -> list[polib.POEntry]:
    return list(polib.pofile(str(path), wrapwidth=0)) if path.exists() else []
