"""Works out anew what reports on quality know of published pages."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from mimi.editors.quality.measuring import measure_outdated


class Command(BaseCommand):
    help = "Measures published pages that weren't measured yet, or by an older rule. With --everything, all of them."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--everything", action="store_true", help="measure all pages anew")

    def handle(self, *args: Any, **options: Any) -> None:
        count = measure_outdated(everything=options["everything"])
        if options["verbosity"]:
            self.stdout.write(f"Readability and links: {count} measured.")
