"""The language of each text: that of its page."""

from __future__ import annotations

from collections.abc import Iterator

from bs4 import BeautifulSoup
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from mimi.editors.parity.checks.texts import IN_ANY_LANGUAGE, excerpt
from mimi.editors.parity.detection import other_languages
from mimi.editors.parity.pairs import Pair, Text
from mimi.editors.parity.registry import ERROR, WARNING, Check, Found, register_check

# A page marks words of another language by these.
SET_APART = ["code", "i", "em"]
NAMES = {
    "en": _("English"),
    "nb": _("Norwegian (bokmål)"),
    "de": _("German"),
    "el": _("Greek"),
    "da": _("Danish"),
    "nn": _("Norwegian (nynorsk)"),
}

# What is as likely as not a sentence of bokmål with many long words: somebody should look, and may publish.
UNSURE = frozenset({"nn"})


@register_check
class OtherLanguage(Check):
    """A text speaks another language than its page; what is set apart may."""

    key = "language"

    def find(self, pair: Pair) -> Iterator[Found]:
        texts = [text for text in pair.translated.values() if self._is_asked(pair, text)]
        for text, code in zip(texts, other_languages([own_words(text) for text in texts], pair.language), strict=True):
            if code:
                told = gettext("“%(text)s” seems to be in another language: %(language)s.")
                level = WARNING if code in UNSURE else ERROR
                yield Found(told % {"text": excerpt(text), "language": NAMES[code]}, *text.key, level)

    def _is_asked(self, pair: Pair, text: Text) -> bool:
        if text.path.rpartition(".")[2] in IN_ANY_LANGUAGE:
            return False
        # That nobody has translated it, or that it is still the English, is said already.
        english = pair.english.get(text.key)
        return english is None or english.words != text.words


def own_words(text: Text) -> str:
    """Return the words of a text without code and without what is set apart by italics: titles, quotes, foreign words.

    A text that stands in italics as a whole is none of these.
    """
    if "<" not in text.markup:
        return text.words
    soup = BeautifulSoup(text.markup, "html.parser")
    for element in soup.find_all(SET_APART):
        element.decompose()
    return soup.get_text(" ").strip() or text.words
