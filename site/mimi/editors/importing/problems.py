"""What can be wrong with a document, each a sentence that an editor can act on."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from mimi.editors.importing import limits

SENTENCES: dict[str, Any] = {
    "too-large": _("The file is larger than %(megabytes)d MB. Leave its pictures out, or import its parts one by one."),
    "empty": _("The file is empty."),
    "no-text": _("There is no text in the file. It may be scanned: have its text recognised first, then import it."),
    "unknown-kind": _("Only Word files (.docx), PDF and plain text (.txt) can be imported."),
    "old-word": _("This is a file of an old Word. Open it in Word, save it as .docx, and import that."),
    "not-what-it-says": _("The file isn’t what its name says. Save it anew in the program that it comes from."),
    "encrypted": _("The file is protected by a password. Save a copy without one, and import that."),
    "too-many-pages": _("The file has more than %(pages)d pages. Import its parts one by one."),
    "too-much-text": _("There is more text in the file than can be imported at once. Import its parts one by one."),
    "too-deep": _("Parts of the file stand in one another so many times that it can’t be read."),
    "bomb": _("The file unpacks to far more than a document holds, so it wasn’t opened."),
    "damaged": _("The file is damaged and can’t be read. Save it anew in the program that it comes from."),
    "not-text": _("The file isn’t plain text. Save it as text in UTF-8, or as .docx."),
    "took-too-long": _("Reading the file took too long, so it was stopped. Import its parts one by one."),
    "too-much-memory": _("Reading the file took too much memory, so it was stopped. Import its parts one by one."),
    "failed": _("The file couldn’t be read. Save it anew in the program that it comes from, and try again."),
}
NOTES: dict[str, Any] = {
    "macros": _("The file holds macros. They were left out and never run."),
    "pictures": _(
        "Pictures and embedded files were left out. Add pictures to the drafts yourself, with a description."
    ),
    "turned": _("Text that stands upright or aslant on its page was left out."),
    "links": _(
        "Some links led to a file, a script or a place within the document. Their words are kept without the link."
    ),
}
VALUES = {"megabytes": limits.MOST_BYTES // limits.MEGABYTE, "pages": limits.MOST_PAGES}


class DocumentError(Exception):
    """A document that isn't read, with the reason; see `SENTENCES`."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code if code in SENTENCES else "failed"


def sentence(code: str) -> str:
    """Return what is wrong, in the active language."""
    return str(SENTENCES.get(code, SENTENCES["failed"])) % VALUES
