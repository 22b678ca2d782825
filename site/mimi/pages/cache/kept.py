"""A rendered page as it is kept, and what a visitor is answered with it: the coding that she asks for, or `304`."""

from __future__ import annotations

import functools
import gzip
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

import brotli
from django.http import HttpRequest, HttpResponse

SMALLEST_TO_COMPRESS = 500
COMPRESS: Mapping[str, Callable[[bytes], bytes]] = {
    # A page is compressed while its first reader waits: one level more takes a tenth longer and saves half a per cent.
    "br": lambda body: brotli.compress(body, quality=5),
    "gzip": lambda body: gzip.compress(body, 6, mtime=0),
}
PREFERRED = tuple(COMPRESS)
ENTITY_TAG = re.compile(r'(?:W/)?"([^"]*)"')


class Answer(NamedTuple):
    """What goes to a visitor; the headers are for all who are answered the same, and not to be changed."""

    status: int
    headers: list[tuple[str, str]]
    body: bytes


@dataclass(frozen=True, slots=True)
class KeptPage:
    """A rendered page: its body as it is and in the codings that were asked for, and the headers that go with each.

    `answers` holds those that were given already, by coding and status.
    """

    etag: str
    headers: tuple[tuple[str, str], ...]
    bodies: dict[str, bytes]
    answers: dict[tuple[str, int], Answer] = field(default_factory=dict)

    def answer(self, accepted: str, known: str) -> Answer:
        """Answer a request by its Accept-Encoding and If-None-Match."""
        offered = PREFERRED if len(self.bodies[""]) >= SMALLEST_TO_COMPRESS else ()
        encoding = encoding_for(accepted, offered)
        key = (encoding, 304 if known and _matches(known, self.etag) else 200)
        answer = self.answers.get(key)
        if answer is None:
            answer = self.answers[key] = self._make(*key)
        return answer

    def response(self, request: HttpRequest) -> HttpResponse:
        """Answer a request with it; `304` where the visitor has it already."""
        meta = request.META
        answer = self.answer(meta.get("HTTP_ACCEPT_ENCODING", ""), meta.get("HTTP_IF_NONE_MATCH", ""))
        response = HttpResponse(answer.body, status=answer.status)
        if answer.status == 304:
            del response.headers["Content-Type"]
        for name, value in answer.headers:
            response.headers[name] = value
        return response

    def _make(self, encoding: str, status: int) -> Answer:
        headers = [*self.headers]
        body = b""
        if status == 304:
            headers = [pair for pair in headers if pair[0].lower() != "content-type"]
        else:
            body = self._body(encoding)
            headers.append(("Content-Length", str(len(body))))
            if encoding:
                headers.append(("Content-Encoding", encoding))
        headers += [("ETag", f'"{self.etag}{"-" + encoding if encoding else ""}"'), ("Vary", "Accept-Encoding")]
        return Answer(status, headers, body)

    def _body(self, encoding: str) -> bytes:
        """Return the body in a coding; the first to ask for it waits for a moment."""
        body = self.bodies.get(encoding)
        if body is None:
            body = self.bodies[encoding] = COMPRESS[encoding](self.bodies[""])
        return body


# Browsers ask in a handful of ways; made-up ones push out each other.
@functools.lru_cache(maxsize=64)
def encoding_for(accepted: str, codings: tuple[str, ...]) -> str:
    """Choose the coding that the visitor likes best (RFC 9110, 12.5.3), the smallest of equals."""
    weights: dict[str, float] = {}
    for part in accepted.lower().split(","):
        coding, *parameters = (word.strip() for word in part.split(";"))
        weights[coding.removeprefix("x-")] = _weight(parameters)
    offered = [coding for coding in codings if weights.get(coding, weights.get("*", 0))]
    return max(offered, key=lambda coding: weights.get(coding, weights.get("*", 0)), default="")


def _weight(parameters: list[str]) -> float:
    """Return a quality value from 0 to 1; one that can't be read counts as a refusal."""
    for parameter in parameters:
        name, _equals, value = parameter.partition("=")
        if name.strip() == "q":
            try:
                return min(max(float(value), 0.0), 1.0)
            except ValueError:
                return 0.0
    return 1.0


def _matches(header: str, etag: str) -> bool:
    """Compare an If-None-Match header (RFC 9110, 13.1.2) weakly with any coding of the page."""
    if header.strip() == "*":
        return True
    known = set(ENTITY_TAG.findall(header))
    return not known.isdisjoint({etag, *(f"{etag}-{coding}" for coding in PREFERRED)})
