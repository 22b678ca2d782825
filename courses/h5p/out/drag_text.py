"""H5P.DragText: lines with places to which texts are dragged. Its marks: *text\\+feedback when it is right*."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from courses.h5p.out import interface, texts
from courses.h5p.out.contents import DRAG_TEXT, Content, overall_feedback

if TYPE_CHECKING:
    from courses.questions import Question

CORRECT = "\\+"


def place(text: Any, feedback: Any = "") -> str:
    """Return the mark of a place to which a text belongs; the feedback is told when it stands there."""
    told = texts.within_marks(feedback)
    return f"*{texts.within_marks(text)}{CORRECT}{told}*" if told else f"*{texts.within_marks(text)}*"


def drag_text(question: Question, lines: list[str]) -> Content:
    """Return the lines as a content; what is to be dragged H5P shuffles."""
    params = {
        "media": {"disableImageZooming": False},
        "taskDescription": texts.paragraphs(texts.words(question.prompt)),
        "textField": "\n".join(lines),
        "distractors": "",
        "overallFeedback": overall_feedback(texts.told(question.explanation)),
        "behaviour": {
            "enableRetry": True,
            "enableSolutionsButton": True,
            "enableCheckButton": True,
            "instantFeedback": False,
        },
        **interface.drag_text(),
    }
    return Content(DRAG_TEXT, params, title=question.prompt, names=(question.id,))
