"""What somebody with an account has told about her organisation, so that every device of hers knows it."""

from __future__ import annotations

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from mimi.people.models import Learner, LearnerFact


class FitProfile(LearnerFact):
    """The answers of one account, in the form in which they stand in an address; see `practices.fit.profile`."""

    learner = models.OneToOneField(Learner, on_delete=models.CASCADE, related_name="fit_profile")
    answers = models.CharField(max_length=400)
    told_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("what an organisation has")

    def __str__(self) -> str:
        return f"{self.learner_id}: {self.answers}"
