"""What this app adds to Wagtail's admin: practices that ask for a review, and reports of what was tried."""

from __future__ import annotations

from django.http import HttpRequest
from django.urls import reverse
from django.urls.resolvers import URLPattern
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.viewsets.base import ViewSet
from wagtail.log_actions import LogActionRegistry
from wagtail.models import Page
from wagtail.permissions import policy_registry

from practices.adaptations.moderation import AdaptationViewSet, register_steps
from practices.review import PracticeReviewReport, review_urls


class PracticeReviewMenuItem(MenuItem):
    """The way to the report, for those who may open it."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Say whether a person edits pages."""
        return bool(
            policy_registry.get_by_type(Page).user_has_any_permission(
                request.user, PracticeReviewReport.any_permission_required
            )
        )


@hooks.register("register_admin_urls")
def register_review_urls() -> list[URLPattern]:
    """Give the report its address."""
    return review_urls()


@hooks.register("register_reports_menu_item")
def register_review_menu_item() -> MenuItem:
    """Put the report among the others."""
    return PracticeReviewMenuItem(
        _("Practices to review"), reverse("practice_review"), name="practice-review", icon_name="time", order=1050
    )


@hooks.register("register_admin_viewset")
def register_adaptations() -> ViewSet:
    """Let moderators read and decide what others tell of practices."""
    return AdaptationViewSet()


@hooks.register("register_log_actions")
def register_adaptation_steps(actions: LogActionRegistry) -> None:
    """Give what is done with reports its words in the log."""
    register_steps(actions)
