"""How often people may write: rates by kind of what they do, which an operator may change."""

from __future__ import annotations

import re
from dataclasses import dataclass

from .environment import Environment

_UNITS = {"s": 1, "m": 60, "h": 3600, "d": 86400}


@dataclass(frozen=True)
class Rate:
    """So many times in so many seconds."""

    amount: int
    seconds: int

    def times(self, factor: int) -> Rate:
        """Return the rate of so many people together."""
        return Rate(self.amount * factor, self.seconds)


@dataclass(frozen=True)
class Limit:
    """How often one learner may do something, and how often all those at one address may."""

    learner: Rate
    address: Rate


# What no learner meets, and no browser that sends the answers of a day without a connection.
DEFAULTS = {
    # Learners who begin: somebody without a cookie writes something. Counted by address alone.
    "beginnings": Rate(60, 600),
    "answers": Rate(1000, 600),
    "notes": Rate(1000, 600),
    # What somebody does in H5P activities, and where she left off.
    "results": Rate(2000, 600),
    "stars": Rate(300, 600),
    # Plans that are made and links that are given out, and changes to a plan.
    "plans": Rate(60, 3600),
    "changes": Rate(1500, 600),
    # Plans that are taken along as files, each of which takes the server a while to make.
    "exports": Rate(30, 600),
    # Certificates that are taken out or withdrawn.
    "certificates": Rate(30, 3600),
    # Secret links that lead nowhere, by address: somebody guesses.
    "guesses": Rate(5, 600),
}


def limits(environment: Environment) -> dict[str, Limit]:
    """The limit of each kind by its name: LIMIT_ANSWERS=1000/10m and so on, LIMIT_ADDRESS times that for an address."""
    factor = environment.number("LIMIT_ADDRESS", 30, at_least=1)
    rates = {kind: rate(environment, f"LIMIT_{kind.upper()}", default) for kind, default in DEFAULTS.items()}
    return {kind: Limit(own, own.times(factor)) for kind, own in rates.items()}


def rate(environment: Environment, name: str, default: Rate) -> Rate:
    """A number of times in a time: 1000/10m, with s, m, h or d for seconds, minutes, hours or days."""
    value = environment.text(name)
    if not value:
        return default
    found = re.fullmatch(r"([1-9][0-9]{0,8})/([1-9][0-9]{0,4})?([smhd])", value)
    if not found:
        environment.problem(name, f"must be a number of times in a time, such as 1000/10m, but is “{value}”.")
        return default
    amount, number, unit = found.groups()
    return Rate(int(amount), int(number or 1) * _UNITS[unit])
