"""The pages of H5P in the admin: libraries for administrators, activities by collections."""

from __future__ import annotations

import io
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from wagtail.models import ModelLogEntry

from courses.h5p.models import Activity, Library
from courses.h5p.store.uploading import keep
from tests.courses.h5p.conftest import in_collection, signed_in
from tests.courses.h5p.packages import content_files, library_files, packed
from tests.factories import UserFactory

CONTENT = packed(content_files())
LIBRARIES, ADD, LIST = "h5p_libraries", "h5p_activities:add", "h5p_activities:index"
pytestmark = pytest.mark.usefixtures("small_library")


@pytest.fixture
def administrator() -> Any:
    return UserFactory(is_superuser=True)


def given(data: bytes = CONTENT, name: str = "one.h5p") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, data)


def test_only_administrators_install_and_see_libraries(author: Any, administrator: Any) -> None:
    package = packed(library_files(machineName="H5P.New"))
    for person, status in ((author, 302), (administrator, 200)):
        assert signed_in(person).get(reverse(LIBRARIES)).status_code == status
    signed_in(author).post(reverse(LIBRARIES), {"packages": given(package)})
    assert not Library.objects.filter(machine_name="H5P.New").exists()
    answer = signed_in(administrator).post(reverse(LIBRARIES), {"packages": given(package)}, follow=True)
    assert "1 library was installed." in answer.content.decode()
    row = Library.objects.get(machine_name="H5P.New")
    assert (row.installed_by, row.origin) == (administrator, "one.h5p")


def test_a_refused_library_says_why_and_the_others_are_installed(administrator: Any) -> None:
    # The smaller one needs what the larger brings.
    needs = [{"machineName": "H5P.Other", "majorVersion": 1, "minorVersion": 0}]
    first = packed(library_files(machineName="H5P.First", preloadedDependencies=needs))
    other = packed(library_files("// long" * 200, machineName="H5P.Other", minorVersion=0))
    signed_in(administrator).post(reverse(LIBRARIES), {"packages": [given(first, "a.h5p"), given(other, "b.h5p")]})
    assert Library.objects.filter(machine_name__in=("H5P.First", "H5P.Other")).count() == 2
    assert ModelLogEntry.objects.filter(action="wagtail.create", user=administrator, label="H5P.First 1.2.3").exists()
    good, bad = packed(library_files(machineName="H5P.New")), packed({**library_files(), "H5P.Small-1.2/a.exe": "x"})
    answer = signed_in(administrator).post(
        reverse(LIBRARIES), {"packages": [given(good, "good.h5p"), given(bad, "bad.h5p")]}
    )
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "bad.h5p" in page
    assert "H5P.Small-1.2/a.exe" in page
    assert Library.objects.filter(machine_name="H5P.New").exists()


def test_a_library_that_is_used_stays(administrator: Any) -> None:
    client = signed_in(administrator)
    library = Library.objects.get()
    version = keep(Activity(title="One"), io.BytesIO(CONTENT), "one.h5p")
    assert "1 activity" in client.get(reverse(LIBRARIES)).content.decode()
    url = reverse("h5p_library_delete", args=[library.pk])
    client.post(url)
    assert Library.objects.filter(pk=library.pk).exists()
    version.activity.delete()
    client.post(url)
    assert not Library.objects.exists()


def test_an_author_uploads_an_activity_and_replaces_it(author: Any) -> None:
    client = signed_in(author)
    answer = client.post(reverse(ADD), {"title": "", "package": given()})
    assert answer.status_code == 302, answer.context["form"].errors
    activity = Activity.objects.get()
    assert (activity.title, activity.uploaded_by, activity.current.number) == ("A small one", author, 1)
    page = reverse("h5p_activities:edit", args=[activity.pk])
    other = packed({**content_files(), "content/content.json": {"text": "Other"}})
    client.post(page, {"title": "Renamed", "package": given(other, "two.h5p")})
    activity.refresh_from_db()
    assert (activity.title, activity.current.number) == ("Renamed", 2)
    shown = client.get(page).content.decode()
    assert "one.h5p" in shown
    assert "two.h5p" in shown
    client.post(page, {"title": "Renamed again"})
    assert activity.versions.count() == 2
    assert "Renamed again" in client.get(reverse(LIST)).content.decode()


def test_a_refused_activity_says_what_and_where_in_the_editors_language(author: Any) -> None:
    answer = signed_in(author).post(
        reverse(ADD), {"title": "x", "package": given(packed({**content_files(), "content/x.js": "x"}))}
    )
    assert "content/x.js" in str(answer.context["form"].errors["package"])
    assert not Activity.objects.exists()


def test_nobody_reaches_into_the_collection_of_others() -> None:
    mine, own = in_collection("Mine")
    other, _theirs = in_collection("Theirs")
    assert signed_in(mine).post(reverse(ADD), {"title": "Secret", "package": given()}).status_code == 302
    activity = Activity.objects.get()
    assert activity.collection == own
    choose = reverse("h5p_activity_chooser:choose")
    for person, seen in ((mine, True), (other, False)):
        client = signed_in(person)
        for name in ("edit", "delete", "usage", "history"):
            status = client.get(reverse(f"h5p_activities:{name}", args=[activity.pk])).status_code
            assert (status == 200) is seen, name
        assert ("Secret" in client.get(reverse(LIST)).content.decode()) is seen
        assert ("Secret" in client.get(choose).content.decode()) is seen
    chosen = reverse("h5p_activity_chooser:chosen", args=[activity.pk])
    assert signed_in(mine).get(chosen).status_code == 200
    assert signed_in(other).get(chosen).status_code == 404


@pytest.mark.parametrize("many", [1, 12])
def test_listings_take_the_same_number_of_queries(
    administrator: Any, django_assert_num_queries: Any, many: int
) -> None:
    client = signed_in(administrator)
    for number in range(many):
        keep(Activity(title=f"Number {number}"), io.BytesIO(CONTENT), "one.h5p")
    client.get(reverse(LIST))
    client.get(reverse(LIBRARIES))
    with django_assert_num_queries(12):
        client.get(reverse(LIST))
    with django_assert_num_queries(12):
        client.get(reverse(LIBRARIES))
