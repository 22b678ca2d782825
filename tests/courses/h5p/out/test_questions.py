"""What each question type becomes in H5P. Nothing here needs a database."""

from __future__ import annotations

import json
import uuid
from collections.abc import Iterator
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.utils import translation

from courses.h5p.out import texts
from courses.h5p.out.contents import ANYWHERE, IN_QUESTION_SET, Content, Exported, LeftOutError
from tests.factories.questions import TYPES, make_question, question_data, scene
from tests.factories.speech import item, say

LANGUAGES = ("en", "nb", "de", "el")
TRUE = {"en": "True", "nb": "Sant", "de": "Richtig", "el": "Σωστό"}
every_type = pytest.mark.parametrize("kind", TYPES)
every_language = pytest.mark.parametrize("language", LANGUAGES)


def exported(kind: str, language: str = "en", allowed: Any = IN_QUESTION_SET, **more: Any) -> Exported:
    question = make_question(kind, language=language, **more)
    with translation.override(language):
        return question.type.h5p(question, allowed)


def content(kind: str, language: str = "en", **more: Any) -> Content:
    found = exported(kind, language, **more).contents
    assert len(found) == 1
    return found[0]


def strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for inner in value.values():
            yield from strings(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from strings(inner)


@every_language
@every_type
def test_every_type_goes_out_in_every_language(kind: str, language: str) -> None:
    found = content(kind, language)
    assert found.library in IN_QUESTION_SET
    spoken = json.dumps(found.params, ensure_ascii=False)
    assert say(f"Prompt of {kind}", language) in spoken
    assert say(f"Explanation of {kind}", language) in spoken
    assert found.title.startswith(say(f"Prompt of {kind}", language))
    assert all(text for text in strings(found.params.get("UI") or found.params.get("l10n") or {}))


@every_type
def test_ids_are_the_same_each_time_and_in_every_language_and_fit_h5p(kind: str) -> None:
    ids = {content(kind, language).placed()["subContentId"] for language in LANGUAGES}
    assert len(ids) == 1
    assert str(uuid.UUID(*ids)) in ids
    assert content(kind, name="other").placed()["subContentId"] not in ids


@every_type
def test_what_has_one_field_only_is_no_group(kind: str) -> None:
    params = content(kind).params
    feedback = params.get("overallFeedback", [{"from": 0, "to": 100, "feedback": "none"}])
    assert feedback[0].keys() == {"from", "to", "feedback"}


def test_a_single_choice_has_one_right_answer_and_feedback_to_each() -> None:
    params = content("single_choice").params
    assert params["behaviour"]["type"] == "single"
    assert [answer["correct"] for answer in params["answers"]] == [False, True, False]
    assert params["answers"][1]["text"] == "<div>Choice 2 of single_choice</div>"
    assert params["answers"][0]["tipsAndFeedback"]["chosenFeedback"] == "<div>Feedback to wrong of single_choice</div>"


def test_a_multiple_choice_counts_each_right_choice() -> None:
    params = content("multiple_choice").params
    assert (params["behaviour"]["type"], params["behaviour"]["singlePoint"]) == ("multi", False)
    assert [answer["correct"] for answer in params["answers"]] == [True, False, True]


@every_language
def test_a_statement_has_its_answer_as_a_word_and_its_buttons_in_its_language(language: str) -> None:
    params = content("true_false", language).params
    assert params["correct"] == "true"
    assert params["l10n"]["trueText"] == translated_true(language)
    assert params["behaviour"]["feedbackOnCorrect"].startswith(say("Feedback to true of true_false", language))
    assert params["behaviour"]["feedbackOnWrong"].startswith(say("Feedback to false of true_false", language))
    assert content("true_false", answer=False).params["correct"] == "false"


def translated_true(language: str) -> str:
    with translation.override(language):
        return translation.pgettext("answer to a statement", "True")


def test_gaps_stand_in_the_text_with_all_that_counts() -> None:
    params = content("gap_fill").params
    assert params["questions"] == ["<p>Before *trust/trust indeed*, between, *patience/patience indeed* after</p>"]
    assert not params["behaviour"]["caseSensitive"]
    assert params["behaviour"]["acceptSpellingErrors"]


def test_pairs_are_lines_with_a_place_and_its_feedback() -> None:
    first, *_rest = content("matching").params["textField"].splitlines()
    assert first == "Left 1 of matching – *Right 1 of matching\\+Feedback to pair 1 of matching*"


def test_an_order_is_numbered_places_in_a_set_and_a_summary_where_one_fits() -> None:
    assert content("ordering").params["textField"].splitlines() == [
        f"{number}. *Item {number} of ordering*" for number in (1, 2, 3)
    ]
    alone = content("ordering", allowed=ANYWHERE)
    assert alone.library == "H5P.Summary"
    steps = [[texts.told(text) for text in step["summary"]] for step in alone.params["summaries"]]
    assert steps == [[f"Item {n} of ordering" for n in (1, 2, 3)], [f"Item {n} of ordering" for n in (2, 3)]]
    assert len({step["subContentId"] for step in alone.params["summaries"]}) == 2


def test_a_story_is_told_on_its_best_way() -> None:
    scenes = [
        scene("tale", "door", {"ask": (2, 2), "shout": (0, 3)}),
        scene("tale", "talk", {"speak": (0, 0), "listen": (1, 0)}),
        scene("tale", "quarrel", {"leave": (2, 0), "stay": (0, 0)}),
    ]
    found = exported("scenario", name="tale", scenes=scenes)
    assert ["Scene door" in one.params["question"] for one in found.contents] == [True, False]
    assert "Scene talk" in found.contents[1].params["question"]
    assert [answer["correct"] for answer in found.contents[1].params["answers"]] == [False, True]
    assert found.note
    assert len({one.placed()["subContentId"] for one in found.contents}) == 2


@pytest.mark.parametrize(
    ("kind", "fields"),
    [
        ("single_choice", {"choices": []}),
        ("multiple_choice", {"choices": [item("a", {"text": "One", "correct": False, "feedback": ""})] * 2}),
        ("ordering", {"items": [item("a", {"text": "One"})]}),
        ("matching", {"pairs": [item("a", {"left": "One", "right": " ", "feedback": ""})] * 2}),
        ("gap_fill", {"gaps": [item("a", {"answers": " | ", "feedback": ""})]}),
        ("scenario", {"scenes": []}),
    ],
)
def test_what_isnt_finished_is_left_out_with_a_sentence(kind: str, fields: dict[str, Any]) -> None:
    with pytest.raises(LeftOutError) as left:
        exported(kind, **fields)
    assert str(left.value).endswith(".")


EVIL = '<img src=x onerror="alert(1)"><script>alert(2)</script>"\' *a:b/c\\-d* {{1}} \x00\u202e'


def poisoned(value: Any) -> Any:
    """Return a stored question with poison in all its texts, its marks of gaps kept."""
    if isinstance(value, dict):
        kept = ("id", "type", "worth")
        return {key: inner if key in kept else poisoned(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [poisoned(inner) for inner in value]
    return f"{value} {EVIL}" if isinstance(value, str) else value


@every_type
def test_no_text_brings_markup_or_marks_of_its_own(kind: str) -> None:
    sound = question_data(kind)["value"]
    plain, evil = (exported(kind, **value).contents[0] for value in (sound, poisoned(sound)))
    for text in strings(evil.params):
        tags = {tag.name for tag in BeautifulSoup(text, "html.parser").find_all(True)}
        assert tags <= {"p", "div", "br", "strong", "em"}, text
        assert "\x00" not in text
    for field in ("textField", "questions"):
        before, after = ("".join(strings(one.params.get(field, ""))) for one in (plain, evil))
        assert (after.count("*"), after.count("\\+")) == (before.count("*"), before.count("\\+"))


def test_a_learner_of_the_site_can_type_what_is_right_in_a_gap_with_marks() -> None:
    gaps = [item("a", {"answers": "9:00 | and/or", "feedback": ""})]
    params = content("gap_fill", text="Come at {1}", gaps=gaps).params
    assert params["questions"] == ["<p>Come at *9∶00/and∕or*</p>"]


@pytest.mark.parametrize(
    ("html", "clean"),
    [
        ("<p onclick='x()'>A <b>b</b> <u>c</u></p>", "<p>A <strong>b</strong> c</p>"),
        ("<a href='javascript:x()'>a</a><a href=' HTTPS://b.example'>b</a>", "aHTTPS://b.example"),
        ("<svg><script>x()</script></svg><!-- c --><form>f</form>d", "d"),
        ("<style>p{}</style><h5>a</h5><custom-tag>b</custom-tag>", "<h3>a</h3>b"),
    ],
)
def test_rich_text_keeps_only_what_h5p_allows(html: str, clean: str) -> None:
    found = texts.cleaned(html, texts.PROSE).replace('<a href="HTTPS://b.example">b</a>', "HTTPS://b.example")
    assert found == clean
