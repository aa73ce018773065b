"""Listening and serving: the socket first, so that its address is known and nothing else can take it, then Uvicorn on it."""

from __future__ import annotations

import gc
import socket
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from dragoman.errors import SettingsError

if TYPE_CHECKING:
    from fastapi import FastAPI

    from dragoman.publish.rest.service import Service

SWITCH_SECONDS = 0.0005
"""For how long one thread keeps the interpreter while others wait: a query hands it over at every row, and a page has fifty."""
COLLECT_AFTER = 100_000
"""How many new objects there are between two searches for dead circles: each looks through all that is kept in memory, and holds up all."""


@contextmanager
def listening(service: Service) -> Iterator[tuple[socket.socket, str]]:
    """Bind the address of a service and yield the socket and what to call it in a browser; raises SettingsError where it is taken."""
    family = socket.AF_INET6 if ":" in service.host else socket.AF_INET
    bound = socket.socket(family, socket.SOCK_STREAM)
    try:
        bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            bound.bind((service.host.strip("[]"), service.port))
        except OSError as e:
            raise SettingsError(
                f"expected to listen on {service.host} port {service.port}, saw: {e.strerror or e}; --port names another"
            ) from e
        bound.listen()  # who is told the address may call at once, and waits until the application is there
        port = bound.getsockname()[1]
        host = f"[{service.host.strip('[]')}]" if ":" in service.host else service.host
        yield bound, f"http://{host}:{port}"
    finally:
        bound.close()


def run(app: FastAPI, bound: socket.socket) -> None:
    """Serve until Ctrl-C; requests under way are ended within seconds."""
    import uvicorn

    settle()
    server = uvicorn.Server(configuration(app))
    server.run(sockets=[bound])


def settle() -> None:
    """Set the interpreter for many threads that answer from much that is kept."""
    sys.setswitchinterval(SWITCH_SECONDS)
    gc.set_threshold(COLLECT_AFTER, *gc.get_threshold()[1:])


def configuration(app: FastAPI) -> Any:
    """Return how Uvicorn is set: nothing that a client says of itself is believed, slow and idle clients are let go."""
    import uvicorn

    from dragoman.publish.rest.patience import Connection

    return uvicorn.Config(
        app,
        http=Connection,
        loop="asyncio",  # uvloop, where it is installed, lets calls wait seconds in a crowd: it takes them in more slowly than they come
        proxy_headers=False,
        server_header=False,
        access_log=False,
        log_level="warning",
        timeout_keep_alive=15,
        timeout_graceful_shutdown=3,
        limit_concurrency=400,
        h11_max_incomplete_event_size=32_768,
        ws="none",
    )
