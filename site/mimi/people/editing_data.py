"""What Wagtail holds about the people who edit this site. When one goes, the pages stay and her name goes from them."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _
from wagtail.admin.models import EditingSession, FormState
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import (
    APIToken,
    Comment,
    CommentReply,
    ModelLogEntry,
    Page,
    PageLogEntry,
    PageSubscription,
    Revision,
    TaskState,
    UploadedFile,
    WorkflowState,
)
from wagtail.users.models import UserProfile
from wagtail_localize.models import SegmentOverride, StringTranslation

from mimi.people.models import User
from mimi.people.privacy.declarations import INTERNAL, SECRET, Fate, Shown, declare
from mimi.people.privacy.purposes import EDITING


def _messages(entries: Sequence[Any]) -> dict[Any, str]:
    """Return the log's entries as the editor words them."""
    return {entry.pk: str(entry.message) for entry in entries}


DONE = Shown(_("What was done"), words=_messages)
declare_deleted = partial(declare, purpose=EDITING)
declare_cleared = partial(declare, purpose=EDITING, fate=Fate.CLEARED)

# --- What is hers and goes with her ----------------------------------------------------------------------------------


def _delete_with_file(rows: QuerySet[Any], person: Any, *, field: str) -> None:
    for row in rows:
        getattr(row, field).delete(save=False)
    rows.delete()


declare_deleted(
    UserProfile,
    "user",
    what=_("Your settings in the editor"),
    erase=partial(_delete_with_file, field="avatar"),
    fields={
        "avatar": _("Picture"),
        "preferred_language": _("Language"),
        "current_time_zone": _("Time zone"),
        "theme": _("Colours"),
        "contrast": _("Contrast"),
        "density": _("Spacing"),
        "keyboard_shortcuts": _("Keyboard shortcuts"),
        "submitted_notifications": _("E-mails about pages sent in for review"),
        "approved_notifications": _("E-mails about pages approved"),
        "rejected_notifications": _("E-mails about pages sent back"),
        "updated_comments_notifications": _("E-mails about comments"),
        "dismissibles": _("Hints that you have closed"),
    },
)
declare_deleted(
    Comment,
    "user",
    what=_("Comments that you have written on pages, with the answers to them"),
    fields={
        "page": _("Page"),
        "text": _("Text"),
        "created_at": _("Written on"),
        "updated_at": _("Changed on"),
        "resolved_at": _("Settled on"),
    },
    withheld={"contentpath": INTERNAL, "position": INTERNAL, "revision_created": INTERNAL},
)
declare_deleted(
    CommentReply,
    "user",
    what=_("Answers that you have written to comments"),
    fields={"comment": _("Comment"), "text": _("Text"), "created_at": _("Written on"), "updated_at": _("Changed on")},
)
declare_deleted(
    PageSubscription,
    "user",
    what=_("Pages that you get e-mails about"),
    fields={"page": _("Page"), "comment_notifications": _("E-mails about comments")},
)
declare_deleted(
    EditingSession,
    "user",
    what=_("That you have a page open in the editor, for about an hour"),
    fields={"content_type": _("Kind"), "last_seen_at": _("Last seen on"), "is_editing": _("Changes are being made")},
    withheld={"object_id": INTERNAL},
)
declare_deleted(
    FormState,
    "user",
    what=_("What you have typed into a form of the editor, for its preview, for about a day"),
    fields={"content_type": _("Kind"), "data": _("Contents"), "last_updated_at": _("Changed on")},
    withheld={"object_id": INTERNAL, "parent_object_id": INTERNAL},
)
declare_deleted(
    APIToken,
    "user",
    what=_("Keys by which programs of yours use this site"),
    fields={
        "name": _("Name"),
        "created": _("Made on"),
        "last_used_at": _("Last used on"),
        "revoked_at": _("Withdrawn on"),
    },
    withheld={"key_hash": SECRET, "prefix": SECRET},
)
declare_deleted(
    UploadedFile,
    "uploaded_by_user",
    what=_("Files that you have uploaded and not yet described"),
    erase=partial(_delete_with_file, field="file"),
    fields={"file": _("File"), "for_content_type": _("Kind")},
)


def _entries_about(user: Any) -> QuerySet[Any]:
    account = ContentType.objects.get_for_model(User)
    return ModelLogEntry.objects.filter(content_type=account, object_id=str(user))


declare_deleted(
    ModelLogEntry,
    root=User,
    select=_entries_about,
    what=_("What others have changed about your account in the editor"),
    fields={"action": DONE, "timestamp": _("Done on"), "label": _("Name"), "data": _("Contents")},
    withheld=dict.fromkeys(
        ("user", "object_id", "content_type", "uuid", "revision", "content_changed", "deleted"), INTERNAL
    ),
)


