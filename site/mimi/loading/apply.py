"""Putting items into the database: English pages, then their finished translations.

What an editor has changed since the last load is kept; `edits` tells whether she has.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction
from django.utils import timezone
from wagtail.models import Locale, Page, ReferenceIndex, Site
from wagtail.signal_handlers import disable_reference_index_auto_update

from mimi.loading.edits import is_edited, is_translation_edited
from mimi.loading.fields import assign, filled_fields, fingerprint, initial_values
from mimi.loading.items import SOURCE, Item, Key
from mimi.loading.localize import finish_translation, translation_fingerprint
from mimi.loading.models import LoadedContent
from mimi.loading.problems import ContentError
from mimi.operations.statistics import Growth
from mimi.pages.digests import digest_of
from mimi.pages.gates import open_gates
from mimi.pages.models import HomePage
from mimi.pages.visibility import in_bin


@dataclass
class Report:
    """What a load did: counts by outcome, and what was kept because an editor changed it."""

    counts: Counter[str] = field(default_factory=Counter)
    kept: list[str] = field(default_factory=list)

    def lines(self) -> list[str]:
        """Say it in a few lines."""
        told = [f"{self.counts[name]} {name}" for name in ("new", "changed", "unchanged", "kept", "removed")]
        lines = ["Practice set: " + ", ".join(told) + "."]
        lines += [f"  kept as an editor left it: {name}" for name in self.kept]
        return lines


Tell = Callable[[str], None]


class Loader:
    """One load of all items."""

    def __init__(self, items: list[Item], tell: Tell) -> None:
        self.items = items
        self.by_key = {item.key: item for item in items}
        self.tell = tell
        self.report = Report()
        self.locales = {locale.language_code: locale for locale in _locales()}
        self.loaded = {(row.key, row.language): row for row in LoadedContent.objects.all()}
        self.objects: dict[Key, Any] = {}
        self.touched: set[Key] = set()
        self.growth = Growth()

    def load(self) -> Report:
        """Load all items; either all of them or none.

        Wagtail's index of who refers to whom is renewed once at the end instead of at each of many saves. The files
        hold finished translations: `make check` looks at them, so no gate does.
        """
        with transaction.atomic(), disable_reference_index_auto_update(), open_gates():
            self._load()
            for instance in self._everything_touched():
                ReferenceIndex.create_or_update_for_object(instance)
        return self.report

    def _everything_touched(self) -> Iterator[Any]:
        for key in self.touched:
            item = self.by_key[key]
            yield from item.model.objects.filter(translation_key=item.translation_key)

    def _load(self) -> None:
        for item in self.items:
            self._find_or_make(item)
        for number, item in enumerate(self.items, start=1):
            if item.key not in self.objects:
                self.report.counts["removed"] += len(item.texts)
                continue
            self.tell(f"{number} of {len(self.items)}: {item.name}")
            self.growth.reached(self.report.counts["new"])
            source_changed = self._load_source(item)
            for language in item.texts:
                if language != SOURCE:
                    self._load_translation(item, language, source_changed=source_changed)

    def _find_or_make(self, item: Item) -> None:
        """Find an item's English object, or make a draft of it, so that links can lead to it."""
        found = _there(item, self.locales[SOURCE]).first()
        if found is None and (item.name, SOURCE) in self.loaded:
            return  # An editor has deleted it; it isn't brought back.
        if found is None:
            found = self._make(item)
        if found is not None:
            self.objects[item.key] = found

    def _make(self, item: Item) -> Any:
        self._check_address(item, SOURCE)
        values = initial_values(item, item.texts[SOURCE], self.objects)
        instance = item.model(translation_key=item.translation_key, locale=self.locales[SOURCE], **values)
        if not issubclass(item.model, Page):
            instance.save()
            return instance
        instance.live = False
        if item.parent is None:
            _put_home(instance)
        elif item.parent not in self.objects:
            return None
        else:
            self._put(instance, item)
        return instance

    def _put(self, instance: Any, item: Item) -> None:
        """Put a new page behind the one that comes before it in the files."""
        parent = self.objects[item.parent or ()].specific
        parent.refresh_from_db()
        before = self._page_before(item, parent)
        if before is not None:
            before.add_sibling(pos="right", instance=instance)
            return
        first = parent.get_first_child()
        if first is not None and self._comes_from_files(parent):
            first.add_sibling(pos="first-sibling", instance=instance)
        else:
            parent.add_child(instance=instance)

    def _page_before(self, item: Item, parent: Page) -> Page | None:
        """Return the nearest page before this one in the files that still stands where the files say."""
        before = None
        for other in self.items:
            if other.key == item.key:
                break
            if other.parent == item.parent and other.key in self.objects:
                page = Page.objects.get(pk=self.objects[other.key].pk)
                before = page if page.is_child_of(parent) else before
        return before

    def _comes_from_files(self, parent: Any) -> bool:
        return any(o.get_parent().pk == parent.pk for o in self.objects.values() if isinstance(o, Page))

    def _load_source(self, item: Item) -> bool:
        """Load the English; return whether it was changed."""
        digest = _file_digest(item, SOURCE)
        instance = self._fresh(item)
        row = self.loaded.get((item.name, SOURCE))
        if row and row.file_digest == digest:
            self.report.counts["unchanged"] += 1
            return False
        if row and is_edited(row, item, instance):
            self._keep(item, SOURCE)
            return False
        self._check_address(item, SOURCE)
        assign(item, instance, item.texts[SOURCE], self.objects)
        if isinstance(instance, Page):
            instance.save_revision(clean=False).publish()
        else:
            instance.save()
        self._remember(item, SOURCE, digest, fingerprint(item, self._fresh(item)), new=row is None)
        return True

    def _load_translation(self, item: Item, language: str, *, source_changed: bool) -> None:
        digest = _file_digest(item, language)
        row = self.loaded.get((item.name, language))
        locale = self.locales[language]
        if row and row.file_digest == digest and not source_changed:
            self.report.counts["unchanged"] += 1
            return
        source = self._fresh(item)
        if self._is_deleted(item, locale, row):
            self.report.counts["removed"] += 1
            return
        if row and is_translation_edited(row, item, source, locale):
            self._keep(item, language)
            return
        source_row = self.loaded.get((item.name, SOURCE))
        if source_row is None or is_edited(source_row, item, source):
            # An editor works on the English; its translations are hers too.
            self._keep(item, language)
            return
        self._check_address(item, language)
        finish_translation(item, source, locale, self.objects)
        after = translation_fingerprint(item, source, locale)
        self._remember(item, language, digest, after, new=row is None)

    def _check_address(self, item: Item, language: str) -> None:
        """Check that no page of an editor has the address that the files give to one.

        Raises:
            ContentError: one has.
        """
        slug, parent = item.texts[language].get("slug"), self.by_key.get(item.parent or ())
        if slug is None or parent is None:
            return
        above = Page.objects.filter(translation_key=parent.translation_key, locale=self.locales[language]).first()
        ours = [other.translation_key for other in self.items]
        if above and above.get_children().filter(slug=str(slug)).exclude(translation_key__in=ours).exists():
            raise ContentError(slug.file, slug.line, f"a page that an editor has made has the slug “{slug}” already.")

    def _is_deleted(self, item: Item, locale: Locale, row: LoadedContent | None) -> bool:
        """Say whether an editor has deleted a translation, or that of the page above it; it isn't brought back."""
        if row is not None:
            return not _there(item, locale).exists()
        parent = self.by_key.get(item.parent) if item.parent else None
        return (
            parent is not None
            and (parent.name, locale.language_code) in self.loaded
            and not _there(parent, locale).exists()
        )

    def _fresh(self, item: Item) -> Any:
        return item.model.objects.get(pk=self.objects[item.key].pk)

    def _newest_revision(self, item: Item, language: str) -> int | None:
        if not issubclass(item.model, Page):
            return None
        pages = Page.objects.filter(translation_key=item.translation_key, locale=self.locales[language])
        return pages.values_list("latest_revision_id", flat=True).get()

    def _keep(self, item: Item, language: str) -> None:
        self.report.counts["kept"] += 1
        self.report.kept.append(f"{item.name} ({language})")

    def _remember(self, item: Item, language: str, digest: str, content: str, *, new: bool) -> None:
        self.report.counts["new" if new else "changed"] += 1
        self.touched.add(item.key)
        row, _created = LoadedContent.objects.update_or_create(
            key=item.name,
            language=language,
            defaults={
                "file_digest": digest,
                "content_digest": content,
                "fields": " ".join(filled_fields(item)),
                "revision": self._newest_revision(item, language),
                "loaded_at": timezone.now(),
            },
        )
        self.loaded[(item.name, language)] = row


def _there(item: Item, locale: Locale) -> Any:
    """Return an item's object in a language, unless an editor has deleted it; it may still be kept for a while."""
    found = item.model.objects.filter(translation_key=item.translation_key, locale=locale)
    return found.exclude(in_bin()) if issubclass(item.model, Page) else found


def _file_digest(item: Item, language: str) -> str:
    """Return a digest of what the files say of an item in a language."""
    return digest_of([item.texts[language], item.settings], told=repr)


def _locales() -> list[Locale]:
    """Return the locales of all languages, made where they are missing."""
    from django.conf import settings

    return [Locale.objects.get_or_create(language_code=code)[0] for code, _name in settings.LANGUAGES]


def _put_home(home: HomePage) -> None:
    """Make a page the site's home, in place of Wagtail's welcome page."""
    root = Page.get_first_root_node()
    for welcome in root.get_children().filter(slug="home"):
        if welcome.specific_class is Page:
            Site.objects.filter(root_page=welcome).delete()
            welcome.delete()
    root.refresh_from_db()
    root.add_child(instance=home)
    if not Site.objects.filter(is_default_site=True).exists():
        Site.objects.create(hostname="localhost", root_page=home, is_default_site=True, site_name="Microintegration")
