"""What one has told belongs to oneself: it is shown, taken along, and goes with the account."""

from __future__ import annotations

import pytest

from mimi.people.models import User
from mimi.people.privacy import completeness
from mimi.people.privacy.erasure import erase
from mimi.people.privacy.export import as_data, collect
from mimi.people.privacy.subject import Subject
from practices.adaptations.models import Adaptation, AdaptationQuestion, Status
from practices.adaptations.record import MINE, send_back
from tests.factories import SiteTree, UserFactory
from tests.practices.adaptations.reporter import Moderator, Reporter
from tests.site.pages.visits import address, change, visit


def test_all_of_it_is_declared() -> None:
    assert completeness.problems() == []


def test_she_sees_and_takes_along_what_she_told(reporter: Reporter) -> None:
    AdaptationQuestion.objects.create(user=reporter.user, practice_key=reporter.key)
    reporter.send(name="Helena", shows_name="on", failed="The first week.", advice="Bring bread.")
    moderator = Moderator()
    change(lambda: send_back(reporter.report, moderator.user, "Where was it?"))
    data = {found["name"]: found for found in as_data(collect(Subject.of_user(reporter.user)))["data"]}
    (row,) = data["practices.adaptation.author"]["rows"]
    assert set(MINE) <= row.keys()
    assert (row["organisation"], row["advice"], row["reason"]) == ("Bakery Ås", "Bring bread.", "Where was it?")
    assert len(data["practices.adaptationquestion.user"]["rows"]) == 1
    html = reporter.client.get("/en/me/data/").content.decode()
    for said in ("Bring bread.", "Where was it?", "What you tell of practices that you have tried", "Employer"):
        assert said in html
    assert "You can withdraw it at any time." in reporter.client.get("/en/me/privacy/").content.decode()


def test_it_goes_with_the_account(reporter: Reporter, practised: SiteTree) -> None:
    reporter.published()
    page = address(practised.practices["en"][0])
    assert "Bakery Ås" in visit(page).content.decode()
    change(lambda: erase(Subject.of_user(reporter.user)))
    assert not Adaptation.objects.exists()
    assert "Bakery Ås" not in visit(page).content.decode()


def test_it_stays_when_the_editor_goes_who_published_it(reporter: Reporter) -> None:
    reporter.published()
    editor = reporter.report.decided_by
    assert editor
    erase(Subject.of_user(User.objects.get(pk=editor.pk)))
    assert reporter.report.status == Status.PUBLISHED
    assert reporter.report.decided_by is None


@pytest.mark.parametrize("do", ["never", "again"])
def test_a_refusal_is_shown_and_goes_too(reporter: Reporter, do: str) -> None:
    other = UserFactory()
    reporter.client.post("/en/me/tried/", {"do": "never"})
    reporter.client.post("/en/me/tried/", {"do": do})
    held = "letters.refusal.user" in {
        found["name"] for found in as_data(collect(Subject.of_user(reporter.user)))["data"]
    }
    assert held == (do == "never")
    assert not other.letter_refusals.exists()
    erase(Subject.of_user(reporter.user))
    assert not User.objects.filter(pk=reporter.user.pk).exists()
