"""What every format offers. A format is one module in this package with one subclass of `ExportFormat`."""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import ClassVar

from django.utils.functional import Promise

from practices.plans.exports.contents import Contents


class NothingToExportError(Exception):
    """A plan can't be had in a format as it is now; the sentence says why, and what to do."""


class ExportFormat(ABC):
    """A kind of file that a plan can be taken along as.

    `ending` is that of the file, and its name in addresses; `content_type` is the whole header.
    """

    ending: ClassVar[str]
    content_type: ClassVar[str]
    label: ClassVar[str | Promise]

    @abstractmethod
    def write(self, plan: Contents) -> bytes:
        """Return the file, in the language of the plan's contents, which is the active one.

        Raises:
            NothingToExportError: see there.
            PaperUnavailableError: this machine can't make such a file.
        """
