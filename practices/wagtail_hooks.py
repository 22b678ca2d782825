"""What this app adds to Wagtail's admin: practices that ask for a review, and reports of what was tried."""

from __future__ import annotations

from django.urls import reverse
from django.urls.resolvers import URLPattern
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.viewsets.base import ViewSet
from wagtail.log_actions import LogActionRegistry

from mimi.editors.quality.reviewing import ReviewMenuItem, review_urls
from practices.adaptations.moderation import AdaptationViewSet, register_steps
from practices.review import PracticeReviewReport


@hooks.register("register_admin_urls")
def register_review_urls() -> list[URLPattern]:
    """Give the report its address."""
    return review_urls(PracticeReviewReport, "practice_review", "practices")


@hooks.register("register_reports_menu_item")
def register_review_menu_item() -> MenuItem:
    """Put the report among the others."""
    return ReviewMenuItem(
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
