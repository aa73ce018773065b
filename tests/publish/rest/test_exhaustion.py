"""A server under more than it can bear: two hundred clients, slow ones among them, and bodies and questions without end.

Server, besiegers and whoever asks for its health are processes of their own, so that what is measured is the server.
"""

from __future__ import annotations

import asyncio
import os
import re
import socket
import subprocess
import sys
import time
from collections import Counter
from contextlib import suppress
from pathlib import Path

import pytest

from tests.publish.rest.conftest import TOKEN, client

pytestmark = pytest.mark.slow

CLIENTS, SLOW_READERS, SLOW_WRITERS = 200, 60, 40
SECONDS, RECOVERY_SECONDS, ANSWER_SECONDS = 10.0, 10.0, 60.0
LATE_SECONDS, LATEST_SECONDS = 1.0, 10.0
TOO_MUCH, FIRST_BYTES = 2_000_000, 1000
MOST_KB = 1_000_000
SMALL_BUFFER_BYTES = 4096
QUESTIONS = (
    "/events?limit=500",
    "/events?limit=1000000000",
    "/events?after=" + "A" * 400,
    "/brief",
    "/stories",
    "/search?q=" + "a%20OR%20" * 300 + "b",
    "/events?text=" + "%28" * 2000,
    "/network",
)
BODIES = (b" " * 50_000_000, b"[" * 1_900_000, b'{"a":' * 300_000, b'{"text":"' + b"a" * 1_900_000)
BEARER = f"Authorization: Bearer {TOKEN}\r\nContent-Type: application/json\r\n"
REFUSALS = {400, 413, 422, 429, 503}

ASK_HEALTH = """
import sys, time
from urllib.request import urlopen
end = time.monotonic() + float(sys.argv[2])
while time.monotonic() < end:
    start = time.monotonic()
    assert urlopen(f'http://127.0.0.1:{sys.argv[1]}/api/v1/health', timeout=60).status == 200
    print(time.monotonic() - start)
    time.sleep(0.1)
"""


@pytest.fixture
def served(kept):
    """Run `dragoman serve` in a process of its own and yield its port and process."""
    if not Path("/proc/self/status").exists():
        pytest.skip("memory is read from /proc")
    client(kept).close()  # skips where the libraries that serve are missing
    command = [sys.executable, "-m", "dragoman", "serve", "--ledger", str(kept), "--port", "0", "--no-browser", "--writable"]
    process = subprocess.Popen(command, env={**os.environ, "DRAGOMAN_TOKEN": TOKEN}, stdout=subprocess.PIPE, text=True)
    try:
        yield int(re.search(r"127\.0\.0\.1:(\d+)", process.stdout.readline())[1]), process
    finally:
        process.terminate()
        process.communicate(timeout=ANSWER_SECONDS)


async def status(port, path, *, method="GET", body=b"", headers=""):
    """Ask once on a connection of its own; 0 where the server hung up before it answered."""
    length = f"Content-Length: {len(body)}\r\n" if body else ""
    line, writer = b"", None
    with suppress(OSError):
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        writer.write(f"{method} /api/v1{path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n{length}{headers}\r\n".encode())
        writer.write(body[:FIRST_BYTES] if len(body) > TOO_MUCH else body)
        line = await reader.readline()
        if len(body) > TOO_MUCH:
            writer.write(body[FIRST_BYTES:])  # whatever was answered
        while await reader.read(1 << 16):
            pass
    if writer is not None:
        writer.transport.abort()
    return int(line.split()[1]) if line.endswith(b"\n") else 0


async def asks(port, end, seen, n):
    """Ask one question after another, whatever is answered."""
    while time.monotonic() < end:
        seen[await status(port, QUESTIONS[n % len(QUESTIONS)])] += 1
        n += 1
        await asyncio.sleep(0.1)


async def sends_much(port, end, seen, body):
    """Send a body that is too large or too deep again and again."""
    while time.monotonic() < end:
        seen[await status(port, "/documents", method="POST", body=body, headers=BEARER)] += 1
        await asyncio.sleep(1.0)


async def reads_nothing(port, end):
    """Ask for much and take nothing of it."""
    taken = socket.socket()
    taken.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, SMALL_BUFFER_BYTES)
    taken.setblocking(False)
    await asyncio.get_running_loop().sock_connect(taken, ("127.0.0.1", port))
    _, writer = await asyncio.open_connection(sock=taken)
    writer.transport.pause_reading()
    writer.write(b"GET /api/v1/brief HTTP/1.1\r\nHost: localhost\r\n\r\n" * 100)
    await asyncio.sleep(max(0.0, end - time.monotonic()))
    writer.transport.abort()


async def writes_slowly(port, end):
    """Send a byte a second of a request."""
    _, writer = await asyncio.open_connection("127.0.0.1", port)
    for byte in b"POST /api/v1/documents HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100000\r\n":
        if time.monotonic() > end:
            break
        writer.write(bytes([byte]))
        await asyncio.sleep(1.0)
    writer.transport.abort()


async def besiege(port):
    """Ask from all sides for some seconds, and return the statuses of the answers; afterwards all must be well again in time."""
    end, seen = time.monotonic() + SECONDS, Counter()
    await asyncio.gather(
        *(asks(port, end, seen, n) for n in range(CLIENTS)),
        *(reads_nothing(port, end) for _ in range(SLOW_READERS)),
        *(writes_slowly(port, end) for _ in range(SLOW_WRITERS)),
        *(sends_much(port, end, seen, body) for body in BODIES),
    )
    start = time.monotonic()
    while await status(port, "/events") != 200:
        assert time.monotonic() - start < RECOVERY_SECONDS
        await asyncio.sleep(0.1)
    return seen


def test_a_besieged_server_refuses_answers_for_its_health_and_recovers(served):
    port, process = served
    with subprocess.Popen([sys.executable, "-c", ASK_HEALTH, str(port), str(SECONDS)], stdout=subprocess.PIPE, text=True) as asking:
        seen = asyncio.run(besiege(port))
        health = sorted(float(line) for line in asking.communicate(timeout=ANSWER_SECONDS)[0].split())
    assert asking.returncode == 0
    assert process.poll() is None
    answers = {s: n for s, n in seen.items() if s}
    assert answers.keys() <= {200} | REFUSALS, answers
    assert {200, 400, 413, 429} <= answers.keys(), answers
    peak_kb = int(re.search(r"VmHWM:\s+(\d+) kB", Path(f"/proc/{process.pid}/status").read_text())[1])
    assert peak_kb < MOST_KB
    assert health[len(health) // 2] < LATE_SECONDS
    assert health[-1] < LATEST_SECONDS
