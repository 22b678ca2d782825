"""What a role can give, right by right: each says what Wagtail calls it, so that groups are made from it."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Permission:
    """A permission of Django's, with the model that it hangs on."""

    app: str
    model: str
    codename: str
    name: str


@dataclass(frozen=True)
class Right:
    """One thing that people may do.

    `pages` are Wagtail's permissions on pages, `uploads` those on pictures and documents, `lists` those on snippets;
    `others` are permissions that hang on nothing of these.
    """

    label: str | Promise
    pages: tuple[str, ...] = ()
    uploads: tuple[str, ...] = ()
    lists: tuple[str, ...] = ()
    others: tuple[Permission, ...] = ()


ENTER = Permission("wagtailadmin", "admin", "access_admin", "Can access Wagtail admin")
START_TRANSLATION = Permission(
    "wagtail_localize", "translation", "submit_translation", "Can submit content for translation"
)
PUBLISH_LISTS = Permission(
    "editors", "rolegroup", "publish_lists", "Can publish translations of glossary terms and lists"
)

RIGHTS: dict[str, Right] = {
    "create": Right(_("Create pages, in English"), pages=("add",)),
    "edit": Right(_("Change pages and save drafts"), pages=("change",)),
    "translate": Right(
        _("Translate pages, glossary terms and lists"),
        pages=("change",),
        lists=("change",),
        others=(START_TRANSLATION,),
    ),
    "submit": Right(_("Send a page to be reviewed"), pages=("change",)),
    "review": Right(_("Approve a translation, or send it back")),
    "publish": Right(
        _("Publish pages and take them offline"), pages=("publish", "lock", "unlock"), others=(PUBLISH_LISTS,)
    ),
    "undo": Right(_("Undo a publish"), pages=("publish",)),
    "delete": Right(_("Delete published pages, and bring deleted ones back"), pages=("publish", "bulk_delete")),
    "lists": Right(_("Write glossary terms and lists; they show at once"), lists=("add", "change")),
    "upload": Right(_("Upload pictures, documents and H5P activities"), uploads=("add", "change", "choose")),
    "choose": Right(_("Use pictures, documents and H5P activities that are there"), uploads=("choose",)),
    "moderate": Right(_("Publish and send back reports of what was tried")),
    "administer": Right(_("Manage people, groups and settings")),
}

_further: dict[str, list[Permission]] = {}


def add_permission(right: str, permission: Permission) -> None:
    """Let a right give a permission of another app; called when that app is ready."""
    known = _further.setdefault(right, [])
    if permission not in known:
        known.append(permission)


def permissions_of(right: str) -> tuple[Permission, ...]:
    """Return the permissions that a right gives beside those on pages, uploads and lists."""
    return (*RIGHTS[right].others, *_further.get(right, ()))
