"""Keeps a page back that waits to go live with its English: the gate asks here like everywhere else."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext

from mimi.editors.changes.holding import HELD, is_releasing, waiting_release
from mimi.editors.parity.pairs import Pair
from mimi.editors.parity.registry import Check, Found, register_check


@register_check
class WaitsForOthers(Check):
    """The English that the page was translated from isn't live yet, and waits for this page, too."""

    key = HELD

    def find(self, pair: Pair) -> Iterator[Found]:
        release = None if is_releasing() else waiting_release(pair.page)
        if release is not None and pair.language in release.languages:
            yield Found(gettext("The English page waits for all its languages. This page goes live together with it."))
        elif release is not None:
            yield Found(gettext("The English page that this is translated from isn’t live yet."))
