"""Emphasis, links and addresses that plain text writes with signs: *so*, **so**, [so](https://…), <https://…>."""

from __future__ import annotations

import re

from mimi.editors.importing.outline import Run, Runs, tidy

_MARKED = re.compile(
    r"\[(?P<words>[^\[\]\n]{1,300})\]\((?P<target>[^()\s]{0,800}(?:\([^()\s]{0,200}\)[^()\s]{0,200})?)\)"
    r"|<(?P<angle>https?://[^<>\s]{1,800}|mailto:[^<>\s]{1,300})>"
    r"|(?P<bare>https?://[^\s<>\"”»]{3,800})"
    r"|\*\*(?P<bold>[^\s*](?:[^*\n]{0,600}[^\s*])?)\*\*"
    r"|(?<![\w*])\*(?P<star>[^\s*](?:[^*\n]{0,600}[^\s*])?)\*(?![\w*])"
    r"|(?<!\w)_(?P<line>[^\s_](?:[^_\n]{0,600}[^\s_])?)_(?!\w)"
)
_TRAILING = ".,;:!?)]}'’"


def marked(text: str) -> Runs:
    """Return a text as runs, its signs turned into marks."""
    return tidy(_runs(text))


def _runs(text: str) -> list[Run]:
    found: list[Run] = []
    at = 0
    for match in _MARKED.finditer(text):
        found.append(Run(text[at : match.start()]))
        found += _run(match)
        at = match.end()
    found.append(Run(text[at:]))
    return found


def _run(match: re.Match[str]) -> list[Run]:
    if match["words"] is not None:
        return [Run(match["words"], href="" if match["target"] in {"", "#"} else match["target"])]
    if match["angle"]:
        shown = match["angle"].removeprefix("mailto:")
        return [Run(shown, href=match["angle"])]
    if match["bare"]:
        address = match["bare"].rstrip(_TRAILING)
        return [Run(address, href=address), Run(match["bare"][len(address) :])]
    if match["bold"]:
        return [Run(match["bold"], bold=True)]
    return [Run(match["star"] or match["line"], italic=True)]
