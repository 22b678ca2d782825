"""Texts: each one of the English stands on the translated page, too, and in a translation that somebody has written."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from django.utils.text import Truncator
from django.utils.translation import gettext
from wagtail_localize.models import StringTranslation

from mimi.editors.parity.checks.blocks import outermost
from mimi.editors.parity.pairs import Pair, Text, label_of
from mimi.editors.parity.registry import ERROR, WARNING, Check, Found, register_check

# What a picture's words are called on any page.
ALTERNATIVE_TEXT, CAPTION = "alt_text", "caption"
# Fewer words that are the same in two languages may be so by nature: film, status quo.
FEWEST_ENGLISH_WORDS = 3
EXCERPT = 60
# Names of sources and organisations stay what they are.
IN_ANY_LANGUAGE = frozenset({"source", "organisation"})
SMALL_WORDS = frozenset({"a", "an", "and", "at", "by", "for", "from", "in", "of", "on", "the", "to", "with"})


class MissingTexts(Check):
    """A text of the English has nothing beside it."""

    def told(self) -> str:
        """Return the sentence to say, with a place in it."""
        raise NotImplementedError

    def concerns(self, name: str) -> bool:
        """Say whether the check is about texts of a field called so."""
        raise NotImplementedError

    def find(self, pair: Pair) -> Iterator[Found]:
        english, translated = pair.blocks
        gone = tuple(f"{block.path}." for block in outermost(english, translated))
        known = {path for path, _place in pair.translated}
        # What nobody is asked to write where a page isn't managed.
        optional = () if pair.translation else getattr(pair.page, "optional_in_translation", ())
        missing = dict.fromkeys(path for path, _place in pair.english if path not in known and path not in optional)
        for path in missing:
            if self.concerns(path.rpartition(".")[2]) and not path.startswith(gone):
                yield Found(self.told() % {"place": label_of(pair.source, path)}, path)


@register_check
class MissingAlternativeTexts(MissingTexts):
    """A picture says what it shows in English only."""

    key = "alt-text"

    def told(self) -> str:
        return gettext("“%(place)s”: the alternative text is missing.")

    def concerns(self, name: str) -> bool:
        return name == ALTERNATIVE_TEXT


@register_check
class MissingCaptions(MissingTexts):
    """A picture has a caption in English only."""

    key = "caption"

    def told(self) -> str:
        return gettext("“%(place)s”: the caption is missing.")

    def concerns(self, name: str) -> bool:
        return name == CAPTION


@register_check
class OtherMissingTexts(MissingTexts):
    """Any other text is missing."""

    key = "text"

    def told(self) -> str:
        return gettext("“%(place)s” is empty, and in English it isn’t.")

    def concerns(self, name: str) -> bool:
        return name not in {ALTERNATIVE_TEXT, CAPTION}


@register_check
class FewerTexts(Check):
    """A field of running text has fewer paragraphs than in English."""

    key = "paragraphs"

    def find(self, pair: Pair) -> Iterator[Found]:
        translated = Counter(path for path, _place in pair.translated)
        for path, count in Counter(path for path, _place in pair.english).items():
            if 0 < translated[path] < count:
                told = gettext("“%(place)s” has %(here)s paragraphs, and %(english)s in English.")
                counts = {"here": translated[path], "english": count}
                yield Found(told % {"place": label_of(pair.page, path), **counts}, path, level=WARNING)


@register_check
class Untranslated(Check):
    """Nobody has translated a text yet, or an earlier translation of it waits for a look."""

    key = "untranslated"

    def find(self, pair: Pair) -> Iterator[Found]:
        if pair.translation is None:
            return
        waiting = self._waiting(pair)
        for key, row in pair.segments.items():
            if key in pair.confirmed or key not in pair.english:
                continue
            text = pair.english[key]
            if (row.string_id, row.context_id) in waiting:
                told = gettext("“%(text)s” has changed in English; its earlier translation is still to be checked.")
            elif not same_by_nature(text.words):
                told = gettext("“%(text)s” isn’t translated yet.")
            else:
                continue
            yield Found(told % {"text": excerpt(text)}, *key)

    def _waiting(self, pair: Pair) -> set[tuple[int, int]]:
        rows = StringTranslation.objects.filter(
            context__object_id=pair.page.translation_key, locale_id=pair.page.locale_id, has_error=True
        )
        return set(rows.values_list("translation_of_id", "context_id"))


@register_check
class StillEnglish(Check):
    """A text is the same as in English, and not by its nature."""

    key = "english"

    def find(self, pair: Pair) -> Iterator[Found]:
        for key, text in pair.english.items():
            here = pair.translated.get(key)
            if here is None or _plain(here) != _plain(text):
                continue
            if pair.translation is not None and key not in pair.confirmed:
                continue  # That nobody has translated it is said already.
            if key[0].rpartition(".")[2] in IN_ANY_LANGUAGE:
                continue
            count = len(common_words(text.words))
            sure = count >= FEWEST_ENGLISH_WORDS
            if sure or (count and pair.translation is None):
                told = gettext("“%(text)s” is still the English.")
                yield Found(told % {"text": excerpt(text)}, *key, level=ERROR if sure else WARNING)


def excerpt(text: Text) -> str:
    """Return the first words of a text."""
    return str(Truncator(" ".join(text.words.split())).chars(EXCERPT))


def same_by_nature(text: str) -> bool:
    """Say whether a text is the same in every language: numbers, addresses, and what is clearly a name.

    One word with a capital in front may be a heading, so it is no name by itself.
    """
    words = _words(text)
    if not all(looks_like_a_name(word) for word in words):
        return False
    return len(words) != 1 or not words[0].istitle()


def common_words(text: str) -> list[str]:
    """Return the words of a text that belong to no name; small ones may stand in a name, as in “Care of Minors”."""
    words = _words(text)
    names = sum(looks_like_a_name(word) for word in words)
    common = [word for word in words if not looks_like_a_name(word)]
    large = [word for word in common if word not in SMALL_WORDS]
    return large if names > 1 else common


def looks_like_a_name(word: str) -> bool:
    """Say whether a word has a capital, a digit, or the marks of an address in it."""
    return not word.islower() or bool(re.search(r"[\d@/]|\w\.\w", word))


def _words(text: str) -> list[str]:
    """Return the words of a text that have letters, without what stands around them."""
    found = (word.strip(".,;:!?()[]{}«»“”„‚‘’\"'…–—") for word in text.split())
    return [word for word in found if any(letter.isalpha() for letter in word)]


def _plain(text: Text) -> str:
    return " ".join(text.words.split())
