"""What editors and translators do to pages, in few words."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib.auth.models import Group
from wagtail.models import GroupApprovalTask, Page, Workflow, WorkflowTask
from wagtail_localize.models import StringSegment, StringTranslation, Translation, TranslationSource

from mimi.editors.status.states import TranslationStatus, statuses
from mimi.pages.gates import open_gates
from tests.factories.speech import locale


def again(page: Any) -> Any:
    """Return a page as the database has it."""
    return Page.objects.get(pk=page.pk).specific


def of(page: Any, language: str = "nb") -> Any:
    """Return a page's translation."""
    return again(page.get_translations().get(locale__language_code=language))


def managed(page: Any, language: str = "nb") -> Translation:
    """Let wagtail-localize manage a translation of a page; nothing of it is translated yet."""
    source, _made = TranslationSource.update_or_create_from_instance(again(page))
    with open_gates():
        return Translation.objects.get_or_create(source=source, target_locale=locale(language))[0]


def translate(page: Any, language: str = "nb", *, by: Any = None, count: int | None = None) -> None:
    """Translate the segments of an object that aren't yet, or the first `count` of them."""
    done = StringTranslation.objects.filter(locale=locale(language), context__object_id=page.translation_key)
    known = set(done.filter(has_error=False).values_list("translation_of", "context"))
    segments = StringSegment.objects.filter(source__object_id=page.translation_key).order_by("order")
    left = [one for one in segments if (one.string_id, one.context_id) not in known]
    for segment in left[:count]:
        StringTranslation.objects.update_or_create(
            translation_of=segment.string,
            context=segment.context,
            locale=locale(language),
            defaults={
                "data": f"{segment.string.data} {language}",
                "translation_type": StringTranslation.TRANSLATION_TYPE_MANUAL,
                "last_translated_by": by,
                "has_error": False,
                "field_error": "",
            },
        )


def save(page: Any, language: str = "nb", *, publish: bool = True, by: Any = None) -> None:
    """Save a translation as wagtail-localize does, and publish it."""
    managed_by = Translation.objects.get(source__object_id=page.translation_key, target_locale__language_code=language)
    managed_by.save_target(user=by, publish=False)
    if publish:
        of(page, language).get_latest_revision().publish()


def finished(page: Any, *languages: str) -> Any:
    """Make finished translations of a page; return the page."""
    for language in languages or ("nb",):
        managed(page, language)
        translate(page, language)
        save(page, language)
    return page


def change(page: Any, *, publish: bool = True, by: Any = None, **fields: Any) -> Any:
    """Change a page as an editor does, and publish it."""
    draft = again(page).get_latest_revision_as_object()
    for name, value in fields.items():
        setattr(draft, name, value)
    revision = draft.save_revision(user=by)
    if publish:
        revision.publish()
    return again(page)


def state(page: Any, language: str = "nb") -> TranslationStatus:
    """Return the state of a page's translation."""
    found = statuses([again(page)], [language])
    return found[UUID(str(page.translation_key)), language]


def reviewers() -> Workflow:
    """Return a way of reviewing with one step, of the moderators."""
    workflow = Workflow.objects.create(name="Review of translations")
    step = GroupApprovalTask.objects.create(name="Read")
    step.groups.add(Group.objects.get(name="Publishers"))
    WorkflowTask.objects.create(workflow=workflow, task=step)
    return workflow
