"""`python -m quality.siege [--seconds 60] [--events 100000]`: a server under more than it can bear, and how it bears it.

Two hundred clients ask one question after another, among them ones without bound, 60 read nothing of what they ask for, 40 write a byte a
second, and four send bodies of 50 MB or JSON nested without end. Meanwhile a process of its own asks for the server's health ten times a
second. Server, besiegers and whoever asks for health are processes of their own, so that what is measured is the server. The bar: every
answer is one or a refusal (400, 413, 422, 429, 503), memory stays under 1 GB, health is answered within 1 s, and within 10 s after the
siege an ordinary question is answered again. Seconds hang on the machine: besiegers and server share its processors.
"""

from __future__ import annotations

import argparse
import asyncio
import base64
import os
import re
import socket
import statistics
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from quality import processes

CLIENTS, SLOW_READERS, SLOW_WRITERS = 200, 60, 40
SECONDS: Final = 60.0
RECOVERY_SECONDS, ANSWER_SECONDS, HEALTH_SECONDS = 10.0, 60.0, 1.0
MOST_MB = 950
REFUSALS = frozenset({400, 413, 422, 429, 503})
TOKEN = "a-token-for-a-siege-only"  # noqa: S105
TOO_MUCH, FIRST_BYTES = 2_000_000, 1000
SMALL_BUFFER_BYTES = 4096
FAR = base64.urlsafe_b64encode(b"999999999").decode().rstrip("=")
QUESTIONS = (
    "/events?limit=500",
    "/events?limit=1000000000",
    "/events?page=1000000000",
    "/agreements?after=" + FAR,
    "/events?after=" + "A" * 400,
    "/brief",
    "/stories",
    "/search?q=" + "a%20OR%20" * 300 + "b",
    "/events?text=" + "%28" * 2000,
    "/network",
)
BODIES = (b" " * 50_000_000, b"[" * 1_900_000, b'{"a":' * 300_000, b'{"text":"' + b"a" * 1_900_000)
BEARER = f"Authorization: Bearer {TOKEN}\r\nContent-Type: application/json\r\n"

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


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a siege came to: answers by status (0: hung up on), health's seconds in order of size, peak memory, seconds to recover."""

    answers: Counter[int]
    health_seconds: tuple[float, ...]
    peak_mb: int
    recovered_seconds: float
    alive: bool

    @property
    def strange(self) -> dict[int, int]:
        """Return the answers that are neither one nor a refusal."""
        return {status: n for status, n in self.answers.items() if status and status != 200 and status not in REFUSALS}

    def late(self) -> int:
        """Return how often health took longer than it may."""
        return sum(seconds >= HEALTH_SECONDS for seconds in self.health_seconds)

    def holds(self) -> bool:
        """Tell whether the server bore it."""
        refused = {200, 400, 413, 429} <= self.answers.keys()
        quick = not self.late() and self.recovered_seconds < RECOVERY_SECONDS
        return self.alive and refused and quick and not self.strange and self.peak_mb < MOST_MB


@contextmanager
def served(ledger: Path) -> Iterator[tuple[int, subprocess.Popen[str]]]:
    """Run `dragoman serve`, taking changes, in a process of its own and yield its port and process once it answers."""
    command = [sys.executable, "-m", "dragoman", "serve", "--ledger", str(ledger), "--port", "0", "--no-browser", "--writable"]
    process = subprocess.Popen(command, env={**os.environ, "DRAGOMAN_TOKEN": TOKEN}, stdout=subprocess.PIPE, text=True)
    try:
        line = process.stdout.readline() if process.stdout else ""
        found = re.search(r"127\.0\.0\.1:(\d+)", line)
        if found is None:
            raise SystemExit(f"expected the address of the server, saw {line!r}")
        asyncio.run(_answers(int(found[1])))
        yield int(found[1]), process
    finally:
        process.terminate()
        process.communicate(timeout=ANSWER_SECONDS)


def besieged(ledger: Path, seconds: float) -> Outcome:
    """Serve a ledger, besiege the server for some seconds, and return what came of it."""
    with served(ledger) as (port, process):
        command = [sys.executable, "-c", ASK_HEALTH, str(port), str(seconds)]
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as asking:
            seen, recovered = asyncio.run(_besiege(port, seconds))
            health = tuple(sorted(float(line) for line in asking.communicate(timeout=ANSWER_SECONDS)[0].split()))
        alive = process.poll() is None and asking.returncode == 0
        return Outcome(seen, health, processes.peak_mb(process.pid) if alive else 0, recovered, alive)


