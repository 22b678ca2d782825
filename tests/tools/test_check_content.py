"""The rules for the words of the practice set: each finds the mistake that it is there for."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest

from mimi.loading.items import Children, Item, block_id
from mimi.loading.texts import Markdown, Text
from tools.check_content import answers, extent, language, sources, spelling, typography
from tools.check_content.texts import Finding, Passage, passages

FILE = Path("somewhere/en.md")


def passage(text: str, code: str = "en", field: str = "body", file: Path = FILE, item: str = "1") -> Passage:
    return Passage(code, file, 1, field, text, ("lesson", item))


def item(key: tuple[str, ...], texts: dict[str, Any], parent: tuple[str, ...] | None = None, **settings: Any) -> Item:
    files = {code: [Path(f"{code}.md")] for code in texts}
    return Item(key, Item, texts, files, parent=parent, settings=settings)


def said(text: str, line: int = 1) -> Text:
    return Text(text, FILE, line)


def child(kind: str, value: Any) -> dict[str, Any]:
    return {"type": kind, "id": "0", "value": value}


def messages(findings: Iterable[Finding]) -> list[str]:
    return [each.message for each in findings]


# --- Texts ------------------------------------------------------------------------------------------------------------


def test_every_text_becomes_passages_without_marks_or_addresses() -> None:
    body = Markdown("One *strong* word, `code`.\n\n- First [link](module:2.1)\n- Second", FILE, 10)
    page = item(("lesson", "1", "a"), {"en": {"slug": said("a-slug"), "body": [child("prose", {"body": body})]}})
    assert [(each.line, each.text, each.emphasised) for each in passages([page])] == [
        (10, "One strong word, 0.", "strong"),
        (12, "First link", ""),
        (13, "Second", ""),
    ]


def test_a_finding_names_file_line_and_word(tmp_path: Path) -> None:
    file = tmp_path / "content" / "en.md"
    file.parent.mkdir()
    file.write_text("text: >-\n  The first line\n  has a mistak here\n")
    found = spelled([passage("The first line has a mistak here", file=file)], "the first line has a here")
    assert [each.told(tmp_path) for each in found] == [
        "content/en.md, line 3: en: “mistak” stands in no dictionary and no word list."
    ]


# --- Spelling ---------------------------------------------------------------------------------------------------------


class Known:
    """A dictionary of a few words."""

    def __init__(self, words: str) -> None:
        self.words = set(words.split())

    def wrong(self, words: Iterable[str]) -> set[str]:
        return {word for word in words if word not in self.words and word.lower() not in self.words}


def spelled(texts: list[Passage], known: str, lexicon: spelling.Lexicon | None = None) -> list[Finding]:
    codes = {each.language for each in texts}
    return list(
        spelling.spelling_findings(
            texts,
            dict.fromkeys(codes, lexicon or spelling.Lexicon()),
            {code: Known(known) for code in codes},
        )
    )


def wrong_words(findings: Iterable[Finding]) -> list[str]:
    return [each.split("“")[1].split("”")[0] for each in messages(findings)]


def test_a_misspelt_word_is_found_and_addresses_are_not() -> None:
    text = "A wrod on www.lopenorge.no, https://example.org/wrods and B2."
    assert wrong_words(spelled([passage(text)], "a on and")) == ["wrod"]


def test_the_words_of_the_list_and_names_are_right() -> None:
    own = frozenset({"microintegration"})
    lexicon = spelling.Lexicon(own, frozenset({"LoPe"}), "’s")
    assert spelled([passage("Microintegration is LoPe’s idea")], "is idea", lexicon) == []
    assert lexicon.used == {"microintegration", "LoPe"}


def test_words_with_hyphens_are_right_when_their_parts_are() -> None:
    assert spelled([passage("one-to-one")], "one to") == []
    assert wrong_words(spelled([passage("one-too-one")], "one to")) == ["one-too-one"]


def test_a_second_accent_before_an_enclitic_is_right() -> None:
    assert spelled([passage("το σεμινάριό σας", "el")], "το σεμινάριο σας") == []
    assert wrong_words(spelled([passage("το σεμιναριό σας", "el")], "το σεμινάριο σας")) == ["σεμιναριό"]


def test_only_titles_and_what_is_emphasised_may_be_in_any_language() -> None:
    emphasised = Passage("en", FILE, 1, "body", "Tall og trender", emphasised="Tall og trender")
    texts = [passage("Tall og trender", field="source"), emphasised, passage("Tall og trender"), passage("noe", "nb")]
    dictionaries = {"en": Known("tall"), "nb": Known("tall og trender noe")}
    lexicons = {"en": spelling.Lexicon(), "nb": spelling.Lexicon()}
    assert wrong_words(spelling.spelling_findings(texts, lexicons, dictionaries)) == ["og", "trender"]


def test_of_a_gaps_answers_only_the_one_that_is_shown_is_spelt() -> None:
    assert wrong_words(spelled([passage("trsut | confidnce", field="answers")], "trust")) == ["trsut"]


def test_a_word_list_is_in_order_and_of_use(tmp_path: Path) -> None:
    file = tmp_path / "en.txt"
    file.write_text("Skien\nLoPe\n")
    assert "out of order" in messages(spelling.list_findings(file, {"Skien", "LoPe"}))[0]
    file.write_text("LoPe\nSkien\n")
    assert messages(spelling.list_findings(file, {"Skien"})) == [
        "“LoPe” stands in no text any more; --tidy takes it out."
    ]


@pytest.mark.parametrize(
    ("code", "right", "wrong"),
    [
        ("en", "colour don’t", "color beleive"),
        ("nb", "språkopplæring", "sprokopplæring"),
        ("de", "Arbeitssuche Gesprächsleitfaden", "Arbeitsuuche Gespräcsleitfaden"),
        ("el", "συμμετέχοντες", "συμετέχοντες εργασια"),
    ],
)
def test_hunspell_knows_right_words_and_wrong_ones(code: str, right: str, wrong: str) -> None:
    hunspell = spelling.Hunspell(spelling.DICTIONARIES[code])
    assert hunspell.wrong([*right.split(), *wrong.split()]) == set(wrong.split())


def test_a_missing_dictionary_is_told() -> None:
    with pytest.raises(spelling.UnavailableError, match="xx_XX"):
        spelling.Hunspell("xx_XX").wrong(["word"])


# --- Language ---------------------------------------------------------------------------------------------------------

SPOKEN = {
    "en": "You meet one person at a time, and you look at one obstacle together.",
    "nb": "Du møter én person om gangen, og dere ser på én hindring sammen i dag.",
    "de": "Sie treffen jeweils einen Menschen und schauen gemeinsam auf eine Hürde.",
    "el": "Συναντάτε έναν άνθρωπο τη φορά και κοιτάζετε μαζί ένα εμπόδιο κάθε φορά.",
    "da": (
        "Mikrointegration handler om at se på et enkelt menneske og et hverdagsproblem ad gangen. Du lærer at føre en "
        "god samtale, og hvordan du planlægger sammen med deltagerne i stedet for at gøre det for dem."
    ),
}


def test_each_paragraph_is_heard_in_its_own_language() -> None:
    texts = [passage(text, code, item=code) for code, text in SPOKEN.items() if code != "da"]
    assert list(language.language_findings(texts)) == []


def test_what_is_left_in_another_language_is_found() -> None:
    texts = [passage(SPOKEN["en"], "nb"), passage(SPOKEN["de"], "el"), passage(SPOKEN["da"], "nb")]
    found = [each for each in messages(language.language_findings(texts)) if "paragraph" in each]
    assert [each.split(": “")[0] for each in found] == [
        "nb: this paragraph seems to be in English",
        "el: this paragraph seems to be in German",
        "nb: this paragraph seems to be in Danish",
    ]


def test_close_languages_are_told_apart_by_the_whole_page() -> None:
    texts = [passage("åtte ord om noe som er litt uklart", "nb") for _ in range(6)]
    assert messages(language.language_findings(texts, lambda asked: [("da", 0.6)] * len(asked))) == [
        "nb: this page as a whole seems to be in Danish: “åtte ord om noe som er litt uklart …”."
    ]


# --- Typography -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("rule", "code", "wrong", "right"),
    [
        (typography.straight_quotes, "en", 'say "yes"', "say “yes”"),
        (typography.straight_quotes, "en", "don't", "don’t"),
        (typography.apostrophes, "en", "don´t", "don’t"),
        (typography.quotation_marks, "nb", "si “ja”", "si «ja»"),
        (typography.quotation_marks, "de", "„ja”", "„ja“"),
        (typography.quotation_marks, "el", "„ναι“", "«ναι»"),
        (typography.quotation_marks, "en", "«yes»", "“yes”"),
        (typography.open_quotations, "de", "„ja", "„ja“"),
        (typography.open_quotations, "nb", "« ja »", "«ja»"),
        (typography.decimals, "nb", "7.7 prosent", "7,7 prosent"),
        (typography.decimals, "de", "4.9 Prozent", "4,9 Prozent, Modul 2.1 und 2.2, um 9.00 Uhr, 1.500"),
        (typography.decimals, "en", "7,7 per cent", "7.7 per cent, or 1,500"),
        (typography.percent, "nb", "36%", "36 %"),
        (typography.percent, "de", "36%", "36 %"),
        (typography.percent, "en", "36 %", "36%"),
        (typography.spaces, "en", "two  spaces", "one space"),
        (typography.spaces, "en", "word , word", "word, word"),
        (typography.dots_and_dashes, "en", "and so on...", "and so on…"),
        (typography.dots_and_dashes, "en", "so - well", "so – well, co-worker"),
        (typography.dots_and_dashes, "de", "10-20", "10–20, Nr. 2020-1-NO01"),
        (typography.scripts, "el", "Oι", "Οι"),  # the first begins with a Latin O
        (typography.scripts, "el", "Τι κάνετε?", "Τι κάνετε;"),
        (typography.doubled_words, "en", "with with", "with"),
    ],
)
def test_a_slip_of_typography_is_found(rule: typography.Rule, code: str, wrong: str, right: str) -> None:
    assert list(rule(passage(wrong, code)))
    assert list(rule(passage(right, code))) == []


def test_all_rules_of_typography_run() -> None:
    found = messages(typography.typography_findings([passage('"36 %"', "en")]))
    assert len(found) == 3


# --- Extent -----------------------------------------------------------------------------------------------------------


def lesson(words: int, minutes: int = 4, kinds: tuple[str, ...] = ("exercise", "reflection")) -> Item:
    blocks = [child("prose", {"body": Markdown("word " * words, FILE, 1)}), *(child(kind, {}) for kind in kinds)]
    texts = {"en": {"title": said("A lesson"), "body": blocks}}
    return item(("lesson", "1", "a"), texts, parent=("module", "1"), minutes=minutes)


MODULE = item(("module", "1"), {"en": {"title": said("A module", 3)}})


@pytest.mark.parametrize(
    ("lessons", "told"),
    [
        ([lesson(400), lesson(400)], []),
        ([lesson(300), lesson(400)], ["700 words"]),
        ([lesson(800), lesson(800)], ["1600 words"]),
        ([lesson(900)], ["1 lessons"]),
        ([lesson(450, kinds=()), lesson(450, kinds=())], ["no exercise"]),
    ],
)
def test_a_module_has_its_length_its_lessons_and_an_exercise(lessons: list[Item], told: list[str]) -> None:
    found = messages(extent.module_findings(MODULE, lessons))
    assert len(found) == len(told)
    assert all(words in message for words, message in zip(told, found, strict=True))


def test_a_course_of_one_module_has_more_lessons_in_it() -> None:
    lone = item(("module", "1"), {"en": {"title": said("A module", 3)}}, parent=("course", "other"))
    words = "the lessons have 1200 words; 1,400 to 3,000 are asked for."
    assert list(extent.module_findings(lone, [lesson(400)] * 5, alone=True)) == []
    found = messages(extent.extent_findings([lone, *[lesson(400)] * 3, quiz()]))
    assert found[:2] == ["en: this module has 3 lessons; 4 to 6 are asked for.", f"en: {words}"]


def test_a_lesson_takes_three_to_six_minutes_and_has_a_reflection() -> None:
    assert list(extent.lesson_findings(lesson(400))) == []
    assert messages(extent.lesson_findings(lesson(400, minutes=7, kinds=()))) == [
        "en: this lesson takes 7 minutes; 3 to 6 are asked for.",
        "en: this lesson has no reflection.",
    ]


def quiz(*questions: dict[str, Any], code: str = "en") -> Item:
    return item(("quiz", "1"), {code: {"title": said("A quiz"), "questions": list(questions)}}, parent=("module", "1"))


def true_false(answer: bool) -> dict[str, Any]:
    return child("true_false", {"prompt": said("Is it?"), "answer": answer})


def scenario(*nexts: int) -> dict[str, Any]:
    """Return a scenario with one scene for each number, which says what follows; 0 is the end."""
    scenes = [
        child(
            "item",
            {
                "text": said("A scene"),
                "choices": [
                    child("item", {"text": said("Ask"), "worth": "2", "next": following}),
                    child("item", {"text": said("Wait"), "worth": "0", "next": following}),
                ],
            },
        )
        for following in nexts
    ]
    return child("scenario", {"prompt": said("A story", 7), "scenes": scenes})


def test_a_quiz_has_enough_questions_of_enough_kinds() -> None:
    assert messages(extent.quiz_findings(quiz(*[true_false(True)] * 5))) == [
        "en: this quiz has 5 questions; 6 are the fewest.",
        "en: this quiz has 1 kinds of question (true_false); 3 are the fewest.",
    ]


def test_a_scenario_asks_for_three_to_five_decisions() -> None:
    long_enough = [true_false(True)] * 4 + [single("a", "b")]
    assert messages(extent.quiz_findings(quiz(*long_enough, scenario(2, 0)))) == [
        "en: this scenario has 2 decisions; 3 to 5 are asked for."
    ]
    assert list(extent.quiz_findings(quiz(*long_enough, scenario(2, 3, 0)))) == []


def test_a_module_without_a_quiz_and_a_short_glossary_are_found() -> None:
    term = item(("term", "a"), {"en": {"term": said("a term")}})
    found = messages(extent.extent_findings([MODULE, lesson(400), lesson(400), term]))
    assert found == ["en: this module has no quiz.", "en: the glossary has 1 terms; 40 to 80 are asked for."]


# --- Answers ----------------------------------------------------------------------------------------------------------


def single(*texts: str, right: int = 0) -> dict[str, Any]:
    rows = [child("item", {"text": said(text), "correct": n == right}) for n, text in enumerate(texts)]
    return child("single_choice", {"prompt": said("What now?", 5), "choices": rows})


def test_a_right_answer_much_longer_than_the_others_is_found_in_any_language() -> None:
    found = list(answers.length_findings(quiz(single("x" * 13, "x" * 10, "x" * 4), code="de")))
    assert [(each.line, each.message.split(":")[0]) for each in found] == [(5, "de")]
    assert "30 % longer" in found[0].message
    assert list(answers.length_findings(quiz(single("x" * 12, "x" * 10)))) == []


def test_a_best_decision_much_longer_than_the_others_is_found() -> None:
    story = scenario(0)
    story["value"]["scenes"][0]["value"]["choices"][0]["value"]["text"] = said("Ask, and wait for the answer")
    assert len(list(answers.length_findings(quiz(story)))) == 1
    assert list(answers.length_findings(quiz(scenario(0)))) == []


def test_right_answers_always_in_one_place_are_found() -> None:
    assert messages(answers.place_findings(quiz(*[single("a", "b", right=1)] * 3))) == [
        "en: the right answer always stands in place 2."
    ]
    assert list(answers.place_findings(quiz(single("a", "b"), single("a", "b"), single("a", "b", right=1)))) == []


def test_statements_that_are_all_true_are_found() -> None:
    assert messages(answers.place_findings(quiz(*[true_false(True)] * 3))) == [
        "en: each statement of this quiz is true."
    ]


def test_right_answers_that_are_mostly_the_longest_are_found() -> None:
    giveaway = quiz(*[single("xxx", "xx")] * 6, *[single("xx", "xxx")] * 4)
    assert "6 of 10" in messages(answers.longest_findings([giveaway]))[0]
    assert list(answers.longest_findings([quiz(*[single("xxx", "xx")] * 5, *[single("xx", "xxx")] * 5)])) == []


# --- Sources ----------------------------------------------------------------------------------------------------------


def test_a_place_that_the_table_of_sources_names_in_vain_is_found(tmp_path: Path) -> None:
    block = {"type": "prose", "id": block_id("lesson", "2.1", "seen", "why"), "value": {}}
    page = item(("lesson", "2.1", "seen"), {"en": {"body": [block]}})
    file = tmp_path / "SOURCES.md"
    file.write_text("| a point | `2.1/seen#why`, `2.1/seen` |\n| another | `2.1/seen#how`, `term:trust` |\n")
    assert [(each.line, each.message) for each in sources.source_findings(file, [page])] == [
        (2, "there is no `2.1/seen#how` in the content."),
        (2, "there is no `term:trust` in the content."),
    ]


def test_a_practice_has_the_fields_that_are_filled_and_its_steps(tmp_path: Path) -> None:
    steps, links = Children(Item, (("ask", {}),)), Children(Item, ())
    words = {"need": "Why", "watch_out": "Where", "team": "", "steps": steps, "links": links}
    page = item(("practice", "a"), {"en": words})
    file = tmp_path / "SOURCES.md"
    file.write_text("`practice:a#need` `practice:a#watch-out` `practice:a#ask`\n`practice:a#team` `practice:a#links`\n")
    assert messages(sources.source_findings(file, [page])) == [
        "there is no `practice:a#team` in the content.",
        "there is no `practice:a#links` in the content.",
    ]
