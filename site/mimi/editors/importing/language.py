"""Which of the site's languages a document is in, as Lingua hears it."""

from __future__ import annotations

from collections.abc import Iterable

from lingua import Language, LanguageDetectorBuilder

from mimi.editors.importing.outline import Block, text_of

LANGUAGES = {
    "en": Language.ENGLISH,
    "nb": Language.BOKMAL,
    "de": Language.GERMAN,
    "el": Language.GREEK,
}
# Enough to be sure, from all over the document.
SAMPLES, LONGEST = 12, 600


def language_of(blocks: Iterable[Block]) -> str:
    """Return the code of a document's language; English where there is too little to tell."""
    texts = [text for block in blocks if len(text := text_of(block)) > 60]
    if not texts:
        texts = [" ".join(text_of(block) for block in blocks)]
    spread = texts[:: max(len(texts) // SAMPLES, 1)][:SAMPLES]
    detector = LanguageDetectorBuilder.from_languages(*LANGUAGES.values()).build()
    found = detector.detect_language_of(" ".join(text[:LONGEST] for text in spread))
    return next((code for code, language in LANGUAGES.items() if language == found), "en")
