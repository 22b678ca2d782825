"""The trainer's pack as slides: what stands on them, and how they are handed out."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.utils.translation import override

from courses.workshop import slides, views
from courses.workshop.on_paper import ON_PAPER
from courses.workshop.pack import Pack, write
from mimi.paper import PaperBusyError, PaperUnavailableError
from mimi.slides import Kind, Layout, Text
from mimi.slides.deck import KIND
from tests.courses.workshop.conftest import url
from tests.factories import SiteTree
from tests.factories.questions import TYPES, make_question
from tests.factories.speech import block, item
from tests.site.pages.visits import address, publish
from tests.site.slides.reading import slides_of

HOSTILE = "_x000D_ =SUM(A1) <b> & ]]> \u202e"


def slides_url(tree: SiteTree, language: str = "en", query: str = "") -> str:
    return url(tree, language, f"slides/{query}")


def packs_of(tree: SiteTree, *languages: str, length: int = 90) -> list[Pack]:
    found = [write(str(tree.modules["en"][0].translation_key), language, length) for language in languages]
    return [pack for pack in found if pack]


def deck(packs: list[Pack], length: int = 90) -> Any:
    return slides_of(slides.as_pptx(slides.slides(packs, length), slides.about(packs, length)))


def test_two_languages_stand_side_by_side(module: SiteTree) -> None:
    response = Client().get(slides_url(module, "nb", "?minutes=60&with=en"))
    assert response.status_code == 200
    assert response["Content-Type"] == KIND
    assert '-60-nb-en.pptx"' in response["Content-Disposition"]
    found = slides_of(response.content)
    told = [run for slide in found for run in slide.said]
    for said in (
        ("nb-NO", "Sitt på skrå ved bordet i øst, then listen."),
        ("en-GB", "Sit at an angle, then listen."),
        ("nb-NO", "When did you listen? (nb)"),
        ("en-GB", "Chairs en"),
        ("nb-NO", "Chairs nb"),
    ):
        assert said in told
    assert {language for language, _text in told} == {"nb-NO", "en-GB"}


def test_each_step_of_the_plan_has_a_slide_with_its_minutes(module: SiteTree) -> None:
    packs = packs_of(module, "en")
    found = deck(packs)
    for step in packs[0].steps:
        [opener] = [slide for slide in found if slide.notes and f"{step.begin}–{step.end} (" in slide.notes[0][1]][:1]
        assert opener.heading == step.title
        assert f"{step.minutes} minute" in opener.text
        assert step.what in [text for _language, text in opener.notes]
    titles = [slide.heading for slide in found]
    assert titles[1:3] == ["What you will be able to do", "Plan of the workshop"]
    assert titles[-1] == "Where this comes from"
    outcomes = found[1].text
    assert all(outcome in outcomes for outcome in packs[0].outcomes)


def test_the_key_stands_only_on_the_slide_after_its_question(module: SiteTree) -> None:
    packs = packs_of(module, "en")
    found = deck(packs)
    for number, question in enumerate(packs[0].questions, start=1):
        asked = [n for n, slide in enumerate(found) if slide.heading == f"Question {number}"]
        told = [n for n, slide in enumerate(found) if slide.heading == f"Answer to question {number}"]
        assert told == [asked[-1] + 1]
        shown = found[asked[0]]
        assert question.prompt in shown.text
        assert all(line.text in shown.text for line in question.lines)
        assert question.explanation not in shown.text + str(shown.notes)
        assert question.explanation in found[told[0]].text
        assert all(line.text in found[told[0]].text for line in question.told)
    sketched = [slide for slide in slides.slides(packs, 90) if slide.layout is Layout.QUESTION]
    assert not any(
        text.kind is Kind.RIGHT for slide in sketched for column in slide.columns for u in column.units for text in u
    )


@pytest.mark.parametrize("kind", TYPES)
def test_what_is_right_is_told_in_words(kind: str) -> None:
    question = make_question(kind)
    told = ON_PAPER[kind].told(question)
    assert told
    assert all(line.text for line in told)
    if kind in ("single_choice", "multiple_choice", "scenario"):
        assert ", ".join(line.mark for line in told) == ON_PAPER[kind].key(question)
    if kind == "ordering":
        assert [line.text for line in told] == [row["text"] for row in question.value["items"]]


def test_do_and_dont_stand_beside_each_other_or_below_in_two_languages(module: SiteTree) -> None:
    for language in module.languages:
        lists = {"do": [item("do", f"Wait ({language})")], "dont": [item("dont", f"Push ({language})")]}
        lesson = module.lessons[language][0]
        stream = type(lesson)._meta.get_field("body").to_python([block("do_dont", "lists", lists)])
        publish(lesson, body=stream)
    [pair] = [slide for slide in slides.slides(packs_of(module, "en"), 90) if slide.layout is Layout.PAIR]
    assert [column.units[0][-1].text for column in pair.columns] == ["Wait (en)", "Push (en)"]
    both = slides.slides(packs_of(module, "en", "nb"), 90)
    assert not [slide for slide in both if slide.layout is Layout.PAIR]
    [told] = [slide for slide in deck(packs_of(module, "en", "nb")) if "Wait (en)" in slide.text]
    assert all(f"{word} ({language})" in told.text for word in ("Wait", "Push") for language in ("en", "nb"))


def test_texts_of_editors_are_only_texts(module: SiteTree) -> None:
    lesson = module.lessons["en"][0]
    body = [
        block("key_point", "point", {"body": "<p>_x000D_ =SUM(A1) &lt;b&gt; &amp; ]]&gt;</p><ul><li>One</li></ul>"}),
        block("example", "story", {"title": HOSTILE, "body": "<p>It <b>was</b> <i>so</i>.<br/>Yes.</p>"}),
        block("reflection", "question", {"prompt": f"{HOSTILE}\nSecond line", "hint": HOSTILE}),
    ]
    publish(lesson, body=type(lesson)._meta.get_field("body").to_python(body), title=HOSTILE)
    found = deck(packs_of(module, "en"))
    told = " ".join(slide.text for slide in found)
    for said in ("_x000D_ =SUM(A1) <b> & ]]>", "One", "It was so.", "Second line"):
        assert said in told
    [shown] = [
        slide for slide in slides.slides(packs_of(module, "en"), 90) if slide.columns[0].title == "The key point"
    ]
    assert shown.columns[0].units[-1] == (Text("One", Kind.BULLET),)


def test_what_a_language_lacks_leaves_its_place_empty(module: SiteTree) -> None:
    publish(module.lessons["nb"][0], body=[])
    found = deck(packs_of(module, "en", "nb"))
    [slide] = [slide for slide in found if slide.heading == "The key point"]
    assert {language for language, _text in slide.said} == {"en-GB"}


def test_it_is_made_once_and_known_by_its_etag(
    module: SiteTree,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    made: list[Any] = []
    monkeypatch.setattr(slides, "as_pptx", lambda found, _says: made.append(found) or repr(found).encode())
    client = Client()
    first = client.get(slides_url(module))
    assert client.get(slides_url(module, query="?minutes=90&with=")).content == first.content
    assert len(made) == 1
    assert "public" in first["Cache-Control"]
    assert client.get(slides_url(module), headers={"If-None-Match": first["ETag"]}).status_code == 304
    assert client.get(slides_url(module, query="?minutes=120")).content != first.content
    publish(module.modules["en"][0], title="Called otherwise")
    other = client.get(slides_url(module), headers={"If-None-Match": first["ETag"]})
    assert other.status_code == 200
    assert b"Called otherwise" in other.content


def test_the_same_pack_makes_the_same_file(module: SiteTree) -> None:
    packs = packs_of(module, "en", "nb")
    found, says = slides.slides(packs, 90), slides.about(packs, 90)
    with override("el"):
        again = slides.slides(packs, 90), slides.about(packs, 90)
    assert (found, says) == again
    assert slides.as_pptx(found, says) == slides.as_pptx(*again)


@pytest.mark.parametrize("query", ["?minutes=75", "?minutes=x", "?with=xx", "?with=de"])
def test_what_is_not_made_is_not_found(module: SiteTree, query: str) -> None:
    assert Client().get(slides_url(module, query=query)).status_code == 404


def test_a_module_offers_its_slides(module: SiteTree) -> None:
    shown = Client().get(address(module.modules["en"][0])).content.decode()
    assert f'formaction="{slides_url(module)}"' in shown


@pytest.mark.parametrize(
    ("error", "said"),
    [(PaperBusyError, "Your slides have to wait a moment"), (PaperUnavailableError, "No slides for the moment")],
)
def test_who_cannot_have_them_now_reads_why(
    module: SiteTree,
    monkeypatch: pytest.MonkeyPatch,
    error: type[Exception],
    said: str,
) -> None:
    def refuse(*_arguments: Any) -> bytes:
        raise error

    monkeypatch.setattr(views.kept_packs, "file", refuse)
    response = Client().get(slides_url(module))
    assert response.status_code == 503
    assert said in response.content.decode()
    assert "public" not in response.get("Cache-Control", "")
