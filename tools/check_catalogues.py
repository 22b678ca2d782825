"""Checks that the interface is wholly translated: nothing stale, missing or fuzzy, and every placeholder kept."""

from __future__ import annotations

import os
import re
import shutil
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import polib

from tools import wagtail_words

ROOT = Path(__file__).resolve().parents[1]
LOCALE = ROOT / "site" / "mimi" / "locale"
TRANSLATED = ("nb", "de", "el")
IGNORED = (".venv", "locale", "node_modules", "var", "media", "tests", "tools")
_PLACEHOLDER = re.compile(r"%\((\w+)\)[sd]|\{(\w*)\}|%[sd]")

Key = tuple[str | None, str, str]


def gather(locale: Path) -> None:
    """Bring the catalogues in `locale` up to date with the code and the templates (makemessages)."""
    os.chdir(ROOT)
    sys.path.insert(0, str(ROOT / "site"))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "mimi.settings.test")
    import django
    from django.core.management import call_command
    from django.test import override_settings

    django.setup()
    with override_settings(LOCALE_PATHS=[str(locale)]):
        call_command(
            "makemessages",
            locale=list(TRANSLATED),
            ignore_patterns=list(IGNORED),
            add_location="file",
            no_wrap=True,
            verbosity=0,
        )


def keys(path: Path) -> set[Key]:
    """What a catalogue translates: context, text and plural of every entry in use."""
    return {(entry.msgctxt, entry.msgid, entry.msgid_plural) for entry in polib.pofile(str(path)) if not entry.obsolete}


def problems_within(path: Path) -> Iterator[str]:
    """One sentence for each entry that is missing, fuzzy, left over, or has lost or gained a placeholder."""
    for entry in polib.pofile(str(path)):
        where = f"{path.parts[-3]}:{entry.linenum}: “{entry.msgid}”"
        if entry.obsolete:
            yield f"{where} is used nowhere any more."
        elif entry.fuzzy:
            yield f"{where} is marked fuzzy."
        elif not entry.translated():
            yield f"{where} is not translated."
        else:
            yield from _placeholder_problems(entry, where)


def _placeholder_problems(entry: polib.POEntry, where: str) -> Iterator[str]:
    expected = _placeholders(entry.msgid) | _placeholders(entry.msgid_plural)
    for text in entry.msgstr_plural.values() if entry.msgid_plural else [entry.msgstr]:
        found = _placeholders(text)
        # The form for “one” may do without the number.
        if not found <= expected or (not entry.msgid_plural and found != expected):
            yield f"{where} has the placeholders {sorted(found)} instead of {sorted(expected)} in “{text}”."


def _placeholders(text: str) -> set[str]:
    return {match.group() for match in _PLACEHOLDER.finditer(text)}


def main() -> int:
    """Print what is wrong and return how the program ends."""
    problems: list[str] = []
    with tempfile.TemporaryDirectory() as folder:
        fresh = Path(folder) / "locale"
        fresh.mkdir()
        for language in TRANSLATED:
            existing = LOCALE / language / "LC_MESSAGES" / "django.po"
            if existing.exists():
                (fresh / language / "LC_MESSAGES").mkdir(parents=True)
                shutil.copy(existing, fresh / language / "LC_MESSAGES")
        gather(fresh)
        for language in TRANSLATED:
            wanted = fresh / language / "LC_MESSAGES" / "django.po"
            existing = LOCALE / language / "LC_MESSAGES" / "django.po"
            if not existing.exists():
                if wanted.exists():
                    problems.append(f"{language}: there is no catalogue; run `make messages`.")
                continue
            missing = keys(wanted) - keys(existing)
            stale = keys(existing) - keys(wanted)
            problems += [f"{language}: “{key[1]}” is missing; run `make messages`." for key in sorted(missing, key=str)]
            problems += [f"{language}: “{key[1]}” is stale; run `make messages`." for key in sorted(stale, key=str)]
            problems += problems_within(existing)
            problems += wagtail_words.problems(language)
            problems += [told for path in wagtail_words.paths(language) for told in problems_within(path)]
    for problem in problems:
        print(problem)
    print(f"Catalogues: {len(problems)} problem(s)." if problems else "Catalogues: complete.")
    return 1 if problems else 0


if __name__ == "__main__":
    if sys.argv[1:] == ["--gather"]:
        LOCALE.mkdir(parents=True, exist_ok=True)
        gather(LOCALE)
        for language in TRANSLATED:
            wagtail_words.gather(language)
    else:
        sys.exit(main())
