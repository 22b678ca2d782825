"""Brings the tables of search up to date with what is published."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from mimi.search.indexing import forget_words, update_index


class Command(BaseCommand):
    help = "Reads for the search what was published since it was last read. With --everything, reads all anew."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--everything", action="store_true", help="read all pages and entries anew")

    def handle(self, *args: Any, **options: Any) -> None:
        count = update_index(everything=options["everything"])
        forget_words()
        if options["verbosity"]:
            self.stdout.write(f"Search: {count} changed.")
