"""Answers as JSON and files, with an ETag, so that what has not changed is not sent again; answers on an unchanged ledger are kept."""

from __future__ import annotations

import hashlib
from collections import OrderedDict
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from threading import Lock
from typing import TYPE_CHECKING, Any, TypeVar

from starlette.responses import Response

from dragoman.errors import NotFoundError
from dragoman.publish.rest.encoding import encoded
from dragoman.publish.rest.written import Written
from dragoman.store.columns import undisturbed
from dragoman.store.reader import Reader

if TYPE_CHECKING:
    from anyio import CapacityLimiter
    from starlette.requests import Request

    from dragoman.publish.rest.second import Second
    from dragoman.publish.rest.service import Service
    from dragoman.store.browsing import Browser

JSON = "application/json"
CSV = "text/csv; charset=utf-8"
ICS = "text/calendar; charset=utf-8"

AT_WORK_AT_LENGTH = 1
"""How many answers that take ten times as long as a list are made at a time, where another process makes them."""

AT_WORK_ASIDE = 2
"""How many answers that may take seconds are made at a time: in the line of all others two of them would hold up everybody."""

MOST_BYTES = 32_000_000
"""How many bytes of answers are kept, for whoever asks the same again."""

Made = tuple[bytes, str, dict[str, str]]
Whole = TypeVar("Whole")


