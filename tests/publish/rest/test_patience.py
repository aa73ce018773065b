"""Clients that do not get on are let go, at any place where they may stop; clients that are only slow are served."""

from __future__ import annotations

import asyncio
import socket
import time
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from tests.publish.rest.conftest import service

LARGE = 32_000_000  # more than the system itself takes for a client
REQUEST = b"GET /%s HTTP/1.1\r\nHost: localhost\r\n\r\n"
POST = b"POST /read HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1000\r\n\r\n"
LOOK_SECONDS, LATE_SECONDS, MOST_SECONDS = 0.5, 3.0, 60.0


async def application(scope, receive, send):
    """Answer what is asked for: much, late, or after the whole body."""
    if scope["path"] == "/read":
        while (await receive())["more_body"]:
            pass
    if scope["path"] == "/late":
        await asyncio.sleep(LATE_SECONDS)
    body = bytes(LARGE if scope["path"] == "/large" else 10)
    await send({"type": "http.response.start", "status": 200, "headers": [(b"content-length", b"%d" % len(body))]})
    await send({"type": "http.response.body", "body": body})


@asynccontextmanager
async def serving(app, monkeypatch):
    """Serve an application as ours is served, with less patience, and yield its address."""
    pytest.importorskip("uvicorn", reason="serving needs the extra `serve`")
    import uvicorn

    from dragoman.publish.rest import patience
    from dragoman.publish.rest.serving import configuration

    monkeypatch.setattr(patience, "LOOK_SECONDS", LOOK_SECONDS)
    config = configuration(app)
    config.lifespan, config.timeout_keep_alive = "off", MOST_SECONDS
    server = uvicorn.Server(config)
    with socket.create_server(("127.0.0.1", 0)) as bound:
        task = asyncio.create_task(server.serve(sockets=[bound]))
        try:
            yield bound.getsockname()
        finally:
            server.should_exit = True
            await task


async def sent_slowly(writer, request, seconds):
    """Send byte by byte, until the server hangs up."""
    for byte in request:
        if writer.is_closing():
            return
        writer.write(bytes([byte]))
        await asyncio.sleep(seconds / len(request))


@pytest.mark.parametrize("begun", [b"", b"GET / HT", POST, POST + b"a" * 500, REQUEST % b"small" + b"GET / HT"])
def test_who_does_not_finish_a_request_is_let_go(begun, monkeypatch):
    async def run():
        async with serving(application, monkeypatch) as address:
            reader, writer = await asyncio.open_connection(*address)
            writer.write(begun)
            with pytest.raises((asyncio.IncompleteReadError, ConnectionError)):
                await asyncio.wait_for(reader.readexactly(LARGE), MOST_SECONDS)
            writer.close()

    asyncio.run(run())


def test_dripping_is_no_getting_on(monkeypatch):
    async def run():
        async with serving(application, monkeypatch) as address:
            reader, writer = await asyncio.open_connection(*address)
            dripping = asyncio.create_task(sent_slowly(writer, POST + b"a" * 1000, 10 * MOST_SECONDS))
            start = time.monotonic()
            with pytest.raises((asyncio.IncompleteReadError, ConnectionError)):
                await asyncio.wait_for(reader.readexactly(1), MOST_SECONDS)
            assert time.monotonic() - start > LOOK_SECONDS
            dripping.cancel()
            writer.close()

    asyncio.run(run())


def test_who_does_not_read_is_let_go_and_keeps_no_place(monkeypatch):
    """The second of two answers waits until the first is read, in a place of the few that there are."""
    from dragoman.publish.rest.guard import Guard

    async def status(address):
        reader, writer = await asyncio.open_connection(*address)
        writer.write(REQUEST % b"small")
        line = await reader.readline()
        writer.close()
        return int(line.split()[1])

    async def run():
        async with serving(Guard(application, service(Path("x.db"), max_waiting=1)), monkeypatch) as address:
            reader, writer = await asyncio.open_connection(*address)
            writer.transport.pause_reading()
            writer.write(REQUEST % b"large" * 2)
            start = time.monotonic()
            while await status(address) == 200:
                assert time.monotonic() - start < MOST_SECONDS
                await asyncio.sleep(0.01)
            while await status(address) == 429:
                assert time.monotonic() - start < MOST_SECONDS
                await asyncio.sleep(0.1)
            writer.transport.resume_reading()
            with pytest.raises((asyncio.IncompleteReadError, ConnectionError)):
                await asyncio.wait_for(reader.readexactly(LARGE), MOST_SECONDS)
            writer.close()

    asyncio.run(run())


def test_who_is_slow_is_served(monkeypatch):
    """Someone who reads bit by bit for longer than a look, and someone whose answer takes longer than a request may."""
    from dragoman.publish.rest import patience

    async def reads_slowly(address):
        reader, writer = await asyncio.open_connection(*address, limit=LARGE // 64)
        writer.write(REQUEST % b"large")
        await reader.readuntil(b"\r\n\r\n")
        start, read = time.monotonic(), 0
        while read < LARGE:
            read += len(await reader.readexactly(LARGE // 32))
            await asyncio.sleep(0.1)
        writer.close()
        return time.monotonic() - start

    async def asks_for_what_is_late(address):
        reader, writer = await asyncio.open_connection(*address)
        writer.write(REQUEST % b"late")
        line = await reader.readline()
        writer.close()
        return line

    async def run():
        async with serving(application, monkeypatch) as address:
            seconds, line = await asyncio.gather(reads_slowly(address), asks_for_what_is_late(address))
        assert seconds > 2 * LOOK_SECONDS
        assert LATE_SECONDS > patience.REQUEST_LOOKS * LOOK_SECONDS
        assert b" 200 " in line

    asyncio.run(run())
