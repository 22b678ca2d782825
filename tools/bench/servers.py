"""Starting and stopping what is measured, and measuring it with wrk."""

from __future__ import annotations

import os
import socket
import subprocess
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parents[2]
GRANIAN = str(ROOT / ".venv" / "bin" / "granian")


@dataclass(frozen=True)
class Server:
    """A server that runs: where it listens."""

    port: int

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"


class Measured(NamedTuple):
    """Requests a second, the 95th percentile in milliseconds, failed requests, bytes an answer."""

    rate: float
    p95: float
    failed: int
    size: int


class Request(NamedTuple):
    """One request to send: `headers` are name and value."""

    method: str
    path: str
    headers: dict[str, str]
    body: str = ""

    def line(self) -> str:
        headers = "".join(f"{name}={value}|" for name, value in self.headers.items())
        return f"{self.method}\t{self.path}\t{headers}\t{self.body}"


@contextmanager
def served(application: str, environment: dict[str, str], probe: str) -> Iterator[Server]:
    """Serve a WSGI application with one granian worker, and stop it afterwards.

    Raises:
        RuntimeError: it doesn't answer within half a minute.
    """
    server = Server(_free_port())
    process = subprocess.Popen(
        [
            *(GRANIAN, application, "--interface", "wsgi", "--host", "127.0.0.1"),
            *("--port", str(server.port), "--workers", "1", "--blocking-threads", "2"),
            *("--no-ws", "--log-level", "error"),
        ],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": "site:.", **environment},
    )
    try:
        _wait(server.address + probe)
        yield server
    finally:
        process.terminate()
        process.wait(timeout=20)


def _free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


def _wait(address: str) -> None:
    for _attempt in range(120):
        try:
            with urllib.request.urlopen(address, timeout=2):  # noqa: S310 - our own server
                return
        except OSError:
            time.sleep(0.25)
    raise RuntimeError(f"{address} does not answer.")


def measure(server: Server, requests: list[Request], seconds: float, connections: int = 8) -> Measured:
    """Send requests in turn for some seconds and return what was measured."""
    with tempfile.NamedTemporaryFile("w", suffix=".txt", encoding="utf-8") as file:
        file.write("".join(request.line() + "\n" for request in requests))
        file.flush()
        output = subprocess.run(
            [
                *("wrk", "-t", "1", "-c", str(connections), "-d", f"{seconds:g}s"),
                *("-s", str(Path(__file__).with_name("report.lua")), server.address),
                *("--", file.name),
            ],
            capture_output=True,
            text=True,
            check=True,
        ).stdout
    line = next(line for line in output.splitlines() if line.startswith("RESULT "))
    rate, p95, failed, size = line.split()[1:]
    return Measured(float(rate), float(p95), int(failed), int(size))


def environment_in(folder: Path) -> dict[str, str]:
    """Return the environment of a site that keeps all that it has in a folder."""
    return {
        **os.environ,
        "PYTHONPATH": "site:.",
        "DJANGO_SETTINGS_MODULE": "tools.bench.settings",
        "RUNTIME_DIR": str(folder),
        "SECRET_KEY": "only-while-it-is-measured-" * 3,
        "DATABASE_URL": f"sqlite:///{folder / 'site.sqlite3'}",
        "BARE_DATABASE": str(folder / "bare.sqlite3"),
        "ALLOWED_HOSTS": "*",
        "LOG_LEVEL": "ERROR",
    }
