"""Reads environment variables as typed values, and collects everything that is wrong before it complains."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from urllib.parse import SplitResult, urlsplit

from django.core.exceptions import ImproperlyConfigured

_YES = {"1", "true", "yes", "on"}
_NO = {"0", "false", "no", "off", ""}


class Environment:
    """Typed access to variables. Each reader returns a usable value and notes a problem where there is one."""

    def __init__(self, variables: Mapping[str, str]) -> None:
        self._variables = dict(variables)
        self.problems: list[str] = []

    def add_defaults(self, variables: Mapping[str, str]) -> None:
        """Take more variables, where they aren't set yet."""
        self._variables = {**variables, **self._variables}

    def text(self, name: str, default: str = "") -> str:
        """The variable as it stands, without blanks around it; `default` when it is unset or empty."""
        return self._variables.get(name, "").strip() or default

    def required(self, name: str, expected: str) -> str:
        """The variable, which must be set; `expected` says what to set it to."""
        value = self.text(name)
        if not value:
            self.problem(name, f"is missing: {expected}")
        return value

    def flag(self, name: str, default: bool = False) -> bool:
        """A yes or a no: 1/0, true/false, yes/no, on/off, in any case."""
        value = self._variables.get(name)
        if value is None:
            return default
        word = value.strip().lower()
        if word not in _YES | _NO:
            self.problem(name, f"must be 1 or 0, but is “{value}”.")
        return word in _YES

    def number(self, name: str, default: int, *, at_least: int = 0) -> int:
        """A whole number of at least `at_least`."""
        value = self.text(name)
        if not value:
            return default
        if not value.isdecimal() or int(value) < at_least:
            self.problem(name, f"must be a whole number of at least {at_least}, but is “{value}”.")
            return default
        return int(value)

    def choice(self, name: str, choices: tuple[str, ...], default: str) -> str:
        """One of `choices`, in any case; returned as it is written there."""
        value = self.text(name, default)
        for choice in choices:
            if choice.lower() == value.lower():
                return choice
        self.problem(name, f"must be one of {', '.join(choices)}, but is “{value}”.")
        return default

    def words(self, name: str, default: tuple[str, ...] = ()) -> list[str]:
        """Words separated by commas."""
        found = [word.strip() for word in self.text(name).split(",") if word.strip()]
        return found or list(default)

    def folder(self, name: str, default: Path) -> Path:
        """An absolute path to a folder, which need not exist yet."""
        path = Path(self.text(name, str(default)))
        if not path.is_absolute():
            self.problem(name, f"must be an absolute path, but is “{path}”.")
            return default
        return path

    def address(self, name: str, default: str, schemes: tuple[str, ...], example: str) -> SplitResult:
        """A URL in one of `schemes`; `example` shows in the sentence about a wrong one."""
        value = self.text(name, default)
        wrong = f"must be an address such as {example}, starting with {' or '.join(schemes)}."
        try:
            parts = urlsplit(value)
            _ = parts.port
        except ValueError:
            self.problem(name, wrong)
            return urlsplit(default)
        if value and parts.scheme not in schemes:
            self.problem(name, wrong)
            return urlsplit(default)
        return parts

    def problem(self, name: str, sentence: str) -> None:
        """Note that `name` is wrong; the sentence goes on after the variable's name and holds no secret."""
        self.problems.append(f"{name} {sentence}")

    def complain(self) -> None:
        """End with all the problems found.

        Raises:
            ImproperlyConfigured: at least one variable is wrong; one sentence each.
        """
        if self.problems:
            raise ImproperlyConfigured("\n".join(self.problems))


def read_variables_file(path: Path) -> dict[str, str]:
    """NAME=value lines of a file, without comments; nothing when there is no such file."""
    if not path.is_file():
        return {}
    lines = (line.strip() for line in path.read_text(encoding="utf-8").splitlines())
    pairs = (line.partition("=") for line in lines if line and not line.startswith("#"))
    return {name.strip(): value.strip() for name, _, value in pairs}
