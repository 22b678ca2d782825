"""Whoever is deleted leaves nothing behind, and takes nothing of anybody else's along."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.contrib.sessions.models import Session
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.test import Client
from wagtail.models import Page, PageLogEntry, Revision, UploadedFile
from wagtail.users.models import UserProfile

from mimi.people.models import Learner, User
from mimi.people.privacy.declarations import Fate, declarations
from mimi.people.privacy.erasure import erase
from mimi.people.privacy.export import Encoder, as_data, collect
from mimi.people.privacy.subject import Subject
from tests.factories import SiteTree, editor
from tests.factories.people import PASSWORD
from tests.site.people.privacy.somebody import somebody, traces, visitor

pytestmark = pytest.mark.django_db


def everything(subject: Subject) -> Any:
    return json.loads(json.dumps(as_data(collect(subject))["data"], cls=Encoder))


def test_nothing_is_left_of_an_account(small_tree: SiteTree) -> None:
    user = somebody("alice@example.org")
    marks = (user.pk, "alice@example.org", user.learner.pk)
    assert len(traces(*marks)) > len(declarations()) // 2
    erase(Subject.of_user(user))
    assert traces(*marks) == []


def test_nothing_is_left_of_a_visitor(small_tree: SiteTree) -> None:
    learner = visitor()
    erase(Subject.of_row(learner))
    assert traces(learner.pk) == []


def test_nothing_is_left_when_the_row_is_deleted_in_another_way(small_tree: SiteTree) -> None:
    user = somebody("alice@example.org")
    marks = (user.pk, "alice@example.org", user.learner.pk)
    User.objects.filter(pk=user.pk).delete()
    assert traces(*marks) == []


def test_nothing_is_left_when_an_administrator_deletes_the_account(small_tree: SiteTree, client: Client) -> None:
    user = somebody("alice@example.org")
    marks = (user.pk, "alice@example.org", user.learner.pk)
    client.force_login(editor(email="root@example.org", is_superuser=True))
    assert client.post(f"/cms/users/delete/{user.pk}/").status_code == 302
    assert traces(*marks) == []


def test_other_people_keep_all_of_theirs(small_tree: SiteTree) -> None:
    alice, bob, stranger = somebody("alice@example.org"), somebody("bob@example.org"), visitor()
    others = Subject.of_user(bob), Subject.of_row(stranger)
    before = [everything(subject) for subject in others]
    erase(Subject.of_user(alice))
    for subject, theirs in zip(others, before, strict=True):
        for part, was in zip(everything(subject), theirs, strict=True):
            assert part == was


def test_what_an_editor_has_made_stays_without_her_name(small_tree: SiteTree) -> None:
    alice = somebody("alice@example.org")
    subject = Subject.of_user(alice)
    stays = [d for d in declarations() if d.fate is Fate.CLEARED]
    goes = [d for d in declarations() if d.fate is Fate.DELETED]
    gone = {(d.model, pk) for d in goes for pk in d.rows(subject).values_list("pk", flat=True)}
    rows = {
        d.name: [pk for pk in d.rows(subject).values_list("pk", flat=True) if (d.model, pk) not in gone] for d in stays
    }
    assert all(rows.values())
    locked = Page.objects.get(locked_by=alice)
    erase(subject)
    for declaration in stays:
        assert declaration.model._base_manager.filter(pk__in=rows[declaration.name]).count() == len(
            rows[declaration.name]
        )
    locked.refresh_from_db()
    assert (locked.locked, locked.locked_by) == (False, None)


def test_comments_of_others_stay_in_saved_versions(small_tree: SiteTree) -> None:
    erase(Subject.of_user(somebody("alice@example.org")))
    (content,) = Revision.objects.filter(content__owner=None, content__title__isnull=False).values_list(
        "content", flat=True
    )
    (comment,) = content["wagtail_admin_comments"]
    assert comment == {"pk": 2, "user": 7, "text": "Keep me", "resolved_by": None, "replies": []}


def test_the_log_says_what_was_done_and_not_by_whom(small_tree: SiteTree, client: Client) -> None:
    alice = editor(email="alice@example.org", is_superuser=True)
    page = small_tree.about["en"]
    page.specific.save_revision(user=alice, log_action=True)
    assert PageLogEntry.objects.filter(page_id=page.pk, user=alice).exists()
    erase(Subject.of_user(alice))
    assert set(PageLogEntry.objects.filter(page_id=page.pk).values_list("user_id", flat=True)) == {None}


def test_her_sessions_end_and_those_of_others_do_not(small_tree: SiteTree) -> None:
    browsers = {}
    for name in ("alice", "bob"):
        user = somebody(f"{name}@example.org")
        browsers[user] = [Client(), Client()]
        for browser in browsers[user]:
            assert browser.login(email=user.email, password=PASSWORD)
    alice, bob = browsers
    before = Session.objects.count()
    erase(Subject.of_user(alice))
    assert Session.objects.count() == before - 4
    for user, signed_in in ((alice, False), (bob, True)):
        for browser in browsers[user]:
            assert browser.get("/en/me/personal.json").json()["signed_in"] is signed_in


def test_deleting_twice_changes_nothing(small_tree: SiteTree) -> None:
    subject = Subject.of_user(somebody("alice@example.org"))
    erase(subject)
    erase(subject)
    assert not User.objects.filter(email="alice@example.org").exists()
    assert not Learner.objects.exists()


def test_files_that_are_hers_go_from_the_store(db: None) -> None:
    alice = editor(email="alice@example.org")
    profile = UserProfile.get_for_user(alice)
    profile.avatar.save("alice.png", ContentFile(b"a picture"))
    upload = UploadedFile(uploaded_by_user=alice, file=ContentFile(b"a film", "alice.mp4"))
    upload.save()
    names = [str(profile.avatar.name), str(upload.file.name)]
    assert all(default_storage.exists(name) for name in names)
    erase(Subject.of_user(alice))
    assert not any(default_storage.exists(name) for name in names)
