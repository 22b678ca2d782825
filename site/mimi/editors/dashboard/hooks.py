"""What the dashboard changes on the admin's first page."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from wagtail import hooks
from wagtail.admin.views.home import UserObjectsInWorkflowModerationPanel, WorkflowObjectsToModeratePanel

from mimi.editors.dashboard.panel import DashboardPanel

# Wagtail's own ask the database again for every line; what they tell stands among what waits.
REPLACED = (WorkflowObjectsToModeratePanel, UserObjectsInWorkflowModerationPanel)


# After those that add panels, which may still be Wagtail's.
@hooks.register("construct_homepage_panels", order=1000)
def add_dashboard(request: HttpRequest, panels: list[Any]) -> None:
    """Put the parts of all rooms before Wagtail's panels."""
    panels[:] = [DashboardPanel(), *(panel for panel in panels if not isinstance(panel, REPLACED))]
