"""Brings the database up to date with the code: tables first, then the practice set, then what is known of pages."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand
from wagtail.models import Site


class Command(BaseCommand):
    """Everything that has to happen between installing a version and serving it; running it twice changes nothing."""

    help = "Applies migrations, loads the practice set and measures its pages. Safe to run at every start."

    def handle(self, *args: Any, **options: Any) -> None:
        """Run all, in order. Each migration is named only on demand: it would hide what the loading has to say."""
        verbosity = options["verbosity"]
        call_command("migrate", interactive=False, verbosity=verbosity if verbosity > 1 else 0)
        call_command("load_practice_set", verbosity=verbosity)
        call_command("measure_pages", verbosity=verbosity)
        self._tell_wagtail_the_address()

    def _tell_wagtail_the_address(self) -> None:
        """Let the default site carry the host and port of SITE_URL, so that the admin's links to pages work."""
        address = urlsplit(settings.SITE_URL)
        port = address.port or (443 if address.scheme == "https" else 80)
        site = Site.objects.filter(is_default_site=True).first()
        if site and (site.hostname, site.port) != (address.hostname, port):
            site.hostname, site.port = address.hostname, port
            site.save()
