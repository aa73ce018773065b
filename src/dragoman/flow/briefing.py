"""What documents tell together, with or without a ledger file; nothing is kept."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict
from pathlib import Path

from dragoman.flow.engines import Engine, Load
from dragoman.flow.pipeline import OnStep, Outcome, readings
from dragoman.nouns.correction import Correction
from dragoman.nouns.ledger import Ledger
from dragoman.nouns.reading import Reading
from dragoman.nouns.text import Document, Refusal


def stored(ledger: Path, *, as_of: str | None = None, busy_timeout_seconds: float = 5.0) -> Ledger:
    """Return what the documents of a ledger file tell, or told at a moment: a date (its end, UTC), a time, or a cursor.

    Raises LedgerError where the file cannot be read or the moment not understood.
    """
    from dragoman.store import snapshot

    with snapshot(ledger, busy_timeout_seconds=busy_timeout_seconds) as opened:
        return opened.ledger(None if as_of is None else opened.cursor(as_of))


def size(ledger: Path, *, busy_timeout_seconds: float = 5.0) -> dict[str, int]:
    """Return the numbers of documents, stories, events and quotes of a ledger file, by these names."""
    from dragoman.store import snapshot

    with snapshot(ledger, busy_timeout_seconds=busy_timeout_seconds) as opened:
        return asdict(opened.size())


def told(
    documents: Iterable[Document | Refusal],
    load: Load,
    engine: Engine,
    reconcile: Callable[[Iterable[Reading], Sequence[Correction]], Ledger],
    *,
    ledger: Path | None = None,
    on_step: OnStep | None = None,
    busy_timeout_seconds: float = 5.0,
) -> Ledger:
    """Return what `documents` tell together, in memory; with those of a ledger file where one is given, which is not changed.

    The corrections of the ledger hold for all.
    """
    kept, corrections = _kept(ledger, busy_timeout_seconds) if ledger else ({}, ())

    def known(document: Document) -> Outcome | Refusal | None:
        if document.id not in kept:
            return None
        if kept[document.id].document.text == document.text:
            return "present"
        return Refusal(document.source, f"the ledger has another document of the id {document.id}, with other text: left out")

    new = readings(documents, load, engine, on_step, known=known)
    return reconcile([*kept.values(), *new], corrections)


def _kept(ledger: Path, busy_timeout_seconds: float) -> tuple[dict[str, Reading], tuple[Correction, ...]]:
    from dragoman.store import snapshot

    with snapshot(ledger, busy_timeout_seconds=busy_timeout_seconds) as opened:
        return {reading.document.id: reading for reading in opened.readings()}, opened.corrections()
