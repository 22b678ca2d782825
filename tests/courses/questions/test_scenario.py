"""Scenario: a story by itself, without a learner."""

from __future__ import annotations

from typing import Any

import pytest
from wagtail.blocks import StructBlockValidationError

from courses.questions import QUESTION_TYPES, Question
from courses.questions.base import Entry
from tests.courses.questions.test_every_type import posted
from tests.factories.questions import choice_id, make_question, question_data, question_id, scene

Decisions = dict[str, tuple[int, int]]
# door → talk → end, or door → walk → talk → end.
STORY: dict[str, Decisions] = {
    "door": {"ask": (2, 3), "remind": (1, 2), "send": (0, 0)},
    "walk": {"wait": (1, 3), "leave": (0, 0)},
    "talk": {"listen": (2, 0), "speak": (0, 0)},
}


def scenes(story: dict[str, Decisions] | None = None, language: str = "en") -> list[dict[str, Any]]:
    """Return a story's scenes as they are stored."""
    return [scene("story", place, decisions, language) for place, decisions in (story or STORY).items()]


def story(changed: dict[str, Decisions] | None = None, language: str = "en") -> Question:
    """Return a story as a question."""
    return make_question("scenario", "story", language=language, scenes=scenes(changed, language))


def id_of(*names: str) -> str:
    """Return the id of a scene, or of a decision in it."""
    return choice_id("story", "/".join(names))


def given(*decisions: tuple[str, str]) -> dict[str, str]:
    """Return what is kept of these decisions."""
    return {id_of(place): id_of(place, decision) for place, decision in decisions}


def decide(question: Question, place: str, decision: str, *before: tuple[str, str]) -> list[Entry]:
    """Return what is to be kept of a decision."""
    form = question.type.form(question, posted({"answer": id_of(place, decision)}), given(*before))
    assert form.is_valid(), form.errors
    return form.entries


def shown(question: Question, *before: tuple[str, str]) -> tuple[str, list[str], list[str]]:
    """Return the scene, what can be decided, and what was decided before."""
    context = question.type.shown(question, given(*before))
    return context["scene"], [c.text for c in context["choices"]], [c.text for c in context["past"]]


def test_it_begins_with_its_first_scene() -> None:
    assert shown(story()) == (
        "Scene door of story",
        ["Decision ask at door of story", "Decision remind at door of story", "Decision send at door of story"],
        [],
    )


def test_a_decision_leads_to_its_scene_and_tells_what_it_led_to() -> None:
    question = story()
    text, choices, past = shown(question, ("door", "ask"))
    assert (text, len(choices), past) == ("Scene talk of story", 2, ["Decision ask at door of story"])
    taken = question.type.shown(question, given(("door", "ask")))["past"]
    assert (taken[0].state, taken[0].feedback) == ("right", "Feedback to ask at door of story")
    assert shown(question, ("door", "remind"))[0] == "Scene walk of story"


def test_a_decision_is_kept_as_the_answer_to_its_scene() -> None:
    ((key, response, grade),) = decide(story(), "door", "remind")
    assert (key, response) == (id_of("door"), id_of("door", "remind"))
    assert (grade.share, grade.correct) == (0.5, False)


def test_the_last_decision_keeps_the_whole_story_too() -> None:
    scene_entry, whole = decide(story(), "talk", "listen", ("door", "ask"))
    assert scene_entry[0] == id_of("talk")
    assert whole[0] == question_id("story")
    assert whole[1] == [[id_of("door"), id_of("door", "ask")], [id_of("talk"), id_of("talk", "listen")]]
    assert (whole[2].share, whole[2].correct) == (1.0, True)


@pytest.mark.parametrize(
    ("path", "share"),
    [
        ((("door", "send"),), 0.0),
        ((("door", "ask"), ("talk", "listen")), 1.0),
        ((("door", "ask"), ("talk", "speak")), 0.5),
        ((("door", "remind"), ("walk", "wait"), ("talk", "listen")), 4 / 6),
        ((("door", "remind"), ("walk", "leave")), 0.25),
    ],
)
def test_each_decision_is_a_share(path: tuple[tuple[str, str], ...], share: float) -> None:
    *before, (place, decision) = path
    grade = decide(story(), place, decision, *before)[-1][2]
    assert grade.share == pytest.approx(share)
    assert grade.correct is (share == 1)


@pytest.mark.parametrize("again", ["ask", "remind"])
def test_a_decision_in_a_scene_that_is_past_is_no_mistake_and_changes_nothing(again: str) -> None:
    assert decide(story(), "door", again, ("door", "ask")) == []
    assert decide(story(), "door", again, ("door", "ask"), ("talk", "speak"))[:-1] == []


@pytest.mark.parametrize(
    ("answer", "sentence"),
    [
        ("", "Choose what to do first."),
        ("made-up", "Choose one of the things shown."),
        ("talk/listen", "Choose one of the things shown."),
        ("walk/wait", "Choose one of the things shown."),
    ],
)
def test_what_cannot_be_decided_now_is_refused(answer: str, sentence: str) -> None:
    question = story()
    sent = id_of(*answer.split("/")) if "/" in answer else answer
    form = question.type.form(question, posted({"answer": sent}), {})
    assert not form.is_valid()
    assert [errors[0] for errors in form.errors.values()] == [sentence]


