"""Release together: an English page that waits until the same page is ready in other languages.

Translators work from the version that waits. A language is ready when its newest version was approved after that and
passes the gate. When all are, and the time has come where one was given, all go live in one transaction, or none.
"""

from __future__ import annotations

from collections.abc import Iterable
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext
from wagtail.coreutils import find_available_slug
from wagtail.models import Locale, Page, Revision
from wagtail.signals import published
from wagtail_localize.models import Translation, TranslationLog, TranslationSource

from mimi.editors.changes.models import Approval, Release, ReleaseState
from mimi.editors.changes.syncing import follow_draft
from mimi.editors.parity.gate import draft_of, errors
from mimi.editors.parity.places import edit_url
from mimi.pages.gates import NotReadyError

# The check of the gate that keeps pages back which wait for others.
HELD = "held"
_releasing: ContextVar[bool] = ContextVar("a_release_is_published", default=False)


@dataclass(frozen=True)
class Held:
    """What the board needs to know of a page that waits: for which languages, which are approved, and until when."""

    release_id: int
    languages: tuple[str, ...]
    approved: tuple[str, ...]
    go_live_at: datetime | None


@dataclass(frozen=True)
class Readiness:
    """How far a language is; `reason` says in a sentence what is missing, and is empty where nothing is."""

    language: str
    name: str
    reason: str
    url: str

    @property
    def is_ready(self) -> bool:
        """Whether nothing is missing."""
        return not self.reason


def held(pages: Iterable[Any]) -> dict[UUID, Held]:
    """Return which of these pages, in any language, wait for a release, by their translation keys; in two queries."""
    keys = {page.translation_key for page in pages}
    rows = Release.objects.filter(state=ReleaseState.WAITING, page__translation_key__in=keys).select_related("page")
    return {
        row.page.translation_key: Held(
            row.pk,
            tuple(row.languages),
            tuple(sorted(one.language for one in row.approvals.all())),
            row.go_live_at,
        )
        for row in rows.prefetch_related("approvals")
    }


def waiting_release(page: Any) -> Release | None:
    """Return the release that a page waits for, in whichever language it is."""
    found = Release.objects.filter(state=ReleaseState.WAITING, page__translation_key=page.translation_key)
    return found.select_related("page", "revision").first()


def is_releasing() -> bool:
    """Say whether what is published just now goes live with a release."""
    return _releasing.get()


@transaction.atomic
def hold(page: Any, languages: Iterable[str], user: Any = None, go_live_at: datetime | None = None) -> Release:
    """Let the newest version of an English page wait for other languages, and let translators work from it.

    A page that waits already waits for this version from now on. A language that has no page yet gets a draft of one.
    """
    revision = page.get_latest_revision() or page.save_revision(user=user)
    values = {
        "revision": revision,
        "languages": sorted(languages),
        "go_live_at": go_live_at,
        "asked_by": user,
        "asked_at": timezone.now(),
        "told_at": None,
    }
    release, _made = Release.objects.update_or_create(page_id=page.pk, state=ReleaseState.WAITING, defaults=values)
    release.approvals.exclude(language__in=release.languages).delete()
    source = follow_draft(revision.as_object())
    for locale in Locale.objects.filter(language_code__in=release.languages):
        _begin(source, locale, user)
    return release


def _begin(source: TranslationSource, locale: Locale, user: Any) -> None:
    """Make a translation, and a draft of its page, where there is none."""
    translation, made = Translation.objects.get_or_create(source=source, target_locale=locale)
    exists = Page.objects.filter(translation_key=source.object_id, locale=locale, alias_of=None).exists()
    if made and not exists:
        translation.save_target(user=user, publish=False)


def save_draft(translation: Translation, user: Any = None) -> Any:
    """Save a translation as it is now as a draft, and return it; what is live isn't touched.

    wagtail-localize's own way would write the draft over the live page.
    """
    draft = draft_of(translation)
    draft.slug = find_available_slug(draft.get_parent(), slugify(draft.slug), ignore_page_id=draft.pk)
    note_saved(translation, draft.save_revision(user=user, clean=False))
    return type(draft).objects.get(pk=draft.pk)


def note_saved(translation: Translation, revision: Revision) -> None:
    """Note, as wagtail-localize does, that a version holds what was translated until now; the board asks for it."""
    TranslationLog.objects.create(source=translation.source, locale=translation.target_locale, revision=revision)


