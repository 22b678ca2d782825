"""A few pages in English and on their way into Norwegian, and what is stored of them."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from wagtail.models import Page
from wagtail_localize.models import StringSegment, StringTranslation, Translation, TranslationSource

from mimi.editors.aids.rows import Row, rows
from mimi.pages.gates import open_gates
from tests.factories import HomePageFactory, TextPageFactory
from tests.factories.speech import block, locale, named_id, say, slug

LANGUAGES = ("en", "nb", "de")

RICH = (
    '<p>Say <b>hello</b> to <a href="https://example.org/one">the first</a> and <i>then</i> to '
    '<a href="https://example.org/two">the second</a> of them.</p><p>Fish &amp; chips<br/>for {1}.</p>'
)


@dataclass
class Desk:
    """The home page and two pages under it, in English, Norwegian and German."""

    home: dict[str, Page]
    about: dict[str, Page]
    more: dict[str, Page]

    @classmethod
    def put_up(cls) -> Desk:
        """Make the pages."""
        root = Page.get_first_root_node()
        found = cls({}, {}, {})
        for language in LANGUAGES:
            found.home[language] = HomePageFactory(
                parent=root, language=language, translation_key=named_id("page", "home")
            )
            for pages, name in ((found.about, "About"), (found.more, "More")):
                pages[language] = TextPageFactory(
                    parent=found.home[language],
                    title=say(name, language),
                    slug=slug(name.lower(), language),
                    translation_key=named_id("page", name),
                    language=language,
                )
        return found

    def translation(self, page: Page, language: str = "nb") -> Translation:
        """Send a page to be translated, as if nothing of it were; return its translation."""
        source, _made = TranslationSource.update_or_create_from_instance(page)
        with open_gates():
            found, _made = Translation.objects.get_or_create(source=source, target_locale=locale(language))
        return found

    def write(self, page: Page, *texts: str) -> Page:
        """Let a page say this in English: one paragraph each, as HTML."""
        page.body = json.dumps([block("prose", f"p{n}", {"heading": "", "body": text}) for n, text in enumerate(texts)])
        page.save_revision().publish()
        return type(page).objects.get(pk=page.pk)

    def change(self, page: Page, *texts: str) -> None:
        """Change the English, and bring the change to the translators."""
        TranslationSource.update_or_create_from_instance(self.write(page, *texts))


def row_of(translation: Translation, english: str) -> Row:
    """Return the segment whose English begins so."""
    return next(row for row in rows(translation) if row.english.startswith(english))


def translate(translation: Translation, english: str, text: str, **fields: Any) -> StringTranslation:
    """Store a translation, by a person unless said otherwise."""
    row = row_of(translation, english)
    stored, _made = StringTranslation.objects.update_or_create(
        translation_of_id=row.segment.string_id,
        locale=translation.target_locale,
        context_id=row.segment.context_id,
        defaults={"data": text, "translation_type": "manual", **fields},
    )
    return stored


def everything(translation: Translation) -> dict[tuple[str, str], tuple[str, str, str]]:
    """Return all that is stored of a translation."""
    stored = StringTranslation.objects.filter(
        locale=translation.target_locale, context__object_id=translation.source.object_id
    ).select_related("translation_of", "context")
    return {
        (one.context.path, one.translation_of.data): (one.data, one.translation_type, str(one.updated_at))
        for one in stored
    }


def segments(translation: Translation) -> list[str]:
    """Return the English of all segments in their order."""
    found = StringSegment.objects.filter(source=translation.source).select_related("string").order_by("order")
    return [one.string.data for one in found]