def test_it_goes_on_in_another_language() -> None:
    question = story(language="el")
    assert shown(question, ("door", "ask")) == (
        "Scene talk of story (el)",
        ["Decision listen at talk of story (el)", "Decision speak at talk of story (el)"],
        ["Decision ask at door of story (el)"],
    )


def test_a_story_that_has_ended_is_told_with_its_consequences() -> None:
    question = story(language="de")
    response = decide(story(), "talk", "speak", ("door", "ask"))[-1][1]
    told = question.type.choices(question, response, "seed")
    assert [(step.about, step.text, step.state, step.feedback) for step in told] == [
        (
            "Scene door of story (de)",
            "Decision ask at door of story (de)",
            "right",
            "Feedback to ask at door of story (de)",
        ),
        (
            "Scene talk of story (de)",
            "Decision speak at talk of story (de)",
            "wrong",
            "Feedback to speak at talk of story (de)",
        ),
    ]


def test_a_decision_that_an_editor_has_taken_away_is_asked_for_anew() -> None:
    changed = story({**STORY, "door": {"remind": (1, 2), "send": (0, 0)}})
    assert shown(changed, ("door", "ask"), ("talk", "speak"))[0] == "Scene door of story"
    assert [entry[0] for entry in decide(changed, "door", "remind", ("door", "ask"))] == [id_of("door")]


def test_a_scene_that_an_editor_has_taken_away_is_passed_over() -> None:
    changed = story({"talk": STORY["talk"]})
    assert shown(changed, ("door", "ask"))[0] == "Scene talk of story"
    response = [[id_of("door"), id_of("door", "ask")], [id_of("talk"), id_of("talk", "speak")]]
    assert [step.text for step in changed.type.choices(changed, response, "seed")] == [
        "Decision speak at talk of story"
    ]
    assert changed.type.grade(changed, response).share == 0
    assert changed.type.grade(changed, [["gone", "gone"]]).correct is False


def test_a_story_that_an_editor_lets_end_earlier_is_ended_by_the_next_send() -> None:
    changed = story({**STORY, "door": {"ask": (2, 0), "send": (0, 0)}})
    assert shown(changed, ("door", "ask"))[:2] == ("", [])
    form = changed.type.form(changed, posted({}), given(("door", "ask")))
    assert form.is_valid(), form.errors
    ((key, response, grade),) = form.entries
    assert (key, response) == (question_id("story"), [[id_of("door"), id_of("door", "ask")]])
    assert grade.correct


@pytest.mark.parametrize("leads_to", [-1, 1, 9])
def test_a_draft_that_leads_backwards_or_nowhere_goes_round_in_no_circle(leads_to: int) -> None:
    draft = story({"door": {"ask": (2, 2), "send": (0, 0)}, "walk": {"wait": (1, leads_to), "leave": (0, 0)}})
    assert shown(draft, ("door", "ask"), ("walk", "wait"))[:2] == ("", [])


def clean(changed: dict[str, Decisions]) -> Any:
    """Return the story as the editor's form accepts it."""
    block = QUESTION_TYPES["scenario"].block()
    return block.clean(block.to_python(question_data("scenario", "story", scenes=scenes(changed))["value"]))


@pytest.mark.parametrize("leads_to", [1, 2, 4, 99])
def test_an_editor_leads_each_decision_to_a_later_scene(leads_to: int) -> None:
    assert clean(STORY)
    with pytest.raises(StructBlockValidationError) as refused:
        clean({**STORY, "walk": {"wait": (1, 3), "leave": (0, leads_to)}})
    # At the field that is wrong, and only there.
    told = refused.value.as_json_data()["blockErrors"]["scenes"]["blockErrors"]
    assert set(told) == {1}
    told = told[1]["blockErrors"]["choices"]["blockErrors"]
    assert set(told) == {1}
    (message,) = told[1]["blockErrors"]["next"]["messages"]
    assert message == "A decision leads to a later scene, or to 0, which ends the story."


@pytest.mark.parametrize("count", [1, 6])
def test_an_editor_gives_two_to_five_decisions(count: int) -> None:
    with pytest.raises(StructBlockValidationError):
        clean({"door": {f"decision-{n}": (1, 0) for n in range(count)}})


@pytest.mark.parametrize("kind", QUESTION_TYPES)
def test_a_draft_may_be_unfinished(kind: str) -> None:
    block = QUESTION_TYPES[kind].block()
    half = block.to_python({"prompt": "", "explanation": ""})
    with pytest.raises(StructBlockValidationError):
        block.clean(half)
    assert block.clean_deferred(half)
    with pytest.raises(StructBlockValidationError):
        block.clean(half)


@pytest.mark.parametrize("kind", QUESTION_TYPES)
def test_a_draft_can_be_looked_at(kind: str) -> None:
    block = QUESTION_TYPES[kind].block()
    empty = block.to_python({})
    question = Question(id=question_id("draft"), type=QUESTION_TYPES[kind], value=empty, number=1)
    assert isinstance(question.type.choices(question, None, "seed"), list)
    assert isinstance(question.type.shown(question, {}), dict)
    assert question.type.form(question, posted({})) is not None
