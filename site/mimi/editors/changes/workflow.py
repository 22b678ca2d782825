"""What happens when a page has been approved: it is published, unless it goes live together with others.

Wagtail reads this while its own models are still being read, so nothing of them is imported before it is needed.
"""

from __future__ import annotations

from typing import Any


def publish_or_approve(workflow_state: Any, user: Any = None) -> None:
    """Publish an approved page; where its English waits for it, note that it is ready.

    Raises:
        NotReadyError: something is wrong with it; the approval is taken back with the transaction.
    """
    from wagtail.workflows import publish_workflow_state

    from mimi.editors.changes.holding import approve, waiting_release
    from mimi.editors.changes.tasks import release_at_its_time

    page = workflow_state.content_object
    release = waiting_release(page)
    if release is None or page.pk == release.page_id or page.locale.language_code not in release.languages:
        publish_workflow_state(workflow_state, user)
        return
    approve(release, page, user)
    release_at_its_time(release)
