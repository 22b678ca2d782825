"""Wagtail's command, which publishes what is due; a translated page that has ceased to be ready is left out."""

from __future__ import annotations

from typing import Any

import structlog
from django.utils import timezone
from wagtail.management.commands import publish_scheduled
from wagtail.models import Revision

from mimi.editors.parity.gate import errors
from mimi.pages.models import BasePage

_log = structlog.get_logger("mimi.editors")


class Command(publish_scheduled.Command):
    """Publishes and unpublishes what is due."""

    def handle(self, *args: Any, **options: Any) -> None:
        """Take their times from revisions that aren't ready, so that the others go live all the same."""
        if not options.get("dryrun"):
            for revision in Revision.page_revisions.filter(approved_go_live_at__lt=timezone.now()):
                self._look_at(revision)
        super().handle(*args, **options)

    def _look_at(self, revision: Revision) -> None:
        draft = revision.as_object()
        reasons = errors(draft) if isinstance(draft, BasePage) else []
        if reasons:
            revision.approved_go_live_at = None
            revision.save(update_fields=["approved_go_live_at"])
            _log.warning("a page wasn't ready at its time", page=draft.pk, reasons=[str(one) for one in reasons])
            self.stderr.write(f"Not published, as it isn't ready: {draft} ({draft.locale})")
