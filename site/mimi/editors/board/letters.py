"""The weekly e-mail to translators: what is behind in their languages, if anything is."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from mimi.editors.board.languages import own_languages, targets
from mimi.editors.board.rows import Row, all_rows
from mimi.editors.status.states import TO_WORK, State
from mimi.letters.composing import absolute
from mimi.letters.models import Refusal
from mimi.letters.posting import Post, Posted, PostponedError
from mimi.letters.subscriptions import SUBSCRIPTIONS, UNASKED, allow, unsubscribe, wants
from mimi.operations.periodic import MONDAY, weekly
from mimi.people.models import User

KIND = "weekly-translations"
SUBSCRIPTIONS[KIND] = _("the weekly e-mail about translations that are behind")
UNASKED.add(KIND)
# More are for the board to show.
NAMED = 5


@dataclass(frozen=True)
class Waiting:
    """What waits in one language: how many translations and segments, and the first of them with their addresses."""

    language: str
    name: str
    count: int
    segments: int
    first: list[tuple[str, str]]
    board_url: str

    @property
    def more(self) -> int:
        """How many aren't named."""
        return self.count - len(self.first)


@weekly("tell translators what is behind", weekday=MONDAY, hour=7)
def send_letters(now: datetime) -> None:
    """Send this week's e-mail to every translator in whose languages something is behind.

    Raises:
        PostponedError: the mail server didn't take some of them now; run it again later.
    """
    week = timezone.localtime(now).strftime("%G-W%V")
    rows = all_rows()
    later = 0
    with Post() as post:
        for user in translators():
            context = waiting_for(own_languages(user), rows, user.language)
            if not context:
                continue
            outcome = post.send(
                user,
                KIND,
                week,
                template="letters/weekly_translations",
                context=context,
                language=user.language,
                subscribed=True,
            )
            later += outcome is Posted.LATER
    if later:
        raise PostponedError(f"{later} letters")


def translators() -> Iterable[User]:
    """Return those who translate into a language. Administrators, who may do that as well, aren't meant."""
    from mimi.editors.roles.definitions import TRANSLATOR, languages_of

    people = User.objects.filter(is_active=True, is_superuser=False, groups__isnull=False).distinct().order_by("pk")
    return [user for user in people if languages_of(user, TRANSLATOR)]


def waiting_for(own: Iterable[str], rows: list[Row], spoken: str) -> dict[str, Any]:
    """Return the variables of a letter about these languages, in words of the reader's; empty where nothing waits."""
    with override(spoken):
        names = targets()
        found = [one for code in own if (one := _waiting_in(code, names[code], rows))]
    if not found:
        return {}
    return {"languages": found, "count": sum(one.count for one in found), "translations_url": found[0].board_url}


def _waiting_in(language: str, name: str, rows: list[Row]) -> Waiting | None:
    cells = [(row.source.title, row.cells[language]) for row in rows if row.cells[language].asks_for_work]
    if not cells:
        return None
    # Deferred: the board is a view, and views know of letters.
    from mimi.editors.board.views import board_url

    return Waiting(
        language=language,
        name=name,
        count=len(cells),
        segments=sum(cell.behind for _title, cell in cells),
        first=[
            (title, absolute(cell.edit_url + TO_WORK * (cell.state != State.MISSING))) for title, cell in cells[:NAMED]
        ],
        board_url=absolute(board_url(language=language, state=sorted({cell.state.value for _title, cell in cells}))),
    )


def standing(user: Any) -> str:
    """Say whether a translator gets the e-mail ("on", "off"); empty where somebody isn't one."""
    if user.is_superuser or not own_languages(user):
        return ""
    return "on" if wants(user.pk, KIND) else "off"


def switch(user: Any, *, on: bool) -> None:
    """Let the e-mail come again, or stop it."""
    if on:
        allow(user.pk, KIND)
    else:
        unsubscribe(user.pk, KIND)


def has_refused(user: User) -> bool:
    """Say whether somebody has stopped the e-mail."""
    return Refusal.objects.filter(user=user, kind=KIND).exists()
