"""What a search shows: results in groups, in the reader's language or, where there are none, in others."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from django.conf import settings
from wagtail.models import Page

from mimi.pages.cache.tags import depends_on
from mimi.pages.links import page_address
from mimi.pages.visibility import restricted
from mimi.search import asking
from mimi.search.analysis import tokens
from mimi.search.contributions import kinds, source_of
from mimi.search.excerpts import Piece, excerpt, marked
from mimi.search.indexing import tag
from mimi.search.models import SearchDocument
from mimi.search.ranking import Hit, Ranking, rank
from mimi.search.suggestions import did_you_mean
from mimi.search.vocabulary import vocabulary

# Results of each kind where all kinds are shown, results of one kind on a page, results of another language.
FEW, MANY, ELSEWHERE = 5, 20, 3
HOME_DEPTH = 2


@dataclass(frozen=True)
class Result:
    """One result; `url` is empty for an entry, whose text is shown in full. `trail` says where its page stands."""

    key: str
    kind: str
    label: Any
    title: list[Piece]
    text: list[Piece]
    language: str
    url: str = ""
    about: str = ""
    trail: list[str] = field(default_factory=list)
    here: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Group:
    """Results of one kind, and how many there are in all."""

    kind: str
    label: Any
    total: int
    results: list[Result]


@dataclass(frozen=True)
class Elsewhere:
    """Results in another language."""

    language: str
    name: str
    total: int
    results: list[Result]


@dataclass(frozen=True)
class Found:
    """The answer to a query.

    `complete` is false where no document has all the words; `suggestion` is what may have been meant, and `instead`
    says that the results are those of the suggestion. `telling` is false where the query holds no word to look for.
    """

    groups: list[Group] = field(default_factory=list)
    totals: Mapping[str, int] = field(default_factory=dict)
    complete: bool = True
    telling: bool = True
    suggestion: str = ""
    instead: bool = False
    elsewhere: list[Elsewhere] = field(default_factory=list)

    @property
    def total(self) -> int:
        """How many results there are in all."""
        return sum(self.totals.values())


def search(text: str, language: str, *, kind: str = "", page: int = 1) -> Found:
    """Answer a query in a language; `page` counts from 1 where one kind is asked for."""
    depends_on(tag(language), "restrictions")
    asked = asking.read(text, language)
    found = _found(asked, kind, page)
    if asked.unknown:
        found = replace(found, suggestion=did_you_mean(asked, vocabulary(language)))
    if found.total:
        return found
    if not (asked.parts or asked.unknown):
        return replace(found, telling=False)
    found = replace(found, elsewhere=_elsewhere(text, language))
    if found.suggestion and not found.elsewhere:
        mended = _found(asking.read(found.suggestion, language), kind, page)
        return replace(mended, suggestion=found.suggestion, instead=True)
    return found


def _found(asked: asking.Asked, kind: str, page: int) -> Found:
    start, end = ((page - 1) * MANY, page * MANY) if kind else (0, FEW)
    ranking = rank(asked, vocabulary(asked.language), kind=kind, start=start, end=end)
    results = sorted(_results(ranking.hits, asked), key=lambda result: _unlikeness(result, asked))
    return Found(_groups(ranking, results), ranking.totals, ranking.complete)


def _unlikeness(result: Result, asked: asking.Asked) -> int:
    """Say how far a query is from what a result is called: 0 its title, 1 several words as they stand there, else 2."""
    title, query = (
        [token.form for token in tokens(text, asked.language) if not token.joined]
        for text in ("".join(piece.text for piece in result.title), asked.text)
    )
    if title == query:
        return 0
    return 1 if len(query) > 1 and f" {' '.join(query)} " in f" {' '.join(title)} " else 2


def _groups(ranking: Ranking, results: list[Result]) -> list[Group]:
    """Put results into groups, those with the best result first."""
    labels = {kind.name: kind.label for kind in kinds()}
    return [
        Group(kind, labels.get(kind, kind), ranking.totals[kind], [own for own in results if own.kind == kind])
        for kind in dict.fromkeys(result.kind for result in results)
    ]


def _elsewhere(text: str, language: str) -> list[Elsewhere]:
    """Return what there is in other languages, with the same page in the reader's own where there is one."""
    offered = []
    for code, name in settings.LANGUAGES:
        if code != language:
            depends_on(tag(code))
            asked = asking.read(text, code)
            # Of what merely begins like it, or has some of the words, too much would be offered.
            sure = replace(asked, parts=[part for part in asked.parts if _is_sure(part)])
            if len(sure.parts) == len(asked.parts) and not asked.unknown:
                ranking = rank(sure, vocabulary(code), end=ELSEWHERE)
                results = _results(ranking.hits[:ELSEWHERE], sure) if ranking.complete else []
                if results:
                    offered.append(Elsewhere(code, name, ranking.total, results))
    return _with_own(offered, language)


def _is_sure(part: asking.Part) -> bool:
    from mimi.search.vocabulary import SPELLED

    return max(part.meaning.values()) >= SPELLED


def _with_own(offered: list[Elsewhere], language: str) -> list[Elsewhere]:
    keys = [result.key for other in offered for result in other.results if result.url]
    pages = Page.objects.live().filter(~restricted(), translation_key__in=keys, locale__language_code=language)
    rows = pages.filter(alias_of=None).values_list("translation_key", "title", "url_path") if keys else []
    own = {str(key): {"title": title, "url": page_address(language, url_path)} for key, title, url_path in rows}
    return [
        replace(other, results=[replace(result, here=own.get(result.key, {})) for result in other.results])
        for other in offered
    ]


def _results(hits: Iterable[Hit], asked: asking.Asked) -> list[Result]:
    """Read what is shown of documents, in three queries however many there are."""
    order = [hit.document for hit in hits]
    documents = SearchDocument.objects.in_bulk(order)
    places = _places([document.page for document in documents.values() if document.page])
    stems = asked.stems
    shown = [documents[pk] for pk in order if pk in documents]
    # A page that is gone, or is for some only, since it was read is left out.
    return [_result(own, places, stems) for own in shown if not own.page or own.page in places]


def _result(document: SearchDocument, places: Mapping[int, tuple[str, list[str]]], stems: Mapping[str, int]) -> Result:
    language = document.language
    source = source_of(document.model)
    url, trail = places[document.page] if document.page else ("", [])
    if document.page:
        text = excerpt([document.summary, *document.text.split("\n")], stems, language)
    else:
        text = marked(document.summary, stems, language)
    return Result(
        key=str(document.key),
        kind=document.kind,
        label=source.label,
        title=marked(document.title, stems, language),
        text=text,
        language=language,
        url=url,
        about=document.about,
        trail=trail,
    )


def _places(pages: list[int]) -> dict[int, tuple[str, list[str]]]:
    """Return the addresses of pages that everybody may see, and the titles of the pages above each, from the top."""
    rows = list(
        Page.objects.live()
        .filter(~restricted(), pk__in=pages)
        .values_list("pk", "path", "url_path", "locale__language_code")
    )
    step = Page.steplen
    above = {path[:end] for _pk, path, *_rest in rows for end in range((HOME_DEPTH + 1) * step, len(path), step)}
    titles = dict(Page.objects.filter(path__in=above).values_list("path", "title")) if above else {}
    return {
        pk: (
            page_address(code, url_path),
            [titles[path[:end]] for end in range(step, len(path), step) if path[:end] in titles],
        )
        for pk, path, url_path, code in rows
    }
