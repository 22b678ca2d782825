"""JSON of strangers: measured before it is parsed, and never read in two ways."""

from __future__ import annotations

import json
import re
from typing import Any, NoReturn

from .refusals import RefusedPackageError

# Text in quotes, or one bracket; everything else says nothing about depth.
_TOKENS = re.compile(r'"(?:[^"\\]|\\.)*+"|[\[\]{}]', re.DOTALL)

_ENDLESS = (float("inf"), float("-inf"))


def parse(where: str, data: bytes, depth: int) -> Any:
    """Return what a JSON file says.

    Raises:
        RefusedPackageError: it isn't JSON in UTF-8, is nested too deep, says something twice, or holds what no
            database keeps.
    """
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise RefusedPackageError("not-utf8", where) from error
    _check_depth(where, text, depth)
    try:
        value = json.loads(text, object_pairs_hook=_once(where), parse_constant=_no_constant)
    except json.JSONDecodeError as error:
        raise RefusedPackageError("not-json", where, line=error.lineno) from error
    except (ValueError, RecursionError) as error:
        raise RefusedPackageError("not-json", where, line=1) from error
    if _unkeepable(value):
        raise RefusedPackageError("not-utf8", where)
    return value


def _check_depth(where: str, text: str, most: int) -> None:
    depth = 0
    for token in _TOKENS.finditer(text):
        bracket = token[0]
        if bracket in "[{":
            depth += 1
            if depth > most:
                raise RefusedPackageError("json-too-deep", where, limit=most)
        elif bracket in "]}":
            depth -= 1


def _once(where: str) -> Any:
    def collect(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        found = dict(pairs)
        if len(found) < len(pairs):
            names = [name for name, _value in pairs]
            twice = next(name for name in names if names.count(name) > 1)
            raise RefusedPackageError("json-twice", where, what=twice[:80])
        return found

    return collect


def _no_constant(name: str) -> NoReturn:
    raise ValueError(name)


def _unkeepable(value: Any) -> bool:
    """Say whether there is text in it that isn't Unicode, or has the one character that PostgreSQL doesn't keep."""
    waiting = [value]
    while waiting:
        item = waiting.pop()
        if isinstance(item, dict):
            waiting += [*item, *item.values()]
        elif isinstance(item, list):
            waiting += item
        elif isinstance(item, str):
            if "\0" in item or any("\ud800" <= letter <= "\udfff" for letter in item):
                return True
        elif item in _ENDLESS:
            return True
    return False
