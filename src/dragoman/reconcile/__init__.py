"""Readings to events and stories: copies, stories, block, compare, cluster, fuse, lifecycle."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from dragoman.nouns.correction import Correction
from dragoman.nouns.ledger import Ledger
from dragoman.nouns.reading import Reading
from dragoman.reconcile.corrections import tied_documents
from dragoman.reconcile.holders import in_ledger, learnt, roll
from dragoman.reconcile.neighbours import join, leave, told_together
from dragoman.reconcile.stories import apart, components
from dragoman.reconcile.tell import joined, tell, tell_story

__all__ = [
    "apart",
    "in_ledger",
    "join",
    "joined",
    "learnt",
    "leave",
    "reconcile",
    "roll",
    "tell",
    "tell_story",
    "tied_documents",
    "told_together",
]


def reconcile(readings: Iterable[Reading], corrections: Sequence[Correction] = ()) -> Ledger:
    """Return what all readings tell together, whatever order they come in, by the corrections in force; a document given twice counts once.

    The ledger is that of each story's documents by themselves, so a store that re-tells only the story that a new document touches holds
    the same ledger as one that starts over.
    """
    said = tuple(corrections)
    return joined([tell(component, said) for component in components(distinct(readings), tied_documents(said))])


def distinct(readings: Iterable[Reading]) -> tuple[Reading, ...]:
    """Return one reading for each document id, sorted; of two unlike readings of one id, the first by text and model."""
    found: dict[str, Reading] = {}
    for reading in readings:
        other = found.setdefault(reading.document.id, reading)
        if (reading.document.text, reading.model) < (other.document.text, other.model):
            found[reading.document.id] = reading
    return tuple(found[k] for k in sorted(found))
