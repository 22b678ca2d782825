"""From a proposal to drafts. Apps register a maker for each kind of page; what all have in common stands here.

Nothing is published. A page that was made from the same place of the same file before is changed in the fields that no
editor has touched since; what she has changed stays, and is told.
"""

from __future__ import annotations

import hashlib
import json
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, ClassVar

from django.core.serializers.json import DjangoJSONEncoder
from django.db import transaction
from django.utils.text import capfirst
from wagtail.fields import StreamField
from wagtail.log_actions import log
from wagtail.models import Locale, Page

from mimi.editors.importing.models import ImportedPage, ImportProposal, Stage
from mimi.editors.importing.outline import Block
from mimi.editors.importing.proposals import Proposal
from mimi.editors.importing.recognition.parts import Part
from mimi.editors.roles.translations import is_closed_to
from mimi.loading.fields import comparable
from mimi.pages.digests import digest_of
from mimi.pages.identity import stable_uuid
from mimi.pages.links import SOURCE_LANGUAGE

ACTION = "editors.import"


@dataclass(frozen=True)
class Detail:
    """What a page needs besides its text; asked for in the preview. `choices` if it is one of several."""

    name: str
    label: Any
    required: bool = False
    choices: Callable[[], list[tuple[str, str]]] | None = None


@dataclass(frozen=True)
class Rows:
    """Rows of a child relation, each with a name that stays the same when the document is imported again."""

    model: Any
    rows: tuple[tuple[str, dict[str, Any]], ...]


@dataclass
class PageContent:
    """What becomes of a part and of those that go to it: the fields of a page, and the pages below it."""

    part: Part
    model: Any
    values: dict[str, Any]
    below: list[PageContent] = field(default_factory=list)


class Maker(ABC):
    """Makes the pages of one kind."""

    kind: ClassVar[str]
    # What the page stands under, as the preview asks for it.
    place_label: ClassVar[Any]
    details: ClassVar[tuple[Detail, ...]] = ()

    @property
    @abstractmethod
    def model(self) -> type[Page]:
        """The page that a part of this kind becomes."""

    @property
    @abstractmethod
    def parent_model(self) -> type[Page]:
        """The page that it may stand under."""

    @abstractmethod
    def guess(self, part: Part, proposal: Proposal) -> dict[str, str]:
        """Return what is likely for the details of a part."""

    @abstractmethod
    def content(self, part: Part, proposal: Proposal, origin: str) -> PageContent:
        """Return the page that becomes of a part, with the pages below it."""

    def english(self, part: Part, place: Page | None) -> Page | None:
        """Return the English page that a part in another language translates, as far as can be told."""
        pages = self.model.objects.filter(locale__language_code=SOURCE_LANGUAGE)
        if place is not None:
            pages = pages.child_of(place)
        if not part.number:
            return None
        imported = ImportedPage.objects.filter(number=part.number, page__in=pages.values("pk")).order_by("-imported_at")
        found = imported.values_list("page_id", flat=True).first()
        return pages.filter(pk=found).first() if found else None


_makers: dict[str, Maker] = {}


def register_maker(maker: Maker) -> None:
    """Make it known how parts of a kind become pages."""
    _makers[maker.kind] = maker


def makers() -> Mapping[str, Maker]:
    """Return the makers by the kinds of parts that they make pages of."""
    return _makers


def places(maker: Maker, user: Any) -> list[Page]:
    """Return the English pages under which somebody may make pages of a kind."""
    found = maker.parent_model.objects.filter(locale__language_code=SOURCE_LANGUAGE).order_by("path")
    return [page for page in found if page.permissions_for_user(user).can_add_subpage()]


def place_of(row: ImportProposal, maker: Maker, user: Any) -> Page | None:
    """Return the page that was chosen for a kind, if the person may make pages there."""
    allowed = places(maker, user)
    chosen = str(row.settings.get(maker.kind, ""))
    return next((page for page in allowed if str(page.pk) == chosen), allowed[0] if allowed else None)


def fill_in(row: ImportProposal, blocks: list[Block], parts: list[Part]) -> None:
    """Give new parts the details that can be guessed."""
    proposal = Proposal(blocks, parts)
    for part in parts:
        maker = _makers.get(part.kind)
        if maker is None:
            continue
        for name, value in maker.guess(part, proposal).items():
            part.pairs[name] = part.pairs.get(name) or value
        if row.language != SOURCE_LANGUAGE:
            page = maker.english(part, None)
            part.pairs["english"] = str(page.pk) if page else ""


def origin(row: ImportProposal, part: Part) -> str:
    """Return what tells a part of a document again: the name of the file and where the part stood in it."""
    name = row.file_name.casefold().strip()
    return hashlib.sha256(f"{name}\0{part.path}".encode()).hexdigest()


def digest(value: Any) -> str:
    """Return a digest of what stands in a field."""
    return digest_of(value, told=DjangoJSONEncoder().default)


# --- Making ----------------------------------------------------------------------------------------------------------


@dataclass
class Told:
    """What a making did, for the report: titles and ids of pages, and what was kept or left."""

    new: list[tuple[int, str]] = field(default_factory=list)
    changed: list[tuple[int, str]] = field(default_factory=list)
    same: list[tuple[int, str]] = field(default_factory=list)
    kept: list[tuple[int, str, str]] = field(default_factory=list)
    refused: list[tuple[str, str]] = field(default_factory=list)
    translated: list[tuple[int, str, int, int]] = field(default_factory=list)

    def to_data(self) -> dict[str, Any]:
        """Return it as plain data."""
        return {name: [list(row) for row in rows] for name, rows in vars(self).items()}


