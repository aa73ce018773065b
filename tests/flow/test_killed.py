"""Killed at any moment, a ledger holds every document that was acknowledged, and no half of another."""

import multiprocessing
import random
import signal
import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from dragoman.flow.briefing import stored
from dragoman.store import snapshot
from dragoman.store.codec import encode
from tests.flow import adder
from tests.store import fakes

NUMBER = 120
KILLS = 20
# A server that has imported everything forks each process, so that a kill meets the adding and not Python's start.
processes = multiprocessing.get_context("forkserver")
processes.set_forkserver_preload(["tests.flow.adder", "dragoman.store"])


def start(path: Path):
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


def test_kill_9_at_random_moments_loses_nothing_acknowledged_and_leaves_nothing_half_written(tmp_path):
    path = tmp_path / "x.db"
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
        check(path, acknowledged, f"seed {seed}, kill {kill}")
    assert 0 < len(acknowledged) < NUMBER, f"seed {seed}"

    undisturbed = tmp_path / "undisturbed.db"
    for ledger in (path, undisturbed):
        process, channel = start(ledger)
        with channel:
            assert len(list(acknowledgements(channel))) == NUMBER
        process.join()
        assert process.exitcode == 0
    assert encode(stored(path)) == encode(stored(undisturbed)) == encode(fakes.reconcile(map(fakes.read, adder.reports(NUMBER))))
    assert rows(path) == rows(undisturbed)


def check(path: Path, acknowledged: set[str], where: str) -> None:
    """Expect a whole ledger that tells exactly what its documents tell."""
    if not acknowledged and not is_made(path):
        return
    with snapshot(path) as ledger:  # before anything that may write has mended it
        readings = list(ledger.readings())
        assert acknowledged <= {r.document.id for r in readings}, where
        assert len(readings) - len(acknowledged) <= 1, where  # the one that was committed when the kill came
        assert encode(ledger.ledger()) == encode(fakes.reconcile(readings)), where
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("pragma integrity_check").fetchall() == [("ok",)], where
        assert connection.execute("pragma foreign_key_check").fetchall() == [], where


def is_made(path: Path) -> bool:
    if not path.exists() or path.stat().st_size == 0:
        return False
    with closing(sqlite3.connect(path)) as connection:
        return connection.execute("pragma application_id").fetchone() != (0,)


def rows(path: Path) -> list[tuple[str, list[tuple]]]:
    """Every row of every table, but for the moments at which they were recorded."""
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("update revision set recorded = ''")
        tables = [name for (name,) in connection.execute("select name from sqlite_master where type = 'table' order by name")]
        return [(table, sorted(connection.execute(f"select * from {table}"), key=repr)) for table in tables]  # noqa: S608
