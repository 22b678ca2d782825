"""What an anonymous learner has done moves into the account that she signs in to.

Each room moves what it keeps, and loses nothing of either side.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable

from django.db import transaction

from mimi.people.models import Learner

Move = Callable[[Learner, Learner], None]
_moves: list[Move] = []


def register_move(move: Move) -> Move:
    """Register a function that moves what a learner owns, `move(source, account)`; used as a decorator.

    It is called within the transaction of the merge, before the source is deleted.
    """
    _moves.append(move)
    return move


@transaction.atomic
def merge(anonymous: uuid.UUID, account: Learner) -> None:
    """Move everything that `anonymous` has done to `account`, and delete the empty learner.

    Doing it twice, or for a learner who is gone or has an account of her own, changes nothing.
    """
    source = Learner.objects.select_for_update().filter(pk=anonymous, user=None).first()
    if source is None or source.pk == account.pk:
        return
    for move in _moves:
        move(source, account)
    source.delete()
