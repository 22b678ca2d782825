"""Loads the practice set from its files into pages and their translations."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from mimi.loading.apply import Loader
from mimi.loading.checks import check
from mimi.loading.items import read_everything
from mimi.loading.problems import ContentError, Problems
from mimi.search import indexing


class Command(BaseCommand):
    help = (
        "Loads courses/content and practices/content as published pages with finished translations. "
        "Loading again changes only what the files have changed, and never what an editor has."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--root", type=Path, default=settings.BASE_DIR, help="the project's folder")
        parser.add_argument("--check", action="store_true", help="read and check, load nothing")

    def handle(self, *args: Any, **options: Any) -> None:
        root: Path = options["root"]
        problems = Problems()
        items = read_everything(root, problems)
        if not problems:
            check(items, problems)
        if problems:
            raise self._refusal(root, problems)
        if options["check"]:
            self.stdout.write(f"{len(items)} pages and entries are in order.")
            return
        try:
            # Read for the search all at once behind the load, not each page as it is published.
            with indexing.later():
                report = Loader(items, self._tell(options["verbosity"])).load()
        except ContentError as error:
            problems.catch(error)
            raise self._refusal(root, problems) from None
        indexing.update_index()
        self._clear_line()
        for line in report.lines():
            self.stdout.write(line)

    def _refusal(self, root: Path, problems: Problems) -> CommandError:
        lines = [str(problem).replace(f"{root}/", "") for problem in sorted(set(problems.found))]
        count = len(lines)
        return CommandError("\n".join([*lines, f"Nothing was loaded: {count} mistake{'s' if count > 1 else ''}."]))

    def _tell(self, verbosity: int) -> Any:
        """Return a function that shows how far the load is: on one line in a terminal, else now and then."""
        interactive = sys.stdout.isatty()

        def tell(text: str) -> None:
            if interactive:
                self.stdout.write(f"\r\033[K  loading {text}", ending="")
                self.stdout.flush()
            elif verbosity > 1:
                self.stdout.write(f"  loading {text}")

        return tell

    def _clear_line(self) -> None:
        if sys.stdout.isatty():
            self.stdout.write("\r\033[K", ending="")
