"""Connections with bounded patience: whoever does not send what he began, or does not take what he asked for, is let go.

Uvicorn waits for ever for the rest of a request and for whoever does not read: such a client keeps a connection, its place in line and
what is written for it. Modelled on minimum rates of Apache's mod_reqtimeout.
"""

from __future__ import annotations

import asyncio
from typing import Any, Final

import h11
from uvicorn.protocols.http.h11_impl import H11Protocol

LOOK_SECONDS = 10.0
"""How often a connection is looked at."""

LEAST_BYTES = 10_000
"""How much a client takes of what is written for it from one look to the next."""

REQUEST_LOOKS = 3
"""At how many looks in a row a request may be unfinished; an idle connection that was answered before ends sooner (keep-alive)."""

UNFINISHED: Final = (h11.IDLE, h11.SEND_BODY)


class Connection(H11Protocol):
    """HTTP/1.1 on a connection that is looked at now and then, and cut where its client does not get on.

    While an answer is being made nothing is expected of the client.
    """

    _look: asyncio.TimerHandle | None = None
    _left_bytes = 0  # at the last look
    _took = False  # since the last look, so much that more could be written
    _unfinished = 0  # looks in a row

    def connection_made(self, transport: Any) -> None:
        """Begin to look."""
        super().connection_made(transport)
        self._look = self.loop.call_later(LOOK_SECONDS, self._looked)

    def connection_lost(self, exc: Exception | None) -> None:
        """Look no more."""
        if self._look is not None:
            self._look.cancel()
        super().connection_lost(exc)

    def resume_writing(self) -> None:
        """Note that the client took nearly all there was."""
        self._took = True
        super().resume_writing()

    def on_response_complete(self) -> None:
        """Begin to wait for another request."""
        self._unfinished = 0
        super().on_response_complete()

    def _looked(self) -> None:
        left = self.transport.get_write_buffer_size()
        is_stuck = left > 0 and 0 < self._left_bytes < left + LEAST_BYTES and not self._took
        self._left_bytes, self._took = left, False
        is_at_work = self.cycle is not None and not self.cycle.response_complete and self.conn.their_state not in UNFINISHED
        self._unfinished = 0 if is_at_work or left else self._unfinished + 1
        if is_stuck or self._unfinished >= REQUEST_LOOKS:
            self.transport.abort()  # to close would wait until all is taken
        else:
            self._look = self.loop.call_later(LOOK_SECONDS, self._looked)
