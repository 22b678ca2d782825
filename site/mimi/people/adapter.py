"""What the site decides about accounts where django-allauth asks; all else is settings."""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core import context as current
from django.contrib.sites.requests import RequestSite
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext


class NamedSite(RequestSite):
    """The site as e-mails speak of it: by its name, not by its host."""

    def __init__(self, request: HttpRequest) -> None:
        super().__init__(request)
        self.name = gettext("Microintegration practice set")


class AccountAdapter(DefaultAccountAdapter):
    """Keeps people in the language that they read in."""

    def get_logout_redirect_url(self, request: HttpRequest) -> str:
        """Return the home page of the language; "/" would ask the browser for its own."""
        return reverse("wagtail_serve", args=[""])

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Send an e-mail in the language of the page that it was asked for on."""
        super().send_mail(template_prefix, email, {**context, "current_site": NamedSite(current.request)})
