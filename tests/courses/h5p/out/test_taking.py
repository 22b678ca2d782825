"""Who takes quizzes out of the site, and how: the admin's page and its files."""

from __future__ import annotations

import zipfile
from io import BytesIO
from typing import Any

import pytest
from django.contrib.auth.models import Group, Permission
from django.test import Client
from django.urls import reverse
from wagtail.models import GroupPagePermission, Page

from courses.h5p.out.admin import out_button
from courses.models import QuizPage
from tests.factories import SiteTree, UserFactory, editor


def signed_in(user: Any) -> Client:
    client = Client()
    client.force_login(user)
    return client


def addresses(page: Any) -> list[str]:
    question = page.question_list[0].id
    return [
        reverse("h5p_out", args=[page.pk]),
        reverse("h5p_out_package", args=[page.pk]),
        reverse("h5p_out_question", args=[page.pk, question]),
    ]


def stranger(tree: SiteTree) -> Any:
    """Make a person who may edit, but nothing of the course."""
    group = Group.objects.create(name="About alone")
    group.permissions.add(Permission.objects.get(codename="access_admin"))
    permission = Permission.objects.get(codename="change_page", content_type__app_label="wagtailcore")
    GroupPagePermission.objects.create(group=group, page=tree.about["en"], permission=permission)
    user = UserFactory()
    user.groups.add(group)
    return user


def test_only_who_may_change_a_quiz_takes_it_out(small_tree: SiteTree) -> None:
    clients = {200: signed_in(editor()), 404: signed_in(stranger(small_tree)), 302: Client()}
    for address in addresses(small_tree.quiz["nb"]):
        for status, client in clients.items():
            assert client.get(address).status_code == status, address


def test_the_public_pages_of_a_quiz_lead_to_no_package(small_tree: SiteTree) -> None:
    quiz = small_tree.quiz["en"]
    for url in (quiz.url, small_tree.modules["en"][0].url, reverse("quiz_sheet", args=[quiz.key])):
        response = signed_in(editor()).get(url)
        assert response.status_code == 200
        assert "h5p" not in response.content.decode().lower()


def test_a_package_is_a_file_with_a_name_that_is_kept_while_nothing_changes(small_tree: SiteTree) -> None:
    client, quiz = signed_in(editor()), small_tree.quiz["nb"]
    address = reverse("h5p_out_package", args=[quiz.pk])
    response = client.get(address)
    name = response.headers["Content-Disposition"]
    assert name.startswith("attachment; filename=")
    assert "-nb.h5p" in name
    assert response.headers["Content-Type"] == "application/zip"
    assert "private" in response.headers["Cache-Control"]
    assert zipfile.ZipFile(BytesIO(response.content)).testzip() is None
    etag = response.headers["ETag"]
    assert client.get(address, headers={"if-none-match": etag}).status_code == 304
    page = QuizPage.objects.get(pk=quiz.pk)
    page.pass_mark = 90
    page.save_revision().publish()
    assert client.get(address, headers={"if-none-match": etag}).status_code == 200


def test_the_admin_says_what_becomes_of_each_question(small_tree: SiteTree) -> None:
    quiz = small_tree.quiz["en"]
    shown = signed_in(editor()).get(reverse("h5p_out", args=[quiz.pk])).content.decode()
    for question in quiz.question_list:
        assert question.prompt in shown
    assert "H5P.QuestionSet 1.21" in shown
    assert "Drag the Words" in shown


def test_a_draft_says_that_it_is_one_and_what_it_lacks(small_tree: SiteTree) -> None:
    quiz = QuizPage.objects.get(pk=small_tree.quiz["en"].pk)
    quiz.unpublish()
    quiz.questions = []
    quiz.save_revision(clean=False)
    client = signed_in(editor())
    shown = client.get(reverse("h5p_out", args=[quiz.pk]))
    assert "No question of this quiz can be taken out yet." in shown.content.decode()
    assert client.get(reverse("h5p_out_package", args=[quiz.pk])).status_code == 404


@pytest.mark.parametrize("place", ["quiz", "assessment", "about"])
def test_quizzes_alone_have_the_button(small_tree: SiteTree, place: str) -> None:
    page = Page.objects.get(pk=getattr(small_tree, place)["en"].pk)
    assert len(list(out_button(page, editor()))) == (place != "about")
    assert list(out_button(page, UserFactory())) == []
