"""Reads a file of slides back without the library that wrote it: as a package of XML parts (ECMA-376-2)."""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
from dataclasses import dataclass, field
from typing import Any

from lxml import etree

A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
P = "{http://schemas.openxmlformats.org/presentationml/2006/main}"
_RELATION = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_TYPES = "{http://schemas.openxmlformats.org/package/2006/content-types}"


@dataclass
class Part:
    """A slide: what is read on it in its order, what in its title, and in the notes; each with its language."""

    title: list[tuple[str, str]] = field(default_factory=list)
    said: list[tuple[str, str]] = field(default_factory=list)
    notes: list[tuple[str, str]] = field(default_factory=list)
    root: Any = None

    @property
    def text(self) -> str:
        """All that can be read on the slide."""
        return " ".join(text for _language, text in self.said)

    @property
    def heading(self) -> str:
        return " ".join(text for _language, text in self.title)


def parts_of(content: bytes) -> dict[str, Any]:
    """Return the parts of a package, after a look at what every package must keep to.

    Each is well-formed, of a known type, and no relation leads to a part that isn't there.
    """
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        assert package.testzip() is None
        names = package.namelist()
        assert len(names) == len(set(names))
        raw = {name: package.read(name) for name in names}
    trees = {name: etree.fromstring(data) for name, data in raw.items() if name.endswith((".xml", ".rels"))}
    types = trees["[Content_Types].xml"]
    endings = {row.get("Extension") for row in types.iter(f"{_TYPES}Default")}
    named = {row.get("PartName") for row in types.iter(f"{_TYPES}Override")}
    assert {name for name in named if name[1:] not in raw} == set()
    reached = set()
    for name in raw:
        if name != "[Content_Types].xml":
            assert f"/{name}" in named or name.rpartition(".")[2] in endings, name
        if not name.endswith(".rels"):
            continue
        folder = posixpath.dirname(posixpath.dirname(name))
        ids = [row.get("Id") for row in trees[name].iter(_RELATION)]
        assert len(ids) == len(set(ids))
        for row in trees[name].iter(_RELATION):
            assert row.get("TargetMode") != "External", row.get("Target")
            target = posixpath.normpath(posixpath.join("/", folder, row.get("Target")))[1:]
            assert target in raw, f"{name} leads to {target}"
            reached.add(target)
    assert {name for name in raw if not name.endswith(".rels") and name != "[Content_Types].xml"} == reached
    return trees


def slides_of(content: bytes) -> list[Part]:
    """Return the slides of a file in their order."""
    trees = parts_of(content)
    leads = {row.get("Id"): row.get("Target") for row in trees["ppt/_rels/presentation.xml.rels"].iter(_RELATION)}
    order = [
        row.get("{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id")
        for row in trees["ppt/presentation.xml"].iter(f"{P}sldId")
    ]
    return [_slide(trees, f"ppt/{leads[name]}") for name in order]


def _slide(trees: dict[str, Any], name: str) -> Part:
    found = Part(root=trees[name])
    for shape in found.root.iter(f"{P}sp"):
        place = shape.find(f"{P}nvSpPr/{P}nvPr/{P}ph")
        kind = place.get("type") if place is not None else ""
        if kind in ("ftr", "sldNum"):
            continue
        said = _runs(shape)
        found.said += said
        if kind == "title":
            found.title += said
    folder, file = posixpath.split(name)
    for row in trees[f"{folder}/_rels/{file}.rels"].iter(_RELATION):
        if re.search(r"notesSlide\d+\.xml$", row.get("Target")):
            notes = trees[posixpath.normpath(posixpath.join(folder, row.get("Target")))]
            found.notes = [run for shape in notes.iter(f"{P}sp") for run in _runs(shape)]
    return found


def _runs(shape: Any) -> list[tuple[str, str]]:
    return [
        (run.find(f"{A}rPr").get("lang"), run.find(f"{A}t").text or "")
        for run in shape.iter(f"{A}r")
        if run.find(f"{A}rPr") is not None
    ]
