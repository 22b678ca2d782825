"""The part of "My learning" that asks how practices went, and shows what has become of one's reports."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.utils.translation import get_language

from mimi.letters.models import Refusal
from mimi.pages.links import SOURCE_LANGUAGE
from mimi.people.learning import register_learning_part
from mimi.people.models import User
from practices.adaptations.asking import KIND, open_questions
from practices.adaptations.models import Adaptation
from practices.plans.source import pages_by_key


@register_learning_part("practices/adaptations/part.html", order=31)
def tried_part(request: HttpRequest) -> dict[str, Any] | None:
    """Show questions and reports of the owner of an account, in four queries however many; nothing where are none."""
    user = request.user
    if not isinstance(user, User):
        return None
    asked = list(open_questions(user))
    reports = list(Adaptation.objects.filter(author=user).order_by("-changed_at", "pk"))
    refused = Refusal.objects.filter(user=user, kind=KIND).exists()
    if not asked and not reports and not refused:
        return None
    keys = {row.practice_key for row in asked} | {row.practice_key for row in reports}
    pages = pages_by_key(keys, get_language() or SOURCE_LANGUAGE)
    return {
        "asked": [{"key": row.practice_key, "practice": pages.get(row.practice_key)} for row in asked],
        "reports": [{"report": row, "practice": pages.get(row.practice_key)} for row in reports],
        "refused": refused,
    }
