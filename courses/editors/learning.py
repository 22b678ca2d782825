"""How much was learned this week and last, on the admin's first page. It counts people and names none."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import Count, Q
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext

from courses.h5p.models import Statement
from courses.progress.models import LessonCompletion, QuizAnswer, QuizAttempt
from courses.review.models import ReviewAnswer
from mimi.editors.dashboard.registry import register_part

Weeks = tuple[tuple[datetime, datetime], tuple[datetime, datetime]]


@dataclass(frozen=True)
class Counted:
    """What is counted, and how many there were this week and last."""

    label: str
    this_week: int
    last_week: int


def weeks(now: datetime) -> Weeks:
    """Return when this week and the last begin and end, in the site's time zone; weeks begin on Mondays."""
    today = timezone.localtime(now).date()
    monday = today - timedelta(days=today.weekday())
    before, begin, end = (_midnight(monday + timedelta(days=days)) for days in (-7, 0, 7))
    return (begin, end), (before, begin)


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))


@register_part("courses/editors/learning.html", order=20)
def learning_part(request: HttpRequest) -> dict[str, Any]:
    """Show the counts of this week beside those of the last."""
    return {"counts": learned(timezone.now())}


def learned(now: datetime) -> list[Counted]:
    """Count what learners did this week and last, in a fixed number of queries."""
    spans = weeks(now)
    lessons = LessonCompletion.objects.aggregate(**_counts(spans, "completed_at"))
    attempts = QuizAttempt.objects.filter(merged_into=None)
    begun = attempts.aggregate(**_counts(spans, "started_at"))
    passed = attempts.filter(passed=True).aggregate(**_counts(spans, "finished_at"))
    return [
        Counted(gettext("Learners active"), *(_active(*span) for span in spans)),
        Counted(gettext("Lessons read"), lessons["this"], lessons["last"]),
        Counted(gettext("Quizzes begun"), begun["this"], begun["last"]),
        Counted(gettext("Quizzes passed"), passed["this"], passed["last"]),
    ]


def _counts(spans: Weeks, field: str) -> dict[str, Count]:
    return {
        name: Count("pk", filter=Q(**{f"{field}__gte": begin, f"{field}__lt": end}))
        for name, (begin, end) in zip(("this", "last"), spans, strict=True)
    }


def _active(begin: datetime, end: datetime) -> int:
    """Count the learners who have read a lesson, answered a question or done an activity in a span of time."""
    read = LessonCompletion.objects.filter(completed_at__gte=begin, completed_at__lt=end).values("learner")
    answered = QuizAnswer.objects.filter(answered_at__gte=begin, answered_at__lt=end).values("attempt__learner")
    reviewed = ReviewAnswer.objects.filter(answered_at__gte=begin, answered_at__lt=end).values("round__learner")
    played = Statement.objects.filter(stored_at__gte=begin, stored_at__lt=end).order_by().values("learner")
    return int(read.union(answered, reviewed, played).count())
