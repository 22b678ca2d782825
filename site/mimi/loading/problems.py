"""What is wrong with a content file, in one sentence with file and line."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, order=True)
class Problem:
    """One mistake; `line` counts from 1."""

    file: Path
    line: int
    message: str

    def __str__(self) -> str:
        return f"{self.file}, line {self.line}: {self.message}"


class ContentError(Exception):
    """A file that can't be read any further."""

    def __init__(self, file: Path, line: int, message: str) -> None:
        self.problem = Problem(file, line, message)
        super().__init__(str(self.problem))


class Problems:
    """Collects mistakes, so that all are told at once."""

    def __init__(self) -> None:
        self.found: list[Problem] = []

    def add(self, file: Path, line: int, message: str) -> None:
        """Note a mistake."""
        self.found.append(Problem(file, line, message))

    def catch(self, error: ContentError) -> None:
        """Note the mistake that ended the reading of a file."""
        self.found.append(error.problem)

    def __bool__(self) -> bool:
        return bool(self.found)
