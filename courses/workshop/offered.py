"""What a module's page says of its workshop."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from wagtail.models import Page

from courses.outline import ModuleOutline
from courses.workshop.plan import LENGTHS, USUAL
from mimi.pages.cache.tags import depends_on
from mimi.pages.chrome import in_language
from mimi.pages.visibility import restricted


def workshop_choices(module: ModuleOutline, language: str) -> dict[str, Any]:
    """Return what there is to choose; nothing for a module that isn't live."""
    if module.url == "#":
        return {}
    depends_on(f"translations:{module.key}", "restrictions")
    live = Page.objects.live().filter(~restricted(), translation_key=module.key)
    spoken = set(live.values_list("locale__language_code", flat=True))
    return {
        "url": in_language(language, "workshop", [module.key]),
        "lengths": list(LENGTHS),
        "usual": USUAL,
        "languages": [(code, name) for code, name in settings.LANGUAGES if code in spoken and code != language],
    }
