"""The library: its page, practices and the vocabularies that describe them."""

from __future__ import annotations

import json
from typing import Any

import factory

from practices.models import Country, EvidenceLevel, FiguresPage, PracticeIndexPage, PracticePage, Theme, Vocabulary

from .pages import SitePageFactory
from .speech import block, item, locale, named_id, say


def vocabulary(model: type[Vocabulary], code: str, language: str = "en", **more: Any) -> Any:
    """Return a value of a vocabulary in a language, made where it is missing."""
    return model.objects.get_or_create(
        code=code,
        locale=locale(language),
        defaults={
            "name": say(code.capitalize(), language),
            "translation_key": named_id("vocabulary", model.__name__, code),
            **more,
        },
    )[0]


class PracticeIndexPageFactory(SitePageFactory):
    """The library; its parent is a home page."""

    class Meta:
        model = PracticeIndexPage

    title = "Practices"
    intro = "<p>What others do.</p>"


class PracticePageFactory(SitePageFactory):
    """A practice; its parent is a library. `themes` names its themes by their codes."""

    class Meta:
        model = PracticePage
        skip_postgeneration_save = True

    title = factory.Sequence(lambda n: f"Practice {n + 1}")
    organisation = "LoPe"
    place = "Skien"
    country = factory.LazyAttribute(lambda page: vocabulary(Country, "no", page.language))
    evidence = factory.LazyAttribute(
        lambda page: vocabulary(EvidenceLevel, "reported", page.language, description="As told.", rank=1)
    )
    need = "<p>Someone to talk to.</p>"

    @factory.post_generation
    def themes(self, create: bool, extracted: list[str] | None, **kwargs: Any) -> None:
        """Give it the themes named in `themes`."""
        language = self.locale.language_code  # type: ignore[attr-defined]  # `self` is the page by now
        self.themes.set([vocabulary(Theme, code, language) for code in extracted or ["trust"]])
        if create:
            self.save()


def figure_data(name: str, numbers: dict[str, str | None], pages: tuple[int, ...] = (), **more: Any) -> dict[str, Any]:
    """Return a figure as the page of figures stores it; its numbers by the labels of their rows."""
    rows = [item(f"{name}-{label}", {"label": label, "value": number}) for label, number in numbers.items()]
    figure = {
        "anchor": name,
        "title": f"Figure {name}",
        "summary": f"What {name} shows.",
        "chart": "bar",
        "unit": "%",
        "rows": rows,
        "caution": f"What {name} leaves out.",
        "year": "2016",
        "source": "A report",
        "pages": [item(f"{name}-{page}", page) for page in pages],
    }
    return block("figure", name, {**figure, **more})


class FiguresPageFactory(SitePageFactory):
    """The page of figures; its parent is a home page. `stream` holds its blocks as they are stored."""

    class Meta:
        model = FiguresPage

    class Params:
        language = "en"
        stream = (
            block("heading", "into-work", {"anchor": "into-work", "heading": "Into work", "intro": "<p>Who.</p>"}),
            figure_data("women-and-men", {"Women": "49", "Men": "66"}),
        )

    title = factory.LazyAttribute(lambda page: say("Figures", page.language))
    intro = "<p>Numbers worth a look.</p>"
    body = factory.LazyAttribute(lambda page: json.dumps(list(page.stream)))
