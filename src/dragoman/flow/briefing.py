"""What documents tell together, with or without a ledger; nothing is kept."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING

from dragoman.flow.engines import Engine, Load
from dragoman.flow.pipeline import OnStep, Outcome, readings
from dragoman.nouns.correction import Correction
from dragoman.nouns.holder import LearntHolder
from dragoman.nouns.ledger import Ledger
from dragoman.nouns.reading import Reading
from dragoman.nouns.text import Document, Refusal

if TYPE_CHECKING:
    from dragoman.store import Name


def stored(ledger: Name, *, as_of: str | None = None, busy_timeout_seconds: float = 5.0) -> Ledger:
    """Return what the documents of a ledger tell, or told at a moment: a date (its end, UTC), a time, or a cursor.

    People are resolved by the offices that any of its documents give, or then gave, them.
    Raises LedgerError where it cannot be read or the moment not understood.
    """
    from dragoman.reconcile import in_ledger
    from dragoman.store import snapshot

    with snapshot(ledger, busy_timeout_seconds=busy_timeout_seconds) as opened:
        cursor = None if as_of is None else opened.cursor(as_of)
        return in_ledger(opened.ledger(cursor), opened.rolls(cursor))


def holders(ledger: Name, *, busy_timeout_seconds: float = 5.0) -> tuple[LearntHolder, ...]:
    """Return whom the documents of a ledger call the holders of which offices, where the tables know no better."""
    from dragoman.reconcile import learnt
    from dragoman.store import snapshot

    with snapshot(ledger, busy_timeout_seconds=busy_timeout_seconds) as opened:
        return learnt(opened.rolls())


def size(ledger: Name, *, busy_timeout_seconds: float = 5.0) -> dict[str, int]:
    """Return the numbers of documents, stories, events and quotes of a ledger, by these names."""
    from dragoman.store import snapshot

    with snapshot(ledger, busy_timeout_seconds=busy_timeout_seconds) as opened:
        return asdict(opened.size())


def told(
    documents: Iterable[Document | Refusal],
    load: Load,
    engine: Engine,
    reconcile: Callable[[Iterable[Reading], Sequence[Correction]], Ledger],
    *,
    ledger: Name | None = None,
    on_step: OnStep | None = None,
    busy_timeout_seconds: float = 5.0,
) -> Ledger:
    """Return what `documents` tell together, in memory; with those of a ledger where one is given, which is not changed.

    The corrections of the ledger hold for all.
    """
    kept, corrections = _kept(ledger, busy_timeout_seconds) if ledger else ({}, ())

    def known(document: Document) -> Outcome | Refusal | None:
        if document.id not in kept:
            return None
        if kept[document.id].document.text == document.text:
            return "present"
        return Refusal(document.source, f"the ledger has another document of the id {document.id}, with other text: left out")

    from dragoman.reconcile import in_ledger, roll

    read = [*kept.values(), *readings(documents, load, engine, on_step, known=known)]
    return in_ledger(reconcile(read, corrections), map(roll, read))


def _kept(ledger: Name, busy_timeout_seconds: float) -> tuple[dict[str, Reading], tuple[Correction, ...]]:
    from dragoman.store import snapshot

    with snapshot(ledger, busy_timeout_seconds=busy_timeout_seconds) as opened:
        return {reading.document.id: reading for reading in opened.readings()}, opened.corrections()
