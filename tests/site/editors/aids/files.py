"""What an outside translator does with a file, by programs that know nothing of ours."""

from __future__ import annotations

from xml.etree.ElementTree import Element

import polib
from defusedxml import ElementTree

NAMESPACE = "urn:oasis:names:tc:xliff:document:1.2"
XLIFF = f"{{{NAMESPACE}}}"
# A text by its English words: as HTML for PO, and with XLIFF's codes.
Translated = dict[str, tuple[str, str]]


def translated(name: str, data: bytes, texts: Translated) -> bytes:
    """Return a file with these translations put in."""
    return _po(data, texts) if name == "po" else _xliff(data, texts)


def texts_in(name: str, data: bytes) -> dict[str, str]:
    """Return the translations in a file by their English words, with tags left out."""
    if name == "po":
        file = polib.pofile(data.decode())
        return {_bare(entry.msgid): _bare(entry.msgstr) for entry in file}
    return {_words(unit, "source"): _words(unit, "target") for unit in units(data)}


def units(data: bytes) -> list[Element]:
    """Return the segments of an XLIFF file."""
    return list(ElementTree.fromstring(data).iter(f"{XLIFF}trans-unit"))


def _words(unit: Element, name: str) -> str:
    found = unit.find(f"{XLIFF}{name}")
    return "" if found is None else "".join(found.itertext())


def _bare(html: str) -> str:
    element = ElementTree.fromstring(f"<p>{html}</p>")
    return "".join(element.itertext())


def _po(data: bytes, texts: Translated) -> bytes:
    file = polib.pofile(data.decode())
    for entry in file:
        found = texts.get(_bare(entry.msgid))
        if found:
            entry.msgstr = found[0]
            entry.flags = []
    return str(file).encode()


def _xliff(data: bytes, texts: Translated) -> bytes:
    root = ElementTree.fromstring(data)
    for unit in root.iter(f"{XLIFF}trans-unit"):
        found = texts.get(_words(unit, "source"))
        if not found:
            continue
        old = unit.find(f"{XLIFF}target")
        if old is not None:
            unit.remove(old)
        unit.insert(1, ElementTree.fromstring(f'<target xmlns="{NAMESPACE}" state="final">{found[1]}</target>'))
    return bytes(ElementTree.tostring(root, encoding="utf-8"))
