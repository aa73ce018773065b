"""Coded events: who did what to whom on which day, of our ledger or of another data set, a row for each directed pair."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class CodedEvent:
    """One side of an event towards one other; an event with several parties has a row for each directed pair of them.

    `source` and `target` are a state's ISO alpha-3 code or the stable id of an organisation. The days are those on which it may have
    happened, both included; None where no day is known. `score` is PLOVER's, -10 (conflict) to +10 (cooperation), `quad` its class 1 to 4.
    `sources` counts independent sources, `probability` is that the event is what it is coded as. `root` is False for what a data set marks
    as an aside. `told_in` says where it is told: a document, story or address of the data set; `file` and `line` (from 1) say where the
    row was imported from, and are None for events of a ledger.
    """

    event: str
    earliest: date | None
    latest: date | None
    source: str
    target: str
    source_sector: str | None
    target_sector: str | None
    type: str
    mode: str | None
    quad: int
    score: float
    sources: int
    probability: float
    root: bool
    told_in: str | None
    file: str | None
    line: int | None


@dataclass(frozen=True, slots=True, order=True)
class BadRow:
    """A row of an imported file that could not be read: its line (from 1) and what was expected and seen."""

    line: int
    reason: str


@dataclass(frozen=True, slots=True)
class Imported:
    """What came of importing a file of coded events.

    `rows` were read, of which `kept` became directed pairs; `bad` counts rows by the kind of fault and `bad_rows` names the first of each
    kind; `left_out` counts rows that are sound but tell of no relation (one actor only, an actor that is not known, no PLOVER type).
    """

    file: str
    format: str
    rows: int
    kept: int
    bad: tuple[tuple[str, int], ...]
    bad_rows: tuple[BadRow, ...]
    left_out: tuple[tuple[str, int], ...]
