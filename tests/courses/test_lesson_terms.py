"""Words in a lesson that link to the glossary: their definitions stand at its foot."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest

from courses.models import GlossaryTerm
from tests.courses.visitor import Visitor, address
from tests.factories import SiteTree
from tests.factories.speech import block, locale, named_id, say
from tests.site.pages.visits import change, is_kept, publish


def term(code: str, language: str, **fields: Any) -> GlossaryTerm:
    """Make a term of the glossary in a language."""
    defaults = {"term": say(code.capitalize(), language), "definition": say(f"What {code} is.", language)}
    key = named_id("term", code)
    created: GlossaryTerm = GlossaryTerm.objects.create(
        code=code, locale=locale(language), translation_key=key, **{**defaults, **fields}
    )
    return created


def body(*codes: str) -> str:
    """Return a lesson's stream whose texts link to these terms."""
    links = [f'<p>See <a href="#term-{code}">{code}</a>.</p>' for code in codes]
    stream = [block("prose", f"text-{n}", {"heading": "Idea", "body": link}) for n, link in enumerate(links)]
    stream.append(block("key_point", "point", {"body": "".join(links)}))
    return json.dumps([*stream, block("steps", "steps", {"title": "", "items": []})])


@pytest.fixture
def tree(small_tree: SiteTree) -> SiteTree:
    """The small site with three terms, two of which the first lesson links to, each twice."""
    for language in small_tree.languages:
        for code in ("trust", "change-maker", "unused"):
            term(code, language)
        publish(small_tree.lessons[language][0], body=body("trust", "change-maker", "trust"))
    return small_tree


def defined(visitor: Visitor, lesson: Any) -> list[tuple[str, str, str]]:
    """Return the definitions at the foot of a lesson: id, term and definition."""
    html = visitor.get(lesson).content.decode()
    return re.findall(r'<div id="(term-[^"]+)" data-term><dt>(.*?)</dt><dd>(.*?)</dd>', html)


def test_each_term_is_defined_once_in_the_pages_language(tree: SiteTree, visitor: Visitor) -> None:
    assert defined(visitor, tree.lessons["en"][0]) == [
        ("term-change-maker", "Change-maker", "What change-maker is."),
        ("term-trust", "Trust", "What trust is."),
    ]
    assert defined(visitor, tree.lessons["nb"][0]) == [
        ("term-change-maker", "Change-maker (nb)", "What change-maker is. (nb)"),
        ("term-trust", "Trust (nb)", "What trust is. (nb)"),
    ]


def test_every_link_leads_to_a_definition_and_every_id_stands_once(tree: SiteTree, visitor: Visitor) -> None:
    html = visitor.get(tree.lessons["en"][0]).content.decode()
    links = set(re.findall(r'href="#(term-[^"]+)"', html))
    ids = re.findall(r'id="(term-[^"]+)"', html)
    assert links == set(ids) == {"term-trust", "term-change-maker"}
    assert len(ids) == 2


def test_a_lesson_without_such_words_has_no_list(tree: SiteTree, visitor: Visitor) -> None:
    assert "Words in this lesson" in visitor.get(tree.lessons["en"][0]).content.decode()
    assert "Words in this lesson" not in visitor.get(tree.lessons["en"][1]).content.decode()


def test_what_a_definition_says_is_escaped(tree: SiteTree, visitor: Visitor) -> None:
    found = GlossaryTerm.objects.get(code="trust", locale=locale("en"))
    found.definition = "<script>alert(1)</script> & more"
    change(found.save)
    html = visitor.get(tree.lessons["en"][0]).content.decode()
    assert "&lt;script&gt;alert(1)&lt;/script&gt; &amp; more" in html


def test_a_lesson_follows_its_terms(tree: SiteTree, visitor: Visitor) -> None:
    first, other = tree.lessons["en"][:2]
    for lesson in (first, other, tree.lessons["nb"][0]):
        visitor.get(lesson)
    found = GlossaryTerm.objects.get(code="trust", locale=locale("en"))
    found.definition = "What grows."
    change(found.save)
    assert not is_kept(address(first))
    assert is_kept(address(other))
    assert is_kept(address(tree.lessons["nb"][0]))
    assert ("term-trust", "Trust", "What grows.") in defined(visitor, first)
    change(found.delete)
    assert [row[0] for row in defined(visitor, first)] == ["term-change-maker"]


def test_a_term_that_comes_later_is_defined_then(tree: SiteTree, visitor: Visitor) -> None:
    lesson = tree.lessons["en"][1]
    publish(lesson, body=body("hope", "trust"))
    assert [row[0] for row in defined(visitor, lesson)] == ["term-trust"]
    change(lambda: term("hope", "en"))
    assert [row[0] for row in defined(visitor, lesson)] == ["term-hope", "term-trust"]
