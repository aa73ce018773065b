"""One writer at a time: a lock file beside the ledger that names its holder, and that the system releases when the holder dies."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from dragoman.errors import LedgerError


@contextmanager
def only_writer(ledger: Path) -> Iterator[None]:
    """Hold the ledger's writer lock; raise LedgerError naming the holder's process where another has it.

    flock and not a pid alone: a killed holder leaves its file but not its lock, so nothing ever has to be cleaned by hand.
    SQLite's own locks last one transaction only, and two programs adding in turns would each pay for the other's waiting.
    """
    path = ledger.resolve()
    path = path.with_name(path.name + ".lock")
    descriptor = _acquire(path, ledger)
    try:
        with suppress(OSError):  # the name is a courtesy; a full disk is told by the ledger itself
            os.ftruncate(descriptor, 0)
            os.write(descriptor, f"{os.getpid()}\n".encode())
        yield
    finally:
        # Removed while still locked: whoever opened it meanwhile sees in `_acquire` that its file is no longer the one at `path`.
        path.unlink(missing_ok=True)
        os.close(descriptor)


def _acquire(path: Path, ledger: Path) -> int:
    while True:
        try:
            descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
        except OSError as e:
            raise LedgerError(f"{ledger}: the ledger's folder cannot be written ({e.strerror}); adding needs to") from e
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
            if _is_at(descriptor, path):
                return descriptor
        except BlockingIOError as e:
            holder = os.pread(descriptor, 32, 0).decode("ascii", "replace").strip()
            os.close(descriptor)
            raise LedgerError(f"{ledger}: the ledger is locked: process {holder or '(unknown)'} is adding to it") from e
        except OSError as e:
            os.close(descriptor)
            raise LedgerError(f"{ledger}: the ledger cannot be locked ({e.strerror}); is it on a network disk without locks?") from e
        os.close(descriptor)


def _is_at(descriptor: int, path: Path) -> bool:
    try:
        there = path.stat()
    except FileNotFoundError:
        return False
    return os.path.samestat(os.fstat(descriptor), there)
