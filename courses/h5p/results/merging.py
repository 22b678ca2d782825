"""What an anonymous learner has done in activities moves into the account that she signs in to.

Statements of both stay, each once. Where both left off in the same activity, the later place is kept.
"""

from __future__ import annotations

from courses.h5p.results.models import ActivityState, Statement
from mimi.people.merging import register_move
from mimi.people.models import Learner


@register_move
def move_statements(source: Learner, account: Learner) -> None:
    """Move the statements; one that reached the account as well stays there."""
    mine = Statement.objects.filter(learner=account).values("send_id")
    Statement.objects.filter(learner=source).exclude(send_id__in=mine).update(learner=account)


@register_move
def move_states(source: Learner, account: Learner) -> None:
    """Move where she left off, where the account doesn't know it better."""
    mine = {_which(row): row for row in ActivityState.objects.filter(learner=account)}
    for row in ActivityState.objects.filter(learner=source):
        other = mine.get(_which(row))
        if other is not None:
            if other.saved_at >= row.saved_at:
                continue
            other.delete()
        ActivityState.objects.filter(pk=row.pk).update(learner=account)


def _which(row: ActivityState) -> tuple[int, str, str]:
    return (row.activity_id, row.data_type, row.sub_content)
