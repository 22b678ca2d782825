"""Says in one sentence when the site can't be served at an address, before the server tries."""

from __future__ import annotations

import socket
import sys


def problem(host: str, port: str) -> str | None:
    """What is in the way of listening at `host` and `port`; None when nothing is."""
    if not port.isdecimal() or not 0 < int(port) < 65536:
        return f"PORT must be a number from 1 to 65535, but is “{port}”."
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(host, int(port), type=socket.SOCK_STREAM)[0]
        with socket.socket(family, kind, protocol) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(address)
    except OSError as error:
        return f"{host}:{port} can't be listened at ({error.strerror}). Choose another port: make run PORT=8001"
    return None


if __name__ == "__main__":
    sys.exit(problem(*sys.argv[1:3]))
