"""Works every finished attempt's result out again from its answers, and says where that differs from what is kept."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from courses.progress.models import QuizAttempt
from courses.progress.record import score


class Command(BaseCommand):
    """All other progress is worked out whenever it is shown; a result is kept, so it can be checked."""

    help = "Checks that the results kept for finished attempts are those that their answers give."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--repair", action="store_true", help="put right what differs")

    def handle(self, *args: Any, **options: Any) -> None:
        """Check all finished attempts.

        Raises:
            CommandError: some differ, and were not to be repaired.
        """
        different = 0
        attempts = QuizAttempt.objects.exclude(finished_at=None).prefetch_related("answers")
        for attempt in attempts.iterator(chunk_size=500):
            kept = (attempt.points, attempt.points_possible, attempt.passed)
            asked = set(attempt.drawn)
            score(attempt, [row for row in attempt.answers.all() if str(row.question_id) in asked])
            found = (attempt.points, attempt.points_possible, attempt.passed)
            if found == kept:
                continue
            different += 1
            self.stdout.write(f"Attempt {attempt.pk}: {kept} is kept, {found} is right.")
            if options["repair"]:
                attempt.save(update_fields=["points", "points_possible", "passed"])
        if different and not options["repair"]:
            raise CommandError(f"{different} results differ; --repair puts them right.")
        self.stdout.write(f"{different} results repaired." if different else "All results are right.")
