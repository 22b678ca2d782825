"""The part of "My learning" that tells what has changed of what a learner has done."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest

from courses.changes.editions import Change, changes_in, unseen_changes
from courses.outline import Step
from courses.progress.standing import reader_states
from mimi.pages.links import current_language
from mimi.people.learning import register_learning_part

# The fields that may name a block, in the order in which they are looked for.
NAMES = ("heading", "title", "prompt")


@dataclass(frozen=True)
class ChangedStep:
    """A lesson or quiz that has changed; `parts` are the blocks of a lesson, each with a name and an address."""

    step: Step
    change: Change
    parts: list[dict[str, str]]

    @property
    def url(self) -> str:
        """Where she looks again: at the lesson, or at a new attempt."""
        return f"{self.step.url}?again=1" if self.step.kind == "quiz" else self.step.url


@register_learning_part("people/changes.html", order=-10)
def changed_steps(request: HttpRequest) -> dict[str, Any] | None:
    """Return what has changed since she did it; nothing is asked of the database where nothing ever changed."""
    language = current_language()
    if not changes_in(language):
        return None
    found: list[tuple[Step, Change]] = []
    for state in reader_states(request):
        changes = unseen_changes(state)
        found += [(step, changes[step.key]) for step in state.outline.steps if step.key in changes]
    if not found:
        return None
    parts = _parts(found, language)
    return {"steps": [ChangedStep(step, change, parts.get(step.key, [])) for step, change in found]}


def _parts(found: list[tuple[Step, Change]], language: str) -> dict[str, list[dict[str, str]]]:
    """Return the changed blocks that still stand in each lesson, in one query for all."""
    from courses.models import LessonPage

    lessons = {step.key: (step, set(change.blocks)) for step, change in found if step.kind == "lesson"}
    if not lessons:
        return {}
    parts = {}
    pages = LessonPage.objects.live().filter(translation_key__in=lessons, locale__language_code=language)
    for page in pages:
        step, blocks = lessons[page.key]
        parts[page.key] = [
            {"name": _name(page, row), "url": f"{step.url}#block-{row['id']}"}
            for row in page.body.raw_data
            if row["id"] in blocks
        ]
    return parts


def _name(page: Any, row: dict[str, Any]) -> str:
    """Return what a block is called: by its own heading, else by its kind."""
    own = next((row["value"][name] for name in NAMES if row["value"].get(name)), "")
    return str(own or page.body.stream_block.child_blocks[row["type"]].label)
