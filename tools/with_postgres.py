"""Runs a command with DATABASE_URL naming a PostgreSQL server of its own, which is gone afterwards.

Usage: python -m tools.with_postgres command arguments…
"""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

# Nothing here outlives the run, so nothing is written with care.
_CARELESS = {
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "max_connections": "60",
    "shared_buffers": "128MB",
    "listen_addresses": "",
}


def binaries() -> Path:
    """The folder of the newest PostgreSQL on this machine.

    Raises:
        SystemExit: there is none.
    """
    debian = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]))
    found = debian[-1] if debian else shutil.which("initdb")
    if not found:
        sys.exit("PostgreSQL is missing: install it (on Debian: apt-get install postgresql).")
    return Path(found).parent


@contextmanager
def postgres() -> Iterator[str]:
    """Start a server on a socket in a folder of its own, and yield its address as DATABASE_URL says it."""
    programs = binaries()
    folder = Path(tempfile.mkdtemp(prefix="mimi-pg-", dir="/tmp"))  # a socket's path must be short
    data = folder / "data"
    as_owner: list[str] = []
    if os.geteuid() == 0:
        # The server refuses to run as root.
        owner = pwd.getpwnam("postgres")
        os.chown(folder, owner.pw_uid, owner.pw_gid)
        as_owner = ["runuser", "-u", "postgres", "--"]

    def run(program: str, *arguments: str) -> None:
        command = [*as_owner, str(programs / program), *arguments]
        done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
        if done.returncode:
            log = folder / "log"
            sys.exit(f"{program} failed:\n{done.stdout}{done.stderr}{log.read_text() if log.exists() else ''}")

    try:
        run("initdb", "-D", str(data), "-U", "mimi", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync")
        options = " ".join([f"-k {folder}", *(f"-c {name}='{value}'" for name, value in _CARELESS.items())])
        run("pg_ctl", "-D", str(data), "-l", str(folder / "log"), "-o", options, "-w", "-t", "60", "start")
        try:
            yield f"postgres://mimi@/postgres?host={quote(str(folder), safe='')}"
        finally:
            run("pg_ctl", "-D", str(data), "-m", "immediate", "stop")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    with postgres() as address:
        finished = subprocess.run(sys.argv[1:], env={**os.environ, "DATABASE_URL": address}, check=False)
    sys.exit(finished.returncode)