async def _answers(port: int) -> None:
    """Wait until the server has started: it listens before, so that whoever is told its address may call at once, and wait."""
    async with asyncio.timeout(ANSWER_SECONDS):
        while await _status(port, "/health") != 200:
            await asyncio.sleep(0.1)


async def _status(port: int, path: str, *, method: str = "GET", body: bytes = b"", headers: str = "") -> int:
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


async def _asks(port: int, end: float, seen: Counter[int], n: int) -> None:
    """Ask one question after another, whatever is answered."""
    while time.monotonic() < end:
        seen[await _status(port, QUESTIONS[n % len(QUESTIONS)])] += 1
        n += 1
        await asyncio.sleep(0.1)


async def _sends_much(port: int, end: float, seen: Counter[int], body: bytes) -> None:
    """Send a body that is too large or too deep again and again."""
    while time.monotonic() < end:
        seen[await _status(port, "/documents", method="POST", body=body, headers=BEARER)] += 1
        await asyncio.sleep(1.0)


async def _reads_nothing(port: int, end: float) -> None:
    """Ask for much and take nothing of it."""
    taken = socket.socket()
    taken.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, SMALL_BUFFER_BYTES)
    taken.setblocking(False)
    await asyncio.get_running_loop().sock_connect(taken, ("127.0.0.1", port))
    _, writer = await asyncio.open_connection(sock=taken)
    writer.transport.pause_reading()  # type: ignore[attr-defined]
    writer.write(b"GET /api/v1/brief HTTP/1.1\r\nHost: localhost\r\n\r\n" * 100)
    await asyncio.sleep(max(0.0, end - time.monotonic()))
    writer.transport.abort()


async def _writes_slowly(port: int, end: float) -> None:
    """Send a byte a second of a request, and when hung up on begin anew."""
    while time.monotonic() < end:
        with suppress(OSError):
            _, writer = await asyncio.open_connection("127.0.0.1", port)
            for byte in b"POST /api/v1/documents HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100000\r\n":
                if time.monotonic() > end or writer.transport.is_closing():
                    break
                writer.write(bytes([byte]))
                await asyncio.sleep(1.0)
            writer.transport.abort()


async def _besiege(port: int, seconds: float) -> tuple[Counter[int], float]:
    """Ask from all sides for some seconds; return the statuses of the answers, and after how many seconds all was well again."""
    end = time.monotonic() + seconds
    seen: Counter[int] = Counter()
    await asyncio.gather(
        *(_asks(port, end, seen, n) for n in range(CLIENTS)),
        *(_reads_nothing(port, end) for _ in range(SLOW_READERS)),
        *(_writes_slowly(port, end) for _ in range(SLOW_WRITERS)),
        *(_sends_much(port, end, seen, body) for body in BODIES),
    )
    start = time.monotonic()
    while await _status(port, "/events") != 200 and time.monotonic() - start < ANSWER_SECONDS:
        await asyncio.sleep(0.1)
    return seen, time.monotonic() - start


def main(argv: list[str]) -> int:
    """Besiege a server, print what came of it, and return 1 where the bar was missed."""
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("--seconds", type=float, default=SECONDS)
    p.add_argument("--events", type=int, default=100_000, help="of the ledger that is made up for it")
    p.add_argument("--ledger", type=Path, help="a ledger that is there, instead")
    a = p.parse_args(argv)
    with TemporaryDirectory() as temporary:
        ledger = a.ledger or Path(temporary) / "large.db"
        if a.ledger is None:
            from quality.large_ledger import make

            make(ledger, a.events)
        told = besieged(ledger, a.seconds)
    print(f"{CLIENTS} clients, {SLOW_READERS} that read nothing, {SLOW_WRITERS} that write slowly, bodies without end, {a.seconds:.0f} s")
    print("answers: " + ", ".join(f"{n:,} of {status or 'those hung up on'}" for status, n in sorted(told.answers.items())))
    health = told.health_seconds
    if len(health) > 1:
        median, most, worst = statistics.median(health), health[int(len(health) * 0.95)], health[-1]
        print(f"health: median {median:.3f} s, p95 {most:.3f} s, worst {worst:.3f} s; {told.late()} of {len(health)} late")
    print(f"memory at most {told.peak_mb} MB; well again after {told.recovered_seconds:.2f} s")
    print("the bar holds" if told.holds() else "the bar is missed")
    return 0 if told.holds() else 1


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
