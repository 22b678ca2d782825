"""The weekly e-mail to those who asked for it: how many questions are waiting."""

from __future__ import annotations

from datetime import datetime

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from courses.review.pool import due
from mimi.letters.composing import absolute
from mimi.letters.models import Subscription
from mimi.letters.posting import Post, Posted, PostponedError
from mimi.letters.subscriptions import SUBSCRIPTIONS
from mimi.operations.periodic import MONDAY, weekly
from mimi.people.models import Learner

KIND = "weekly-review"
SUBSCRIPTIONS[KIND] = _("the weekly e-mail about your review")


@weekly("remind of review", weekday=MONDAY, hour=7)
def send_reminders(now: datetime) -> None:
    """Send this week's e-mail to everybody who asked for it and for whom a question is due.

    Raises:
        PostponedError: the mail server didn't take some of them now; run it again later.
    """
    week = timezone.localtime(now).strftime("%G-W%V")
    learners = dict(Learner.objects.filter(user__subscriptions__kind=KIND).values_list("user_id", "pk"))
    wishes = Subscription.objects.filter(kind=KIND, user__is_active=True).select_related("user").order_by("pk")
    later = 0
    with Post() as post:
        for wish in wishes:
            count = len(due(learners.get(wish.user_id), wish.language, now).ids)
            if not count:
                continue
            with override(wish.language):
                url = absolute(reverse("review"))
            outcome = post.send(
                wish.user,
                KIND,
                week,
                template="letters/weekly_review",
                context={"count": count, "review_url": url},
                language=wish.language,
                subscribed=True,
            )
            later += outcome is Posted.LATER
    if later:
        raise PostponedError(f"{later} letters")
