"""The gate in front of every request: who may ask, how much and how often, and what every answer says to browsers."""

from __future__ import annotations

import asyncio
import time
from collections import OrderedDict
from collections.abc import Callable
from contextlib import suppress
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders

from dragoman.publish.rest.problems import problem

if TYPE_CHECKING:
    from starlette.responses import Response
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

    from dragoman.publish.rest.service import Service

SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})
API = "/api/"
OPEN = frozenset({"/api/v1/health"})
MOST_CLIENTS = 1000

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; connect-src 'self'; manifest-src 'self'; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
}


class Guard:
    """ASGI middleware. What a client says of itself in X-Forwarded-For and the like is not looked at."""

    def __init__(self, app: ASGIApp, service: Service, clock: Callable[[], float] = time.monotonic) -> None:
        self._app = app
        self._service = service
        self._waiting = 0
        self._writes = Buckets(service.writes_a_minute, clock)
        self._failures = Buckets(service.writes_a_minute, clock)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let a request through, or answer it here."""
        if scope["type"] != "http":
            if scope["type"] == "lifespan":
                await self._app(scope, receive, send)
            return

        started = False

        async def with_headers(message: Message) -> None:
            nonlocal started
            if message["type"] == "http.response.start":
                started = True
                headers = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    headers.setdefault(name, value)
            await send(message)

        refused = self._refused(scope)
        if refused is not None:
            await refused(scope, receive, with_headers)
            return
        # Health is asked when all else waits.
        counted = scope["path"] not in OPEN
        if counted and self._waiting >= self._service.max_waiting:
            await problem(429, "too many requests are waiting; try again", {"Retry-After": "1"})(scope, receive, with_headers)
            return
        self._waiting += counted
        try:
            await self._bounded(scope, receive, with_headers)
        except asyncio.CancelledError:
            # Only the end of the server cancels: it waits for some seconds, and then no longer.
            if not started:
                await problem(503, "this server is being stopped", {"Retry-After": "5"})(scope, receive, with_headers)
        finally:
            self._waiting -= counted

    def _refused(self, scope: Scope) -> Response | None:
        headers = Headers(scope=scope)
        if not self._service.answers_to(headers.get("host", "")):
            return problem(403, "this server does not answer to that host name; start it with --allow-host to add one")
        length = headers.get("content-length", "0")
        if not length.isdigit() or int(length) > self._service.max_body_bytes:
            return problem(413, f"expected a body of at most {self._service.max_body_bytes:,} bytes, saw {length[:20]}")
        if "\x00" in scope["path"]:
            return problem(404, "no such address: it holds a NUL")
        if not scope["path"].startswith(API) or scope["path"] in OPEN:
            return None
        client = scope["client"][0] if scope.get("client") else ""
        if scope["method"] not in SAFE_METHODS:
            return self._refused_change(headers, client)
        return self._unknown(headers, client) if self._service.guarded else None

    def _refused_change(self, headers: Headers, client: str) -> Response | None:
        """Return what to answer someone who may not change the ledger, None for who may."""
        if not self._service.writable:
            return problem(403, "this server takes no changes; `dragoman serve --writable` does")
        if foreign := _is_foreign(headers):
            return problem(403, f"expected a request of this server's own page or of a program, saw one that {foreign}")
        refused = self._unknown(headers, client)
        if refused is None and not self._writes.take(client):
            return problem(429, f"expected at most {self._service.writes_a_minute} changes a minute", {"Retry-After": "60"})
        return refused

    def _unknown(self, headers: Headers, client: str) -> Response | None:
        """Return what to answer someone who does not bear the token, None for who does."""
        if not self._failures.has(client):
            return problem(429, "too many wrong tokens; wait a minute", {"Retry-After": "60"})
        scheme, _, token = headers.get("authorization", "").partition(" ")
        if scheme.lower() == "bearer" and self._service.accepts(token.strip()):
            return None
        if token:
            self._failures.take(client)
        return problem(401, "expected the token of this server as `Authorization: Bearer ...`", {"WWW-Authenticate": "Bearer"})

    async def _bounded(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Run the application on a body that may not grow beyond its bound whatever its headers said."""
        seen, started, most = 0, False, self._service.max_body_bytes

        async def counting() -> Message:
            nonlocal seen
            message = await receive()
            seen += len(message.get("body", b"")) if message["type"] == "http.request" else 0
            if seen > most:
                raise _TooLong
            return message

        async def noting(message: Message) -> None:
            nonlocal started
            if seen > most and not started:
                return  # what the application makes of half a body is not the answer
            started = True
            await send(message)

        with suppress(_TooLong):
            await self._app(scope, counting, noting)
        if seen > most and not started:
            await problem(413, f"expected a body of at most {most:,} bytes, saw more")(scope, receive, send)


class Buckets:
    """A bucket of tries for each client that fills in a minute; of clients the latest are remembered."""

    def __init__(self, a_minute: int, clock: Callable[[], float]) -> None:
        self._most = float(a_minute)
        self._clock = clock
        self._left: OrderedDict[str, tuple[float, float]] = OrderedDict()

    def has(self, client: str) -> bool:
        """Tell whether a try is left."""
        return self._now(client) >= 1.0

    def take(self, client: str) -> bool:
        """Take a try; False where none is left."""
        left = self._now(client)
        if left < 1.0:
            return False
        self._left[client] = (left - 1.0, self._clock())
        self._left.move_to_end(client)
        if len(self._left) > MOST_CLIENTS:
            self._left.popitem(last=False)
        return True

    def _now(self, client: str) -> float:
        left, at = self._left.get(client, (self._most, self._clock()))
        return min(self._most, left + (self._clock() - at) * self._most / 60.0)


class _TooLong(Exception):  # noqa: N818 - a signal within this file
    """A body went on beyond its bound."""


def _is_foreign(headers: Headers) -> str:
    """Say what makes a request that of another site's page, "" for none."""
    site = headers.get("sec-fetch-site")
    if site not in (None, "same-origin", "none"):
        return "comes from another site"
    origin = headers.get("origin")
    if origin is not None and urlsplit(origin).netloc.lower() != headers.get("host", "").strip().lower():
        return "names another origin"
    return ""
