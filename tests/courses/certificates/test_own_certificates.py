"""Taking out a certificate, with another name, and withdrawing it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from django.test import Client

from courses.certificates.content import describe, taught
from courses.certificates.models import Certificate, CertificateVersion, CourseContent
from courses.models import ModulePage
from courses.outline import live_courses
from courses.progress.models import LessonCompletion
from mimi.pages.cache import stamps
from mimi.people.limits import Rate
from mimi.people.models import Learner
from mimi.settings.limits import Limit
from tests.courses.certificates.conftest import Graduate, complete, graduate
from tests.courses.visitor import Visitor
from tests.factories import SiteTree, UserFactory
from tests.factories.courses import add_course

LONG = "Maria-Magdalena Theodora Wilhelmine von Hohenlohe-Waldenburg zu Sayn-Wittgenstein"


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("  Åse \t Øverland ", "Åse Øverland"),
        ("Παναγιώτης Παπαδόπουλος", "Παναγιώτης Παπαδόπουλος"),
        ("عبد الرحمن", "عبد الرحمن"),
        ("A\u030ase", "Åse"),
        ("Ann\u202ee\u2066", "Anne"),
        ("می\u200cخواهم", "می\u200cخواهم"),
        ("Anna\nBerg\x1b", "Anna Berg"),
        ("An\u200bna\ufeff \u2060Be\u00adrg", "Anna Berg"),
        (LONG, LONG),
    ],
)
def test_her_name_stands_on_it_as_she_writes_it(anna: Graduate, typed: str, kept: str) -> None:
    assert anna.certificate(typed).name == kept


@pytest.mark.parametrize("typed", ["", "   ", "123", "\u202e", "x" * 151])
def test_a_name_that_is_none_is_refused_with_a_reason(anna: Graduate, typed: str) -> None:
    answer = anna.take_out(typed)
    assert answer.status_code == 422
    assert b'aria-invalid="true"' in answer.content
    assert not CertificateVersion.objects.exists()
    assert anna.client.get(f"/en/me/certificates/{anna.course.key}/").url == "/en/me/certificates/"


@pytest.mark.parametrize("name", ["ሰላም ገብረሚካኤል", "Оксана Їжакевич", "თამარ მაისურაძე", "ڕێبین ئەحمەد"])
def test_names_of_those_who_have_come_have_their_letters(anna: Graduate, name: str) -> None:
    assert anna.certificate(name).name == name


@pytest.mark.parametrize(("code", "said"), [("en", "can’t show these letters yet: 王 小"), ("nb", "王 小")])
def test_letters_that_would_be_boxes_are_refused_by_name(anna: Graduate, code: str, said: str) -> None:
    answer = anna.take_out("王小 Anna", code)
    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert not CertificateVersion.objects.exists()


def test_the_same_name_makes_no_second_one(anna: Graduate) -> None:
    first = anna.certificate()
    assert anna.certificate() == first
    assert CertificateVersion.objects.count() == 1


def test_another_name_makes_a_new_version_with_its_own_code(anna: Graduate) -> None:
    first = anna.certificate()
    second = anna.certificate("Åse Berg")
    assert (second.number, second.certificate_id) == (2, first.certificate_id)
    assert second.code != first.code
    page = anna.client.get("/en/me/certificates/").content.decode()
    assert first.written_code in page
    assert "Replaced" in page


def test_a_course_that_is_not_completed_has_none(anna: Graduate) -> None:
    LessonCompletion.objects.first().delete()  # type: ignore[union-attr]  # she has read some
    assert anna.take_out().status_code == 404
    assert not Certificate.objects.exists()


def test_a_certificate_stays_when_the_course_gets_more_to_do(anna: Graduate) -> None:
    first = anna.certificate()
    ModulePage.objects.filter(translation_key=anna.course.modules[0].key).update(title="Other words")
    LessonCompletion.objects.first().delete()  # type: ignore[union-attr]  # as if a lesson were new
    assert anna.client.get(f"/en/certificates/{first.written_code}/").status_code == 200
    second = anna.certificate("Åse Berg")
    assert taught(second.certificate.content, "en") == taught(first.certificate.content, "en")
    assert "Other words" not in str(second.certificate.content.content)


def test_without_an_account_there_is_none(small_tree: SiteTree, visitor: Visitor) -> None:
    key = small_tree.course["en"].translation_key
    for answer in (visitor.client.get("/en/me/certificates/"), visitor.client.post(f"/en/me/certificates/{key}/")):
        assert answer.status_code == 302
        assert answer.url.startswith("/en/accounts/login/")


def test_what_was_done_without_an_account_counts_after_signing_up(small_tree: SiteTree, visitor: Visitor) -> None:
    visitor.mark_read(small_tree.lessons["en"][0])
    LessonCompletion.objects.all().delete()
    complete(Learner.objects.get(), live_courses("en")[0])
    page = visitor.my_learning().content.decode()
    assert "With an account you can take out a certificate of it." in page
    user = UserFactory()
    visitor.client.post("/en/accounts/login/", {"login": user.email, "password": "a long walk by the fjord"})
    answer = visitor.client.post(f"/en/me/certificates/{small_tree.course['en'].translation_key}/", {"name": "Eva"})
    assert answer.status_code == 302
    assert CertificateVersion.objects.get().certificate.learner.user == user


def test_nobody_else_sees_takes_or_withdraws_hers(anna: Graduate) -> None:
    version = anna.certificate()
    other = Client()
    other.force_login(UserFactory())
    code = version.written_code
    assert code not in other.get("/en/me/certificates/").content.decode()
    assert other.get(f"/en/me/certificates/{code}/pdf/").status_code == 404
    assert other.post(f"/en/me/certificates/{code}/withdraw/").status_code == 404
    version.refresh_from_db()
    assert version.withdrawn_at is None


def test_one_that_is_withdrawn_can_be_taken_out_anew(anna: Graduate) -> None:
    first = anna.certificate()
    assert anna.withdraw(first).status_code == 302
    assert anna.client.get(f"/en/me/certificates/{first.written_code}/pdf/").status_code == 404
    when = anna.latest().withdrawn_at
    anna.withdraw(first)
    assert anna.latest().withdrawn_at == when
    second = anna.certificate()
    assert (second.number, second.withdrawn_at) == (2, None)


def test_it_says_when_the_last_thing_was_done(small_tree: SiteTree) -> None:
    done = datetime(2026, 3, 14, 23, 30, tzinfo=UTC)
    graduate(live_courses("en")[0], completed_at=done).certificate()
    # In the time of the site, where it was the next day already.
    assert str(Certificate.objects.get().completed_on) == "2026-03-15"


def test_it_tells_the_course_in_all_its_languages(anna: Graduate) -> None:
    content = describe(anna.course)
    assert set(content.content["languages"]) == {"en", "nb"}
    for language in ("en", "nb"):
        course = taught(content, language)
        [live] = [one for one in live_courses(language) if one.key == anna.course.key]
        assert (course.language, course.title) == (language, live.title)
        assert [module.name for module in course.modules] == [module.name for module in live.modules]
        assert all(module.outcomes for module in course.modules)
    assert taught(content, "el").language == "en"


def test_it_tells_no_more_than_was_asked_for_in_the_language_that_she_learnt_in(small_tree: SiteTree) -> None:
    """Of what English has besides, nothing stands on the certificate: neither modules nor hours."""
    english = describe(live_courses("en")[0])
    for module in small_tree.modules["nb"][1:]:
        module.unpublish()
    stamps.view.refresh(now=True)
    [norwegian] = live_courses("nb")
    content = describe(norwegian)
    names = {code: [row["name"] for row in told["modules"]] for code, told in content.content["languages"].items()}
    assert {code: len(told) for code, told in names.items()} == {"en": 1, "nb": 1}
    assert names["en"] == [live_courses("en")[0].modules[0].name]
    assert content.content["minutes"] < english.content["minutes"]


def test_many_certificates_share_what_the_course_held(anna: Graduate) -> None:
    anna.certificate()
    graduate(anna.course).certificate()
    assert CourseContent.objects.count() == 1


@pytest.mark.once
@pytest.mark.parametrize(
    ("minutes", "told"),
    [
        (1, "about 5 minutes"),
        (29, "about 30 minutes"),
        (46, "about 1 hour"),
        (90, "about 1.5 hours"),
        (240, "about 4 hours"),
    ],
)
def test_time_is_told_as_exactly_as_one_can(minutes: int, told: str) -> None:
    content = CourseContent(content={"minutes": minutes, "languages": {"en": {"title": "A course", "modules": []}}})
    assert taught(content, "en").time == told


def test_my_learning_leads_to_it(anna: Graduate) -> None:
    assert "so you can take out its certificate" in anna.client.get("/en/me/").content.decode()
    code = anna.certificate().written_code
    assert f"/nb/me/certificates/{code}/pdf/" in anna.client.get("/nb/me/").content.decode()


@pytest.mark.parametrize("courses", [1, 4])
def test_the_page_takes_as_many_queries_for_one_as_for_several(
    small_tree: SiteTree, django_assert_num_queries: Callable[..., Any], courses: int
) -> None:
    for number in range(1, courses):
        add_course(small_tree, f"more-{number}", lessons=1)
    anna = graduate(live_courses("en")[0])
    anna.certificate()
    for outline in live_courses("en")[1:]:
        complete(anna.learner, outline)
        anna.client.post(f"/en/me/certificates/{outline.key}/", {"name": "Anna"})
    anna.client.get("/en/me/certificates/")
    with django_assert_num_queries(6):  # session, user, versions, learner, completions, attempts
        page = anna.client.get("/en/me/certificates/")
    assert len(page.context["rows"]) == courses


def test_too_many_are_refused_honestly(anna: Graduate, settings: Any) -> None:
    settings.LIMITS = {**settings.LIMITS, "certificates": Limit(Rate(1, 3600), Rate(30, 3600))}
    anna.certificate()
    answer = anna.take_out("Åse Berg")
    assert answer.status_code == 429
    assert "Åse Berg" in answer.content.decode()
    assert CertificateVersion.objects.count() == 1
