"""The page on which anybody checks a certificate."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from courses.certificates.codes import ALPHABET
from courses.certificates.models import CertificateVersion
from mimi.people.limits import Rate
from mimi.people.privacy.erasure import erase
from mimi.people.privacy.export import as_data, collect
from mimi.people.privacy.subject import Subject
from mimi.settings.limits import Limit
from tests.courses.certificates.conftest import Graduate

NAME = "Åse Øverland"


def address(version: CertificateVersion, code: str = "en") -> str:
    return f"/{code}/certificates/{version.written_code}/"


@pytest.mark.parametrize("language", ["en", "nb"])
def test_anybody_sees_what_it_says_and_no_more(anna: Graduate, language: str) -> None:
    version = anna.certificate(NAME)
    answer = Client().get(address(version, language))
    page = answer.content.decode()
    for said in (
        NAME,
        version.written_code,
        *(
            row["title"]
            for row in version.certificate.content.content["languages"].values()
            if row["title"] == answer.context["shown"].course.title
        ),
    ):
        assert said in page
    for kept in (anna.user.email, str(anna.learner.pk), str(version.certificate_id)):
        assert kept not in page


def test_it_is_kept_nowhere_and_found_by_no_search_engine(anna: Graduate) -> None:
    answer = Client().get(address(anna.certificate()))
    assert not hasattr(answer, "cache_tags")
    assert "no-store" in answer.headers["Cache-Control"]
    assert "noindex" in answer.headers["X-Robots-Tag"]
    assert b'<meta name="robots" content="noindex, nofollow">' in answer.content
    assert not answer.cookies


def test_its_address_on_paper_asks_for_the_language(anna: Graduate) -> None:
    version = anna.certificate()
    bare = f"/certificates/{version.written_code}/"
    assert Client().get(bare, headers={"Accept-Language": "nb"}).url == f"/nb{bare}"
    assert Client().get(bare, headers={"Accept-Language": "el"}).url == f"/el{bare}"


def test_the_old_page_says_that_a_new_version_replaced_it(anna: Graduate) -> None:
    first = anna.certificate("Old Name")
    second = anna.certificate("New Name")
    page = Client().get(address(first)).content.decode()
    assert "This certificate was replaced" in page
    for kept in ("Old Name", "New Name", second.written_code):
        assert kept not in page
    assert "New Name" in Client().get(address(second)).content.decode()


def test_one_that_is_withdrawn_says_so_and_nothing_else(anna: Graduate) -> None:
    version = anna.certificate(NAME)
    anna.withdraw(version)
    page = Client().get(address(version)).content.decode()
    assert "This certificate was withdrawn" in page
    assert NAME not in page


def test_nobody_is_sent_for_a_newer_version_that_is_withdrawn(anna: Graduate) -> None:
    first = anna.certificate("Old Name")
    second = anna.certificate("New Name")
    anna.withdraw(second)
    assert "This certificate was withdrawn" in Client().get(address(first)).content.decode()
    third = anna.certificate("Newest Name")
    assert "This certificate was replaced" in Client().get(address(first)).content.decode()
    assert "This certificate was withdrawn" in Client().get(address(second)).content.decode()
    assert "Newest Name" in Client().get(address(third)).content.decode()


def test_codes_that_are_wrong_are_all_answered_alike(anna: Graduate) -> None:
    code = anna.certificate().code
    # Another letter at each place, one less, one more, a guess, and what is no code at all.
    wrong = [code[:at] + ALPHABET[(ALPHABET.index(letter) + 1) % 32] + code[at + 1 :] for at, letter in enumerate(code)]
    wrong += [code[:-1], f"{code}0", "0" * 16, "abc", "%00", "'; --", "<b>"]
    for typed in wrong:
        answer = Client().get(f"/en/certificates/{typed}/")
        assert answer.status_code == 404
        page = answer.content.decode()
        assert "This site knows no certificate with this code." in page
        assert NAME not in page
        assert "<b>" not in page
    told = Client().get("/en/certificates/", {"code": "abc"})
    assert (told.status_code, told.context["typed"]) == (404, "abc")


def test_a_code_is_typed_in_without_care(anna: Graduate) -> None:
    version = anna.certificate()
    typed = version.written_code.lower().replace("-", " ").replace("0", "o")
    answer = Client().get("/en/certificates/", {"code": typed})
    assert answer.url == address(version)
    assert Client().get(f"/en/certificates/{typed}/").status_code == 200


def test_whoever_guesses_has_to_wait(anna: Graduate, settings: Any) -> None:
    settings.LIMITS = {**settings.LIMITS, "guesses": Limit(Rate(1, 600), Rate(2, 600))}
    version = anna.certificate()
    statuses = [Client().get(f"/en/certificates/{n:016d}/").status_code for n in range(4)]
    assert statuses == [404, 404, 429, 429]
    assert Client().get(address(version)).status_code == 200


def test_a_check_takes_one_query(anna: Graduate, django_assert_num_queries: Callable[..., Any]) -> None:
    version = anna.certificate()
    Client().get(address(version))
    with django_assert_num_queries(1):
        Client().get(address(version))
    with django_assert_num_queries(2):  # whether an editor leads elsewhere from there: site, redirect
        Client().get("/en/certificates/abc/")


def test_it_is_among_her_own_data_and_goes_with_her(anna: Graduate) -> None:
    version = anna.certificate(NAME)
    told = as_data(collect(Subject.of_user(anna.user)))["data"]
    [row] = next(
        part["rows"] for part in told if part["name"] == "certificates.certificateversion.certificate__learner"
    )
    assert (row["name"], row["code"]) == (NAME, version.written_code)
    erase(Subject.of_user(anna.user))
    assert not CertificateVersion.objects.exists()
    assert Client().get(address(version)).status_code == 404
