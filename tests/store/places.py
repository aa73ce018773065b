"""Places for ledgers: files, and databases of a PostgreSQL server that lives as long as the tests do."""

from __future__ import annotations

import itertools
import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from dragoman.store import schema
from dragoman.store.database import Name, database

Place = Callable[[], Name]
NO_SERVER = "no PostgreSQL server is installed (on Debian: apt-get install postgresql)"
QUICK = ("-c", "fsync=off", "-c", "shared_buffers=16MB", "-c", "max_connections=20")  # a killed process loses nothing without fsync
_numbers = itertools.count(1)


def programs() -> Path | None:
    """Return the folder with the server's programs, the newest version's; None where there is none."""
    on_path = shutil.which("initdb")
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda p: int(p.parts[-3])) if not on_path else [Path(on_path)]
    return found[-1].resolve().parent if found else None


@dataclass
class ThrowAwayServer:
    """A server in a temporary folder, reached by a socket in it alone; started as an unprivileged user, as it refuses to run as root."""

    home: Path
    programs: Path
    user: str | None
    process: subprocess.Popen[bytes] | None = None

    def start(self, *options: str) -> None:
        command = [self.programs / "postgres", "-D", self.home / "data", "-k", self.home, "-c", "listen_addresses=", *QUICK, *options]
        with (self.home / "log").open("ab") as log:
            self.process = subprocess.Popen(list(map(str, command)), stdout=log, stderr=log, user=self.user, cwd=self.home)
        self.wait()

    def wait(self, seconds: float = 60.0) -> None:
        until = time.monotonic() + seconds
        while self._psql("postgres", "select 1").returncode:
            if time.monotonic() > until or self.process is None or self.process.poll() is not None:
                raise AssertionError((self.home / "log").read_text())
            time.sleep(0.05)

    def stop(self) -> None:
        if self.process is not None:
            self.process.send_signal(signal.SIGQUIT)  # at once, without waiting for those who have not hung up
            self.process.wait(60)
            self.process = None

    def new_database(self) -> str:
        name = f"ledger{next(_numbers)}_{os.getpid()}"
        done = self._psql("postgres", f"create database {name}")
        assert done.returncode == 0, done.stderr
        return f"postgresql://dragoman@/{name}?host={self.home}"

    def _psql(self, database: str, command: str) -> subprocess.CompletedProcess[str]:
        argv = [self.programs / "psql", "-X", "-q", "-h", self.home, "-U", "dragoman", "-d", database, "-c", command]
        return subprocess.run(list(map(str, argv)), capture_output=True, text=True)


@contextmanager
def server() -> Iterator[ThrowAwayServer]:
    """Make a server, and remove every trace of it at the end."""
    folder = programs()
    assert folder, NO_SERVER
    user = _unprivileged() if os.geteuid() == 0 else None
    with tempfile.TemporaryDirectory(prefix="pg", dir=_in_memory()) as name:  # short: a socket's path may have 107 bytes
        home = Path(name)
        if user:
            shutil.chown(home, user)
        command = [folder / "initdb", "-D", home / "data", "-U", "dragoman", "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync"]
        done = subprocess.run(list(map(str, command)), capture_output=True, text=True, user=user, cwd=home)
        assert done.returncode == 0, done.stderr
        made = ThrowAwayServer(home, folder, user)
        try:
            made.start()
            yield made
        finally:
            made.stop()


def _in_memory() -> str | None:
    """Return a folder in memory where there is room: a database is 7 MB, and each test makes some."""
    folder = Path("/dev/shm")  # noqa: S108
    return str(folder) if folder.is_dir() and os.access(folder, os.W_OK) and shutil.disk_usage(folder).free > 2 << 30 else None


def _unprivileged() -> str:
    names = {p.pw_name for p in pwd.getpwall()}
    return "postgres" if "postgres" in names else "nobody"


def rows(ledger: Name, but: Sequence[str] = ()) -> list[tuple[str, list[tuple[Any, ...]]]]:
    """Every row of every table of a ledger but some, sorted."""
    with database(ledger).reading(busy_timeout_seconds=5) as connection:
        tables = schema.metadata.sorted_tables
        return [
            (table.name, sorted((tuple(row) for row in connection.execute(table.select())), key=repr))
            for table in tables
            if table.name not in but
        ]
