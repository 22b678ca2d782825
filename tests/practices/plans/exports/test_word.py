"""A plan as a Word file, opened again and compared with the plan."""

from __future__ import annotations

import io
import zipfile
from typing import Any
from xml.etree import ElementTree

import pytest
from django.utils.translation import override
from docx import Document
from docx.oxml.ns import qn
from hypothesis import given, settings
from hypothesis import strategies as st

from mimi.paper import paragraphs, without_controls
from mimi.paper.word import WORD_LANGUAGES
from practices.plans.exports import EXPORT_FORMATS
from tests.factories.speech import say
from tests.factories.tree import LANGUAGES
from tests.practices.plans.exports.saying import HOSTILE, contents, plan_saying, told
from tests.practices.plans.planner import Planner

WORD = EXPORT_FORMATS["docx"]
# What a file of ours may hold; anything else would be something that runs or is fetched.
PARTS = ("_rels/", "docProps/", "word/", "customXml/", "[Content_Types].xml")
FIELDS = {"PAGE"}


def opened(content: bytes) -> Any:
    """Return the document, and see to it that it holds nothing but texts, and links to our own site."""
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        for name in packed.namelist():
            assert name.startswith(PARTS)
            if name.endswith((".xml", ".rels")):
                ElementTree.fromstring(packed.read(name))  # noqa: S314 - we have just made it
    made = Document(io.BytesIO(content))
    assert {row.text for row in made.element.iter(qn("w:instrText"))} <= FIELDS
    for relation in made.part.rels.values():
        assert not relation.is_external or relation.target_ref.startswith("http://testserver/")
    return made


def lines(made: Any) -> list[str]:
    return [row.text for row in made.paragraphs]


def test_it_says_what_the_plan_says_in_its_language(planning_in_four: Planner) -> None:
    for code in LANGUAGES:
        response = planning_in_four.in_language(code).get("export/docx/")
        made = opened(response.content)
        assert made.core_properties.language == WORD_LANGUAGES[code]
        assert made.core_properties.title == say("Practice 1", code)
        with override(code):
            plan = contents(planning_in_four, code)
        assert plan.origin
        found = lines(made)
        text = "\n\n".join(found)
        for said in (*told(plan), plan.made_from, plan.origin.url, plan.source):
            assert said in text
        assert f"☑ {plan.parts[2].entries[0].state}" in found
        assert f"☐ {plan.parts[2].entries[1].state}" in found
        headings = [row.text for row in made.paragraphs if row.style.name == "Heading 1"]
        assert headings == [part.heading for part in plan.parts]
        steps = [row.text for row in made.paragraphs if row.style.name == "Heading 2"]
        assert steps == [f"{n}. {say(title, code)}" for n, title in enumerate(("Choose", "Meet", "Look back"), start=1)]


def test_who_and_when_wait_to_be_filled_in(planning: Planner) -> None:
    found = lines(opened(planning.get("export/docx/").content))
    assert found.count("Who\t") == found.count("By when\t") == 2
    assert "Who\tIda & Πέτρος" in found
    assert "By when\t1 March 2027" in found


def test_links_lead_to_the_practice_and_the_lessons(planning: Planner) -> None:
    made = opened(planning.get("export/docx/").content)
    found = {
        "".join(text.text for text in link.iter(qn("w:t"))): made.part.rels[link.get(qn("r:id"))].target_ref
        for link in made.element.iter(qn("w:hyperlink"))
    }
    plan = contents(planning, "en")
    assert plan.origin
    lessons = {lesson.title.text: lesson.url for lesson in plan.parts[0].entries}
    assert found == {plan.origin.url: plan.origin.url, **lessons}


def test_what_is_in_another_language_says_so(planning: Planner) -> None:
    item = planning.row("Choose")
    # Nothing of the practice is there any more that this step was copied from.
    type(item).objects.filter(pk=item.pk).update(source_key=planning.plan.pk)
    made = opened(planning.in_language("nb").get("export/docx/").content)
    (step,) = [row for row in made.paragraphs if row.text == "1. Choose"]
    assert [mark.get(qn("w:val")) for mark in step._p.iter(qn("w:lang"))] == ["en-GB"]


@pytest.mark.parametrize("text", HOSTILE)
def test_what_was_typed_stays_text(text: str) -> None:
    _is_sound(text)


@settings(deadline=None, max_examples=60)
@given(st.text(st.characters(exclude_categories=())))
def test_any_text_stays_text(text: str) -> None:
    _is_sound(text)


def _is_sound(text: str) -> None:
    with override("en"):
        made = opened(WORD.write(plan_saying(text)))
    found = lines(made)
    assert f"1. {without_controls(text)}" in found
    for part in paragraphs(text):
        assert found.count(part) >= 4
