"""Asks another site, politely and safely, whether an address is still there.

First by HEAD, and where that is refused by GET, without reading what comes. Only http and https on their own ports, and
only hosts all of whose addresses are public: whoever writes a link must not make this server knock on its own network
(SSRF; OWASP, *Server-Side Request Forgery Prevention Cheat Sheet*). The name is looked up once, and the connection goes
to the address that was found harmless, so that a name can't lead elsewhere a moment later. Each step of a redirect is
looked at in the same way.
"""

from __future__ import annotations

import http.client
import ipaddress
import socket
import ssl
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from urllib.parse import SplitResult, quote, urljoin, urlsplit

from django.conf import settings
from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

SECONDS = 10
MOST_REDIRECTS = 5
PORTS = {"http": 80, "https": 443}
# What an answer to HEAD may mean "ask otherwise" by.
_REDIRECTS = {301, 302, 303, 307, 308}
_GONE = {404, 410}
_CLOSED = {401, 403, 405, 406, 429, 999}


class Problem(TextChoices):
    """What is wrong with an address."""

    GONE = "gone", _("The page is gone.")
    UNREACHABLE = "unreachable", _("The site doesn’t answer.")
    UNSAFE = "unsafe", _("The site’s certificate is not valid.")
    BROKEN = "broken", _("The site answers with an error.")
    CIRCLES = "circles", _("The site sends visitors in circles.")
    CLOSED = "closed", _("The site doesn’t let programs look. Open the link yourself.")
    NOT_ASKED = "not-asked", _("The address can’t be asked: it isn’t one that everybody can open.")


@dataclass(frozen=True)
class Answer:
    """What came of asking: the status of the last answer, if there was one, and the problem; none where all is well."""

    status: int | None
    problem: str = ""


class _NotAllowedError(Exception):
    """The address isn't one that we ask."""


class _Pinned(http.client.HTTPConnection):
    """A connection to an address that was looked up before."""

    def __init__(self, host: str, port: int, found: str) -> None:
        super().__init__(host, port, timeout=SECONDS)
        self._found = found

    def connect(self) -> None:
        self.sock = socket.create_connection((self._found, self.port), SECONDS)


class _PinnedTLS(_Pinned):
    """The same, by TLS, with the certificate of the host's name."""

    def connect(self) -> None:
        super().connect()
        self.sock = ssl.create_default_context().wrap_socket(self.sock, server_hostname=self.host)


def ask(address: str, method_first: str = "HEAD") -> Answer:
    """Ask whether an address is still there."""
    try:
        answer = _follow(address, method_first)
        if answer.status is not None and answer.status >= 400 and method_first == "HEAD":
            # Many servers answer HEAD wrongly, and some not at all.
            answer = _follow(address, "GET")
    except _NotAllowedError:
        return Answer(None, Problem.NOT_ASKED)
    except ssl.SSLCertVerificationError:
        return Answer(None, Problem.UNSAFE)
    except (OSError, http.client.HTTPException):
        if method_first == "HEAD":
            return ask(address, "GET")
        return Answer(None, Problem.UNREACHABLE)
    return answer


def _follow(address: str, method: str) -> Answer:
    status = 0
    for _step in range(MOST_REDIRECTS + 1):
        status, onwards = _once(address, method)
        if status not in _REDIRECTS or not onwards:
            return Answer(status, _problem(status))
        address = urljoin(address, onwards)
    return Answer(status, Problem.CIRCLES)


def _problem(status: int) -> str:
    if status in _GONE:
        return Problem.GONE
    if status in _CLOSED:
        return Problem.CLOSED
    return Problem.BROKEN if status >= 400 else ""


def _once(address: str, method: str) -> tuple[int, str]:
    """Ask once; return the status and where a redirect leads."""
    parts = allowed(address)
    host = parts.hostname or ""
    port = PORTS[parts.scheme]
    kind = _PinnedTLS if parts.scheme == "https" else _Pinned
    connection = kind(host, port, public_address(host, port))
    path = quote(parts.path or "/", safe="/%:@!$&'()*+,;=~-._")
    query = f"?{quote(parts.query, safe='/%:@!$&()*+,;=?~-._')}" if parts.query else ""
    agent = f"Microintegration link check (+{settings.SITE_URL})"
    try:
        connection.request(method, path + query, headers={"User-Agent": agent, "Accept": "*/*", "Connection": "close"})
        answer = connection.getresponse()
        return answer.status, answer.getheader("Location") or ""
    finally:
        connection.close()


def allowed(address: str) -> SplitResult:
    """Return the parts of an address that may be asked.

    Raises:
        _NotAllowedError: its scheme, its port or its form isn't one that we ask, or it carries a password.
    """
    try:
        parts = urlsplit(address)
        port = parts.port
        host = (parts.hostname or "").encode("idna").decode()
    except (ValueError, UnicodeError) as error:
        raise _NotAllowedError from error
    known = PORTS.get(parts.scheme)
    if known is None or not host or parts.username or port not in (None, known):
        raise _NotAllowedError
    return parts._replace(netloc=f"[{host}]" if ":" in host else host)


Lookup = Callable[..., list[Any]]


def public_address(host: str, port: int, look_up: Lookup = socket.getaddrinfo) -> str:
    """Return an address of a host, all of whose addresses are public.

    Raises:
        _NotAllowedError: one of them is of a private network, of this machine, or reserved.
        OSError: there is no such host.
    """
    found = [row[4][0] for row in look_up(host, port, type=socket.SOCK_STREAM)]
    if not found or not all(_is_public(each) for each in found):
        raise _NotAllowedError
    # The older kind of address reaches more sites from more networks.
    return str(next((each for each in found if ":" not in each), found[0]))


def _is_public(text: str) -> bool:
    try:
        address = ipaddress.ip_address(text.partition("%")[0])
    except ValueError:
        return False
    if isinstance(address, ipaddress.IPv6Address):
        inner = address.ipv4_mapped or address.sixtofour or (address.teredo or (None, None))[1]
        if inner is not None and not _is_public(str(inner)):
            return False
        # Addresses that a gateway turns into those of the older kind (RFC 6052).
        if address in ipaddress.ip_network("64:ff9b::/96") or address in ipaddress.ip_network("64:ff9b:1::/48"):
            return False
    return address.is_global and not address.is_multicast
