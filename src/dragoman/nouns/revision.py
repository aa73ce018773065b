"""The ledger's memory: each change of it with its moment, its cause, and what stood before and after."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from dragoman.nouns.correction import Correction
from dragoman.nouns.ledger import Event, Source, Story

Action = Literal["add", "remove", "merge", "split", "wrong", "undo", "retell"]
ChangeKind = Literal["document", "story", "event"]


@dataclass(frozen=True, slots=True)
class Revision:
    """One transaction: `cursor` counts them from 1, `recorded` is its moment in UTC (ISO 8601, never before that of an earlier cursor).

    `document` is what was added or removed, `correction` the number of what was corrected or undone, `hand` who did so where told.
    """

    cursor: int
    recorded: str
    action: Action
    document: str | None = None
    correction: int | None = None
    hand: str | None = None


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that a revision added (`before` is None), updated or deleted (`after` is None).

    `became` is the event that holds the mentions of a deleted one since, None where none does.
    """

    revision: Revision
    kind: ChangeKind
    id: str
    before: Event | Story | Source | None
    after: Event | Story | Source | None
    became: str | None = None


@dataclass(frozen=True, slots=True)
class RecordedCorrection:
    """A correction with the revision that made it and, where it is no longer in force, the one that undid it."""

    correction: Correction
    made: Revision
    undone: Revision | None = None
