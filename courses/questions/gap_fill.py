"""Fill the gap: words that are missing in a text.

Case, accents and small slips don't matter: a word of five letters or more may differ from an answer by one
letter put in, left out, changed or swapped with its neighbour, one of nine letters or more by two (optimal string
alignment).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from rapidfuzz.distance import OSA
from wagtail import blocks

from courses.h5p.out import interface, texts
from courses.h5p.out.contents import BLANKS, Content, Exported, LeftOutError, overall_feedback

from .base import JSON, AnswerForm, Choice, Grade, ItemList, Question, QuestionBlock, QuestionType

MARK = re.compile(r"\{([0-9]{1,2})\}")
ONE_SLIP_FROM, TWO_SLIPS_FROM = 5, 9
LONGEST = 100
# Letters that many keyboards lack, and that Unicode doesn't take apart into a letter and its accent.
PLAIN = str.maketrans({"ø": "o", "æ": "ae", "œ": "oe", "đ": "d", "ł": "l"})


class GapBlock(blocks.StructBlock):
    """One gap."""

    answers = blocks.CharBlock(
        max_length=300,
        label=_("Answers"),
        help_text=_("All that count as right, the best one first, with | between them."),
    )
    feedback = blocks.TextBlock(label=_("Feedback"))

    def clean(self, value: Any) -> Any:
        """Demand a word on either side of each |."""
        cleaned = super().clean(value)
        if not self.is_deferred_validation and not names_words(cleaned["answers"]):
            message = _("Write a word, or several with | between them.")
            raise blocks.StructBlockValidationError(block_errors={"answers": forms.ValidationError(message)})
        return cleaned


class GapFillBlock(QuestionBlock):
    """Fields of a gap question."""

    text = blocks.TextBlock(
        label=_("Text"), help_text=_("Write {1} where the first gap stands, {2} for the second, and so on.")
    )
    gaps = blocks.ListBlock(GapBlock(), min_num=1, max_num=8, label=_("Gaps"))

    def demand(self, value: Any) -> None:
        """Demand a mark in the text for each gap."""
        marks = sorted(int(number) for number in MARK.findall(value["text"]))
        if marks != list(range(1, len(value["gaps"]) + 1)):
            raise blocks.StructBlockValidationError(
                block_errors={
                    "text": forms.ValidationError(_("Each gap stands in the text once, as {1}, {2} and so on."))
                }
            )

    class Meta:
        icon = "pilcrow"
        label = _("Fill the gap")
        description = _("A text with missing words")
        preview_value: dict[str, Any] = {
            "prompt": "Complete the sentence.",
            "text": "{1} comes before advice.",
            "gaps": [{"answers": "trust"}],
        }


def folded(text: str) -> str:
    """Return a text without case, accents and punctuation, with single spaces."""
    letters = unicodedata.normalize("NFD", text.casefold())
    plain = "".join(letter for letter in letters if not unicodedata.combining(letter)).translate(PLAIN)
    return " ".join(re.sub(r"[\W_]", " ", plain).split())


def names_words(answers: str) -> bool:
    """Say whether a list of answers, with | between them, names a word each time."""
    return all(folded(answer) for answer in answers.split("|"))


def is_right(text: str, answers: str) -> bool:
    """Say whether a typed text counts as one of the answers."""
    typed = folded(text)
    return any(_close(typed, folded(answer)) for answer in answers.split("|"))


def _close(typed: str, answer: str) -> bool:
    slips = 2 if len(answer) >= TWO_SLIPS_FROM else 1 if len(answer) >= ONE_SLIP_FROM else 0
    return bool(answer) and OSA.distance(typed, answer, score_cutoff=slips) <= slips


def readable(text: str) -> str:
    """Return a text with spaces in place of control characters, which nobody types."""
    return "".join(" " if unicodedata.category(letter) == "Cc" else letter for letter in text)


def placed_gaps(text: str, count: int) -> tuple[list[tuple[str, int]], str]:
    """Return the text before each gap with the gap's index, in the order of the text, and the text behind the last.

    A mark that names no gap, or one that stood before, is text like any other. A gap without a mark, in a translation
    that has lost it, stands at the end: it can be answered all the same.
    """
    found: list[tuple[str, int]] = []
    start = 0
    for mark in MARK.finditer(text):
        index = int(mark[1]) - 1
        if 0 <= index < count and all(index != other for _before, other in found):
            found.append((text[start : mark.start()], index))
            start = mark.end()
    rest, placed = text[start:], {index for _before, index in found}
    for index in (index for index in range(count) if index not in placed):
        found.append((f"{rest} ", index))
        rest = ""
    return found, rest


class WordField(forms.CharField):
    """A typed word."""

    def to_python(self, value: Any) -> str:
        """Return it without control characters."""
        return str(super().to_python(readable(str(value or ""))))


class GapFillForm(AnswerForm):
    """Reads a word for each gap, from fields called `gap-<gap id>`."""

    def build(self) -> None:
        for gap_id in ItemList.of(self.question.value, "gaps").ids:
            self.fields[f"gap-{gap_id}"] = WordField(
                max_length=LONGEST,
                error_messages={
                    "required": _("Write something in every gap."),
                    "max_length": _("That is too long for a gap."),
                },
            )

    @property
    def response(self) -> JSON:
        return {
            gap_id: {
                "text": self.cleaned_data[f"gap-{gap_id}"],
                "right": is_right(self.cleaned_data[f"gap-{gap_id}"], value["answers"]),
            }
            for gap_id, value in ItemList.of(self.question.value, "gaps").items
        }


class GapFill(QuestionType):
    """A share of the points for each gap.

    Whether a word is right depends on the language that it was written in, so the response holds the verdict.
    """

    name = "gap_fill"
    block = GapFillBlock
    form = GapFillForm

    def grade(self, question: Question, response: JSON) -> Grade:
        ids = ItemList.of(question.value, "gaps").ids
        hits = sum(bool(response.get(gap_id, {}).get("right")) for gap_id in ids)
        return Grade(correct=hits == len(ids), share=hits / len(ids) if ids else 1.0)

    def choices(self, question: Question, response: JSON | None, seed: str) -> list[Choice]:
        """Return the gaps in the order of the text; `about` is the text before a gap, of the last also behind it."""
        gaps = ItemList.of(question.value, "gaps").items
        placed, after = placed_gaps(question.value["text"] or "", len(gaps))
        found = []
        for place, (before, index) in enumerate(placed, start=1):
            gap_id, value = gaps[index]
            given = (response or {}).get(gap_id, {})
            right = bool(given.get("right"))
            found.append(
                Choice(
                    id=gap_id,
                    text=given.get("text", ""),
                    about=before,
                    after=after if place == len(placed) else "",
                    answer="" if response is None else value["answers"].partition("|")[0].strip(),
                    selected=response is not None,
                    state="" if response is None else "right" if right else "wrong",
                    feedback="" if response is None else value["feedback"],
                )
            )
        return found

    def kept(self, question: Question, data: Any, seed: str) -> list[Choice]:
        return [
            choice.with_text(readable(str(data.get(f"gap-{choice.id}", ""))[:LONGEST]))
            for choice in self.choices(question, None, seed)
        ]

    def skeleton(self, question: Question) -> list[tuple[str, JSON]]:
        return [(item_id, None) for item_id in ItemList.of(question.value, "gaps").ids]

    def h5p(self, question: Question, allowed: Collection[str]) -> Exported:
        """Return an H5P.Blanks: *one/another* in the text, read without regard to case and small slips."""
        gaps = [value for _id, value in ItemList.of(question.value, "gaps").items]
        marked = [
            "/".join(texts.within_marks(word) for word in str(gap["answers"] or "").split("|") if folded(word))
            for gap in gaps
        ]
        if not all(marked) or not marked:
            raise LeftOutError(gettext("It isn’t finished: a gap has no answer."))
        placed, after = placed_gaps(str(question.value["text"] or ""), len(gaps))
        parts = [f"{texts.beside_marks(before)}*{marked[index]}*" for before, index in placed]
        params = {
            "media": {"disableImageZooming": False},
            "text": texts.paragraphs(texts.words(question.prompt)),
            "questions": [texts.paragraphs("".join([*parts, texts.beside_marks(after)]))],
            "overallFeedback": overall_feedback(texts.told(question.explanation)),
            "behaviour": {
                "enableRetry": True,
                "allowRetryIfCorrect": False,
                "enableSolutionsButton": True,
                "enableCheckButton": True,
                "autoCheck": False,
                "caseSensitive": False,
                "showSolutionsRequiresInput": True,
                "separateLines": False,
                "confirmCheckDialog": False,
                "confirmRetryDialog": False,
                "acceptSpellingErrors": True,
            },
            **interface.blanks(),
            **interface.dialogs(),
        }
        content = Content(BLANKS, params, title=question.prompt, names=(question.id,))
        return Exported((content,), gettext("H5P has no feedback to a single gap, so only the explanation is told."))
