"""Readings to events and stories: copies, stories, block, compare, cluster, fuse, lifecycle."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from dragoman.nouns.correction import Correction
from dragoman.nouns.ledger import Ledger
from dragoman.nouns.reading import Reading
from dragoman.reconcile.corrections import tied_documents
from dragoman.reconcile.holders import in_ledger, learnt, roll
from dragoman.reconcile.stories import components, same_story, sought_keys, story_keys, told_apart
from dragoman.reconcile.tell import tell

__all__ = ["in_ledger", "learnt", "reconcile", "roll", "same_story", "sought_keys", "story_keys", "tell", "tied_documents", "told_apart"]


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


def joined(ledgers: Sequence[Ledger]) -> Ledger:
    """Return the ledgers of separate stories as one, sorted by id."""
    return Ledger(
        tuple(sorted((s for x in ledgers for s in x.sources), key=lambda s: s.document.id)),
        tuple(sorted((s for x in ledgers for s in x.stories), key=lambda s: s.id)),
        tuple(sorted((e for x in ledgers for e in x.events), key=lambda e: e.id)),
        tuple(sorted((q for x in ledgers for q in x.quotes), key=lambda q: (q.evidence, q.words))),
    )
