"""Libraries and activities in the store: whole or not at all, newer in place of older."""

from __future__ import annotations

import io
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from courses.h5p import store
from courses.h5p.models import Activity, ActivityVersion, Library
from courses.h5p.reading import RefusedPackageError
from courses.h5p.store.installing import install
from courses.h5p.store.leftovers import forget_leftovers
from courses.h5p.store.uploading import keep
from tests.courses.h5p.conftest import stored
from tests.courses.h5p.packages import content_files, library_files, packed, true_false

CONTENT = packed(content_files())


def installed(**library: Any) -> Any:
    return install(io.BytesIO(packed(library_files(**library))), "small.h5p")


def uploaded(data: bytes = CONTENT, activity: Activity | None = None) -> ActivityVersion:
    return keep(activity or Activity(title="One"), io.BytesIO(data), "one.h5p")


@pytest.mark.usefixtures("db", "file_store")
def test_the_real_libraries_are_installed_with_licence_and_origin() -> None:
    told = install(io.BytesIO(true_false()), "true-false.h5p")
    assert len(told.new) == Library.objects.count() == 10
    library = store.library("H5P.TrueFalse", 1, 6)
    assert library is not None
    assert (library.version, library.license, library.origin, library.runnable) == (
        "1.6.1", "MIT", "true-false.h5p", True,
    )  # fmt: skip
    files = dict(library.files())
    assert b"H5P.TrueFalse" in files["scripts/h5p-true-false.js"]
    assert set(files) == set(library.manifest)
    again = install(io.BytesIO(true_false()), "true-false.h5p")
    assert (len(again.new), len(again.unchanged)) == (0, 10)


@pytest.mark.usefixtures("small_library")
def test_a_higher_patch_takes_the_place_of_a_lower_one_and_its_files_go(
    django_capture_on_commit_callbacks: Any,
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        assert installed(patchVersion=4).updated == ["H5P.Small 1.2.4"]
        assert installed(patchVersion=2).unchanged == ["H5P.Small 1.2.4"]
        assert installed(minorVersion=3).new == ["H5P.Small 1.3.3"]
    assert sorted(row.version for row in Library.objects.all()) == ["1.2.4", "1.3.3"]
    assert len(stored()) == 6


@pytest.mark.usefixtures("small_library")
def test_an_activity_gets_what_a_newer_patch_of_its_library_needs() -> None:
    version = uploaded(packed(content_files()))
    helper = {"machineName": "H5P.Helper", "majorVersion": 1, "minorVersion": 0}
    needs = library_files(patchVersion=4, preloadedDependencies=[helper])
    install(io.BytesIO(packed({**needs, **library_files(**helper, runnable=0)})), "newer.h5p")
    assert {library.machine_name for library in version.libraries.all()} == {"H5P.Small", "H5P.Helper"}


@pytest.mark.usefixtures("small_library")
def test_an_activity_keeps_its_content_only_and_the_package_as_it_came() -> None:
    version = uploaded(packed({**content_files(), **library_files("alert(1)", patchVersion=9)}))
    assert sorted(version.manifest) == ["content.json", "images/a.png"]
    assert [str(row.name) for row in version.libraries.all()] == ["H5P.Small 1.2"]
    library = store.library("H5P.Small", 1, 2)
    assert library is not None
    assert library.patch == 3
    assert version.package in stored()
    assert version.package_size > 0
    assert version.activity.current == version


@pytest.mark.usefixtures("small_library")
def test_a_replaced_activity_has_versions_with_the_same_digest_where_nothing_changed() -> None:
    first = uploaded()
    same = uploaded(activity=first.activity)
    other = uploaded(packed({**content_files(), "content/content.json": {"text": "Other"}}), first.activity)
    assert [first.number, same.number, other.number] == [1, 2, 3]
    assert first.digest == same.digest != other.digest


@pytest.mark.usefixtures("small_library")
@pytest.mark.parametrize("call", [1, 2, 3])
def test_a_store_that_fails_half_way_keeps_nothing(file_store: Any, monkeypatch: pytest.MonkeyPatch, call: int) -> None:
    before = stored()
    save, calls = file_store.save, []

    def failing(name: str, content: Any, **options: Any) -> str:
        calls.append(name)
        if len(calls) == call:
            raise OSError("no room")
        return str(save(name, content, **options))

    monkeypatch.setattr(file_store, "save", failing)
    with pytest.raises(OSError, match="no room"):
        uploaded()
    assert stored() == before
    assert not Activity.objects.exists()


@pytest.mark.usefixtures("small_library")
def test_what_is_refused_leaves_nothing_behind() -> None:
    before = stored()
    for data in (packed({**content_files(), "content/a.js": ""}), CONTENT[:-4], packed(content_files(title=""))):
        with pytest.raises(RefusedPackageError):
            uploaded(data)
    assert stored() == before
    assert not Activity.objects.exists()


@pytest.mark.usefixtures("db", "file_store")
def test_a_library_that_is_no_activity_can_not_be_the_main_one() -> None:
    installed(runnable=0)
    with pytest.raises(RefusedPackageError) as refused:
        uploaded()
    assert refused.value.code == "not-runnable"


@pytest.mark.usefixtures("small_library")
def test_a_deleted_activity_takes_its_files_along(django_capture_on_commit_callbacks: Any) -> None:
    before = stored()
    activity = uploaded().activity
    uploaded(activity=activity)
    with django_capture_on_commit_callbacks(execute=True):
        activity.delete()
    assert stored() == before


@pytest.mark.usefixtures("small_library")
def test_leftovers_of_a_lost_server_go_after_a_day(file_store: Any) -> None:
    version = uploaded()
    before = stored()
    for name in ("h5p/contents/abc/content.json", "h5p/libraries/abc/js/a.js", "h5p/packages/abc.h5p"):
        file_store.save(name, io.BytesIO(b"x"))
    forget_leftovers(timezone.now())
    assert len(stored()) == len(before) + 3
    forget_leftovers(timezone.now() + timedelta(days=2))
    assert stored() == before
    assert version.package in before


@pytest.mark.usefixtures("small_library")
def test_a_version_that_was_replaced_goes_a_day_later(django_capture_on_commit_callbacks: Any) -> None:
    first = uploaded()
    second = uploaded(packed(content_files(title="Newer")), first.activity)
    with django_capture_on_commit_callbacks(execute=True):
        forget_leftovers(timezone.now())
        assert ActivityVersion.objects.count() == 2
        forget_leftovers(timezone.now() + timedelta(days=2))
    assert ActivityVersion.objects.get() == second
    assert not any(name.startswith(first.folder) for name in stored())


@pytest.mark.usefixtures("db", "file_store")
def test_the_command_installs_a_folder_whatever_the_order(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    needs = [{"machineName": "H5P.Other", "majorVersion": 1, "minorVersion": 0}]
    (tmp_path / "a.h5p").write_bytes(packed(library_files(preloadedDependencies=needs)))
    other = library_files("// long" * 200, machineName="H5P.Other", majorVersion=1, minorVersion=0)
    (tmp_path / "b.h5p").write_bytes(packed(other))
    call_command("install_h5p_libraries", tmp_path)
    assert capsys.readouterr().out.splitlines() == ["new: H5P.Other 1.0.3", "new: H5P.Small 1.2.3"]
    (tmp_path / "bad.h5p").write_bytes(b"nothing")
    with pytest.raises(CommandError, match="no H5P package"):
        call_command("install_h5p_libraries", tmp_path / "bad.h5p")
