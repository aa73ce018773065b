"""Documents told side by side: their stories, and of each its events, its quotes and its title."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date

import numpy as np
from numpy.typing import NDArray

from dragoman.nouns.correction import Correction
from dragoman.nouns.ledger import PART_OF, Event, Ledger, Quotation, Source, Story
from dragoman.nouns.reading import Reading
from dragoman.reconcile.block import candidates
from dragoman.reconcile.cluster import cluster
from dragoman.reconcile.compare import score
from dragoman.reconcile.copies import sources
from dragoman.reconcile.corrections import Ties, ties
from dragoman.reconcile.disagreements import Links
from dragoman.reconcile.families import Families
from dragoman.reconcile.fuse import fuse
from dragoman.reconcile.holders import in_readings
from dragoman.reconcile.identity import story_id
from dragoman.reconcile.parties import Cast, cast
from dragoman.reconcile.parts import parted, with_parts
from dragoman.reconcile.provisions import with_provisions
from dragoman.reconcile.quotations import quotations
from dragoman.reconcile.stories import told_apart
from dragoman.reconcile.summary import summarise
from dragoman.reconcile.told import Told, tellings

# Of mentions below this that one report alone has, the reader is wrong about three in five (measured on the corpus's dev split).
LEAST_PROBABILITY = 0.55

Known = Callable[[str], Event | None]
"""What was told of an event by its id, where anything was."""


def tell(readings: Sequence[Reading], corrections: Sequence[Correction] = (), table: Families | None = None) -> Ledger:
    """Return the ledger of documents that are told side by side (distinct ids, any order), by all corrections in force.

    They may be several stories. `table` knows publishers' families.
    """
    said = tuple(corrections)
    return joined([tell_story(story, said, table) for story in told_apart(readings, said)])


def tell_story(
    readings: Sequence[Reading], corrections: Sequence[Correction] = (), table: Families | None = None, known: Known = lambda _: None
) -> Ledger:
    """Return the ledger of the documents of one story (distinct ids, any order), by all corrections in force.

    `known` gives what was told before of an event by its id, from documents that copied none: an event that is the same in all but its
    words keeps those, since nothing else decides them.

    What a story tells follows from its own documents alone, copies and holders of offices too: a store may keep what it told while nothing
    joins it.
    """
    ordered = sorted(readings, key=lambda r: r.document.id)
    found = sources([r.document for r in ordered], table)
    story, events, quotes = _story(in_readings(ordered), {s.document.id: s for s in found}, ties(tuple(corrections)), known)
    return Ledger(found, (story,), tuple(events), tuple(sorted(quotes, key=lambda q: (q.evidence, q.words))))


def joined(ledgers: Sequence[Ledger]) -> Ledger:
    """Return the ledgers of separate stories as one, sorted by id."""
    return Ledger(
        tuple(sorted((s for x in ledgers for s in x.sources), key=lambda s: s.document.id)),
        tuple(sorted((s for x in ledgers for s in x.stories), key=lambda s: s.id)),
        tuple(sorted((e for x in ledgers for e in x.events), key=lambda e: e.id)),
        tuple(sorted((q for x in ledgers for q in x.quotes), key=lambda q: (q.evidence, q.words))),
    )


def _story(
    readings: Sequence[Reading], found: Mapping[str, Source], tied: Ties, known: Known
) -> tuple[Story, list[Event], tuple[Quotation, ...]]:
    """Return one story with its events and quotes, given the readings of its documents sorted by id."""
    who, tolds, pairs, bits = compared(readings, tied.wrong)
    links = linked(tolds, pairs, bits)
    events, tellings_of = [], {}
    for group in grouped(tolds, pairs, bits, tied):
        if not _is_sure([tolds[n] for n in group], tied):
            continue
        event = fuse([tolds[n] for n in group], who, found, links)
        tellings_of[event.id] = [tolds[n] for n in group]
        texts = {t.document.id: t.document.text for t in tellings_of[event.id] if found[t.document.id].copy_of is None}
        events.append(replace(event, summary=_words(event, texts, known)))
    events = with_parts(sorted(events, key=lambda e: e.id), tellings_of)
    documents = tuple(r.document.id for r in readings)
    story = Story(story_id([r.document for r in readings]), _title(readings, found, events), documents, tuple(e.id for e in events))
    return story, events, quotations(readings, who)


def _words(event: Event, texts: Mapping[str, str], known: Known) -> str:
    """Return the sentence for an event that has none: the one that it had, where it is the same event from the same documents."""
    before = known(event.id) if texts.keys() >= {t.document for t in event.mentions} else None
    if before is not None and replace(before, summary="", fields=tuple(f for f in before.fields if f.name != PART_OF)) == event:
        return before.summary
    return summarise(event, texts)


def compared(
    readings: Sequence[Reading], wrong: frozenset[str] = frozenset()
) -> tuple[Cast, tuple[Told, ...], NDArray[np.int64], NDArray[np.float64]]:
    """Return who is who in a story, its mentions, the pairs (P, 2) of them that were compared, and the bits (P,) of each pair.

    Mentions whose ids are among the `wrong` are left out.
    """
    who = cast(readings)
    tolds = with_provisions([told for told in tellings(readings, who) if told.id not in wrong])
    pairs = candidates(tolds, who)
    return who, tolds, pairs, score(tolds, who, pairs)


def linked(tolds: Sequence[Told], pairs: NDArray[np.int64], bits: NDArray[np.float64]) -> Links:
    """Return the bits (P,) of compared pairs (P, 2) by the names of their mentions."""
    names = [t.name for t in tolds]
    return Links({(min(names[i], names[j]), max(names[i], names[j])): b for (i, j), b in zip(pairs.tolist(), bits.tolist(), strict=True)})


def grouped(tolds: Sequence[Told], pairs: NDArray[np.int64], bits: NDArray[np.float64], tied: Ties) -> tuple[tuple[int, ...], ...]:
    """Return the clusters of mentions, by index, that the bits and the corrections make, no meeting in one with what it was held at."""
    place = {t.id: n for n, t in enumerate(tolds)}
    together = [[place[m] for m in group if m in place] for group in tied.groups]
    apart = [(place[a], place[b]) for a, b in tied.apart if a in place and b in place]
    apart += [(i, j) for i, j in parted(tolds) if not any(i in group and j in group for group in together)]
    return cluster(len(tolds), pairs, bits, together=[group for group in together if len(group) > 1], apart=apart)


def _is_sure(group: Sequence[Told], tied: Ties) -> bool:
    """Tell whether an event belongs in the ledger; readings keep the rest.

    Two reports tell it, or one mention is sure enough, or someone corrected it, and so knows it for an event.
    """
    if len({t.document.id for t in group}) > 1 or max(t.mention.probability for t in group) >= LEAST_PROBABILITY:
        return True
    corrected = tied.touched()
    return any(t.id in corrected for t in group)


def _title(readings: Sequence[Reading], found: Mapping[str, Source], events: Sequence[Event]) -> str:
    """Return the title of the first report that copies no other and has one, else what the best attested event says, else ""."""
    own = [r.document for r in readings if found[r.document.id].copy_of is None]
    titled = [d for d in own if (d.title or "").strip()]
    if titled:
        first = min(titled, key=lambda d: (d.last_day or date.max, d.id))
        return (first.title or "").strip()
    best = min(events, key=lambda e: (-e.independent_sources, -len(e.mentions), e.id), default=None)
    return best.summary if best else ""
