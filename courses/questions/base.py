"""What every question type offers: editor's fields, a form, grading and feedback.

A question type is one module in this package with one subclass of `QuestionType`; adding a type is adding
a file and its test. Questions are identified by the id of their block, choices by the id of their list
item. Both are the same in every language, so an answer given in Norwegian is read in Greek.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, ClassVar

from django import forms
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from courses.h5p.out.contents import Exported
from mimi.pages import richtext

JSON = Any
Given = Mapping[str, JSON]


@dataclass(frozen=True)
class Grade:
    """How an answer was judged: `share` of the points from 0 to 1, `correct` only when all are reached."""

    correct: bool
    share: float


@dataclass(frozen=True)
class Option:
    """One line of a list to choose from."""

    id: str
    text: str
    selected: bool = False


@dataclass(frozen=True)
class Choice:
    """One thing to choose, to place, to match or to fill in, as a template shows it.

    `state` is empty until the answer is checked; then `right` (chosen and correct), `wrong` (chosen and
    not correct), `part` (chosen and possible), `missed` (correct and not chosen) or `rest`. `about` is what it
    belongs to: a left-hand side, a scene, the text before a gap; `answer` is what would have been right.
    """

    id: str
    text: str
    selected: bool = False
    state: str = ""
    feedback: str = ""
    position: int | None = None
    right_position: int | None = None
    about: str = ""
    after: str = ""
    answer: str = ""
    options: tuple[Option, ...] = ()

    def with_options(self, chosen: str) -> Choice:
        """Return a copy in which one of the options is selected."""
        return replace(self, options=tuple(replace(option, selected=option.id == chosen) for option in self.options))

    def with_text(self, text: str) -> Choice:
        """Return a copy with another text."""
        return replace(self, text=text)


@dataclass(frozen=True)
class Question:
    """One question of a quiz.

    `id` is the id of its block, `value` the block's value, `number` counts from 1.
    """

    id: str
    type: QuestionType
    value: Any
    number: int

    @property
    def points(self) -> int:
        return int(self.value.get("points") or 1)

    @property
    def prompt(self) -> str:
        return str(self.value["prompt"])

    @property
    def explanation(self) -> Any:
        return self.value["explanation"]

    @property
    def template_name(self) -> str:
        return f"courses/questions/{self.type.name}.html"

    @property
    def checked_template_names(self) -> list[str]:
        """Templates for the answer after checking: the type's own, else that of all choices."""
        return [f"courses/questions/{self.type.name}_checked.html", "courses/questions/choices_checked.html"]


Entry = tuple[str, JSON, Grade]


class AnswerForm(forms.Form):
    """Base of the forms that read an answer; `response` is what is stored."""

    def __init__(self, question: Question, data: Any = None, given: Given | None = None) -> None:
        self.question = question
        self.given = given or {}
        super().__init__(data)
        self.build()

    def build(self) -> None:
        """Add the fields that the question needs."""

    @property
    def response(self) -> JSON:
        """The answer as JSON; only after `is_valid`."""
        return self.cleaned_data["answer"]

    @property
    def entries(self) -> list[Entry]:
        """What is to be kept, and how it was judged; only after `is_valid`."""
        return [(self.question.id, self.response, self.question.type.grade(self.question, self.response))]


class QuestionBlock(blocks.StructBlock):
    """Fields that every question has; a type puts its own before the explanation."""

    prompt = blocks.TextBlock(label=_("Question"), help_text=_("A situation and what to decide, in a few sentences."))
    explanation = blocks.RichTextBlock(
        features=richtext.PROSE,
        label=_("Explanation"),
        help_text=_("Shown after the answer, right or wrong: why it is so."),
    )
    lesson = blocks.PageChooserBlock(
        page_type="courses.LessonPage",
        required=False,
        label=_("Lesson"),
        help_text=_("The lesson that answers the question."),
    )
    points = blocks.IntegerBlock(default=1, min_value=1, max_value=10, label=_("Points"))

    def clean(self, value: Any) -> Any:
        """Check the question as a whole, once it is to be published; a draft may be unfinished."""
        cleaned = super().clean(value)
        if not self.is_deferred_validation:
            self.demand(cleaned)
        return cleaned

    def demand(self, value: Any) -> None:
        """Demand what the type needs.

        Raises:
            StructBlockValidationError: something is missing, or doesn't fit together.
        """

    class Meta:
        preview_template = "courses/questions/preview.html"

    def get_preview_context(self, value: Any, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
        """Add the question as a reader sees it."""
        from courses.questions import QUESTION_TYPES

        question = Question(id="preview", type=QUESTION_TYPES[self.name], value=value, number=1)
        context = super().get_preview_context(value, parent_context)
        return {**context, "current": question, "choices": question.type.choices(question, None, "preview")}


class QuestionType(ABC):
    """One kind of question."""

    name: ClassVar[str]
    block: ClassVar[type[QuestionBlock]]
    form: ClassVar[type[AnswerForm]]
    # Whether it is answered step by step, each step kept under an id of its own.
    stepwise: ClassVar[bool] = False

    @abstractmethod
    def grade(self, question: Question, response: JSON) -> Grade:
        """Judge a stored answer."""

    @abstractmethod
    def choices(self, question: Question, response: JSON | None, seed: str) -> list[Choice]:
        """Return what there is to choose, judged when `response` is given.

        `seed` differs by attempt; types that shuffle do it by this, so that a reload shows the same.
        """

    @abstractmethod
    def skeleton(self, question: Question) -> list[tuple[str, JSON]]:
        """Return what is the same in every language: the ids of what there is to choose, in their order, each with what
        makes it right.
        """

    @abstractmethod
    def h5p(self, question: Question, allowed: Collection[str]) -> Exported:
        """Return the question in H5P's types, in the active language; `allowed` are those that fit where it goes.

        Raises:
            LeftOutError: it can't be said in them, or something is still missing in it.
        """

    def kept(self, question: Question, data: Any, seed: str) -> list[Choice]:
        """Return what there is to choose, with what a refused form had chosen."""
        chosen = data.getlist("answer") if hasattr(data, "getlist") else []
        return [
            replace(choice, selected=choice.id in chosen, position=_number(data.get(f"position-{choice.id}")))
            for choice in self.choices(question, None, seed)
        ]

    def shown(self, question: Question, given: Given) -> dict[str, Any]:
        """Return template variables of a question that is answered step by step."""
        return {}


def _number(text: Any) -> int | None:
    return int(text) if text and str(text).isdecimal() else None


@dataclass
class ItemList:
    """The items of a question's list block with their stable ids."""

    items: list[tuple[str, Any]] = field(default_factory=list)

    @classmethod
    def of(cls, value: Any, name: str) -> ItemList:
        """Read the list block called `name` of a question's value."""
        return cls([(str(child.id), child.value) for child in value[name].bound_blocks])

    @property
    def ids(self) -> list[str]:
        return [item_id for item_id, _value in self.items]

    def shuffled(self, seed: str) -> list[tuple[str, Any]]:
        """Return the items in an order of their own for each seed, never the right one."""
        mixed = self.mixed(seed)
        if [item_id for item_id, _value in mixed] == self.ids:
            return [*mixed[1:], *mixed[:1]]
        return mixed

    def mixed(self, seed: str) -> list[tuple[str, Any]]:
        """Return the items in an order of their own for each seed.

        The seed is no secret, so a key of ours goes into the order: nobody can work the right one out from it.
        """

        def place(item: tuple[str, Any]) -> bytes:
            return salted_hmac("courses.questions.shuffled", f"{seed}/{item[0]}", algorithm="sha256").digest()

        return sorted(self.items, key=place)
