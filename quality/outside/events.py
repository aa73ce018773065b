"""ECB+ (Cybulska & Vossen 2014): cross-document event coreference over gold mentions, within the topics that stories predict.

The reader tells everything about the gold triggers but that they are there; documents are grouped by reconciling's stories, and mentions
are linked within a story. Mentions that are alone in their chain count. The baseline takes mentions whose heads have one stem for one.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from dragoman.nouns.reading import Reading
from dragoman.read import Reader
from dragoman.reconcile import compare
from dragoman.reconcile.block import candidates
from dragoman.reconcile.cluster import cluster
from dragoman.reconcile.parties import cast
from dragoman.reconcile.stories import components, stories
from dragoman.reconcile.told import tellings
from dragoman.reconcile.words import stem
from quality.ledger import Figure as Ledgers
from quality.ledger import b_cubed, ceaf_e, muc
from quality.outside.scored import Scored
from quality.reading_score import Figure
from training.ecbplus import GoldDocument, load, read

# What follows the head in "took over" and "shut down".
_PARTICLES = frozenset(
    ("up", "down", "out", "off", "over", "in", "on", "away", "back", "through", "to", "for", "of", "at", "by", "with", "from", "into")
)


@dataclass(frozen=True, slots=True)
class Coreference:
    """MUC, B-cubed and CEAF-e of one clustering."""

    muc: Ledgers
    b_cubed: Ledgers
    ceaf_e: Ledgers

    def parts(self, total: int) -> dict[str, Figure]:
        """Return the three measures as figures over `total` mentions."""
        named = (("MUC", self.muc), ("B-cubed", self.b_cubed), ("CEAF-e", self.ceaf_e))
        return {name: Figure(f.precision, f.recall, f.f1, total) for name, f in named}

    @property
    def conll(self) -> float:
        """Return their mean F1."""
        return (self.muc.f1 + self.b_cubed.f1 + self.ceaf_e.f1) / 3


def linked(topic: Sequence[Reading]) -> list[frozenset[Hashable]]:
    """Return the events of one topic as sets of mentions (document id, trigger)."""
    who = cast(topic)
    tolds = tellings(topic, who)
    pairs = candidates(tolds, who)
    groups = cluster(len(tolds), pairs, compare.score(tolds, who, pairs))
    return [frozenset((tolds[n].document.id, tolds[n].mention.trigger) for n in group) for group in groups]


def same_head(topic: Sequence[Reading]) -> list[frozenset[Hashable]]:
    """Return the baseline's events of one topic: mentions whose heads have one stem."""
    found: dict[str, set[Hashable]] = defaultdict(set)
    for reading in topic:
        for event in reading.events:
            found[head(event.trigger.of(reading.document.text))].add((reading.document.id, event.trigger))
    return [frozenset(x) for _, x in sorted(found.items())]


def head(words: str) -> str:
    """Return the stem of a mention's head: its last word that is no particle."""
    found = [w for w in re.findall(r"\w+", words.casefold()) if w not in _PARTICLES]
    return stem(found[-1]) if found else words.casefold()


def coreference(
    gold: Sequence[GoldDocument], topics: Iterable[Sequence[Reading]], link: Callable[[Sequence[Reading]], list]
) -> Coreference:
    """Score `link`, used on each topic by itself, against all chains; mentions alone in their chain count too."""
    key: dict[Hashable, set[Hashable]] = defaultdict(set)
    for g in gold:
        for span, chain in g.mentions.items():
            key[chain].add((g.document.id, span))
    chains = [frozenset(c) for c in key.values()]
    response = [c for topic in topics for c in link(topic)]
    return Coreference(muc(chains, response), b_cubed(chains, response), ceaf_e(chains, response))


def score(reader: Reader, path: Path) -> Scored:
    """Score linking on ECB+ dev in a folder, and the head-lemma baseline within the same topics."""
    gold = load(path, "dev")
    topics = [story for near in components(read(gold, reader)) for story in stories(near)]
    found = {name: coreference(gold, topics, link) for name, link in (("linked", linked), ("head lemma", same_head))}
    total = sum(len(g.mentions) for g in gold)
    figures = {f"{name}: CoNLL F1": Figure(c.conll, c.conll, c.conll, total) for name, c in found.items()}
    return Scored(figures | {f"linked: {m}": figure for m, figure in found["linked"].parts(total).items()}, [])
