"""Where one's own data is found from: "My learning" and the text page on privacy."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from mimi.pages.further import register_further_link
from mimi.people.learning import register_learning_part

register_further_link("privacy", _("What is stored, why and for how long"), "what_is_stored")
register_further_link("privacy", _("See, take with you or delete your data"), "own_data")


@register_learning_part("people/own_data_part.html", order=90, own=False)
def own_data_part(request: HttpRequest) -> dict[str, Any]:
    """Show the way to one's own data, to everybody: who has none can see that."""
    return {}
