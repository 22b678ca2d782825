"""Reads the words of a PDF back, as far as WeasyPrint writes them: no other reader is needed for that."""

from __future__ import annotations

import re
from typing import Any

import pytest

_OBJECT = re.compile(rb"(\d+) 0 obj\n(.*?)\nendobj", re.DOTALL)
_FONT = re.compile(rb"/([A-Z]{6}) (\d+) 0 R")
_PAIR = re.compile(rb"<([0-9a-f]{4})> <([0-9a-f]+)>")
_SHOWN = re.compile(rb"/([A-Z]{6}) [\d.]+ Tf|<([0-9a-f]+)>|(EMC)")


def write_plainly(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let PDF be written uncompressed, so that it can be read."""
    import weasyprint

    write = weasyprint.HTML.write_pdf

    def plainly(self: Any, *args: Any, **options: Any) -> Any:
        return write(self, *args, **options, uncompressed_pdf=True)

    monkeypatch.setattr(weasyprint.HTML, "write_pdf", plainly)


def words(pdf: bytes) -> str:
    """Return what stands on the pages, a line each; letters that run from right to left come as they are seen."""
    objects = {int(number): body for number, body in _OBJECT.findall(pdf)}
    letters = _letters(objects)
    lines: list[str] = []
    for page in (body for body in objects.values() if b"/Type /Page/" in body):
        found = re.search(rb"/Contents (\d+) 0 R", page)
        assert found
        line, known = "", {}
        for font, code, end in _SHOWN.findall(objects[int(found[1])]):
            if font:
                known = letters[font]
            elif code:
                line += "".join(known[code[n : n + 4]] for n in range(0, len(code), 4))
            elif end:
                lines.append(line)
                line = ""
    return "\n".join(lines)


def _letters(objects: dict[int, bytes]) -> dict[bytes, dict[bytes, str]]:
    """Return by font what its codes stand for."""
    found = {}
    for name, number in {pair for body in objects.values() for pair in _FONT.findall(body)}:
        told = re.search(rb"/ToUnicode (\d+) 0 R", objects[int(number)])
        if told:
            table = objects[int(told[1])].partition(b"beginbfchar")[2]
            found[name] = {
                code: bytes.fromhex(text.decode()).decode("utf-16-be") for code, text in _PAIR.findall(table)
            }
    return found
