"""Nobody can forget to declare what is stored about people."""

from __future__ import annotations

import dataclasses
from typing import Any

import pytest
from django.db.models import Field

from courses.progress.models import Enrolment, QuizAnswer
from mimi.people.models import Learner, User
from mimi.people.privacy import completeness
from mimi.people.privacy import declarations as declared
from mimi.people.privacy.declarations import Declaration, Fate, declarations
from practices.models import PracticeContact

FOUND_BY_KEY = [declaration for declaration in declarations() if not declaration.select]


def test_all_that_is_stored_about_people_is_declared() -> None:
    assert completeness.problems() == [], "See the hint beside each sentence for what to do."


def without(monkeypatch: Any, declaration: Declaration, *instead: Declaration) -> list[str]:
    """Return what is said when a declaration is missing, or another stands in its place."""
    rest = [other for other in declarations() if other is not declaration]
    monkeypatch.setattr(declared, "_declarations", [*rest, *instead])
    return [f"{sentence} {hint}" for sentence, hint in completeness.problems()]


def declaration_of(model: Any) -> Declaration:
    return next(declaration for declaration in declarations() if declaration.model is model)


@pytest.mark.parametrize("declaration", FOUND_BY_KEY, ids=lambda declaration: declaration.name)
def test_a_missing_declaration_is_noticed(monkeypatch: Any, declaration: Declaration) -> None:
    said = without(monkeypatch, declaration)
    assert any(f"{declaration.model._meta.label}." in sentence for sentence in said)


def test_what_to_do_is_said(monkeypatch: Any) -> None:
    (said,) = without(monkeypatch, declaration_of(Enrolment))
    assert said.startswith("courses.Enrolment.learner leads to people.Learner, and nothing says what is stored there")
    assert "Declare it in courses/personal_data.py with declare()" in said


def test_what_hangs_on_something_that_is_hers_is_hers(monkeypatch: Any) -> None:
    said = without(monkeypatch, declaration_of(QuizAnswer))
    assert any("courses.QuizAnswer.attempt leads to courses.QuizAttempt" in sentence for sentence in said)


def test_a_new_field_must_be_named(monkeypatch: Any) -> None:
    old = declaration_of(Enrolment)
    new = dataclasses.replace(old, fields={name: v for name, v in old.fields.items() if name != "started_at"})
    (said,) = without(monkeypatch, old, new)
    assert said.startswith("courses.Enrolment.started_at is stored of people, and its declaration doesn't name it.")


def test_a_key_that_can_not_be_empty_can_not_be_cleared(monkeypatch: Any) -> None:
    old = declaration_of(Enrolment)
    (said, *_rest) = without(monkeypatch, old, dataclasses.replace(old, fate=Fate.CLEARED))
    assert said.startswith("courses.Enrolment.learner can't be empty")


def test_an_address_without_a_key_is_noticed(monkeypatch: Any) -> None:
    monkeypatch.setattr(declared, "_exempt", {})
    (said,) = [sentence for sentence, _hint in completeness.problems()]
    assert said.startswith(f"{PracticeContact._meta.label}.email looks as if it told who somebody is")


def test_the_check_at_start_up_says_the_same(monkeypatch: Any) -> None:
    assert completeness.personal_data_is_declared(None) == []
    without(monkeypatch, declaration_of(Enrolment))
    (error,) = completeness.personal_data_is_declared(None)
    assert (error.id, error.level) == ("people.E001", 40)


def test_no_secret_is_in_the_copy() -> None:
    names = {(d.model._meta.label, name) for d in declarations() for name in d.fields}
    secrets = {
        (User._meta.label, "password"),
        ("mfa.Authenticator", "data"),
        ("sessions.Session", "session_key"),
        ("sessions.Session", "session_data"),
        ("account.EmailConfirmation", "key"),
        ("wagtailcore.APIToken", "key_hash"),
    }
    withheld = {(d.model._meta.label, name) for d in declarations() for name in d.withheld}
    assert not names & secrets
    assert secrets <= withheld


@pytest.mark.parametrize("declaration", declarations(), ids=lambda declaration: declaration.name)
def test_times_of_activity_are_times(declaration: Declaration) -> None:
    for name in declaration.activity:
        field: Field[Any, Any] = declaration.model._meta.get_field(name)  # type: ignore[assignment]
        assert field.get_internal_type() == "DateTimeField"


def test_learning_counts_as_being_here() -> None:
    active = {declaration.model for declaration in declarations() if declaration.activity}
    assert {User, Learner, Enrolment, QuizAnswer} <= active
