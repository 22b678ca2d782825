"""Machine translation, where the operator has named a service: of what is missing, and marked until it is confirmed.

It takes the place of wagtail-localize's own, which takes whatever comes back, and fails when nothing does.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import requests
import structlog
from wagtail_localize.machine_translators import get_machine_translator
from wagtail_localize.models import StringTranslation, Translation
from wagtail_localize.strings import StringValue

from mimi.editors.aids.rows import Row, rows
from mimi.editors.aids.texts import normal
from mimi.editors.aids.wrongs import wrongs_of

# DeepL takes fifty texts at a time.
TOGETHER = 40
_log = structlog.get_logger("mimi.editors")


class MachineSilentError(Exception):
    """The service didn't answer, or not as it should."""


@dataclass
class MachineWork:
    """How many segments a machine has translated, and of how many its answer was of no use."""

    done: int = 0
    refused: int = 0


def translator_for(translation: Translation) -> Any | None:
    """Return the service that translates into a language, if there is one."""
    translator = get_machine_translator()
    if translator is None or not translator.can_translate(translation.source.locale, translation.target_locale):
        return None
    return translator


def translate_missing(translation: Translation, translator: Any, user: Any) -> MachineWork:
    """Have what is missing translated; what is kept is marked as not confirmed.

    An address is left out: it is a person's to choose.

    Raises:
        MachineSilentError: nothing more came; what came before is kept.
    """
    work = MachineWork()
    missing = [row for row in rows(translation) if row.stored is None and not row.place.is_slug]
    texts = list(dict.fromkeys(row.english for row in missing))
    for start in range(0, len(texts), TOGETHER):
        answers = _ask(translator, translation, texts[start : start + TOGETHER])
        for row in missing:
            if row.english in answers:
                _keep(row, answers[row.english], translator, user, work)
    return work


def _ask(translator: Any, translation: Translation, texts: Sequence[str]) -> dict[str, str]:
    """Return the translations of some texts by them."""
    try:
        answers = translator.translate(
            translation.source.locale, translation.target_locale, [StringValue(text) for text in texts]
        )
    except (requests.RequestException, LookupError, TypeError, ValueError) as error:
        _log.warning("machine translation failed", translator=str(translator.display_name), error=repr(error))
        raise MachineSilentError from error
    return {text.data: normal(answer.data) for text, answer in answers.items() if answer and answer.data}


def _keep(row: Row, text: str, translator: Any, user: Any, work: MachineWork) -> None:
    if not text.strip() or wrongs_of(text, row.english, "", row.place):
        work.refused += 1
        return
    _stored, is_new = StringTranslation.objects.get_or_create(
        translation_of_id=row.segment.string_id,
        locale_id=row.translation.target_locale_id,
        context_id=row.segment.context_id,
        defaults={
            "data": text,
            "translation_type": StringTranslation.TRANSLATION_TYPE_MACHINE,
            "tool_name": str(translator.display_name),
            "last_translated_by": user,
        },
    )
    work.done += is_new
