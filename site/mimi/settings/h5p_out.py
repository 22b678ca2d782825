"""For which versions of H5P's types packages are written, and whose they say they are."""

from __future__ import annotations

import re
from dataclasses import dataclass

from .environment import Environment

VERSIONS = {
    "H5P.AdvancedText": (1, 1),
    "H5P.Blanks": (1, 14),
    "H5P.Column": (1, 18),
    "H5P.DragText": (1, 10),
    "H5P.InteractiveBook": (1, 11),
    "H5P.MultiChoice": (1, 16),
    "H5P.QuestionSet": (1, 21),
    "H5P.Summary": (1, 10),
    "H5P.TrueFalse": (1, 8),
}
# The codes of H5P: U for undisclosed, C for all rights reserved.
LICENCES = ("U", "C", "CC BY", "CC BY-SA", "CC BY-ND", "CC BY-NC", "CC BY-NC-SA", "CC BY-NC-ND", "CC0 1.0", "PD")


@dataclass(frozen=True)
class Packages:
    """What packages say: versions by type, a licence by H5P's code, an author or nobody."""

    versions: dict[str, tuple[int, int]]
    licence: str
    author: str


def packages(environment: Environment) -> Packages:
    """H5P_VERSIONS=H5P.TrueFalse 1.6, H5P.QuestionSet 1.20, H5P_LICENCE and H5P_AUTHOR."""
    return Packages(
        versions={**VERSIONS, **dict(_versions(environment))},
        licence=environment.choice("H5P_LICENCE", LICENCES, "U"),
        author=environment.text("H5P_AUTHOR"),
    )


def _versions(environment: Environment) -> list[tuple[str, tuple[int, int]]]:
    found = []
    for word in environment.words("H5P_VERSIONS"):
        match = re.fullmatch(r"(\S+)\s+([0-9]{1,5})\.([0-9]{1,5})", word)
        if match is None or match[1] not in VERSIONS:
            known = ", ".join(VERSIONS)
            environment.problem("H5P_VERSIONS", f"names types with a version, among {known}; “{word}” doesn’t.")
            continue
        found.append((match[1], (int(match[2]), int(match[3]))))
    return found
