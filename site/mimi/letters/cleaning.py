"""What is forgotten of letters by itself."""

from __future__ import annotations

from datetime import datetime, timedelta

import structlog

from mimi.letters.models import Letter
from mimi.operations.periodic import daily

# Longer than any period for which a letter is sent once.
KEEP = timedelta(days=400)
HOUR, WEEK = timedelta(hours=1), timedelta(days=7)
_log = structlog.get_logger("mimi.letters")


@daily("forget old letters", hour=4)
def forget_letters(now: datetime) -> None:
    """Delete the rows of letters of long ago, and say how many of the last week were never marked as sent."""
    Letter.objects.filter(claimed_at__lt=now - KEEP).delete()
    unmarked = Letter.objects.filter(sent_at=None, claimed_at__range=(now - WEEK, now - HOUR)).count()
    if unmarked:
        _log.warning("letters that were taken in hand, and perhaps not sent", count=unmarked)