def _comments_logged(user: Any) -> QuerySet[Any]:
    """Return the log's entries that repeat what somebody has written in comments and answers."""
    comments = Comment.objects.filter(user=user).values_list("pk", flat=True)
    replies = CommentReply.objects.filter(user=user).values_list("pk", flat=True)
    return PageLogEntry.objects.filter(action__startswith="wagtail.comments.").filter(
        Q(user=user) | Q(data__comment__id__in=list(comments)) | Q(data__reply__id__in=list(replies))
    )


declare_deleted(
    PageLogEntry,
    root=User,
    select=_comments_logged,
    what=_("Entries in the log of changes that repeat your comments"),
    fields={"page": _("Page"), "action": DONE, "timestamp": _("Done on"), "data": _("Contents")},
    withheld=dict.fromkeys(
        ("user", "label", "content_type", "uuid", "revision", "content_changed", "deleted"), INTERNAL
    ),
)

# --- What stays, without her name ------------------------------------------------------------------------------------


def _unlock(rows: QuerySet[Any], person: Any) -> None:
    # A lock without an owner would keep everybody out.
    rows.update(locked=False, locked_at=None, locked_by=None)


declare_cleared(Page, "owner", what=_("Pages that you have made"), fields={"title": _("Title")})
declare_cleared(
    Page,
    "locked_by",
    what=_("Pages that you have locked; they are unlocked"),
    erase=_unlock,
    fields={"title": _("Title"), "locked_at": _("Locked on")},
)
declare_cleared(
    Revision,
    "user",
    what=_("Versions of pages that you have saved"),
    fields={"object_str": _("Title"), "created_at": _("Saved on")},
)


def _versions_naming(user: Any) -> QuerySet[Any]:
    """Return saved versions of pages whose contents name a person; of those with comments all, to be looked through."""
    return Revision.objects.filter(
        Q(content__owner=user) | Q(content__locked_by=user) | Q(content__wagtail_admin_comments__0__isnull=False)
    )


def _without(user: Any, content: dict[str, Any]) -> dict[str, Any]:
    """Return the contents of a saved version without somebody's name, comments and answers, where there are any."""
    kept = _unnamed(user, content, "owner", "locked_by")
    if kept.get("wagtail_admin_comments"):
        comments = [comment for comment in kept["wagtail_admin_comments"] if comment.get("user") != user]
        kept["wagtail_admin_comments"] = [_unnamed(user, comment, "resolved_by") for comment in comments]
        for comment in kept["wagtail_admin_comments"]:
            if comment.get("replies"):
                comment["replies"] = [reply for reply in comment["replies"] if reply.get("user") != user]
    return kept


def _unnamed(user: Any, data: dict[str, Any], *names: str) -> dict[str, Any]:
    """Return a copy in which none of these is the user."""
    return {key: None if key in names and value == user else value for key, value in data.items()}


def _naming(user: Any) -> QuerySet[Any]:
    found = [
        revision.pk
        for revision in _versions_naming(user).only("pk", "content").iterator()
        if _without(user, revision.content) != revision.content
    ]
    return Revision.objects.filter(pk__in=found)


def _clear_versions(rows: QuerySet[Any], person: Any) -> None:
    for revision in rows.only("pk", "content").iterator():
        cleared = _without(person, revision.content)
        if cleared != revision.content:
            Revision.objects.filter(pk=revision.pk).update(content=cleared)


declare_cleared(
    Revision,
    root=User,
    select=_naming,
    what=_("Saved versions of pages in which your name or comments stand"),
    erase=_clear_versions,
    fields={"object_str": _("Title"), "created_at": _("Saved on")},
)


for log in (PageLogEntry, ModelLogEntry):
    declare_cleared(
        log,
        "user",
        what=_("Entries in the log of changes about what you have done"),
        fields={"label": _("Title"), "action": DONE, "timestamp": _("Done on")},
    )
declare_cleared(
    Comment,
    "resolved_by",
    what=_("Comments of others that you have settled"),
    fields={"page": _("Page"), "resolved_at": _("Settled on")},
)
declare_cleared(
    WorkflowState,
    "requested_by",
    what=_("Pages that you have sent in for review"),
    fields={"object_id": _("Number of the page"), "created_at": _("Sent in on"), "status": _("Result")},
)
declare_cleared(
    TaskState,
    "finished_by",
    what=_("Reviews that you have finished"),
    fields={
        "revision": _("Version"),
        "finished_at": _("Finished on"),
        "status": _("Result"),
        "comment": _("Your words"),
    },
)
for translation in (StringTranslation, SegmentOverride):
    declare_cleared(
        translation,
        "last_translated_by",
        what=_("Sentences that you have translated"),
        fields={"locale": _("Language"), "updated_at": _("Changed on")},
    )
for upload, words in (
    (get_image_model(), _("Pictures that you have uploaded")),
    (get_document_model(), _("Documents that you have uploaded")),
):
    declare_cleared(
        upload, "uploaded_by_user", what=words, fields={"title": _("Title"), "created_at": _("Uploaded on")}
    )
