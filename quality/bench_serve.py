"""`python -m quality.bench_serve [EVENTS]`: how soon and how fast a large ledger is served, and in how much memory.

A ledger of EVENTS made-up events (100,000 unless told; `large_ledger.py`) is made, or the one of --ledger taken, and `dragoman serve`
started on it. Measured are: from the start of the process to the first byte, and to all that the Today view asks for; how large that view
is, packed; how long every other view takes when it is first asked for at once, and when it is some time after the first view; then, with
--clients asking one question after another for --seconds without a pause between them, the milliseconds of lists by filters that hardly
ever repeat, and of each other view; the server's memory, and the processor time of a request. The targets, for 100,000 events: the first
view within 1 s of listening, 95 of 100 filtered lists within 300 ms with 20 clients, memory under 1 GB, the first view under 600 kB.
Seconds hang on the machine and on what else it does: look at the processor's milliseconds, too.
"""

from __future__ import annotations

import argparse
import gzip
import http.client
import os
import random
import re
import statistics
import subprocess
import sys
import threading
import time
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import quote

from dragoman.publish.web.page import folder
from quality import processes
from quality.large_ledger import CITIES, FILLER, STATES, STATUSES, THINGS, TYPES, make

API = "/api/v1"
FIRST_VIEW = ("/", API, f"{API}/vocabulary", f"{API}/brief")
VIEWS = {
    "brief": "/brief",
    "stories": "/stories",
    "tally": "/events/tally",
    "agreements": "/agreements",
    "calendar": "/calendar",
    "actors": "/actors",
    "map": "/map",
    "network": "/network",
    "quotes": "/quotes",
    "documents": "/documents",
}
RELATIONS = ("/relations?a=AFG&b=ALB", "/blocs")
LISTS_OF_EVENTS = 0.7
"""The share of questions that are lists of events; the rest are the other views, alike in number."""

_TICKS_A_SECOND = os.sysconf("SC_CLK_TCK")


def main(argv: list[str]) -> None:
    """Make the ledger, start the server, measure and print."""
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("events", type=int, nargs="?", default=100_000)
    p.add_argument("--ledger", type=Path, help="a ledger that is there, instead of a made-up one")
    p.add_argument("--clients", type=int, default=20)
    p.add_argument("--seconds", type=float, default=60.0)
    p.add_argument("--rest", type=float, default=20.0, help="seconds that a second server has to itself after its first view")
    p.add_argument("--only", choices=["events", *VIEWS], help="ask for nothing but this")
    a = p.parse_args(argv)
    print(_first_view_size())
    with TemporaryDirectory() as temporary:
        ledger = a.ledger or Path(temporary) / "large.db"
        if a.ledger is None:
            begun = time.process_time()
            make(ledger, a.events)
            print(f"{a.events:,} events kept in {time.process_time() - begun:.0f} s, {ledger.stat().st_size / 1e6:.0f} MB")
        for rest_seconds in (0.0, a.rest):
            _start(ledger, rest_seconds)
        _load(ledger, a.clients, a.seconds, a.only)


KINDS = ("party", "party", "party", "between", "type", "status", "since", "reported_since", "text", "place", "not_party")


def questions(seed: int, only: str | None = None) -> Iterator[tuple[str, str]]:
    """Yield what a client asks: a view, and an address of it with filters made up of what the ledger holds."""
    chance = random.Random(seed)  # noqa: S311 - made-up questions
    while True:
        view = only or ("events" if chance.random() < LISTS_OF_EVENTS else chance.choice(tuple(VIEWS)))
        # Each kind once: a filter of one value is refused where it is given twice.
        kinds = dict.fromkeys(chance.choice(KINDS) for _ in range(chance.choice((1, 1, 2, 2, 3))))
        yield view, f"{API}{VIEWS.get(view, '/events')}?{'&'.join(_filter(kind, chance) for kind in kinds)}"


def _filter(kind: str, chance: random.Random) -> str:
    month = f"{chance.randrange(2018, 2026)}-{chance.randrange(1, 13):02}"
    return {
        "party": f"party={STATES.draw(chance)}",
        "between": f"between={STATES.draw(chance)}&between={STATES.draw(chance)}",
        "type": f"type={chance.choice(tuple(TYPES))}",
        "status": f"status={chance.choice(tuple(STATUSES))}",
        "since": f"since={month}&until={month}",
        "reported_since": f"reported_since={month}",
        "text": f"text={quote(chance.choice((*THINGS, *FILLER)))}",
        "place": f"place={chance.choice(CITIES)}",
        "not_party": f"not_party={STATES.draw(chance)}",
    }[kind]


