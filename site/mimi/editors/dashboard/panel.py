"""The parts together, as one of the panels of Wagtail's first page."""

from __future__ import annotations

from typing import Any, ClassVar

from wagtail.admin.ui.components import Component

from mimi.editors.dashboard.registry import dashboard_parts


class DashboardPanel(Component):
    """All parts, side by side where there is room."""

    name = "dashboard"
    template_name = "editors/dashboard/panel.html"
    order = 100

    class Media:
        css: ClassVar[dict[str, list[str]]] = {
            "all": ["mimi/css/admin/translations.css", "mimi/css/admin/dashboard.css"]
        }

    def get_context_data(self, parent_context: Any) -> Any:
        """Return what the parts show to the person who asks."""
        return {"parts": dashboard_parts(parent_context["request"])}
