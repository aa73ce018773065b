"""Why an event is one: each pair of its mentions with the bits that every feature gives, and the events that nearly joined it."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from dragoman.errors import NotFoundError
from dragoman.nouns.correction import Correction
from dragoman.nouns.link import Clue, Link, LinkedMention, NearMiss, Why
from dragoman.nouns.reading import Reading
from dragoman.reconcile.cluster import CAP_BITS, THRESHOLD_BITS, UNCOMPARED_BITS
from dragoman.reconcile.compare import explain
from dragoman.reconcile.corrections import Ties, ties
from dragoman.reconcile.fuse import event_id
from dragoman.reconcile.holders import in_readings
from dragoman.reconcile.identity import mention_ids
from dragoman.reconcile.parties import Cast
from dragoman.reconcile.stories import told_apart
from dragoman.reconcile.tell import compared, grouped
from dragoman.reconcile.told import Told

NEAR_AT_MOST = 5


def why(readings: Sequence[Reading], corrections: Sequence[Correction], event: str) -> Why:
    """Return why the mentions of an event are held to be one happening.

    `readings` are those of all documents that are told side by side with the event's, `corrections` all in force, `event` its id or that of
    any of its mentions.
    Raises NotFoundError where no mention has that id, or someone said that it tells no event.
    """
    said = tuple(corrections)
    tied = ties(said)
    story = next((s for s in told_apart(readings, said) if any(event in mention_ids(r) for r in s)), ())
    if not story:
        raise NotFoundError(f"expected an event of these {len(readings)} documents, saw {event!r}")
    who, tolds, pairs, bits = compared(in_readings(story), tied.wrong)
    groups = grouped(tolds, pairs, bits, tied)
    place = {t.id: n for n, t in enumerate(tolds)}
    if event not in place:
        raise NotFoundError(f"expected an event, saw {event!r}, of which someone said that it is none")
    own = next(group for group in groups if place[event] in group)
    table = _table(own, len(tolds), pairs, bits)
    links = _Links(tolds, who, tied, own, table)
    return Why(
        event_id([tolds[n] for n in own]),
        THRESHOLD_BITS,
        tuple(_mention(tolds[n]) for n in own),
        tuple(links.link(i, j) for i, j in combinations(own, 2)),
        _near(own, groups, tolds, table, links),
        tuple(c.number for c in corrections if {m.id for side in c.sides for m in side} & {tolds[n].id for n in own}),
    )


def _table(own: Sequence[int], size: int, pairs: NDArray[np.int64], bits: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the bits (len(own), size) of each own mention with every other, not a number where they were not compared."""
    row = np.full(size, -1)
    row[list(own)] = np.arange(len(own))
    table = np.full((len(own), size), np.nan)
    for here, there in ((0, 1), (1, 0)):
        of_own = row[pairs[:, here]] >= 0
        table[row[pairs[of_own, here]], pairs[of_own, there]] = bits[of_own]
    return table


class _Links:
    """Links of one event's mentions with any others of the story."""

    def __init__(self, tolds: Sequence[Told], cast: Cast, tied: Ties, own: Sequence[int], table: NDArray[np.float64]) -> None:
        self._tolds, self._cast, self._tied, self._table = tolds, cast, tied, table
        self._row = {n: k for k, n in enumerate(own)}

    def link(self, i: int, j: int) -> Link:
        """Return the link of mention `i`, one of the event's, with any other."""
        a, b = sorted((self._tolds[i], self._tolds[j]), key=lambda t: t.id)
        bits = float(self._table[self._row[i], j])
        clues = tuple(Clue(*clue) for clue in explain(a, b, self._cast, self._tolds))
        known = not np.isnan(bits)
        return Link(a.id, b.id, bits if known else UNCOMPARED_BITS, known, clues, self._tied.on(a.id, b.id))


def _near(
    own: Sequence[int], groups: Sequence[Sequence[int]], tolds: Sequence[Told], table: NDArray[np.float64], links: _Links
) -> tuple[NearMiss, ...]:
    """Return the events with the highest mean bits, as clustering counts them, of those that have any pair that was compared."""
    counted = np.clip(np.where(np.isnan(table), UNCOMPARED_BITS, table), -CAP_BITS, CAP_BITS)
    others = [list(g) for g in groups if g[0] not in own and not np.isnan(table[:, list(g)]).all()]
    mean = [round(float(counted[:, group].mean()), 6) for group in others]
    found = []
    for n in sorted(range(len(others)), key=lambda n: (-mean[n], others[n]))[:NEAR_AT_MOST]:
        group = others[n]
        best = int(np.nanargmax(table[:, group]))  # the first of equals
        i, j = own[best // len(group)], group[best % len(group)]
        mentions = tuple(_mention(tolds[m]) for m in group)
        found.append(NearMiss(event_id([tolds[m] for m in group]), mean[n], mentions, links.link(i, j)))
    return tuple(found)


def _mention(told: Told) -> LinkedMention:
    mention = told.mention
    return LinkedMention(told.id, told.document, mention.trigger, told.sentence, mention.type, mention.status, mention.probability)
