"""A translation's way through its workflow, from wagtail-localize's editor, which knows of none.

The translator sends her page in: what she has written so far becomes a draft of it, and the workflow of her language
begins. Reviewer and publisher approve it there, or send it back with a reason; the last approval publishes it.
"""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import URLPattern, path, reverse
from django.utils.text import slugify
from django.utils.translation import gettext
from django.views.decorators.http import require_POST
from wagtail.admin import messages
from wagtail.coreutils import find_available_slug
from wagtail.models import Page, TaskState, WorkflowState
from wagtail_localize.models import Translation

from mimi.editors.changes.holding import note_saved, waiting_release

SUBMIT, DECIDE, CANCEL = "editors_translation_submit", "editors_translation_decide", "editors_translation_cancel"


def translated_page(translation: Translation) -> Any:
    """Return the page that a translation is kept in.

    Raises:
        Http404: there is none, or it isn't a page.
    """
    return get_object_or_404(
        Page, translation_key=translation.source.object_id, locale_id=translation.target_locale_id
    ).specific


def save_words(translation: Translation, user: Any) -> Any:
    """Make a draft of what stands in the translator's fields, and return the page.

    wagtail-localize's own way to a draft writes the words into the page that is live.

    Raises:
        ValidationError: a field doesn't take what was written.
    """
    page = translation.source.get_ephemeral_translated_instance(translation.target_locale, fallback=True)
    page.slug = find_available_slug(page.get_parent(), slugify(page.slug), ignore_page_id=page.pk)
    note_saved(translation, page.save_revision(user=user))
    return translated_page(translation)


@require_POST
def submit(request: HttpRequest, translation_id: int) -> HttpResponse:
    """Send a translation to be reviewed.

    Raises:
        PermissionDenied: she may not, or it is on its way already.
    """
    translation = get_object_or_404(Translation, pk=translation_id, enabled=True)
    page = translated_page(translation)
    if not page.permissions_for_user(request.user).can_submit_for_moderation():
        raise PermissionDenied
    try:
        with transaction.atomic():
            page = save_words(translation, request.user)
            state = page.current_workflow_state
            if state is not None and state.status == WorkflowState.STATUS_NEEDS_CHANGES:
                state.resume(request.user)
            else:
                page.get_workflow().start(page, request.user)
    except ValidationError as wrong:
        _complain(request, wrong)
    else:
        told = gettext("“%(page)s” was sent to be reviewed.") % {"page": page.get_admin_display_title()}
        messages.success(request, told)
    return _back(page)


@require_POST
def decide(request: HttpRequest, translation_id: int) -> HttpResponse:
    """Approve the step at which a translation stands, or send it back.

    Raises:
        PermissionDenied: the step isn't hers.
    """
    translation = get_object_or_404(Translation, pk=translation_id, enabled=True)
    page = translated_page(translation)
    action = "approve" if "approve" in request.POST else "reject"
    step = page.current_workflow_task_state
    if step is None or str(step.pk) != request.POST.get("step"):
        messages.error(request, gettext("Somebody else has decided in the meantime. Nothing was changed."))
        return _back(page)
    task = page.current_workflow_task
    if action not in [name for name, *_rest in task.get_actions(page, request.user)]:
        raise PermissionDenied
    comment = request.POST.get("comment", "").strip()
    if action == "reject" and not comment:
        messages.error(request, gettext("Say in a sentence what is to be changed."))
        return _back(page)
    try:
        with transaction.atomic():
            if action == "approve" and not is_last(step):
                # She approves what she has read, with what she has mended of it.
                save_words(translation, request.user)
            task.on_action(step.specific, request.user, action, comment=comment)
    except ValidationError as wrong:
        _complain(request, wrong)
        return _back(page)
    page = translated_page(translation)
    messages.success(request, _told(page, action))
    return _back(page)


@require_POST
def cancel(request: HttpRequest, translation_id: int) -> HttpResponse:
    """Take a translation back that one has sent in.

    Raises:
        PermissionDenied: somebody else has sent it, and one may not publish it.
    """
    translation = get_object_or_404(Translation, pk=translation_id)
    page = translated_page(translation)
    state, user = page.current_workflow_state, request.user
    if state is None or not may_cancel(page, state, user):
        raise PermissionDenied
    state.cancel(user=user)
    messages.success(request, gettext("“%(page)s” was taken back.") % {"page": page.get_admin_display_title()})
    return _back(page)


def may_cancel(page: Any, state: WorkflowState, user: Any) -> bool:
    """Say whether somebody may take back what was sent in."""
    return bool(state.requested_by_id == user.pk or page.permissions_for_user(user).can_publish())


def is_last(step: TaskState) -> bool:
    """Say whether an approval of this step publishes."""
    tasks = list(step.workflow_state.workflow.tasks.values_list("pk", flat=True))
    return not tasks or step.task_id == tasks[-1]


def standing(page: Any, translation: Translation, user: Any) -> dict[str, Any]:
    """Return what the translation editor shows of the way that a page goes, and of what one may do about it."""
    rights = page.permissions_for_user(user)
    state, step = page.current_workflow_state, page.current_workflow_task_state
    task = page.current_workflow_task if step else None
    actions = [name for name, *_rest in task.get_actions(page, user)] if task else []
    sent_back = state is not None and state.status == WorkflowState.STATUS_NEEDS_CHANGES
    return {
        "state": state,
        "step": step,
        "waits_for": task.name if task else "",
        "sent_back": state.task_states.order_by("-finished_at").first() if sent_back and state else None,
        "may_submit": rights.can_submit_for_moderation(),
        "may_approve": "approve" in actions,
        "may_reject": "reject" in actions,
        "publishes": step is not None and is_last(step) and waiting_release(page) is None,
        "may_cancel": state is not None and may_cancel(page, state, user),
        "submit_url": reverse(SUBMIT, args=[translation.pk]),
        "decide_url": reverse(DECIDE, args=[translation.pk]),
        "cancel_url": reverse(CANCEL, args=[translation.pk]),
    }


def _complain(request: HttpRequest, wrong: ValidationError) -> None:
    told = gettext("It can’t be saved like this: %(problems)s")
    messages.error(request, told % {"problems": " ".join(wrong.messages)})


def _told(page: Any, action: str) -> str:
    names = {"page": page.get_admin_display_title()}
    if action == "reject":
        return gettext("“%(page)s” was sent back.") % names
    if page.current_workflow_state is None and waiting_release(page) is not None:
        return (
            gettext("“%(page)s” is ready. It goes live together with the English page and its other languages.") % names
        )
    if page.current_workflow_state is None:
        return gettext("“%(page)s” is approved and published.") % names
    return gettext("“%(page)s” is approved and waits for a publisher.") % names


def _back(page: Page) -> HttpResponse:
    return HttpResponseRedirect(reverse("wagtailadmin_pages:edit", args=[page.pk]))


def urls() -> list[URLPattern]:
    """Return the addresses."""
    return [
        path("editors/translations/<int:translation_id>/submit/", submit, name=SUBMIT),
        path("editors/translations/<int:translation_id>/decide/", decide, name=DECIDE),
        path("editors/translations/<int:translation_id>/cancel/", cancel, name=CANCEL),
    ]
