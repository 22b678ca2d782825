"""What belongs to a module when a reader keeps it on her device, for reading without a connection."""

from __future__ import annotations

import json

from courses.outline import ModuleOutline
from mimi.pages.chrome import in_language


def keeping_plan(module: ModuleOutline, language: str) -> str:
    """Return, as JSON, what `service-worker.js` fetches to keep a module; empty for one that isn't live.

    `title` is the module's; `pages` are [{url, title, also}], the module's own page first, where `also` are addresses
    at which a browser without a connection shows the same page. A quiz is personal and never kept: the sheet with all
    its questions stands in for it.
    """
    if module.url == "#":
        return ""
    pages = [_page(module.url, module.title), *(_page(lesson.url, lesson.title) for lesson in module.lessons)]
    if module.quiz:
        sheet = in_language(language, "quiz_sheet", [module.quiz.key])
        pages.append(_page(sheet, module.quiz.title, module.quiz.url))
    return json.dumps({"title": module.title, "pages": pages})


def _page(url: str, title: str, *also: str) -> dict[str, object]:
    return {"url": url, "title": title, "also": also}
