"""Killed at any moment, a ledger holds every document that was acknowledged, and no half of another.

DRAGOMAN_TEST_KILLS=100 kills a hundred times on each database instead of a few.
"""

import multiprocessing
import os
import random
import signal
import time
from collections.abc import Iterator

from sqlalchemy import text

from dragoman.errors import LedgerError
from dragoman.flow.briefing import stored
from dragoman.store import Name, is_server, snapshot
from dragoman.store.codec import encode
from dragoman.store.database import database
from tests.flow import adder
from tests.store import fakes
from tests.store.places import rows

KILLS = int(os.environ.get("DRAGOMAN_TEST_KILLS", "20"))
NUMBER = 30 + 5 * KILLS
# A server that has imported everything forks each process, so that a kill meets the adding and not Python's start.
processes = multiprocessing.get_context("forkserver")
processes.set_forkserver_preload(["tests.flow.adder", "dragoman.store"])


def start(path: Name):
    ours, theirs = processes.Pipe(duplex=False)
    process = processes.Process(target=adder.run, args=(path, NUMBER, theirs))
    process.start()
    theirs.close()
    return process, ours


def acknowledgements(channel) -> Iterator[tuple[str, str]]:
    while True:
        try:
            yield channel.recv()
        except EOFError:
            return


def test_kill_9_at_random_moments_loses_nothing_acknowledged_and_leaves_nothing_half_written(request, place):
    path = place()
    seed = random.randrange(10**9)
    moments = random.Random(seed)
    acknowledged: set[str] = set()
    for kill in range(KILLS):
        process, channel = start(path)
        with channel:
            new, wanted = 0, moments.randrange(5)
            while new < wanted:
                outcome, id_ = channel.recv()
                new += outcome == "added"
                acknowledged.add(id_)
            # With none wanted, the kill comes while the ledger is made, or while a log is recovered after the last kill.
            time.sleep(moments.uniform(0, 0.005 if wanted else 0.03))
            process.kill()
            process.join()
            acknowledged |= {id_ for _, id_ in acknowledgements(channel)}
        assert process.exitcode == -signal.SIGKILL, f"seed {seed}"
        if is_server(path) and kill % 6 == 5:
            crash(request.getfixturevalue("postgres"))
        check(path, acknowledged, f"seed {seed}, kill {kill}")
    assert 0 < len(acknowledged) < NUMBER, f"seed {seed}"

    undisturbed = place()
    for ledger in (path, undisturbed):
        process, channel = start(ledger)
        with channel:
            assert len(list(acknowledgements(channel))) == NUMBER
        process.join()
        assert process.exitcode == 0
    assert encode(stored(path)) == encode(stored(undisturbed)) == encode(fakes.reconcile(map(fakes.read, adder.reports(NUMBER))))
    assert all_but_moments(path) == all_but_moments(undisturbed)


def crash(server) -> None:
    """End a server as a power cut does: nothing is written any more, and its log is recovered when it starts again."""
    server.stop()
    server.start()


def check(path: Name, acknowledged: set[str], where: str) -> None:
    """Expect a whole ledger that tells exactly what its documents tell."""
    try:
        with snapshot(path) as ledger:  # before anything that may write has mended it
            readings = list(ledger.readings())
            assert acknowledged <= {r.document.id for r in readings}, where
            assert len(readings) - len(acknowledged) <= 1, where  # the one that was committed when the kill came
            assert encode(ledger.ledger()) == encode(fakes.reconcile(readings)), where
    except LedgerError as e:
        if acknowledged or not any(what in str(e) for what in ("no such ledger", "saw an empty")):  # before it was made
            raise
        return
    if not is_server(path):
        with database(path).reading(busy_timeout_seconds=5) as connection:
            assert connection.execute(text("pragma integrity_check")).all() == [("ok",)], where
            assert connection.execute(text("pragma foreign_key_check")).all() == [], where


def all_but_moments(path: Name):
    """Every row of every table, but for the moments at which they were recorded."""
    found = dict(rows(path))
    return {**found, "revision": sorted((cursor, *rest) for cursor, _, *rest in found["revision"])}
