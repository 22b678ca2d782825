"""What happens to accounts in Wagtail's admin."""

from __future__ import annotations

from django.http import HttpRequest
from wagtail import hooks

from mimi.people.addresses import vouch_for
from mimi.people.models import User


@hooks.register("after_create_user")
@hooks.register("after_edit_user")
def answer_for_address(request: HttpRequest, user: User) -> None:
    """Let somebody sign in whose address an administrator has written."""
    vouch_for(user)
