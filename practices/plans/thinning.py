"""Keeps histories short: of a text that was saved while it was typed, only where it began and ended stays.

The saves in between are kept for a day, because a page that was opened meanwhile may still name one of them as what its
writer had before her.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Count, Max, Min

from mimi.operations.periodic import daily
from practices.plans.models import PlanChange

KEEP = timedelta(days=1)


@daily("thin the histories of plans", hour=4)
def thin_histories(now: datetime) -> None:
    """Make one change of all changes of a field at the same go."""
    goes = (
        PlanChange.objects.order_by()
        .values("batch", "item", "field")
        .annotate(count=Count("pk"), first=Min("version"), last=Max("version"), latest=Max("at"))
        .filter(count__gt=1, latest__lt=now - KEEP)
    )
    for go in list(goes):
        rows = PlanChange.objects.filter(batch=go["batch"], item=go["item"], field=go["field"])
        with transaction.atomic():
            begun = rows.filter(version=go["first"]).values_list("before", flat=True).first()
            rows.filter(version=go["last"]).update(before=begun)
            rows.filter(version__lt=go["last"]).delete()
