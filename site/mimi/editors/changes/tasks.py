"""What the worker does for releases: publishes them at their times, and tells when it can't."""

from __future__ import annotations

from datetime import datetime, timedelta

import structlog
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django_tasks import task

from mimi.editors.changes.holding import is_due, publish_if_ready, readiness
from mimi.editors.changes.models import Release, ReleaseState
from mimi.letters.composing import absolute
from mimi.letters.posting import Post, Posted, PostponedError
from mimi.operations.periodic import daily
from mimi.pages.gates import NotReadyError

LETTER = "release-waits"
# Two clocks never agree.
LEEWAY = timedelta(seconds=5)
_log = structlog.get_logger("mimi.editors")


def release_at_its_time(release: Release) -> None:
    """Let the worker look at a release when its time has come; at once where it has none."""
    later = release.go_live_at
    job = look_at_release.using(run_after=later) if later and later > timezone.now() else look_at_release
    transaction.on_commit(lambda: job.enqueue(release.pk))


@task(backend="background")
def look_at_release(release_id: int) -> None:
    """Publish a release if it is ready; tell its publisher once if it should be by now and isn't.

    Raises:
        PostponedError: the mail server didn't take the letter.
    """
    _look(release_id, timezone.now())


@daily("look after releases", hour=6)
def look_after_releases(now: datetime) -> None:
    """Do so with all whose time has come: one that waited for its languages, or whose task was lost.

    Raises:
        PostponedError: the mail server didn't take a letter.
    """
    for release in Release.objects.filter(state=ReleaseState.WAITING):
        if is_due(release, now):
            _look(release.pk, now)


def _look(release_id: int, now: datetime) -> None:
    try:
        done = publish_if_ready(release_id, now + LEEWAY)
    except NotReadyError as error:
        _log.warning("a release was refused", release=release_id, reasons=[str(one) for one in error.reasons])
        done = False
    if not done:
        _tell_late(release_id, now)


def _tell_late(release_id: int, now: datetime) -> None:
    """Write to who asked for a time that has come, once."""
    release = (
        Release.objects.filter(pk=release_id, state=ReleaseState.WAITING, told_at=None, go_live_at__lte=now + LEEWAY)
        .select_related("page", "asked_by")
        .first()
    )
    if release is None or release.asked_by is None or not release.asked_by.is_active:
        return
    missing = [one for one in readiness(release) if not one.is_ready]
    with Post() as post:
        outcome = post.send(
            release.asked_by,
            LETTER,
            f"{release.pk}/{release.go_live_at:%Y%m%d%H%M}",
            template="letters/release_waits",
            context={
                "title": release.page.get_admin_display_title(),
                "missing": missing,
                "release_url": absolute(reverse("editors_release", args=[release.page_id])),
            },
            language=release.asked_by.language,
        )
    if outcome is Posted.LATER:
        raise PostponedError("1 letter")
    Release.objects.filter(pk=release.pk).update(told_at=now)
