"""The state of each translation, worked out from what wagtail-localize and Wagtail know of it.

Nothing of it is stored. However many objects are asked about, it takes the same number of queries.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from django.db import models
from django.utils.translation import gettext_lazy as _

from mimi.editors.status.work import Work, worked_on

if TYPE_CHECKING:
    from wagtail.models import Page

    from mimi.editors.status.kinds import Kind, Source, Target

# Where the translation editor opens the first segment that asks for work; see `js/admin/translation-work.js`.
TO_WORK = "#to-translate"


class State(models.TextChoices):
    """How a translation stands to its English. What has to be done comes first."""

    BEHIND = "behind", _("Behind")
    MISSING = "missing", _("Missing")
    IN_PROGRESS = "in-progress", _("In progress")
    IN_REVIEW = "in-review", _("In review")
    CURRENT = "current", _("Up to date")


@dataclass(frozen=True)
class TranslationStatus:
    """The state of one translation.

    `behind` counts the segments that nobody has translated yet; it may be 0 where only a picture or the like changed,
    or where nobody counts, because the page is translated by hand. `since` says since when it is in this state, or when
    the English that it lacks was published. `page_id` is the translation's own id, if there is one; `edit_url` leads to
    where the work is done. `person_id` is who last worked on it.
    """

    translation_key: UUID
    language: str
    state: State
    behind: int
    since: datetime | None
    page_id: int | None
    edit_url: str
    person_id: int | None = None

    @property
    def asks_for_work(self) -> bool:
        """Whether a translator has something to do."""
        return self.state in (State.BEHIND, State.MISSING, State.IN_PROGRESS)


def statuses(pages: Iterable[Page], languages: Iterable[str]) -> dict[tuple[UUID, str], TranslationStatus]:
    """Return the states of the translations of English pages, by translation key and language."""
    from mimi.editors.status.kinds import PAGES, Source

    sources = [Source.of_page(page) for page in pages]
    return statuses_of({PAGES: sources}, languages)


def statuses_of(
    sources: dict[Kind, list[Source]], languages: Iterable[str]
) -> dict[tuple[UUID, str], TranslationStatus]:
    """Return the states of the translations of English objects of several kinds."""
    from mimi.editors.status.kinds import in_review

    languages = tuple(languages)
    work = worked_on([source.key for rows in sources.values() for source in rows], languages)
    reviewed = in_review()
    found = {}
    for kind, rows in sources.items():
        targets = kind.targets([source.key for source in rows], languages)
        for source in rows:
            for language in languages:
                place = (source.key, language)
                target, done = targets.get(place), work.get(place)
                review = reviewed.get((kind.label, target.pk)) if target else None
                state, since = decide(source, target, done, review)
                missing = target is None or target.is_alias
                found[place] = TranslationStatus(
                    translation_key=source.key,
                    language=language,
                    state=state,
                    behind=done.behind if done else 0,
                    since=since,
                    page_id=target.pk if target else None,
                    edit_url=kind.begin_url(source.pk) if missing or target is None else kind.edit_url(target.pk),
                    person_id=_last_person(target, done),
                )
    return found


def decide(
    source: Source, target: Target | None, work: Work | None, review: datetime | None
) -> tuple[State, datetime | None]:
    """Return the state of a translation, and since when.

    `target` is the translated object, `work` what wagtail-localize knows of its segments, `review` since when it is
    being reviewed. Who has begun after the English changed is at it, even if segments are left; a draft from before
    that doesn't count.
    """
    if target is None or target.is_alias:
        return State.MISSING, source.published_at
    if review:
        return State.IN_REVIEW, review
    if work is None:
        return _by_hand(source, target)
    begun_at = max((at for at in (target.draft_at, work.unsaved_at) if at), default=None)
    lacking = work.lacking_since
    if not target.live:
        begun = begun_at and work.behind < work.segments
        return (State.IN_PROGRESS if begun else State.MISSING), lacking or begun_at
    if lacking:
        begun = begun_at and begun_at > lacking
        return (State.IN_PROGRESS if begun else State.BEHIND), lacking
    return (State.IN_PROGRESS, begun_at) if begun_at else (State.CURRENT, None)


def _by_hand(source: Source, target: Target) -> tuple[State, datetime | None]:
    """Judge a translation whose segments nobody counts by when it was published."""
    if not target.live:
        return State.IN_PROGRESS, target.draft_at
    changed_at = source.published_at
    if changed_at and target.published_at and changed_at > target.published_at:
        begun = target.draft_at and target.draft_at > changed_at
        return (State.IN_PROGRESS if begun else State.BEHIND), changed_at
    return (State.IN_PROGRESS, target.draft_at) if target.draft_at else (State.CURRENT, None)


def _last_person(target: Target | None, work: Work | None) -> int | None:
    """Return who worked on it last: translated a segment, or saved the page."""
    steps = []
    if work and work.person_id and work.person_at:
        steps.append((work.person_at, work.person_id))
    if target and target.saved_by and target.saved_at:
        steps.append((target.saved_at, target.saved_by))
    return max(steps)[1] if steps else None
