"""Seals private notes and keys with the newest key, so that an older one can leave SECRET_KEY_FALLBACKS."""

from __future__ import annotations

from typing import Any

from django.apps import apps
from django.core.management.base import BaseCommand, CommandError

from mimi.people.sealing import UnreadableError, seal_anew


class Command(BaseCommand):
    """`manage.py seal_anew`: to be run after SECRET_KEY has changed and before the old key is thrown away."""

    help = "Seal notes and keys of badges with SECRET_KEY, those too that a key in SECRET_KEY_FALLBACKS was used for."

    def handle(self, *args: Any, **options: Any) -> None:
        """Go through all that is sealed; what is written meanwhile has the newest key already.

        Raises:
            CommandError: some could not be opened by any key.
        """
        done = lost = 0
        for model in (model for model in apps.get_models() if hasattr(model, "sealed") and hasattr(model, "purpose")):
            texts = model._base_manager.order_by("pk")
            for pk, sealed in texts.values_list("pk", "sealed").iterator(chunk_size=500):
                try:
                    texts.filter(pk=pk, sealed=sealed).update(sealed=seal_anew(sealed, model.purpose))
                    done += 1
                except UnreadableError:
                    lost += 1
        self.stdout.write(f"{done} texts are sealed with SECRET_KEY now.")
        if lost:
            raise CommandError(
                f"{lost} texts could not be opened by SECRET_KEY or any key in SECRET_KEY_FALLBACKS. They were left as "
                "they are: put the key that they were sealed with into SECRET_KEY_FALLBACKS, and run this again."
            )
