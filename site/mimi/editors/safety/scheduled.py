"""What editors have given a time goes live, or offline, at its time."""

from __future__ import annotations

from datetime import datetime

from django.apps import apps
from django.core.management import call_command
from wagtail.models import DraftStateMixin, Revision

from mimi.operations.periodic import whenever


def is_due(now: datetime) -> bool:
    """Say whether the time of anything has come."""
    if Revision.objects.filter(approved_go_live_at__lt=now).exists():
        return True
    models = (model for model in apps.get_models() if issubclass(model, DraftStateMixin) and not model._meta.proxy)
    # Of a page, its own table holds this.
    whole = (model for model in models if "expire_at" in {field.name for field in model._meta.local_fields})
    return any(model._default_manager.filter(live=True, expire_at__lt=now).exists() for model in whole)


@whenever("publish what is scheduled", is_due)
def publish_scheduled(now: datetime) -> None:
    """Publish and take offline what is due; a translation that isn't ready is left out."""
    call_command("publish_scheduled", verbosity=0)