@dataclass
class Served:
    """A server under measurement."""

    process: subprocess.Popen[str]
    port: int
    started: float

    @property
    def memory(self) -> tuple[int, int]:
        """Return resident memory now and at most, in MB, of the server and the process beside it; what they share counts twice."""
        return processes.resident_mb(self.process.pid), processes.peak_mb(self.process.pid)

    @property
    def processor_seconds(self) -> float:
        """Return the processor time that they have used."""
        stats = [Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split() for pid in processes.family(self.process.pid)]
        return sum(int(fields[11]) + int(fields[12]) for fields in stats) / _TICKS_A_SECOND

    def asked(self, path: str) -> int:
        """Ask once on a new connection and return the length of the answer."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=120)
        try:
            return _answer(connection, path)
        finally:
            connection.close()


@contextmanager
def served(ledger: Path) -> Iterator[Served]:
    """Run `dragoman serve` in a process of its own."""
    begun = time.perf_counter()
    command = [sys.executable, "-m", "dragoman", "serve", "--ledger", str(ledger), "--port", "0", "--no-browser"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        try:
            assert process.stdout is not None  # noqa: S101 - by the line above
            line = process.stdout.readline()
            address = re.search(r"http://127\.0\.0\.1:(\d+)", line)
            if address is None:
                raise SystemExit(f"expected the address of the server, saw {line!r}")
            yield Served(process, int(address.group(1)), begun)
        finally:
            process.terminate()


def _start(ledger: Path, rest_seconds: float) -> None:
    with served(ledger) as server:
        listening = time.perf_counter()
        first = [(path, *_timed(server, path)) for path in FIRST_VIEW]
        lasted = time.perf_counter() - listening
        print(f"listening {listening - server.started:.2f} s after the process began; the first view {lasted:.2f} s after that:")
        for path, seconds, size in first:
            print(f"  {path:22} {1000 * seconds:6.0f} ms {size / 1000:8.0f} kB")
        time.sleep(rest_seconds)
        print(f"other views, each first asked for {rest_seconds:.0f} s after that, one after the other:")
        for path in VIEWS.values():
            seconds, size = _timed(server, API + path)
            again, _ = _timed(server, API + path)
            print(f"  {API + path:22} {1000 * seconds:6.0f} ms {size / 1000:8.0f} kB, again {1000 * again:.0f} ms")
        for path in RELATIONS:
            seconds, size = _timed(server, API + path)
            print(f"  {API + path:30} {1000 * seconds:6.0f} ms {size / 1000:8.0f} kB")
        now, most = server.memory
        print(f"memory after all views: {now} MB, at most {most} MB")


def _timed(server: Served, path: str) -> tuple[float, int]:
    begun = time.perf_counter()
    size = server.asked(path)
    return time.perf_counter() - begun, size


@dataclass
class Client:
    """One that asks a question after the other, and how long each answer took, by view."""

    port: int
    seed: int
    only: str | None
    spent: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    failed: list[str] = field(default_factory=list)

    def run(self, until: float) -> None:
        """Ask until a moment."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=120)
        for view, path in questions(self.seed, self.only):
            begun = time.perf_counter()
            if begun >= until:
                break
            try:
                _answer(connection, path)
            except (OSError, http.client.HTTPException, ValueError) as e:
                self.failed.append(f"{path}: {e}")
                connection.close()
                continue
            self.spent[view].append(1000 * (time.perf_counter() - begun))
        connection.close()


def _load(ledger: Path, clients: int, seconds: float, only: str | None) -> None:
    with served(ledger) as server:
        server.asked(API)
        before, begun = server.processor_seconds, time.perf_counter()
        at_work = [Client(server.port, seed, only) for seed in range(clients)]
        threads = [threading.Thread(target=client.run, args=(begun + seconds,)) for client in at_work]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        lasted, used = time.perf_counter() - begun, server.processor_seconds - before
        _report(at_work, lasted, used, server.memory)


def _report(clients: list[Client], lasted: float, used: float, memory: tuple[int, int]) -> None:
    by_view: dict[str, list[float]] = defaultdict(list)
    for client in clients:
        for view, spent in client.spent.items():
            by_view[view] += spent
    count = sum(map(len, by_view.values()))
    failed = [f for client in clients for f in client.failed]
    print(f"{len(clients)} clients for {lasted:.0f} s: {count:,} answers, {count / lasted:.0f} a second, {len(failed)} failed {failed[:3]}")
    print(f"  {1000 * used / max(1, count):.1f} ms of processor an answer, {used / lasted:.2f} processors busy")
    every = [one for spent in by_view.values() for one in spent]
    for view, spent in [("all", every), *sorted(by_view.items())]:
        if len(spent) > 1:
            cuts = statistics.quantiles(spent, n=100)
            print(f"  {view:12} {len(spent):6,} answers: median {cuts[49]:5.0f} ms, p95 {cuts[94]:5.0f} ms, worst {max(spent):5.0f} ms")
    print(f"memory {memory[0]} MB, at most {memory[1]} MB")


def _answer(connection: http.client.HTTPConnection, path: str) -> int:
    connection.request("GET", path)
    response = connection.getresponse()
    size = len(response.read())
    if response.status != http.client.OK and not (path == "/" and response.status == http.client.SERVICE_UNAVAILABLE):
        raise ValueError(f"expected an answer, saw {response.status}")
    return size


def _first_view_size() -> str:
    """Say how large the page's first view is, packed: its page and all that this names."""
    index = folder() / "index.html"
    if not index.is_file():
        return "the page is not built: its size is not measured (make web)"
    names = re.findall(r'(?:src|href)="/(assets/[^"]+)"', index.read_text(encoding="utf-8"))
    packed = sum(len(gzip.compress(f.read_bytes())) for f in [index, *(folder() / name for name in names)])
    return f"first view: {packed / 1000:.0f} kB packed, in {len(names) + 1} files"


if __name__ == "__main__":
    main(sys.argv[1:])