@transaction.atomic
def cancel(release: Release, *, keep_source: bool = False) -> bool:
    """End a release without publishing anything; return whether it was still waiting.

    Translators then work from what is live in English again, if anything is; what they have written stays.
    """
    ended = _end(release, ReleaseState.CANCELLED)
    page = release.page.specific
    if ended and not keep_source and page.live:
        follow_draft(page)
    return ended


def _end(release: Release, state: ReleaseState) -> bool:
    waiting = Release.objects.filter(pk=release.pk, state=ReleaseState.WAITING)
    return bool(waiting.update(state=state, ended_at=timezone.now()))


def approve(release: Release, page: Any, user: Any = None) -> Approval:
    """Note that the newest version of a translated page may go live with a release.

    Raises:
        NotReadyError: something is wrong with it.
    """
    draft = page.get_latest_revision_as_object()
    reasons = errors(draft, without={HELD})
    if reasons:
        raise NotReadyError(draft, reasons)
    approval, _made = Approval.objects.update_or_create(
        release=release,
        language=page.locale.language_code,
        defaults={"revision": page.get_latest_revision(), "approved_by": user, "approved_at": timezone.now()},
    )
    return approval


def readiness(release: Release) -> list[Readiness]:
    """Return how far each language of a release is, in the order of the site's languages."""
    pages = Page.objects.filter(translation_key=release.page.translation_key).select_related("locale")
    by_language = {page.locale.language_code: page for page in pages}
    approvals = {one.language: one for one in release.approvals.select_related("revision")}
    source = TranslationSource.objects.filter(
        object_id=release.page.translation_key, locale_id=release.page.locale_id
    ).first()
    found = []
    for locale in Locale.objects.filter(language_code__in=release.languages).order_by("pk"):
        language = locale.language_code
        page = by_language.get(language)
        reason = _missing(page, approvals.get(language), source)
        found.append(Readiness(language, locale.get_display_name(), reason, edit_url(page.pk) if page else ""))
    return found


def _missing(page: Any, approval: Approval | None, source: TranslationSource | None) -> str:
    if page is None:
        return gettext("There is no page in this language yet.")
    if approval is None:
        return gettext("It isn’t approved yet.")
    if approval.revision_id != page.latest_revision_id:
        return gettext("It was changed after it was approved.")
    if source is not None and source.last_updated_at > approval.approved_at:
        return gettext("The English was changed after it was approved.")
    if errors(approval.revision.as_object(), without={HELD}):
        return gettext("It was approved, but doesn’t pass the checks any more.")
    return ""


def is_due(release: Release, now: datetime | None = None) -> bool:
    """Say whether a release may go live by its time."""
    return release.go_live_at is None or release.go_live_at <= (now or timezone.now())


def publish_if_ready(release_id: int, now: datetime | None = None) -> bool:
    """Publish a release if it still waits, its time has come and all is ready; return whether it was done now.

    All pages go live in one transaction, or none. Called again, after a crash or by two workers, it does nothing twice.

    Raises:
        NotReadyError: one of the pages doesn't pass the gate.
    """
    with transaction.atomic():
        found = Release.objects.select_for_update(of=("self",)).select_related("page", "revision", "asked_by")
        release = found.filter(pk=release_id, state=ReleaseState.WAITING).first()
        if release is None or release.revision is None or not is_due(release, now):
            return False
        if not all(one.is_ready for one in readiness(release)):
            return False
        token = _releasing.set(True)
        try:
            release.revision.publish(user=release.asked_by, skip_permission_checks=True)
            for approval in release.approvals.select_related("revision", "approved_by").order_by("language"):
                approval.revision.publish(user=approval.approved_by, skip_permission_checks=True)
        finally:
            _releasing.reset(token)
        return _end(release, ReleaseState.PUBLISHED)


def on_published(instance: Any, **kwargs: Any) -> None:
    """End the wait of an English page that is published without its other languages."""
    if is_releasing() or not isinstance(instance, Page) or not instance.live:
        return
    for release in Release.objects.filter(page_id=instance.pk, state=ReleaseState.WAITING):
        cancel(release, keep_source=True)


def connect() -> None:
    """Connect the above."""
    published.connect(on_published)
