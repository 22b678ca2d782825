"""A lesson in English and its managed Norwegian translation, and what an author and a translator do with them."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from django.test import TestCase
from wagtail_localize.models import StringSegment, StringTranslation, Translation, TranslationSource

from courses.models import LessonPage
from tests.factories.speech import block, named_id

ENGLISH = {"begin": ["Ask one open question.", "Then wait for it."], "end": ["Thank her for her time."]}
NORSK = {"begin": ["Still et åpent spørsmål.", "Vent så på svaret."], "end": ["Takk henne for tiden."]}


def part(name: str) -> str:
    """Return the id of a block called so."""
    return named_id("block", name)


def stored(parts: dict[str, list[str]]) -> list[dict[str, Any]]:
    """Return blocks of paragraphs as they are stored."""
    return [
        block("prose", name, {"heading": "", "body": "".join(f"<p>{text}</p>" for text in texts)})
        for name, texts in parts.items()
    ]


@dataclass
class Lesson:
    """The two pages by their ids."""

    english_id: int
    norwegian_id: int

    @classmethod
    def begin(cls, english: Any, norwegian: Any, texts: dict[str, list[str]], said: dict[str, list[str]]) -> Lesson:
        """Publish the English, translate it and publish that."""
        lesson = cls(english.pk, norwegian.pk)
        lesson.publish_english(texts)
        source, _made = TranslationSource.update_or_create_from_instance(lesson.english)
        Translation.objects.bulk_create([Translation(source=source, target_locale=norwegian.locale)])
        lesson.translate({one: other for name in texts for one, other in zip(texts[name], said[name], strict=True)})
        lesson.publish_norwegian()
        return lesson

    @property
    def english(self) -> LessonPage:
        """The English page as it is live."""
        return LessonPage.objects.get(pk=self.english_id)

    @property
    def norwegian(self) -> LessonPage:
        """The Norwegian page as it is live."""
        return LessonPage.objects.get(pk=self.norwegian_id)

    @property
    def translation(self) -> Translation:
        """What wagtail-localize knows of it."""
        found = Translation.objects.select_related("source", "target_locale")
        return found.get(target_locale__language_code="nb", source__object_id=self.english.translation_key)

    def draft_english(self, parts: dict[str, list[str]], **fields: Any) -> Any:
        """Save another English version as a draft."""
        page = self.english.get_latest_revision_as_object()
        page.body = page._meta.get_field("body").to_python(json.dumps(stored(parts)))
        for name, value in fields.items():
            setattr(page, name, value)
        return page.save_revision()

    def publish_english(self, parts: dict[str, list[str]], **fields: Any) -> None:
        """Publish another English version."""
        self.draft_english(parts, **fields).publish()

    def translate(self, words: dict[str, str]) -> None:
        """Save translations as a translator does; what isn't named gets “(nb)” behind it where it has none."""
        for row in StringSegment.objects.filter(source=self.translation.source).select_related("string"):
            place = {"translation_of": row.string, "context_id": row.context_id}
            place["locale"] = self.translation.target_locale
            known = StringTranslation.objects.filter(**place, has_error=False).exists()
            if row.string.data in words or not known:
                data = words.get(row.string.data, f"{row.string.data} (nb)")
                values = {"data": data, "translation_type": "manual", "has_error": False, "field_error": ""}
                StringTranslation.objects.update_or_create(**place, defaults=values)

    def publish_norwegian(self) -> None:
        """Publish the translation."""
        with TestCase.captureOnCommitCallbacks(execute=True):
            self.translation.save_target(publish=True)

    def fields(self) -> dict[str, tuple[str, bool]]:
        """Return what stands in the translator's fields by the English beside it, and whether it is finished."""
        found = {}
        for row in StringSegment.objects.filter(source=self.translation.source).select_related("string", "context"):
            said = StringTranslation.objects.filter(translation_of=row.string, context=row.context).first()
            if row.context.path.startswith("body"):
                found[row.string.data] = (said.data, not said.has_error) if said else ("", False)
        return found
