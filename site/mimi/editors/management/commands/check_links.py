"""Asks other sites whether the addresses that our pages link to are still there."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from mimi.editors.quality.links.checking import check


class Command(BaseCommand):
    help = "Asks other sites whether our links to them still lead somewhere. Needs CHECK_LINKS=1."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--everything", action="store_true", help="ask all of them, not only those that are due")

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.CHECK_LINKS:
            raise CommandError("This site asks no others. Set CHECK_LINKS=1 to let it.")
        found = check(timezone.now(), everything=options["everything"])
        if options["verbosity"]:
            self.stdout.write(f"Links to other sites: {found['asked']} asked, {found['problems']} with a problem.")