def make(row: ImportProposal, user: Any) -> Told:
    """Make or renew the drafts of a proposal: all of them, or none where something fails."""
    from mimi.editors.importing.translating import translate

    proposal, told = Proposal.of(row), Told()
    with transaction.atomic():
        for part in proposal.parts:
            maker = _makers.get(part.kind)
            if maker is None:
                continue
            content = maker.content(part, proposal, origin(row, part))
            if row.language and row.language != SOURCE_LANGUAGE:
                translate(row, maker, content, user, told)
                continue
            place = place_of(row, maker, user)
            if place is None:
                told.refused.append((part.title, "place"))
                continue
            _Drafts(row, user, told).draft(content, place)
        row.stage, row.report = Stage.MADE, told.to_data()
        row.save(update_fields=["stage", "report"])
    return told


@dataclass
class _Drafts:
    row: ImportProposal
    user: Any
    told: Told

    def draft(self, content: PageContent, parent: Page) -> None:
        """Make or renew a page and those below it."""
        key = origin(self.row, content.part)
        known = ImportedPage.objects.select_related("page").filter(origin=key).first()
        page = self._new(content, parent, key) if known is None else self._renewed(content, known)
        if page is None:
            return
        for below in content.below:
            self.draft(below, Page.objects.get(pk=page.pk))

    def _new(self, content: PageContent, parent: Page, key: str) -> Page | None:
        parent = parent.specific
        if not parent.permissions_for_user(self.user).can_add_subpage():
            self.told.refused.append((content.part.title, "place"))
            return None
        locale = Locale.objects.get(language_code=SOURCE_LANGUAGE)
        page = content.model(locale=locale, live=False, has_unpublished_changes=True, owner=self.user)
        assign(page, content.values, key)
        parent.add_child(instance=page)
        page.save_revision(user=self.user, clean=False, log_action=False)
        log(instance=page, action=ACTION, user=self.user, data={"file": self.row.file_name})
        ImportedPage.objects.create(
            page_id=page.pk,
            origin=key,
            file_name=self.row.file_name,
            path=content.part.path,
            number=content.part.number[:20],
            contents=contents_of(page, content.values),
        )
        self.told.new.append((page.pk, page.title))
        return Page.objects.get(pk=page.pk)

    def _renewed(self, content: PageContent, known: ImportedPage) -> Page | None:
        page = known.page.specific
        if not page.permissions_for_user(self.user).can_edit() or is_closed_to(self.user, page):
            self.told.refused.append((page.title, "edit"))
            return page
        now, wanted = _newest(page), _newest(page)
        assign(wanted, content.values, known.origin)
        before, after = contents_of(now, content.values), contents_of(wanted, content.values)
        touched = {name for name in before if before[name] not in (known.contents.get(name), after[name])}
        for name in sorted(touched):
            # What the document itself still says as before is no news.
            if after[name] != known.contents.get(name):
                self.told.kept.append((page.pk, now.title, capfirst(str(_label(content.model, name)))))
        fresh = {
            name: value for name, value in content.values.items() if name not in touched and before[name] != after[name]
        }
        if not fresh:
            self.told.same.append((page.pk, now.title))
            return page
        assign(now, fresh, known.origin)
        now.save_revision(user=self.user, clean=False, log_action=False)
        log(instance=now, action=ACTION, user=self.user, data={"file": self.row.file_name})
        known.contents = {**known.contents, **{name: contents_of(now, fresh)[name] for name in fresh}}
        known.number = content.part.number[:20]
        known.save()
        self.told.changed.append((page.pk, now.title))
        return page


def _newest(page: Any) -> Any:
    """Return a page as its newest version has it, an object of its own each time."""
    revision = page.get_latest_revision()
    return revision.as_object() if revision else type(page).objects.get(pk=page.pk)


def _label(model: Any, name: str) -> Any:
    found = model._meta.get_field(name)
    return getattr(found, "verbose_name", None) or found.related_model._meta.verbose_name_plural


def assign(page: Any, values: Mapping[str, Any], key: str) -> None:
    """Set a page's fields."""
    for name, value in values.items():
        if isinstance(value, Rows):
            setattr(page, name, list(_rows(page, name, value, key)))
        elif isinstance(page._meta.get_field(name), StreamField):
            setattr(page, name, page._meta.get_field(name).to_python(json.dumps(value)))
        else:
            setattr(page, name, value)


def _rows(page: Any, name: str, value: Rows, key: str) -> Iterator[Any]:
    existing = {child.translation_key: child.pk for child in getattr(page, name).all()} if page.pk else {}
    for order, (row, fields) in enumerate(value.rows):
        row_key = stable_uuid("import", key, name, row)
        yield value.model(
            pk=existing.get(row_key), translation_key=row_key, locale=page.locale, sort_order=order, **fields
        )


def contents_of(page: Any, names: Sequence[str] | Mapping[str, Any]) -> dict[str, str]:
    """Return a digest of each of a page's fields."""
    return {name: digest(_plain(comparable(page, name))) for name in names}


def _plain(value: Any) -> Any:
    """Return what stands in a field as it will be when it was stored and read again."""
    return json.loads(json.dumps(value, cls=DjangoJSONEncoder))
