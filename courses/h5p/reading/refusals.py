"""Why a package isn't taken: each a sentence that says what is wrong and where, in the editor's language."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

SENTENCES: dict[str, Any] = {
    # The file as a whole.
    "empty": _("The file is empty."),
    "not-a-package": _("This is no H5P package. Export it from H5P as a file that ends in .h5p."),
    "damaged": _("The package is damaged at “%(where)s”. Export it from H5P again."),
    "too-large": _("The package is larger than %(limit)s MB. Use smaller pictures or films."),
    "unpacks-too-large": _("The package unpacks to more than %(limit)s MB. Use smaller pictures or films."),
    "too-many-files": _("There are more than %(limit)s files in the package."),
    "zip64": _("The package is in a format for huge archives (ZIP64), which no H5P package needs."),
    "several-disks": _("The package is one part of an archive in several parts."),
    "something-around": _("There is something before or after the archive in the file. Export it from H5P again."),
    "overlapping": _("“%(where)s” shares its data with another file of the package. Such packages are not opened."),
    # One entry.
    "file-too-large": _("“%(where)s” is larger than %(limit)s MB."),
    "bomb": _("“%(where)s” unpacks to more than %(limit)s times its size. Such packages are not opened."),
    "encrypted": _("“%(where)s” is protected by a password. Export the package without one."),
    "compression": _("“%(where)s” is packed in a way that H5P doesn’t use."),
    "link": _("“%(where)s” is a link to another file, which a package may not have."),
    "special": _("“%(where)s” is neither a file nor a folder."),
    "climbs": _("The name “%(where)s” leads out of the package."),
    "absolute": _("The name “%(where)s” begins at the root of a disk. Names in a package are relative."),
    "backslash": _("The name “%(where)s” has a backslash in it. Folders are separated by “/”."),
    "odd-name": _("The name “%(where)s” can’t be used for a file on every system."),
    "name-too-long": _("The name “%(where)s” is longer than %(limit)s characters."),
    "duplicate": _("“%(where)s” is in the package twice, or under names that differ by capital letters only."),
    "file-and-folder": _("“%(where)s” is a file and a folder at once."),
    "kind-of-file": _("Files like “%(where)s” may not be in H5P content. These may: %(allowed)s."),
    "kind-of-library-file": _("Files like “%(where)s” may not be in an H5P library. These may: %(allowed)s."),
    "script-in-picture": _("The picture “%(where)s” holds a script (%(what)s). Save it without."),
    "broken-picture": _("The picture “%(where)s” can’t be read as SVG."),
    # JSON.
    "missing-file": _("The file “%(where)s” is missing from the package."),
    "json-too-large": _("“%(where)s” is larger than %(limit)s KB."),
    "not-utf8": _("“%(where)s” isn’t text in UTF-8."),
    "not-json": _("“%(where)s” isn’t valid JSON (line %(line)s)."),
    "json-too-deep": _("In “%(where)s”, lists and objects stand in one another more than %(limit)s times."),
    "json-twice": _("In “%(where)s”, “%(what)s” is said twice."),
    "not-an-object": _("“%(where)s” must hold a JSON object."),
    "lacks": _("In “%(where)s”, “%(what)s” is missing."),
    "wrong-value": _("In “%(where)s”, “%(what)s” has a value that H5P doesn’t know."),
    # Libraries.
    "no-main-library": _("“%(where)s” doesn’t name the version of its main library %(what)s."),
    "not-runnable": _("The main library %(what)s is no activity by itself."),
    "wrong-folder": _("The library in “%(where)s” is called %(what)s, so its folder must be, too."),
    "stray-folder": _("The folder “%(where)s” is no library: it has no library.json."),
    "library-twice": _("The library %(what)s is in the package twice, also in “%(where)s”."),
    "library-lacks-file": _("The library in “%(where)s” names a file that isn’t there: %(what)s."),
    "newer-core": _("The library in “%(where)s” needs H5P %(what)s; this site plays up to %(limit)s."),
    "lacks-libraries": _(
        "These libraries are needed and not installed here: %(what)s. Ask an administrator to install them."
    ),
    "lacks-own-libraries": _(
        "These libraries are needed, and are neither installed nor in what was given: %(what)s. "
        "Install a package that has them."
    ),
    "no-libraries": _("There is no library in this package. Export it with its libraries."),
}


class RefusedPackageError(Exception):
    """A package that isn't taken. `code` is one of `SENTENCES`, `where` a name in the package."""

    def __init__(self, code: str, where: str = "", **values: Any) -> None:
        super().__init__(f"{code} {where}".strip())
        self.code = code
        self.where = where
        self.values = values

    @property
    def sentence(self) -> str:
        """What is wrong and where, in the active language."""
        return str(SENTENCES[self.code]) % {"where": _printable(self.where), **self.values}


def _printable(name: str) -> str:
    """Return a name as it can be shown: short, and without characters that nobody sees."""
    shown = "".join(letter if letter.isprintable() else "�" for letter in name)
    return shown if len(shown) <= 120 else f"{shown[:60]}…{shown[-50:]}"
