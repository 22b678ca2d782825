"""What the gate compares of the course: questions with their keys, marks to pass, and the words of the glossary."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext

from courses.models import GlossaryTerm
from courses.questions import Question
from mimi.editors.parity.checks.texts import excerpt
from mimi.editors.parity.pairs import Pair
from mimi.editors.parity.registry import WARNING, Check, Found, register_check
from mimi.pages.links import SOURCE_LANGUAGE
from mimi.search.analysis import stem, tokens

# How many letters the ending of an English plural may take the place of.
MOST_ENDING = 2
# So much of a word's beginning is the same in all its forms: nyankommen, nyankomne.
ALIKE = 0.7


class QuizCheck(Check):
    """Something that holds in every language for a question, or for a quiz as a whole."""

    def find(self, pair: Pair) -> Iterator[Found]:
        if getattr(pair.page, "changing_stream", "") == "questions":
            yield from self.compare(pair.source.question_list, pair.page.question_list)

    def compare(self, english: list[Question], translated: list[Question]) -> Iterator[Found]:
        """Yield what differs between the questions."""
        others = {question.id: question for question in translated}
        for question in english:
            other = others.get(question.id)
            if other is not None and other.type is question.type:
                yield from self.compare_question(question, other)

    def compare_question(self, english: Question, translated: Question) -> Iterator[Found]:
        """Yield what differs between a question and its translation."""
        return iter(())


@register_check
class SameQuestions(QuizCheck):
    """The questions are the same ones, in the same order, each of the same kind."""

    key = "quiz-questions"

    def compare(self, english: list[Question], translated: list[Question]) -> Iterator[Found]:
        ids, others = [one.id for one in english], [one.id for one in translated]
        for question in english:
            if question.id not in others:
                told = gettext("Question %(number)s of the English quiz is missing: answers to it would be lost.")
                yield Found(told % {"number": question.number}, "questions")
        for question in translated:
            if question.id not in ids:
                told = gettext("Question %(number)s isn’t in the English quiz.")
                yield Found(told % {"number": question.number}, _path(question))
        kinds = {question.id: question.type.name for question in english}
        for question in translated:
            if kinds.get(question.id, question.type.name) != question.type.name:
                told = gettext("Question %(number)s is of another kind than in English.")
                yield Found(told % {"number": question.number}, _path(question))
        if sorted(ids) == sorted(others) and ids != others:
            yield Found(gettext("The questions stand in another order than in English."), "questions")


@register_check
class SameChoices(QuizCheck):
    """There is the same to choose, to place or to fill in, in the same order."""

    key = "quiz-choices"

    def compare_question(self, english: Question, translated: Question) -> Iterator[Found]:
        ids = [item_id for item_id, _key in english.type.skeleton(english)]
        others = [item_id for item_id, _key in translated.type.skeleton(translated)]
        values = {"number": translated.number, "here": len(others), "english": len(ids)}
        if len(ids) != len(others):
            told = gettext("Question %(number)s has %(here)s choices, and %(english)s in English.")
            yield Found(told % values, _path(translated))
        elif sorted(ids) != sorted(others):
            told = gettext("Question %(number)s has choices that aren’t those of the English: answers would be lost.")
            yield Found(told % values, _path(translated))
        elif ids != others:
            told = gettext("Question %(number)s: the choices stand in another order than in English.")
            yield Found(told % values, _path(translated))


@register_check
class SameKeys(QuizCheck):
    """The same answers are right."""

    key = "quiz-key"

    def compare_question(self, english: Question, translated: Question) -> Iterator[Found]:
        keys, others = dict(english.type.skeleton(english)), dict(translated.type.skeleton(translated))
        if any(others.get(item_id, key) != key for item_id, key in keys.items()):
            told = gettext("Question %(number)s: another answer is right than in English.")
            yield Found(told % {"number": translated.number}, _path(translated))


@register_check
class SamePoints(QuizCheck):
    """Each question gives the same points."""

    key = "quiz-points"

    def compare_question(self, english: Question, translated: Question) -> Iterator[Found]:
        if english.points != translated.points:
            told = gettext("Question %(number)s gives %(here)s points, and %(english)s in English.")
            values = {"number": translated.number, "here": translated.points, "english": english.points}
            yield Found(told % values, _path(translated))


@register_check
class SameMarks(Check):
    """A quiz is as long, and passed at the same mark, in every language."""

    key = "quiz-mark"

    def find(self, pair: Pair) -> Iterator[Found]:
        for name in ("pass_mark", "question_count"):
            english, here = getattr(pair.source, name, None), getattr(pair.page, name, None)
            if english != here:
                told = gettext("“%(field)s” is %(here)s, and %(english)s in English.")
                label = str(pair.page._meta.get_field(name).verbose_name)
                yield Found(told % {"field": label, "here": here, "english": english}, name)


@register_check
class GlossaryTerms(Check):
    """Where the English uses a word of the glossary, the translation uses the glossary's word for it."""

    key = "glossary"

    def find(self, pair: Pair) -> Iterator[Found]:
        terms = _terms(pair.language)
        if not terms:
            return
        for key, text in pair.english.items():
            here = pair.translated.get(key)
            if here is None or here.words == text.words:
                continue
            english, translated = _forms(text.words, SOURCE_LANGUAGE), _forms(here.words, pair.language)
            for term, word, said in terms:
                if _stands_in(english, term) and not _is_said(translated, word, pair.language):
                    told = gettext("“%(text)s”: the glossary says “%(term)s” here.")
                    yield Found(told % {"text": excerpt(here), "term": said}, *key, level=WARNING)


def _path(question: Question) -> str:
    return f"questions.{question.id}"


def _terms(language: str) -> list[tuple[list[str], list[str], str]]:
    """Return the words of each term in English and in another language, and how it is written there."""
    rows = GlossaryTerm.objects.filter(locale__language_code__in=(SOURCE_LANGUAGE, language)).select_related("locale")
    by_key: dict[Any, dict[str, str]] = {}
    for row in rows:
        by_key.setdefault(row.translation_key, {})[row.locale.language_code] = row.term
    both = [said for said in by_key.values() if len(said) > 1]
    found = [(_forms(said[SOURCE_LANGUAGE], SOURCE_LANGUAGE), _forms(said[language], language), said) for said in both]
    return [(term, word, said[language]) for term, word, said in found if term and word]


def _forms(words: str, language: str) -> list[str]:
    return [token.form for token in tokens(words, language) if not token.joined]


def _stands_in(forms: list[str], term: list[str]) -> bool:
    """Say whether a term's words stand in an English text side by side, in the singular or plural."""
    return any(
        all(_same_word(form, word) for form, word in zip(forms[n:], term, strict=False))
        for n in range(len(forms) - len(term) + 1)
    )


def _same_word(form: str, word: str) -> bool:
    """Say whether two English forms are of one word; responsible and responsibility have one stem, but aren't."""
    return stem(form, SOURCE_LANGUAGE) == stem(word, SOURCE_LANGUAGE) and _alike(form, word) >= len(word) - MOST_ENDING


def _is_said(forms: list[str], term: list[str], language: str) -> bool:
    """Say whether all words of a term stand in a text: in any form, order and place of a compound."""
    stems = [stem(form, language) for form in forms]
    return all(
        any(stem(word, language) in one for one in stems)
        or any(_alike(form, word) >= ALIKE * len(word) for form in forms)
        for word in term
    )


def _alike(one: str, other: str) -> int:
    """Return how many letters two words begin with alike."""
    return next(
        (n for n, pair in enumerate(zip(one, other, strict=False)) if pair[0] != pair[1]), min(len(one), len(other))
    )
