"""Starts the process that reads a document, listens to it, and stops it when it takes too long."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.conf import settings

from mimi.editors.importing import limits
from mimi.editors.importing.codec import from_data
from mimi.editors.importing.outline import Block
from mimi.editors.importing.problems import DocumentError

Tell = Callable[[int, int], None]


class NotYetError(Exception):
    """The document is fine so far, but takes longer than somebody waits for."""


@dataclass(frozen=True)
class Document:
    """What was read: its blocks, its language, and the codes of what was left out."""

    blocks: list[Block]
    language: str
    notes: list[str]


def read_document(name: str, content: bytes, tell: Tell | None = None, *, seconds: float | None = None) -> Document:
    """Read a document in a process of its own.

    Raises:
        DocumentError: it can't be read; it says why.
        NotYetError: it takes longer than `seconds`, where these are given.
    """
    if not content:
        raise DocumentError("empty")
    if len(content) > limits.MOST_BYTES:
        raise DocumentError("too-large")
    patience = seconds or limits.MOST_SECONDS * 2
    late = threading.Event()
    process = subprocess.Popen(  # noqa: S603 (our own module; the name is only an argument)
        [sys.executable, "-m", "mimi.editors.importing.reading", os.path.basename(name)[-200:]],  # noqa: PTH119
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env=_surroundings(),
        cwd="/",
    )

    def stop() -> None:
        late.set()
        process.kill()

    timer = threading.Timer(patience, stop)
    timer.start()
    feeder = threading.Thread(target=_feed, args=(process, content), daemon=True)
    feeder.start()
    try:
        answer = _listen(process, tell)
    finally:
        timer.cancel()
        process.kill()
        process.wait()
        feeder.join(timeout=5)
        for pipe in (process.stdin, process.stdout):
            if pipe is not None:
                _close(pipe)
    if late.is_set() and answer is None:
        if seconds:
            raise NotYetError
        raise DocumentError("took-too-long")
    return _document(answer, process.returncode)


def _surroundings() -> dict[str, str]:
    """Return what the process knows of the world: where to find the code, and none of the site's secrets."""
    places = [str(settings.BASE_DIR / "site"), *(path for path in sys.path if path)]
    return {
        "PYTHONPATH": os.pathsep.join(places),
        "PYTHONIOENCODING": "utf-8",
        "PYTHONDONTWRITEBYTECODE": "1",
        "LANG": "C.UTF-8",
    }


def _feed(process: subprocess.Popen[bytes], content: bytes) -> None:
    assert process.stdin is not None  # noqa: S101 (for the type: it is a pipe)
    try:
        process.stdin.write(content)
        process.stdin.close()
    except (BrokenPipeError, OSError, ValueError):
        return


def _close(pipe: Any) -> None:
    try:
        pipe.close()
    except OSError:
        return


def _listen(process: subprocess.Popen[bytes], tell: Tell | None) -> dict[str, Any] | None:
    """Return the last message, and pass on how far the reading has come."""
    assert process.stdout is not None  # noqa: S101 (for the type: a pipe, too)
    while line := process.stdout.readline(limits.MOST_ANSWER):
        try:
            message = json.loads(line)
        except ValueError:
            return None
        if "done" not in message:
            return dict(message)
        if tell:
            tell(int(message["done"]), int(message["whole"]))
    return None


def _document(answer: dict[str, Any] | None, code: int) -> Document:
    if answer is None:
        # Killed for its time by the system, or for its memory, or fallen over something unforeseen.
        raise DocumentError("took-too-long" if code in (-24, -9) else "too-much-memory" if code == -6 else "failed")
    if "problem" in answer:
        raise DocumentError(str(answer["problem"]))
    return Document([from_data(data) for data in answer["blocks"]], str(answer["language"]), list(answer["notes"]))
