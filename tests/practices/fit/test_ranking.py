"""The ranking is a plain sum: each point has a reason, and nothing that fits better ever counts for less."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from typing import Any

from django.http import QueryDict
from hypothesis import given
from hypothesis import strategies as st

from practices.fit.profile import (
    COUNTRY,
    GROUP,
    LEVELS,
    MEANS,
    PEOPLE,
    PHASE,
    QUESTIONS,
    SETTING,
    SEVERAL,
    SIZE,
    TIME,
    Profile,
    codes_of,
    read_code,
    read_form,
)
from practices.fit.ranking import Declared, fit, rank
from practices.fit.words import answers_in_words, questions, reason_text, tell
from practices.organisations import Size

NAMES = {
    COUNTRY: [("no", "Norway"), ("at", "Austria"), ("gr", "Greece")],
    SETTING: [("employer", "Employer"), ("ngo", "NGO"), ("municipality", "Municipality")],
    GROUP: [("women", "Women"), ("men", "Men"), ("youth-1", "Youth")],
    PHASE: [("arrival", "Arrival"), ("staying", "Staying")],
}


def values(question: str) -> st.SearchStrategy[list[str]]:
    most = 3 if question in SEVERAL else 1
    return st.lists(st.sampled_from(codes_of(question, NAMES)), max_size=most, unique=True)


def some(question: str) -> st.SearchStrategy[frozenset[str]]:
    return st.frozensets(st.sampled_from(codes_of(question, NAMES)), max_size=2)


profiles = st.fixed_dictionaries({question: values(question) for question in QUESTIONS}).map(Profile.of)
levels = st.sampled_from(["", *LEVELS])
practices = st.builds(
    Declared,
    country=st.sampled_from(["", "no", "at", "gr"]),
    settings=some(SETTING),
    groups=some(GROUP),
    phases=some(PHASE),
    effort=levels,
    transferability=levels,
)


def points(profile: Profile, practice: Declared) -> int:
    return fit(profile, practice).points


def answered(profile: Profile, question: str, *codes: str) -> Profile:
    return Profile.of({**dict(profile.answers), question: codes})


@given(profiles, practices)
def test_every_point_has_a_reason_and_every_reason_a_sentence(profile: Profile, practice: Declared) -> None:
    judged = fit(profile, practice)
    told = tell(judged, NAMES)
    assert told.points == sum(reason.points for reason in told.reasons) <= told.most
    assert all(reason.text.endswith(".") and "%(" not in reason.text for reason in told.reasons)
    assert [reason.sign.replace("\u2212", "-") for reason in told.reasons] == [
        f"{reason.points:+d}" if reason.points else "0" for reason in judged.reasons
    ]
    assert len({reason.about for reason in judged.reasons}) == len(judged.reasons)


@given(profiles, practices)
def test_what_is_not_answered_counts_for_nothing(profile: Profile, practice: Declared) -> None:
    abouts = {reason.about for reason in fit(profile, practice).reasons} - {"travel"}
    people = {PEOPLE} if profile.one(SIZE) == "small" else set()
    assert abouts <= {question for question, _codes in profile.answers} | people
    assert not fit(Profile(), practice).reasons


@given(profiles, practices)
def test_where_everything_fits_there_are_all_the_points(profile: Profile, practice: Declared) -> None:
    everything = Declared(
        profile.one(COUNTRY), *(frozenset(profile[q]) for q in (SETTING, GROUP, PHASE)), "low", practice.transferability
    )
    judged = fit(profile, everything)
    assert judged.points == judged.most


@given(profiles, practices, st.sampled_from(MEANS))
def test_more_means_never_count_for_less(profile: Profile, practice: Declared, means: str) -> None:
    reached = [points(answered(profile, means, level), practice) for level in LEVELS]
    assert reached == sorted(reached)


@given(profiles, practices)
def test_less_effort_and_travelling_better_never_count_for_less(profile: Profile, practice: Declared) -> None:
    efforts = [points(profile, replace(practice, effort=level)) for level in reversed(LEVELS)]
    travels = [points(profile, replace(practice, transferability=level)) for level in LEVELS]
    assert efforts == sorted(efforts)
    assert travels == sorted(travels)


@given(profiles, practices, st.data())
def test_having_more_in_common_never_counts_for_less(profile: Profile, practice: Declared, data: Any) -> None:
    name, question = data.draw(st.sampled_from([("settings", SETTING), ("groups", GROUP), ("phases", PHASE)]))
    mine = profile[question]
    more = replace(practice, **{name: getattr(practice, name) | set(mine)})
    assert points(profile, more) >= points(profile, practice)
    at_home = replace(practice, country=profile.one(COUNTRY) or practice.country)
    assert points(profile, at_home) >= points(profile, practice)


@given(profiles, st.lists(practices, max_size=12))
def test_ranking_is_a_pure_function_and_loses_nothing(profile: Profile, shelf: list[Declared]) -> None:
    order = rank(profile, shelf)
    assert sorted(order) == list(range(len(shelf)))
    assert order == rank(profile, list(shelf))
    reached = [points(profile, shelf[place]) for place in order]
    assert reached == sorted(reached, reverse=True)
    for one, other in pairwise(order):
        if points(profile, shelf[one]) == points(profile, shelf[other]):
            assert one < other


@given(profiles)
def test_answers_have_one_text_which_is_read_back(profile: Profile) -> None:
    assert read_code(profile.code, NAMES) == profile
    form = QueryDict(mutable=True)
    for question, codes in profile.answers:
        form.setlist(question, list(reversed(codes)))
    assert read_form(form, NAMES) == profile
    assert all(character.isalnum() or character in "-_.~" for character in profile.code)


@given(st.text(max_size=60))
def test_anything_may_stand_in_an_address(text: str) -> None:
    profile = read_code(text, NAMES)
    assert read_code(profile.code, NAMES) == profile


def test_what_nobody_could_have_answered_is_left_out() -> None:
    assert not read_code("country.xx~size.huge~mood.good~time", NAMES)
    assert read_code("country.no.at", NAMES).code == "country.no"
    assert read_code("time.low~country.no", NAMES).code == "country.no~time.low"
    assert read_code("group.women.men.women", NAMES).code == "group.men.women"


def test_a_small_organisation_counts_as_few_people_unless_it_says_more() -> None:
    small = Profile.of({SIZE: ["small"]})
    hard = Declared(effort="high")
    assert points(small, hard) == -2
    assert reason_text(fit(small, hard).reasons[0], NAMES) == (
        "It takes a lot: a small organisation has far too few people."
    )
    assert points(answered(small, PEOPLE, "high"), hard) == 1
    assert not fit(Profile.of({SIZE: ["large"]}), hard).reasons


def test_the_reasons_say_why_and_why_not() -> None:
    profile = Profile.of({COUNTRY: ["at"], SETTING: ["employer"], GROUP: ["men"], PHASE: ["staying"], TIME: ["low"]})
    practice = Declared("no", frozenset({"ngo", "employer"}), frozenset({"women"}), frozenset(), "medium", "high")
    told = [(reason.sign, reason.text) for reason in tell(fit(profile, practice), NAMES).reasons]
    assert told == [
        ("0", "It comes from another country: Norway."),
        ("+2", "It was run in your kind of organisation: Employer."),
        ("+1", "It travels well to other places and organisations."),
        ("0", "It was made for others: Women."),
        ("0", "It does not say where on the way it helps."),
        ("\u22121", "It takes a fair amount: you may have too little time."),
    ]


def test_every_question_has_its_answers_in_words() -> None:
    asked = questions(Profile.of({SIZE: ["small"]}), NAMES)
    assert [question["name"] for question in asked] == list(QUESTIONS)
    assert all(question["options"] for question in asked)
    assert [option["code"] for option in asked[2]["options"]] == Size.values
    assert answers_in_words(Profile.of({SIZE: ["small"], COUNTRY: ["no"]}), NAMES) == [
        "Norway",
        "Small: fewer than 20 people",
    ]
