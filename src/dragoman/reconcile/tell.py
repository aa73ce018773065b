"""The documents of one story told together: its events, its quotes and its title."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from dragoman.nouns.ledger import Event, Ledger, Source, Story
from dragoman.nouns.reading import Reading
from dragoman.reconcile.block import candidates
from dragoman.reconcile.cluster import cluster
from dragoman.reconcile.compare import score
from dragoman.reconcile.copies import sources
from dragoman.reconcile.disagreements import Links
from dragoman.reconcile.families import Families
from dragoman.reconcile.fuse import fuse
from dragoman.reconcile.identity import story_id, written
from dragoman.reconcile.parties import cast
from dragoman.reconcile.provisions import with_provisions
from dragoman.reconcile.quotations import quotations
from dragoman.reconcile.summary import summarise
from dragoman.reconcile.told import Told, tellings

# Of mentions below this that one report alone has, the reader is wrong about two in three (measured on the corpus's dev split).
LEAST_PROBABILITY = 0.45


def tell(readings: Sequence[Reading], table: Families | None = None) -> Ledger:
    """Return the ledger of one story, given the readings of its documents (distinct ids, any order); `table` knows publishers' families."""
    readings = sorted(readings, key=lambda r: r.document.id)
    if not readings:
        return Ledger((), (), ())
    found = sources([r.document for r in readings], table)
    by_document = {s.document.id: s for s in found}
    who = cast(readings)
    tolds = with_provisions(tellings(readings, who))
    pairs = candidates(tolds, who)
    bits = score(tolds, who, pairs)
    names = [t.name for t in tolds]
    links = Links({(min(names[i], names[j]), max(names[i], names[j])): b for (i, j), b in zip(pairs.tolist(), bits.tolist(), strict=True)})
    events = []
    for group in cluster(len(tolds), pairs, bits):
        if not _is_sure([tolds[n] for n in group]):
            continue
        event = fuse([tolds[n] for n in group], who, by_document, links)
        events.append(replace(event, summary=summarise(event)))
    events.sort(key=lambda e: e.id)
    documents = tuple(r.document.id for r in readings)
    story = Story(story_id([r.document for r in readings]), _title(readings, by_document, events), documents, tuple(e.id for e in events))
    return Ledger(found, (story,), tuple(events), quotations(readings, who))


def _is_sure(group: Sequence[Told]) -> bool:
    """Tell whether an event belongs in the ledger: two reports tell it, or one mention is sure enough; readings keep the rest."""
    return len({t.document.id for t in group}) > 1 or max(t.mention.probability for t in group) >= LEAST_PROBABILITY


def _title(readings: Sequence[Reading], found: dict[str, Source], events: Sequence[Event]) -> str:
    """Return the title of the first report that copies no other and has one, else what the best attested event says, else ""."""
    own = [r.document for r in readings if found[r.document.id].copy_of is None]
    titled = [d for d in own if (d.title or "").strip()]
    if titled:
        first = min(titled, key=lambda d: (written(d) or date.max, d.id))
        return (first.title or "").strip()
    best = min(events, key=lambda e: (-e.independent_sources, -len(e.mentions), e.id), default=None)
    return best.summary if best else ""
