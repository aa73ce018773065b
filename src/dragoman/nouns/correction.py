"""What people said of events by hand: that some mentions tell one happening, some another than the rest, or some none."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from dragoman.nouns.text import Span

CorrectionKind = Literal["merge", "split", "wrong"]


@dataclass(frozen=True, slots=True, order=True)
class MentionPlace:
    """A mention by its permanent id, with the document and the trigger's span where it stands."""

    id: str
    document: str
    trigger: Span


@dataclass(frozen=True, slots=True)
class Correction:
    """A correction in force from `number` on; a later one beats an earlier one on the same two mentions.

    The mentions of one side are one event: all that a merge joined, and of a split what was taken out (the first side) and what was left
    (the second). The mentions of a split's two sides are two events. What is wrong has one side: all its mentions tell no event.
    """

    number: int
    kind: CorrectionKind
    sides: tuple[tuple[MentionPlace, ...], ...]
