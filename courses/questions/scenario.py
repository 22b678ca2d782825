"""Scenario: a short branching story of three to five decisions with their consequences.

Each decision is kept at once, as an answer to its scene; the story goes on from there on any device and in any
language. When it has ended, the whole is kept as the answer to the question.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from courses.h5p.out.contents import Content, Exported, LeftOutError

from .base import (
    JSON,
    AnswerForm,
    Choice,
    Entry,
    Given,
    Grade,
    ItemList,
    Question,
    QuestionBlock,
    QuestionType,
)
from .choice import multi_choice

END = 0
BEST = 2
WORTH = [("2", _("good")), ("1", _("possible")), ("0", _("poor"))]
STATES = {2: "right", 1: "part", 0: "wrong"}


class DecisionBlock(blocks.StructBlock):
    """One thing to decide, and what it leads to."""

    text = blocks.CharBlock(max_length=300, label=_("Decision"))
    worth = blocks.ChoiceBlock(choices=WORTH, default="0", label=_("How good it is"))
    feedback = blocks.TextBlock(label=_("What it leads to"))
    next = blocks.IntegerBlock(
        min_value=END,
        label=_("Goes on with"),
        help_text=_("The number of a later scene; 0 ends the story."),
    )


class SceneBlock(blocks.StructBlock):
    """One situation of the story."""

    text = blocks.TextBlock(label=_("Scene"))
    choices = blocks.ListBlock(DecisionBlock(), min_num=2, max_num=5, label=_("Decisions"))


def _astray(decisions: Any, first: int, last: int) -> forms.ValidationError | None:
    """Return an error for each decision that neither ends the story nor leads to a scene from `first` to `last`."""
    message = _("A decision leads to a later scene, or to 0, which ends the story.")
    errors = {
        n: blocks.StructBlockValidationError(block_errors={"next": forms.ValidationError(message)})
        for n, decision in enumerate(decisions)
        if decision["next"] != END and not first <= decision["next"] <= last
    }
    if not errors:
        return None
    return blocks.StructBlockValidationError(block_errors={"choices": blocks.ListBlockValidationError(errors)})


class ScenarioBlock(QuestionBlock):
    """Fields of a scenario."""

    scenes = blocks.ListBlock(SceneBlock(), min_num=1, max_num=12, label=_("Scenes"))

    def demand(self, value: Any) -> None:
        """Demand that each decision leads on to a later scene, or to the end."""
        last = len(value["scenes"])
        astray = {
            n: errors
            for n, scene in enumerate(value["scenes"])
            if (errors := _astray(scene["choices"], first=n + 2, last=last))
        }
        if astray:
            raise blocks.StructBlockValidationError(block_errors={"scenes": blocks.ListBlockValidationError(astray)})

    class Meta:
        icon = "openquote"
        label = _("Scenario")
        description = _("A short story with decisions and their consequences")
        preview_value: dict[str, Any] = {
            "prompt": "Karim comes late for the third time. Decide, step by step.",
            "scenes": [
                {
                    "text": "He stands in the door and looks at the floor.",
                    "choices": [
                        {"text": "Ask what his mornings look like", "worth": "2", "next": 0},
                        {"text": "Remind him of the rules", "worth": "1", "next": 0},
                    ],
                }
            ],
        }


class Story:
    """A scenario's scenes, and how far somebody has come in them.

    `path` holds the (scene, choice) ids of what was decided, `now` the scene to decide in, None at the end. Where an
    editor has taken a decision away, the story stands at its scene again.
    """

    def __init__(self, question: Question, given: Given) -> None:
        self.scenes = ItemList.of(question.value, "scenes").items
        self.path: list[tuple[str, str]] = []
        self.now: tuple[str, Any] | None = self.scenes[0] if self.scenes else None
        while self.now is not None:
            scene_id, _scene = self.now
            chosen = str(given.get(scene_id, ""))
            decision = self.open_decisions.get(chosen)
            if decision is None:
                break
            self.now = self.after(decision)
            self.path.append((scene_id, chosen))

    @property
    def open_decisions(self) -> dict[str, Any]:
        """What can be decided now, by id; nothing at the end."""
        return dict(ItemList.of(self.now[1], "choices").items) if self.now else {}

    @property
    def past_decisions(self) -> set[str]:
        """The ids of all that could be decided in the scenes that are past."""
        scenes = dict(self.scenes)
        return {choice_id for scene_id, _chosen in self.path for choice_id in _ids(scenes[scene_id])}

    def after(self, decision: Any) -> tuple[str, Any] | None:
        """Return the later scene that a decision taken now leads to; None at the end."""
        number = int(decision["next"] or END)
        here = 1 + self.scenes.index(self.now) if self.now else 0
        return self.scenes[number - 1] if here < number <= len(self.scenes) else None

    def past(self) -> list[Choice]:
        """Return the decisions that were taken, with their scenes and what they led to."""
        scenes = dict(self.scenes)
        taken = []
        for scene_id, choice_id in self.path:
            decision = dict(ItemList.of(scenes[scene_id], "choices").items)[choice_id]
            taken.append(
                Choice(
                    id=choice_id,
                    about=scenes[scene_id]["text"],
                    text=decision["text"],
                    selected=True,
                    state=STATES[int(decision["worth"] or 0)],
                    feedback=decision["feedback"],
                )
            )
        return taken


class ScenarioForm(AnswerForm):
    """Reads the decision in the scene that the story has come to.

    A decision in a scene that is past, sent twice or from a tab that fell behind, is no mistake and changes nothing.
    Where an editor has let the story end earlier than it did, nothing is left to decide, and the answer is what was
    decided until then.
    """

    def build(self) -> None:
        self.story = Story(self.question, self.given)
        self.fields["answer"] = forms.ChoiceField(
            choices=[(choice_id, choice_id) for choice_id in (*self.story.open_decisions, *self.story.past_decisions)],
            required=self.story.now is not None,
            widget=forms.RadioSelect,
            error_messages={
                "required": _("Choose what to do first."),
                "invalid_choice": _("Choose one of the things shown."),
            },
        )

    @property
    def response(self) -> JSON:
        """What was decided until now, and this decision."""
        path = [list(step) for step in self.story.path]
        if self.story.now and self.cleaned_data["answer"] in self.story.open_decisions:
            path.append([self.story.now[0], self.cleaned_data["answer"]])
        return path

    @property
    def entries(self) -> list[Entry]:
        story, chosen = self.story, self.cleaned_data["answer"]
        if self.question.id in self.given:
            return []
        entries: list[Entry] = []
        if story.now is not None:
            decision = story.open_decisions.get(chosen)
            if decision is None:
                return []
            entries.append((story.now[0], chosen, _worth([decision])))
            if story.after(decision) is not None:
                return entries
        return [*entries, (self.question.id, self.response, self.question.type.grade(self.question, self.response))]


def _ids(scene: Any) -> list[str]:
    return ItemList.of(scene, "choices").ids


def _worth(decisions: list[Any]) -> Grade:
    points = sum(int(decision["worth"] or 0) for decision in decisions)
    possible = BEST * len(decisions)
    return Grade(correct=bool(decisions) and points == possible, share=points / possible if possible else 0.0)


class Scenario(QuestionType):
    """A share of the points for each decision; the response is the list of (scene, choice) ids."""

    name = "scenario"
    block = ScenarioBlock
    form = ScenarioForm
    stepwise = True

    def grade(self, question: Question, response: JSON) -> Grade:
        scenes = dict(ItemList.of(question.value, "scenes").items)
        taken = []
        for scene_id, choice_id in response:
            if scene_id in scenes:
                decision = dict(ItemList.of(scenes[scene_id], "choices").items).get(choice_id)
                taken += [decision] if decision else []
        return _worth(taken)

    def choices(self, question: Question, response: JSON | None, seed: str) -> list[Choice]:
        if response is not None:
            return Story(question, dict(response)).past()
        return self._open_choices(Story(question, {}))

    def shown(self, question: Question, given: Given) -> dict[str, Any]:
        """Return the scene that the story has come to, what can be decided there, and what was decided before."""
        story = Story(question, given)
        return {
            "scene": story.now[1]["text"] if story.now else "",
            "past": story.past(),
            "choices": self._open_choices(story),
        }

    @staticmethod
    def _open_choices(story: Story) -> list[Choice]:
        scene = story.now[1]["text"] if story.now else ""
        return [
            Choice(id=choice_id, text=value["text"], about=scene) for choice_id, value in story.open_decisions.items()
        ]

    def skeleton(self, question: Question) -> list[tuple[str, JSON]]:
        """Return the scenes and their decisions, each of these with its worth and where it leads to."""
        found: list[tuple[str, JSON]] = []
        for scene_id, scene in ItemList.of(question.value, "scenes").items:
            found.append((scene_id, None))
            decisions = ItemList.of(scene, "choices").items
            found += [(choice_id, [int(one["worth"] or 0), int(one["next"] or END)]) for choice_id, one in decisions]
        return found

    def h5p(self, question: Question, allowed: Collection[str]) -> Exported:
        """Return an H5P.MultiChoice for each scene on the best way through the story."""
        story, given, contents = Story(question, {}), {}, []
        while story.now is not None:
            content, best = _scene_as_h5p(question, *story.now)
            contents.append(content)
            given[story.now[0]] = best
            story = Story(question, given)
        if not contents:
            raise LeftOutError(gettext("It isn’t finished: it has no scene."))
        if len(contents) == 1:
            return Exported(tuple(contents))
        note = gettext("Becomes one question a scene, on the best way through the story; other ways are left out.")
        return Exported(tuple(contents), note)


def _scene_as_h5p(question: Question, scene_id: str, scene: Any) -> tuple[Content, str]:
    """Return a scene as a question, and the id of the decision that leads on."""
    decisions = ItemList.of(scene, "choices").items
    worth = {choice_id: int(one["worth"] or 0) for choice_id, one in decisions}
    highest = max(worth.values(), default=0)
    answers = [(one["text"], worth[choice_id] == highest, one["feedback"]) for choice_id, one in decisions]
    about = f"{question.prompt}\n\n{scene['text']}"
    content = multi_choice(question, about, answers, several=False, names=(question.id, scene_id))
    return content, next(choice_id for choice_id, points in worth.items() if points == highest)
