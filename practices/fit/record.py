"""Keeping the answers of somebody with an account. Without one they stay on her device and in the address."""

from __future__ import annotations

import uuid
from typing import Any

from django.http import HttpRequest
from django.utils import timezone

from mimi.pages.links import current_language
from mimi.people.merging import register_move
from mimi.people.models import Learner
from mimi.people.personal import register_personal_part
from practices.fit.models import FitProfile
from practices.fit.profile import Profile, read_code
from practices.library import vocabulary_names


def keep(learner: uuid.UUID, profile: Profile) -> None:
    """Keep the answers in place of those before; no answers leave nothing behind."""
    if not profile:
        FitProfile.objects.filter(learner_id=learner).delete()
        return
    FitProfile.objects.bulk_create(
        [FitProfile(learner_id=learner, answers=profile.code, told_at=timezone.now())],
        update_conflicts=True,
        unique_fields=["learner"],
        update_fields=["answers", "told_at"],
    )


def kept(learner: uuid.UUID | None) -> Profile:
    """Return the answers that are kept; without those that nobody can give any more."""
    if learner is None:
        return Profile()
    answers = FitProfile.objects.filter(learner_id=learner).values_list("answers", flat=True).first()
    return read_code(answers or "", vocabulary_names(current_language()))


@register_personal_part
def personal_fit(request: HttpRequest, learner: uuid.UUID | None) -> dict[str, Any]:
    """Tell the answers of an account, where the query string asks for them as `fit`."""
    if "fit" not in request.GET:
        return {}
    return {"fit": kept(learner).code if request.user.is_authenticated else ""}


@register_move
def move_fit(source: Learner, account: Learner) -> None:
    """Move the answers to an account that has none."""
    if not FitProfile.objects.filter(learner=account).exists():
        FitProfile.objects.filter(learner=source).update(learner=account)
