"""Puts a new key for badges into use."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from courses.certificates.badges.keys import rotate


class Command(BaseCommand):
    """`manage.py rotate_badge_key`: what the old keys have signed goes on holding, for they stay published."""

    help = "Put a new key for badges into use. Badges that were signed with the old ones go on holding."

    def handle(self, *args: Any, **options: Any) -> None:
        """Change the key, and say which is in use now."""
        key = rotate()
        self.stdout.write(
            f"Badges are signed with the key {key.pk} from now on. Those that were signed before still hold."
        )
