"""Reads an iCalendar file back as strictly as RFC 5545 writes it, without the library that wrote it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

_NAME = re.compile(r"[A-Z0-9-]+")
_ESCAPED = re.compile(r"\\(.)")
_LETTERS = {"\\": "\\", ";": ";", ",": ",", "n": "\n", "N": "\n"}
MOST_OCTETS = 75


@dataclass
class Component:
    """What stands between a BEGIN and its END: `values` by name, with parameters where there are any."""

    name: str
    values: dict[str, str] = field(default_factory=dict)
    inner: list[Component] = field(default_factory=list)

    def text(self, name: str) -> str:
        """Return a text value (3.3.11)."""
        raw = self.values[name]
        assert not re.search(r"(?<!\\)(?:\\\\)*[;,]", raw), f"{name} holds a separator: {raw!r}"
        return _ESCAPED.sub(lambda found: _LETTERS[found[1]], raw)


def read_calendar(content: bytes) -> Component:
    """Return the calendar in a file.

    Raises:
        AssertionError: it isn't as RFC 5545 wants it.
    """
    assert content.endswith(b"\r\n")
    octets = content[:-2].split(b"\r\n")
    for line in octets:
        assert len(line) <= MOST_OCTETS, "a line is folded by octets (3.1)"
        line.decode()  # a fold doesn't part the octets of a letter
        assert not re.search(rb"[\x00-\x08\x0a-\x1f\x7f]", line), line
    lines = re.sub(rb"\r\n[ \t]", b"", content[:-2]).decode().split("\r\n")
    root = Component("")
    stack = [root]
    for line in lines:
        name, colon, value = line.partition(":")
        assert colon, line
        if name == "BEGIN":
            stack.append(Component(value))
        elif name == "END":
            done = stack.pop()
            assert done.name == value
            stack[-1].inner.append(done)
        else:
            plain = name.partition(";")[0]
            assert _NAME.fullmatch(plain), line
            assert name not in stack[-1].values, f"{name} comes twice"
            stack[-1].values[name] = value
    assert stack == [root]
    (calendar,) = root.inner
    assert not root.values
    assert calendar.name == "VCALENDAR"
    assert calendar.values["VERSION"] == "2.0"
    return calendar
