"""A ledger kept usable: brought to this version, looked through for damage, built anew from what is whole."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING

from dragoman.errors import LedgerError
from dragoman.flow.briefing import size

if TYPE_CHECKING:
    from dragoman.store import Linking, Name


def migrate(ledger: Name, *, busy_timeout_seconds: float = 5.0) -> dict[str, int]:
    """Bring a ledger to this version and return its size, as `size` does; raises LedgerError where there is none or it is too old."""
    from dragoman.store import bring_up

    bring_up(ledger, busy_timeout_seconds=busy_timeout_seconds)
    return size(ledger, busy_timeout_seconds=busy_timeout_seconds)


def faults(ledger: Name, linking: Linking, *, busy_timeout_seconds: float = 5.0) -> tuple[str, ...]:
    """Return what is wrong with a ledger, a line each: its pages, its keys, its nouns, and whether it tells what its documents tell."""
    from dragoman.store import faults

    return faults(ledger, linking, busy_timeout_seconds=busy_timeout_seconds)


def rebuild(ledger: Name, to: Name, linking: Linking, *, busy_timeout_seconds: float = 5.0, made_by: str = "") -> tuple[int, bool]:
    """Tell the whole readings of a ledger, damaged or of any version, anew in the ledger `to`, which must not be there yet.

    Return how many readings there were and whether the corrections by hand could be taken along. What was lost can be added again from
    its sources; the new ledger's memory begins anew. Raises LedgerError where nothing can be read, and where `to` holds anything or cannot
    be written.
    """
    from dragoman.store import is_there, salvaged, shown, snapshot, writing

    if not is_there(ledger):
        raise LedgerError(f"{shown(ledger)}: there is no such ledger")
    if is_there(to):
        raise LedgerError(f"{shown(to)}: expected a new ledger to build, saw something there already; name another, or move it away")
    readings = salvaged(ledger)
    first = next(readings, None)  # before anything is made: a ledger that cannot be read leaves nothing behind
    count = 0
    with writing(to, linking, busy_timeout_seconds=busy_timeout_seconds, made_by=made_by) as writer:
        for reading in chain(() if first is None else (first,), readings):
            writer.add(reading)
            count += 1
        try:
            with snapshot(ledger, busy_timeout_seconds=busy_timeout_seconds) as opened:
                corrections = opened.corrections()
        except LedgerError:
            return count, False
        writer.apply(corrections)
    return count, True
