"""The process that reads a document: takes its bytes from standard input, and answers with a line of JSON a message.

It runs apart from the site because a file may be made to do harm: with limits to its memory and time, without the
site's settings, secrets and database, and with nothing that it could leave behind. `sandbox` starts it.
"""

from __future__ import annotations

import json
import resource
import sys
import time
from contextlib import suppress
from typing import Any

from mimi.editors.importing import limits
from mimi.editors.importing.problems import DocumentError

# Not more often than this is it told how far the reading has come, in seconds.
PAUSE = 0.5


def main() -> None:
    """Read what comes in, and say what it holds."""
    name = sys.argv[1]
    _limit()
    try:
        _say(_read(name, sys.stdin.buffer.read(limits.MOST_BYTES + 1)))
    except DocumentError as error:
        _say({"problem": error.code})
    except MemoryError:
        _say({"problem": "too-much-memory"})
    except RecursionError:
        _say({"problem": "too-deep"})


def _limit() -> None:
    sys.setrecursionlimit(3000)
    for what, most in (
        (resource.RLIMIT_AS, limits.MOST_MEMORY),
        (resource.RLIMIT_CPU, limits.MOST_SECONDS),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_FSIZE, 0),
    ):
        with suppress(ValueError, OSError):
            resource.setrlimit(what, (most, most))


def _read(name: str, content: bytes) -> dict[str, Any]:
    if len(content) > limits.MOST_BYTES:
        raise DocumentError("too-large")
    from mimi.editors.importing.codec import to_data
    from mimi.editors.importing.language import language_of
    from mimi.editors.importing.outline import text_of
    from mimi.editors.importing.readers import reader_for

    reader = reader_for(name, content)
    blocks = reader.read(content, _Progress())
    if not any(text_of(block).strip() for block in blocks):
        raise DocumentError("no-text")
    if len(blocks) > limits.MOST_BLOCKS or sum(len(text_of(block)) for block in blocks) > limits.MOST_CHARACTERS:
        raise DocumentError("too-much-text")
    return {"blocks": [to_data(block) for block in blocks], "language": language_of(blocks), "notes": reader.notes}


class _Progress:
    def __init__(self) -> None:
        self.told = 0.0

    def __call__(self, done: int, whole: int) -> None:
        if time.monotonic() - self.told > PAUSE:
            self.told = time.monotonic()
            _say({"done": done, "whole": whole})


def _say(message: dict[str, Any]) -> None:
    sys.stdout.write(json.dumps(message, ensure_ascii=True) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
