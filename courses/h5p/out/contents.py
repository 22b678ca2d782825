"""What a question becomes: one or several contents of H5P's types, or a reason why it is left out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from courses.h5p.out import texts
from courses.h5p.out.versions import library_name
from mimi.pages.identity import stable_uuid

JSON = dict[str, Any]

MULTI_CHOICE = "H5P.MultiChoice"
TRUE_FALSE = "H5P.TrueFalse"
BLANKS = "H5P.Blanks"
DRAG_TEXT = "H5P.DragText"
SUMMARY = "H5P.Summary"
QUESTION_SET = "H5P.QuestionSet"
COLUMN = "H5P.Column"
ADVANCED_TEXT = "H5P.AdvancedText"
INTERACTIVE_BOOK = "H5P.InteractiveBook"

# Of the types that we write, those that H5P.QuestionSet 1.21 takes, and those that H5P.Column 1.18 takes.
IN_QUESTION_SET = frozenset({MULTI_CHOICE, TRUE_FALSE, BLANKS, DRAG_TEXT})
ANYWHERE = IN_QUESTION_SET | {SUMMARY}

# How H5P's own editor calls the types in metadata.
TYPE_NAMES = {
    MULTI_CHOICE: "Multiple Choice",
    TRUE_FALSE: "True/False Question",
    BLANKS: "Fill in the Blanks",
    DRAG_TEXT: "Drag the Words",
    SUMMARY: "Summary",
    QUESTION_SET: "Question Set",
    COLUMN: "Column",
    ADVANCED_TEXT: "Text",
    INTERACTIVE_BOOK: "Interactive Book",
}


class LeftOutError(Exception):
    """A question can't go into a package; its text is the reason, a sentence for an editor."""


@dataclass(frozen=True)
class Content:
    """One content: its type, its parameters, a title in plain text, and what its id is made of."""

    library: str
    params: JSON
    title: str
    names: tuple[str, ...]

    @property
    def metadata(self) -> JSON:
        """What H5P notes beside a content within another."""
        title = texts.title(self.title)
        return {"contentType": TYPE_NAMES[self.library], "license": "U", "title": title, "extraTitle": title}

    def placed(self) -> JSON:
        """Return it as it stands within another content."""
        return {
            "library": library_name(self.library),
            "params": self.params,
            "subContentId": sub_content_id(*self.names),
            "metadata": self.metadata,
        }


@dataclass(frozen=True)
class Exported:
    """What a question became, and a sentence on what is different there; empty where nothing is."""

    contents: tuple[Content, ...]
    note: str = ""


def sub_content_id(*names: str) -> str:
    """Return the id of a content within another, made from ids of ours: the same each time and in every language."""
    return str(stable_uuid("h5p", *names))


def overall_feedback(text: str) -> list[JSON]:
    """Return what is told after the answer, however it went.

    A group with a single field is stored as that field (H5PContentValidator::validateGroup).
    """
    return [{"from": 0, "to": 100, "feedback": text}]
