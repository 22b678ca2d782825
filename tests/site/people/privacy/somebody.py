"""A person of whom something is stored in every model that is declared, and the search for what is left of her."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from typing import Any

from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session
from django.db.models import Model
from wagtail.models import Comment, ModelLogEntry, Page, PageLogEntry, Revision

from mimi.editors.changes.models import Release, ReleaseState
from mimi.people.models import Learner, User
from mimi.people.privacy.declarations import Declaration, declarations
from mimi.people.privacy.subject import Subject
from tests.factories import UserFactory
from tests.factories.rows import fill

# Only one release of a page may wait.
_SO_THAT_TWO_FIT: dict[type[Model], dict[str, Any]] = {Release: {"state": ReleaseState.CANCELLED}}


def somebody(email: str, **fields: Any) -> User:
    """Make a person with an account and something in every model; her keys are such as stand nowhere by chance.

    There must be two pages at least.
    """
    if not User.objects.exists():
        # Somebody else, whom rows belong to in all ways that aren't asked for.
        fill(Comment, user=UserFactory(email="bystander@example.org"))
    user: User = UserFactory(pk=910_000_000 + uuid.uuid4().int % 1_000_000, email=email, **fields)
    Learner.objects.create(user=user)
    subject = Subject.of_user(user)
    for declaration in sorted(declarations(), key=lambda declaration: declaration.path.count("__")):
        if declaration.select:
            continue
        if not declaration.rows(subject).exists():
            _add(declaration, subject)
    _name_in_passing(user)
    missing = [declaration.name for declaration in declarations() if not declaration.rows(subject).exists()]
    assert not missing, f"Nothing is stored of her in {missing}: make a row in `_name_in_passing`."
    return user


def visitor() -> Learner:
    """Make a learner without an account of whom something is stored in every model that holds anything of learners."""
    learner = Learner.objects.create()
    subject = Subject.of_row(learner)
    for declaration in sorted(declarations(), key=lambda declaration: declaration.path.count("__")):
        if declaration.root is Learner and not declaration.rows(subject).exists():
            _add(declaration, subject)
    return learner


def _add(declaration: Declaration, subject: Subject) -> None:
    """Store a row of a declared model that belongs to the person."""
    first, _, rest = declaration.path.partition("__")
    owner: Any
    if rest:
        step: Any = declaration.model._meta.get_field(first).related_model
        owner = step._base_manager.filter(**{rest: subject.ids[declaration.root]}).last()
    else:
        owner = declaration.root._base_manager.get(pk=subject.ids[declaration.root])
    if declaration.model is Page:
        page = Page.objects.filter(depth__gt=2, **{first: None}).order_by("?").first()
        assert page
        Page.objects.filter(pk=page.pk).update(**{first: owner}, **({"locked": True} if first == "locked_by" else {}))
        return
    fill(declaration.model, **{first: owner}, **_SO_THAT_TWO_FIT.get(declaration.model, {}))


def _name_in_passing(user: User) -> None:
    """Name her where no key leads to her."""
    session = SessionStore()
    session.update({"_auth_user_id": str(user.pk), "_auth_user_backend": "x", "_auth_user_hash": "x"})
    session.create()
    begun = SessionStore()
    begun.update({"account_login": {"user_pk": user.pk, "email": user.email}})
    begun.create()
    account = ContentType.objects.get_for_model(User)
    fill(ModelLogEntry, content_type=account, object_id=str(user.pk), label=user.email, action="wagtail.edit")
    comment = {"comment": {"id": 1, "text": f"{user.email} thinks so"}}
    fill(PageLogEntry, user=user, action="wagtail.comments.create", data=comment, page=Page.objects.last())
    mine, others = (
        {"pk": 1, "user": user.pk, "text": user.email, "replies": []},
        {"pk": 2, "user": 7, "text": "Keep me"},
    )
    reply = {"pk": 3, "user": user.pk, "text": user.email}
    page = Page.objects.last()
    assert page
    content = {
        "pk": page.pk,
        "title": page.title,
        "owner": user.pk,
        "locked_by": user.pk,
        "wagtail_admin_comments": [mine, {**others, "resolved_by": user.pk, "replies": [reply]}],
    }
    fill(Revision, object_id=str(page.pk), content=content, object_str=page.title)


def traces(*marks: Any) -> list[str]:
    """Return the fields of all rows of all models in which one of the marks stands, as a key or within a text."""
    wanted = [str(mark) for mark in marks]
    wanted += [mark.hex for mark in marks if isinstance(mark, uuid.UUID)]
    return [
        f"{model._meta.label}.{name}"
        for model in apps.get_models(include_auto_created=True)
        for row in model._base_manager.all()
        for name, text in _texts(row)
        if any(mark in text for mark in wanted)
    ]


def _texts(row: Model) -> Iterator[tuple[str, str]]:
    for field in row._meta.concrete_fields:
        yield field.name, str(field.value_from_object(row))
    if isinstance(row, Session):
        yield "session_data", str(row.get_decoded())
