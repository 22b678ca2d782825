"""What stands where on the running site, and which answers its quizzes want.

`python -m tests.e2e.atlas`, run as the site's processes run, reads it from the database; tests read what that says.
"""

from __future__ import annotations

import json
import sys
from dataclasses import asdict, dataclass, field
from typing import Any

Texts = dict[str, str]


@dataclass(frozen=True)
class Place:
    """A page in all its languages; `number` is a module's, and `module` that of the module it stands in."""

    key: str
    titles: Texts
    urls: Texts
    number: str = ""
    module: str = ""
    kinds: tuple[str, ...] = ()


@dataclass(frozen=True)
class Asked:
    """A question; `right` and `wrong` are what a person chooses, writes or puts in order, by language.

    For pairs and gaps `right` is a list of [what is asked, what belongs there]; for a story the good decisions.
    """

    id: str
    kind: str
    prompts: Texts
    right: dict[str, list[Any]]
    wrong: dict[str, list[Any]]


@dataclass(frozen=True)
class Quiz:
    """A quiz and its questions in their order."""

    place: Place
    pass_mark: int
    questions: tuple[Asked, ...]

    def question(self, language: str, prompt: str) -> Asked:
        """Return the question that is asked in these words."""
        return next(q for q in self.questions if _plain(q.prompts[language]) == _plain(prompt))


@dataclass(frozen=True)
class Atlas:
    """All pages by the name of their model, and all quizzes."""

    languages: Texts
    pages: dict[str, list[Place]]
    quizzes: list[Quiz] = field(default_factory=list)

    @classmethod
    def read(cls, text: str) -> Atlas:
        """Read what the program has said."""
        data = json.loads(text)
        return cls(
            languages=data["languages"],
            pages={kind: [_place(row) for row in rows] for kind, rows in data["pages"].items()},
            quizzes=[
                Quiz(_place(row["place"]), row["pass_mark"], tuple(Asked(**asked) for asked in row["questions"]))
                for row in data["quizzes"]
            ],
        )

    def one(self, kind: str) -> Place:
        """Return the first page of a kind."""
        return self.pages[kind][0]

    def module(self, number: str) -> Place:
        """Return the module with this number."""
        return next(place for place in self.pages["ModulePage"] if place.number == number)

    def lessons(self, number: str) -> list[Place]:
        """Return a module's lessons in their order."""
        return [place for place in self.pages["LessonPage"] if place.module == number]

    def quiz(self, number: str) -> Quiz:
        """Return a module's quiz."""
        return next(quiz for quiz in self.quizzes if quiz.place.module == number)

    def fullest_lessons(self) -> list[Place]:
        """Return as few lessons as hold every kind of block that any lesson holds."""
        left = {kind for place in self.pages["LessonPage"] for kind in place.kinds}
        chosen: list[Place] = []
        while left:
            best = max(self.pages["LessonPage"], key=lambda place: len(left.intersection(place.kinds)))
            chosen.append(best)
            left -= set(best.kinds)
        return chosen

    def each_question_kind(self) -> list[tuple[Quiz, Asked]]:
        """Return one question of each kind."""
        found: dict[str, tuple[Quiz, Asked]] = {}
        for quiz in self.quizzes:
            for question in quiz.questions:
                found.setdefault(question.kind, (quiz, question))
        return list(found.values())


def _place(row: dict[str, Any]) -> Place:
    return Place(**{**row, "kinds": tuple(row["kinds"])})


def _plain(text: str) -> str:
    return " ".join(text.split())


def survey() -> dict[str, Any]:
    """Read pages and quizzes from the database."""
    from django.conf import settings
    from wagtail.models import Page

    rows: dict[str, dict[str, list[Any]]] = {}
    for page in Page.objects.live().filter(depth__gt=1).order_by("path").select_related("locale").specific():
        rows.setdefault(type(page).__name__, {}).setdefault(str(page.translation_key), []).append(page)
    pages = {kind: [asdict(_survey_page(group)) for group in groups.values()] for kind, groups in rows.items()}
    quizzes = [_survey_quiz(group) for group in rows.get("QuizPage", {}).values()]
    return {"languages": dict(settings.LANGUAGES), "pages": pages, "quizzes": quizzes}


def _survey_page(translations: list[Any]) -> Place:
    from mimi.pages.links import page_address

    source = next((page for page in translations if page.locale.language_code == "en"), translations[0])
    parent = source.get_parent().specific
    number = getattr(source, "number", "")
    return Place(
        key=str(source.translation_key),
        titles={page.locale.language_code: page.title for page in translations},
        urls={
            page.locale.language_code: page_address(page.locale.language_code, page.url_path) for page in translations
        },
        number=number,
        module=number or getattr(parent, "number", ""),
        kinds=tuple(sorted({block.block_type for block in getattr(source, "body", [])})),
    )


def _survey_quiz(translations: list[Any]) -> dict[str, Any]:
    asked: dict[str, Asked] = {}
    for page in translations:
        language = page.locale.language_code
        for question in page.question_list:
            kept = asked.setdefault(question.id, Asked(question.id, question.type.name, {}, {}, {}))
            kept.prompts[language] = question.prompt
            kept.right[language], kept.wrong[language] = _answers(question)
    return {
        "place": asdict(_survey_page(translations)),
        "pass_mark": translations[0].pass_mark,
        "questions": [asdict(question) for question in asked.values()],
    }


def _answers(question: Any) -> tuple[list[Any], list[Any]]:
    """Return what a person who knows the answer does, and what one who doesn't."""
    value, kind = question.value, question.type.name
    if kind == "true_false":
        return [bool(value["answer"])], [not value["answer"]]
    if kind == "ordering":
        items = [item["text"] for item in value["items"]]
        return items, items[::-1]
    if kind == "matching":
        pairs = [[pair["left"], pair["right"]] for pair in value["pairs"]]
        rights = [right for _left, right in pairs]
        return pairs, [[left, rights[n - 1]] for n, (left, _right) in enumerate(pairs)]
    if kind == "gap_fill":
        answers = {str(gap.id): gap.value["answers"].partition("|")[0].strip() for gap in value["gaps"].bound_blocks}
        order = [choice.id for choice in question.type.choices(question, None, "")]
        return [answers[gap] for gap in order], ["?" for _gap in order]
    if kind == "scenario":
        decisions = [(d["text"], int(d["worth"])) for scene in value["scenes"] for d in scene["choices"]]
        return [text for text, worth in decisions if worth == 2], [text for text, worth in decisions if worth == 0]
    choices = [(choice["text"], bool(choice["correct"])) for choice in value["choices"]]
    return [text for text, correct in choices if correct], [text for text, correct in choices if not correct][:1]


if __name__ == "__main__":
    import django

    django.setup()
    json.dump(survey(), sys.stdout)
