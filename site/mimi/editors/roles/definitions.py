"""The roles, as data, and who has which.

A role is a group of Wagtail's, or one for each language, made by a migration from what stands here and found again by
its `RoleGroup`. An administrator may give such a group other permissions, or another name: what the group says counts.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import Any

from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from mimi.pages.links import SOURCE_LANGUAGE

AUTHOR = "author"
TRANSLATOR = "translator"
REVIEWER = "reviewer"
PUBLISHER = "publisher"
MODERATOR = "moderator"
ADMINISTRATOR = "administrator"

_KEPT = "_editors_roles"


class Where(Enum):
    """In which languages a role gives its rights."""

    SOURCE = "source"
    OWN = "own"
    EVERYWHERE = "everywhere"


@dataclass(frozen=True)
class Role:
    """A role: its name, what it is for, the rights that it gives, and where.

    `group` is the name of its group, as it is made; of one that exists for each language, with a place for that
    language's name. Administrators need none: they are Wagtail's own.
    """

    key: str
    name: str | Promise
    purpose: str | Promise
    where: Where
    rights: tuple[str, ...]
    group: str = ""

    @property
    def per_language(self) -> bool:
        """Whether there is one group for each language."""
        return self.where is Where.OWN

    def languages(self, own: str = "") -> tuple[str, ...]:
        """Return the codes of the languages that a group of this role works in."""
        if self.where is Where.OWN:
            return (own,)
        return (SOURCE_LANGUAGE,) if self.where is Where.SOURCE else tuple(dict(settings.LANGUAGES))


ROLES: dict[str, Role] = {
    role.key: role
    for role in (
        Role(
            AUTHOR,
            _("Author"),
            _(
                "Writes in English: new pages, changes, glossary terms and pictures. "
                "Her pages wait for a publisher; entries of lists show at once."
            ),
            Where.SOURCE,
            ("create", "edit", "submit", "lists", "upload", "choose"),
            "Authors",
        ),
        Role(
            TRANSLATOR,
            _("Translator"),
            _("Translates into her languages and sends the result to be reviewed. She publishes nothing."),
            Where.OWN,
            ("translate", "edit", "submit", "choose"),
            "Translators: {language}",
        ),
        Role(
            REVIEWER,
            _("Language reviewer"),
            _(
                "Reads translations into her languages, mends what is left to mend, and approves them or "
                "sends them back."
            ),
            Where.OWN,
            ("translate", "edit", "submit", "review", "choose"),
            "Reviewers: {language}",
        ),
        Role(
            PUBLISHER,
            _("Publisher"),
            _("Publishes in all languages, takes back a publish, and deletes pages or brings them back."),
            Where.EVERYWHERE,
            ("edit", "translate", "submit", "publish", "undo", "delete", "lists", "upload", "choose"),
            "Publishers",
        ),
        Role(
            MODERATOR,
            _("Library moderator"),
            _("Reads what organisations tell of practices that they have tried, and publishes it or sends it back."),
            Where.EVERYWHERE,
            ("moderate",),
            "Moderators",
        ),
        Role(
            ADMINISTRATOR,
            _("Administrator"),
            _("May do everything, and gives people their roles."),
            Where.EVERYWHERE,
            (
                "create",
                "edit",
                "translate",
                "submit",
                "review",
                "publish",
                "undo",
                "delete",
                "lists",
                "upload",
                "choose",
                "moderate",
                "administer",
            ),
        ),
    )
}


def target_languages() -> tuple[str, ...]:
    """Return the codes of the languages that are translated into."""
    return tuple(code for code, _name in settings.LANGUAGES if code != SOURCE_LANGUAGE)


def role_groups() -> list[tuple[Role, str]]:
    """Return each role that has a group, with the language of that group, empty where there is one for all."""
    return [
        (role, language)
        for role in ROLES.values()
        if role.group
        for language in (target_languages() if role.per_language else ("",))
    ]


def display_name(role: str, language: str | None) -> str:
    """Return what a role is called, with its language, in the reader's language."""
    name = str(ROLES[role].name)
    if not language:
        return name
    spoken = dict(settings.LANGUAGES).get(language, language)
    return gettext("%(role)s: %(language)s") % {"role": name, "language": spoken}


def roles_of(user: Any) -> frozenset[tuple[str, str | None]]:
    """Return a person's roles, each with its language or None; asked of the database once and kept on the object."""
    from mimi.editors.roles.models import RoleGroup

    if not user.is_active or user.is_anonymous:
        return frozenset()
    if _KEPT not in user.__dict__:
        rows = RoleGroup.objects.filter(group__user=user).values_list("role", "language")
        found: set[tuple[str, str | None]] = {(role, language or None) for role, language in rows if role in ROLES}
        if user.is_superuser:
            found.add((ADMINISTRATOR, None))
        user.__dict__[_KEPT] = frozenset(found)
    roles: frozenset[tuple[str, str | None]] = user.__dict__[_KEPT]
    return roles


def languages_of(user: Any, role: str) -> tuple[str, ...]:
    """Return the languages in which somebody has a role, in the site's order; those of the groups that she is in."""
    own = {language or "" for key, language in roles_of(user) if key == role}
    known = {code for language in own for code in ROLES[role].languages(language)}
    return tuple(code for code, _name in settings.LANGUAGES if code in known)


def has_role(user: Any, role: str, language: str | None = None) -> bool:
    """Say whether somebody has a role, in a language if one is named; an administrator has them all."""
    roles = roles_of(user)
    if (ADMINISTRATOR, None) in roles:
        return True
    if language is None:
        return any(key == role for key, _language in roles)
    return language in languages_of(user, role)