class Answers:
    """Makes answers from the ledger; the latest are kept, by what was asked, for as long as the ledger stands as it stood."""

    def __init__(self, service: Service, most_bytes: int = MOST_BYTES) -> None:
        self._reader = Reader(service.ledger, busy_timeout_seconds=service.busy_timeout_seconds)
        self._whole: dict[tuple[str, str], tuple[Any]] = {}
        self._most_bytes = most_bytes
        self._kept: OrderedDict[tuple[str, str], Made] = OrderedDict()
        self.written = Written()
        """Events as they are shown."""
        self._under_way: dict[tuple[str, ...], tuple[Lock, int]] = {}
        self._bytes = 0
        self._stands = ""
        self.asked = 0
        """How many questions there were so far."""
        self._lock = Lock()
        self._service = service
        self._lines: dict[int, CapacityLimiter] = {}
        self.second: Second | None = None
        """The process that makes what takes long; None where all is made here."""

    def json(self, request: Request, make: Callable[[Browser], Any]) -> Response:
        """Return what `make` makes of the ledger as JSON."""
        return self.of(request, as_json(make))

    def of(self, request: Request, make: Callable[[Browser], Made]) -> Response:
        """Return the bytes, media type and headers that `make` makes of the ledger; 304 where the client has them."""
        return answer(request, *self.made(request, make))

    def made(self, request: Request, make: Callable[[Browser], Made]) -> Made:
        """Return what `make` makes of the ledger, or made when the same was asked and the ledger stood as it stands."""
        with self._lock:
            self.asked += 1
        with self._reader.browsing() as opened:
            stands = opened.state()
            key = (request.url.path, request.url.query)
            made = self._recall(stands, key)
            if made is None:
                with self._alone((stands, *key)):
                    made = self._recall(stands, key)
                    if made is None:
                        made = make(opened)
                        self._keep(stands, key, made)
        return made

    def hire(self) -> None:
        """Start the second process where there is none and the ledger is so large that it is worth its memory."""
        least = self._service.second_from
        if self.second is not None or least is None:
            return
        with self.browsing() as opened:
            if opened.size().events < least:
                return
        from dragoman.publish.rest.second import Second

        self.second = Second(self._service)

    async def in_line(self, request: Request, make: Callable[[Browser], Made]) -> Response:
        """Return what `of` does, made in the line of all."""
        from anyio import to_thread

        return await to_thread.run_sync(self.of, request, make)

    async def at_length(self, request: Request, make: Callable[[Browser], Made]) -> Response:
        """Return what `of` does, made by the second process where that is ready: for what takes ten times as long as a list."""
        if self.second is None or not self.second.is_ready():
            return await self.in_line(request, make)
        return await self._beside(AT_WORK_AT_LENGTH, request, make)

    async def aside(self, request: Request, make: Callable[[Browser], Made]) -> Response:
        """Return what `of` does, made beside the line of those who wait: for what may wait for all of the ledger, or is made of it."""
        return await self._beside(AT_WORK_ASIDE, request, make)

    async def _beside(self, places: int, request: Request, make: Callable[[Browser], Made]) -> Response:
        """Return what `of` does, made in the line that has so many places, by the second process where there is one."""
        from anyio import CapacityLimiter, to_thread

        if places not in self._lines:  # within the event loop, as a limit is the loop's own
            self._lines[places] = CapacityLimiter(places)
        return await to_thread.run_sync(self._by_second, request, make, limiter=self._lines[places])

    def _by_second(self, request: Request, make: Callable[[Browser], Made]) -> Response:
        made = self.second.made(request.scope["path"], request.url.query) if self.second is not None else None
        return self.of(request, make) if made is None else answer(request, *made)

    @contextmanager
    def _alone(self, question: tuple[str, ...]) -> Iterator[None]:
        """Let one at a time make the answer to a question; the others find it made."""
        with self._lock:
            lock, waiting = self._under_way.get(question, (Lock(), 0))
            self._under_way[question] = (lock, waiting + 1)
        try:
            with lock:
                yield
        finally:
            with self._lock:
                lock, waiting = self._under_way.pop(question)
                if waiting > 1:
                    self._under_way[question] = (lock, waiting - 1)

    def lasting(self, opened: Browser, name: str, make: Callable[[], Whole]) -> Whole:
        """Return what is made of the whole ledger, as it stands, under a name; it is made once, and whoever else asks meanwhile waits."""
        stands = opened.state()
        made = self._whole.get((name, stands))
        if made is None:
            with self._alone((name, stands)):
                made = self._whole.get((name, stands))
                if made is None:
                    with undisturbed():
                        made = (make(),)
                    with self._lock:
                        self._whole = {key: other for key, other in self._whole.items() if key[1] == stands} | {(name, stands): made}
        return made[0]

    def stands(self) -> str:
        """Return a word that changes whenever the ledger does."""
        with self.browsing() as opened:
            return opened.state()

    def browsing(self) -> AbstractContextManager[Browser]:
        """Open the ledger for one question or several that belong together."""
        return self._reader.browsing()

    def close(self) -> None:
        """Let go of the ledger, and of the second process."""
        if self.second is not None:
            self.second.close()
        self._reader.close()

    def _recall(self, stands: str, key: tuple[str, str]) -> Made | None:
        with self._lock:
            if stands != self._stands:
                self._kept.clear()
                self._bytes, self._stands = 0, stands
            made = self._kept.get(key)
            if made is not None:
                self._kept.move_to_end(key)
            return made

    def _keep(self, stands: str, key: tuple[str, str], made: Made) -> None:
        with self._lock:
            if stands != self._stands or key in self._kept or len(made[0]) > self._most_bytes // 8:
                return
            self._kept[key] = made
            self._bytes += len(made[0])
            while self._bytes > self._most_bytes:
                self._bytes -= len(self._kept.popitem(last=False)[1][0])


def as_json(make: Callable[[Browser], Any]) -> Callable[[Browser], Made]:
    """Return how what `make` makes is made JSON."""
    return lambda opened: (encoded(make(opened)), JSON, {})


def answer(request: Request, body: bytes, media_type: str, headers: dict[str, str]) -> Response:
    """Return a body with its ETag, or 304 (RFC 9110, 13.1.2) where the client names it as the one that it has."""
    tag = f'"{hashlib.sha256(body).hexdigest()[:24]}"'
    known = {t.strip().removeprefix("W/") for t in request.headers.get("if-none-match", "").split(",")}
    kept = {"ETag": tag, "Cache-Control": "private, no-cache", **headers}
    if tag in known or "*" in known:
        return Response(status_code=304, headers=kept)
    return Response(body, 200, kept, media_type)


def attachment(name: str) -> dict[str, str]:
    """Return the headers of a file to be saved under a name of ours."""
    return {"Content-Disposition": f'attachment; filename="{name}"'}


def there(found: Any, what: str, name: str) -> Any:
    """Return what was found; raises NotFoundError where it is nothing."""
    if found is None:
        raise NotFoundError(f"expected {what} of the ledger, saw {name[:80]!r}: none of that id")
    return found
