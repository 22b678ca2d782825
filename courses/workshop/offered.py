"""What a module's page says of its workshop."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.conf import settings
from wagtail.models import Page

from courses.outline import ModuleOutline
from courses.workshop.plan import LENGTHS, USUAL
from mimi.pages.cache.tags import depends_on
from mimi.pages.chrome import in_language
from mimi.pages.visibility import restricted


def workshop_choices(module: ModuleOutline, language: str, spoken: Iterable[str] | None = None) -> dict[str, Any]:
    """Return what there is to choose; nothing for a module that isn't live.

    `spoken` are the languages in which everybody may see it, where they are known already.
    """
    if module.url == "#":
        return {}
    depends_on(f"translations:{module.key}", "restrictions")
    if spoken is None:
        live = Page.objects.live().filter(~restricted(), translation_key=module.key)
        spoken = live.values_list("locale__language_code", flat=True)
    others = set(spoken) - {language}
    return {
        "url": in_language(language, "workshop", [module.key]),
        "slides_url": in_language(language, "workshop_slides", [module.key]),
        "lengths": list(LENGTHS),
        "usual": USUAL,
        "languages": [(code, name) for code, name in settings.LANGUAGES if code in others],
    }
