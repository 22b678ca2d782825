"""How a text reads: sentences, words and syllables, the measure of each language, and sentences that are too long."""

from __future__ import annotations

import pytest

from mimi.editors.quality.contents import Kind, Piece, Place
from mimi.editors.quality.readability import (
    EASY,
    HARD,
    MIDDLE,
    VERY_EASY,
    VERY_HARD,
    Counts,
    FleschReadingEase,
    Lix,
    measure_of,
    read_pieces,
)
from mimi.editors.quality.sentences import sentences, words
from mimi.editors.quality.syllables import syllables


def rich(html: str) -> Piece:
    return Piece(Kind.RICH, html, Place("body", "a-block"))


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("en", "Ask first. Then wait!", ["Ask first.", "Then wait!"]),
        ("en", "Bring paper, e.g. a notebook. Then begin.", ["Bring paper, e.g. a notebook.", "Then begin."]),
        ("en", "“Why?” she asked. He smiled.", ["“Why?” she asked.", "He smiled."]),
        ("en", "It costs 3.50 euros a day.", ["It costs 3.50 euros a day."]),
        ("nb", "Møt opp 3. Mai kl. ti. Ta med papirer.", ["Møt opp 3. Mai kl. ti.", "Ta med papirer."]),
        ("nb", "Spør f.eks. Amina. Hun vet det.", ["Spør f.eks. Amina.", "Hun vet det."]),
        ("de", "Das gilt z.B. für Wien. Am 24. Dezember nicht.", ["Das gilt z.B. für Wien.", "Am 24. Dezember nicht."]),
        ("el", "Τι λέτε; Περιμένετε, π.χ. λίγο. Μετά όχι.", ["Τι λέτε;", "Περιμένετε, π.χ. λίγο.", "Μετά όχι."]),
        ("en", "A heading without an end", ["A heading without an end"]),
        ("en", "…", []),
    ],
)  # fmt: skip
def test_sentences_end_where_a_reader_stops(language: str, text: str, expected: list[str]) -> None:
    assert sentences(text, language) == expected


def test_a_word_with_a_hyphen_or_an_apostrophe_is_one_word() -> None:
    assert words("A one-to-one talk isn’t 3.5 hours.") == ["A", "one-to-one", "talk", "isn’t", "3.5", "hours"]


@pytest.mark.parametrize(
    ("word", "count"),
    [
        ("a", 1), ("table", 2), ("asked", 1), ("needed", 2), ("colleague", 2), ("conversation", 4), ("idea", 3),
        ("responsibility", 6), ("one-to-one", 3), ("therapies", 3), ("technique", 2), ("employer", 3),
        ("McDonald’s", 3),
        ("situations", 4), ("earlier", 3), ("available", 4), ("2024", 4), ("people", 2), ("washes", 2), ("dialogue", 3),
    ],
)  # fmt: skip
def test_syllables_are_counted_as_they_are_heard(word: str, count: int) -> None:
    assert syllables(word) == count


def test_lix_is_words_a_sentence_and_the_share_of_long_words() -> None:
    # Two sentences, ten words, two of them longer than six letters.
    reading = read_pieces([rich("<p>Vi snakker sammen hver dag. Det hjelper folk videre.</p>")], "nb")
    assert reading.counts == Counts(words=9, sentences=2, long_words=2)
    assert Lix().score(Counts(words=100, sentences=10, long_words=20)) == pytest.approx(30.0)


def test_flesch_is_worked_out_by_its_formula() -> None:
    counts = Counts(words=100, sentences=5, syllables=140)
    assert FleschReadingEase().score(counts) == pytest.approx(206.835 - 1.015 * 20 - 84.6 * 1.4)


@pytest.mark.parametrize(
    ("language", "score", "level"),
    [
        ("nb", 29.9, VERY_EASY), ("nb", 30, EASY), ("nb", 49.9, MIDDLE), ("nb", 59, HARD), ("nb", 60, VERY_HARD),
        ("de", 36.9, VERY_EASY), ("el", 39.9, VERY_EASY), ("el", 50, MIDDLE),
        ("en", 80, VERY_EASY), ("en", 79.9, EASY), ("en", 50, MIDDLE), ("en", 30, HARD), ("en", 29.9, VERY_HARD),
    ],
)  # fmt: skip
def test_levels_follow_the_norms_of_the_language(language: str, score: float, level: str) -> None:
    assert measure_of(language).level(score) == level


def test_a_short_text_gets_no_number_but_its_long_sentences_are_told() -> None:
    long = " ".join(["word"] * 26)
    reading = read_pieces([rich(f"<p>{long}.</p><p>Short.</p>")], "en")
    assert (reading.score, reading.level, reading.meaning) == (None, "", "")
    assert [(sentence.words, sentence.place.path) for sentence in reading.too_long] == [(26, "body/a-block")]


def test_a_sentence_that_is_just_short_enough_is_left_alone() -> None:
    assert not read_pieces([rich(f"<p>{' '.join(['ord'] * 24)}.</p>")], "nb").too_long


def test_headings_and_choices_are_no_running_text() -> None:
    pieces = [Piece(Kind.LINE, "A heading. Of two sentences.", Place("title")), rich("<p>One sentence.</p>")]
    assert read_pieces(pieces, "en").counts.sentences == 1


def test_a_number_says_what_it_means() -> None:
    reading = read_pieces([rich("<p>" + "We talk a lot. " * 40 + "</p>")], "en")
    assert reading.level == VERY_EASY
    assert "everybody can follow it" in reading.meaning
