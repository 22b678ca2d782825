"""A certificate of one's own: taken out, checked by somebody without an account, withdrawn. Slides to take along."""

from __future__ import annotations

import re
import uuid
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser import NewContext, RunningSite
from tests.e2e.atlas import Atlas
from tests.e2e.person import Person

pytestmark = pytest.mark.e2e

NAME = "Παναγιώτης Παπαδόπουλος"
# As if she had read and passed all that the course with the final assessment asks for.
COMPLETE = """
from django.utils import timezone
from courses.outline import live_courses
from courses.progress.models import LessonCompletion, QuizAttempt
from mimi.people.models import Learner
learner, _made = Learner.objects.get_or_create(user_id={user})
course = next(course for course in live_courses("en") if course.assessment)
for step in course.required:
    facts = dict(learner=learner, course_key=course.key, language="en")
    if step.kind == "lesson":
        LessonCompletion.objects.get_or_create(learner=learner, lesson_key=step.key, defaults=facts)
    else:
        QuizAttempt.objects.create(quiz_key=step.key, finished_at=timezone.now(), passed=True, **facts)
"""
# Other tests count who has read a lesson.
FORGET = """
from mimi.people.models import Learner
Learner.objects.filter(user__email="{email}").delete()
"""
USER = "from django.contrib.auth import get_user_model as m; print(m().objects.get(email='{email}').pk)"


@pytest.fixture
def graduate(new_context: NewContext, live_site: RunningSite) -> Iterator[Person]:
    """Somebody with an account who has completed the course."""
    email = f"panagiotis-{uuid.uuid4().hex[:8]}@example.org"
    person = Person(new_context().new_page(), live_site, "en")
    person.page.goto("/en/accounts/signup/")
    person.sign_up(email)
    user = live_site.manage("shell", "--verbosity=0", "--command", USER.format(email=email)).strip()
    live_site.manage("shell", "--verbosity=0", "--command", COMPLETE.format(user=user))
    yield person
    live_site.manage("shell", "--verbosity=0", "--command", FORGET.format(email=email))


def test_a_certificate_is_taken_out_checked_and_withdrawn(
    graduate: Person, new_context: NewContext, live_site: RunningSite, tmp_path: Path
) -> None:
    person = graduate
    person.page.goto("/en/me/")
    person.press(person.link("Get the certificate"))
    person.main.get_by_label(person.says("Your name, as it is to stand on the certificate")).fill(NAME)
    person.press(person.button("Get the certificate"))
    expect(person.main.get_by_text(NAME)).to_be_visible()
    code = person.main.get_by_role("definition").filter(has_text=re.compile(r"^[0-9A-Z]{4}(-[0-9A-Z]{4}){3}$"))
    told = code.inner_text()
    with person.page.expect_download() as download:
        person.press(person.main.get_by_role("link", name=re.compile("^Download it as PDF")))
    download.value.save_as(tmp_path / "certificate.pdf")
    assert (tmp_path / "certificate.pdf").read_bytes().startswith(b"%PDF")

    employer = Person(new_context().new_page(), live_site, "el")
    employer.page.goto("/el/certificates/")
    employer.main.get_by_role("textbox").fill(told.lower().replace("-", " "))
    employer.press(employer.main.get_by_role("button"))
    expect(employer.page).to_have_url(f"{employer.home}/el/certificates/{told}/")
    expect(employer.main.get_by_role("heading", level=1)).to_have_text(employer.says("This certificate is genuine"))
    expect(employer.main.get_by_role("heading", name=NAME)).to_be_visible()

    person.main.get_by_text(person.says("Withdraw it"), exact=True).click()
    person.press(person.main.get_by_role("button", name=re.compile("^Withdraw the certificate")))
    expect(
        person.page.get_by_text(person.says("The certificate is withdrawn. Its page says so from now on."))
    ).to_be_visible()
    employer.page.reload()
    expect(employer.main.get_by_role("heading", level=1)).to_have_text(employer.says("This certificate was withdrawn"))
    expect(employer.main.get_by_text(NAME)).to_have_count(0)


def test_a_trainer_takes_the_slides_of_a_module_along(
    new_context: NewContext, live_site: RunningSite, atlas: Atlas, tmp_path: Path
) -> None:
    trainer = Person(new_context(java_script_enabled=False).new_page(), live_site, "en", scripted=False)
    trainer.page.goto(atlas.module("2.1").urls["en"])
    trainer.main.get_by_label(trainer.says("Length")).select_option("60")
    trainer.main.get_by_label(trainer.says("A second language beside it")).select_option("el")
    with trainer.page.expect_download() as download:
        trainer.press(trainer.main.get_by_role("button", name=re.compile("PowerPoint")))
    assert download.value.suggested_filename.endswith("-60-en-el.pptx")
    file = tmp_path / "slides.pptx"
    download.value.save_as(file)
    with zipfile.ZipFile(file) as package:
        assert package.testzip() is None
        slides = [name for name in package.namelist() if re.fullmatch(r"ppt/slides/slide\d+\.xml", name)]
        assert len(slides) > 20
        cover = package.read("ppt/slides/slide1.xml").decode()
    assert 'lang="en-GB"' in cover
    assert 'lang="el-GR"' in cover
