"""What H5P's own core wants to know before it plays: the object `H5PIntegration`, and which files to load when.

Source: https://h5p.org/documentation/developers/core, and the core that h5p-standalone 3.8.2 carries.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext

from courses.h5p.models import ActivityVersion, Library
from courses.h5p.reading import Name
from courses.h5p.reading.needs import library_names

CONTENT_ID = 1
# How often the core looks whether there is something new to remember; the frame does as well after each touch.
SAVE_SECONDS = 10


def in_loading_order(first: Iterable[Name], libraries: dict[Name, Library]) -> list[Library]:
    """Return libraries so that each comes after those that it is built on."""
    order: dict[Name, Library] = {}
    begun: set[Name] = set()
    # A stack instead of a function that calls itself: a chain of libraries may be long.
    waiting = [(name, False) for name in reversed(list(first))]
    while waiting:
        name, is_ready = waiting.pop()
        library = libraries.get(name)
        if library is None or name in order:
            continue
        if is_ready:
            order[name] = library
        elif name not in begun:
            begun.add(name)
            waiting.append((name, True))
            needs = [Name.of(row) for row in library.metadata.get("preloadedDependencies") or ()]
            waiting += [(need, False) for need in reversed(needs)]
    return list(order.values())


def files_of(libraries: Iterable[Library], key: str, base: str) -> list[str]:
    """Return the addresses of what libraries load: key is "preloadedJs" or "preloadedCss"."""
    return [
        f"{base}/{library.versioned_folder}/{row['path']}"
        for library in libraries
        for row in library.metadata.get(key) or ()
    ]


def player(version: ActivityVersion, ticket: str, content: str, parsed: Any, origin: str) -> dict[str, Any]:
    """Return what the template of the frame shows: `integration`, `scripts` and `styles`."""
    rows = {row.name: row for row in version.libraries.all()}
    named = [Name.of(row) for row in version.h5p["preloadedDependencies"]]
    named += sorted(Name(*name) for name in library_names(parsed))
    order = in_loading_order([*named, version.main_library.name], rows)
    root = origin + reverse("h5p_frame", args=[ticket]).removesuffix("/frame/")
    libraries = f"{root}/libraries"
    scripts = files_of(order, "preloadedJs", libraries)
    styles = files_of(order, "preloadedCss", libraries)
    return {
        "title": version.activity.title,
        "content_id": CONTENT_ID,
        "scripts": scripts,
        "styles": styles,
        "integration": {
            "baseUrl": root,
            "url": root,
            "siteUrl": origin,
            "urlLibraries": libraries,
            "libraryDirectories": {row.name.folder: row.versioned_folder for row in rows.values()},
            "postUserStatistics": False,
            "saveFreq": SAVE_SECONDS,
            "contentVersion": version.number,
            "reportingIsEnabled": True,
            "hubIsEnabled": False,
            "l10n": {"H5P": _words()},
            "loadedJs": scripts,
            "loadedCss": styles,
            "core": {"scripts": [], "styles": []},
            "contents": {f"cid-{CONTENT_ID}": _content(version, content, root)},
        },
    }


def _content(version: ActivityVersion, content: str, root: str) -> dict[str, Any]:
    h5p = version.h5p
    return {
        "library": str(version.main_library.name),
        "jsonContent": content,
        "fullScreen": "1" if str(version.main_library.metadata.get("fullscreen")) in ("1", "True") else "0",
        "exportUrl": "",
        "embedCode": "",
        "resizeCode": "",
        "mainId": CONTENT_ID,
        "url": f"{root}/content",
        "contentUrl": f"{root}/content",
        "title": version.activity.title,
        "displayOptions": {"frame": False, "export": False, "embed": False, "copyright": False, "icon": False},
        "metadata": {key: h5p[key] for key in ("title", "license", "authors", "source") if key in h5p},
    }


def _words() -> dict[str, str]:
    """Return what the core itself says; libraries say the rest in the language of the content."""
    return {
        "contentChanged": gettext("This content has changed since you last used it."),
        "startingOver": gettext("You’ll be starting over."),
        "fullscreen": gettext("Full screen"),
        "disableFullscreen": gettext("Leave full screen"),
        "close": gettext("Close"),
        "title": gettext("Title"),
        "author": gettext("Author"),
        "source": gettext("Source"),
        "license": gettext("Licence"),
        "confirmDialogHeader": gettext("Are you sure?"),
        "confirmDialogBody": gettext("Confirm that you want to go on. This can’t be undone."),
        "cancelLabel": gettext("Cancel"),
        "confirmLabel": gettext("Confirm"),
    }
