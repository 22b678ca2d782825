"""What somebody may do with a page: Wagtail's own rules, and ours beside them.

Groups hold their rights on the home page of a language, so whoever works in Norwegian has none on the other trees. The
rest is here, asked by the admin's buttons and by its views alike:

- Pages are made in English only. Those of other languages come by translation, and nowhere else; also a copy is
  refused, and a page doesn't change trees.
- Who may only change pages deletes and moves none: she translates what others have made.
- A page that was deleted and is still kept can't be touched.
"""

from __future__ import annotations

from typing import Any

from wagtail.models import Page, PagePermissionTester

from mimi.pages.links import SOURCE_LANGUAGE
from mimi.pages.visibility import is_in_bin


def in_source_language(page: Any) -> bool:
    """Say whether a page or an entry of a list is written here, rather than translated."""
    return bool(page.locale.language_code == SOURCE_LANGUAGE)


class PageRights(PagePermissionTester):
    """What a person may do with one page."""

    def __init__(self, user: Any, page: Page) -> None:
        super().__init__(user, page)
        self.in_bin = is_in_bin(page)
        if self.in_bin:
            self.permissions: set[str] = set()

    @property
    def _makes_or_publishes(self) -> bool:
        return self.user.is_superuser or bool({"add", "publish"} & self.permissions)

    def can_add_subpage(self) -> bool:
        """Say whether a page may be made below this one."""
        return not self.in_bin and bool(super().can_add_subpage()) and in_source_language(self.page)

    def can_edit(self) -> bool:
        """Say whether the page may be changed."""
        return not self.in_bin and bool(super().can_edit())

    def can_delete(self, ignore_bulk: bool = False) -> bool:
        """Say whether the page may be deleted, with all below it."""
        return not self.in_bin and self._may(self._makes_or_publishes) and bool(super().can_delete(ignore_bulk))

    def can_publish(self) -> bool:
        """Say whether the page may be published."""
        return not self.in_bin and bool(super().can_publish())

    def can_publish_subpage(self) -> bool:
        """Say whether a page may be made below this one and published at once."""
        return not self.in_bin and bool(super().can_publish_subpage())

    def can_unpublish(self) -> bool:
        """Say whether the page may be taken offline."""
        return not self.in_bin and bool(super().can_unpublish())

    def can_submit_for_moderation(self) -> bool:
        """Say whether the page may be sent to be reviewed: by whoever may change it."""
        return self.can_edit() and bool(super().can_submit_for_moderation())

    def can_lock(self) -> bool:
        """Say whether the page may be locked."""
        return not self.in_bin and bool(super().can_lock())

    def can_reorder_children(self) -> bool:
        """Say whether the pages below may be put into another order."""
        return not self.in_bin and bool(super().can_reorder_children())

    def can_copy(self) -> bool:
        """Say whether the page may be copied; a translation never, it would be a page made in that language."""
        return self.can_edit() and in_source_language(self.page)

    def can_copy_to(self, destination: Page, recursive: bool = False) -> bool:
        """Say whether the page may be copied to below another."""
        may = in_source_language(self.page) and in_source_language(destination) and not is_in_bin(destination)
        return may and bool(super().can_copy_to(destination, recursive))

    def can_move_to(self, destination: Page) -> bool:
        """Say whether the page may be moved to below another; always within its language."""
        may = not self.in_bin and not is_in_bin(destination) and destination.locale_id == self.page.locale_id
        return may and bool(super().can_move_to(destination))

    def _may(self, permission: bool) -> bool:
        return bool(self.user.is_active) and permission
