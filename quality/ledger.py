"""Scores ledgers against the corpus: cross-document event coreference, corroboration, disagreements, and the latest status.

    python -m quality.ledger [--split dev] [--faults none|light|heavy]

reconciles the gold readings of a split, all stories at once, with a reader's faults put in where asked, and prints the figures.
"""

from __future__ import annotations

import argparse
from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from scipy.optimize import linear_sum_assignment

from dragoman.nouns.ledger import Event, Ledger
from dragoman.nouns.text import Span
from dragoman.reconcile import reconcile
from training.blur import HEAVY, LIGHT, Faults, blur
from training.corpus import GoldStory, load

Mention = tuple[str, Span]
Clusters = Sequence[frozenset[Hashable]]
SEED = 7


@dataclass(frozen=True, slots=True)
class Figure:
    """Precision and recall, both 0 to 1."""

    precision: float
    recall: float

    @property
    def f1(self) -> float:
        """Return the harmonic mean, 0 where both are."""
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


@dataclass(frozen=True, slots=True)
class LedgerScore:
    """All figures of a set of ledgers; coreference is over gold mentions that the ledgers' mentions overlap."""

    found: int
    total: int
    muc: Figure
    b_cubed: Figure
    ceaf_e: Figure
    corroborated: float
    disagreement: Figure
    latest_status: float

    @property
    def conll(self) -> float:
        """Return the mean F1 of MUC, B-cubed and CEAF-e (Pradhan et al. 2012, CoNLL shared task)."""
        return (self.muc.f1 + self.b_cubed.f1 + self.ceaf_e.f1) / 3


def score(pairs: Sequence[tuple[GoldStory, Ledger]]) -> LedgerScore:
    """Return the figures of ledgers over the gold stories that they were made from; several stories may share one ledger."""
    gold: dict[Hashable, set[Hashable]] = defaultdict(set)
    system: dict[Hashable, set[Hashable]] = defaultdict(set)
    told: list[tuple[bool, bool, bool]] = []
    corroborated: list[bool] = []
    total = 0
    for story, ledger in pairs:
        by_mention = {(r.document.id, e.id): e.trigger for r in story.readings for e in r.events}
        total += len(by_mention)
        paired = _paired(story, ledger)
        for happening in story.happenings:
            own = [m for m in happening.mentions if (m[0], by_mention[m]) in paired]
            for m in own:
                event = paired[m[0], by_mention[m]]
                gold[story.id, happening.id].add((m[0], by_mention[m]))
                system[event.id].add((m[0], by_mention[m]))
            events = {e.id: e for m in own for e in [paired[m[0], by_mention[m]]]}
            if len({m[0] for m in own}) > 1:
                corroborated.append(any(e.independent_sources > 1 for e in events.values()))
            if events:
                flagged = any(not f.agree for e in events.values() for f in e.fields)
                told.append((bool(happening.differs), flagged, any(e.status == happening.status for e in events.values())))
    key, response = _frozen(gold), _frozen(system)
    both = sum(truth and flagged for truth, flagged, _ in told)
    return LedgerScore(
        found=sum(map(len, key)),
        total=total,
        muc=muc(key, response),
        b_cubed=b_cubed(key, response),
        ceaf_e=ceaf_e(key, response),
        corroborated=_share(sum(corroborated), len(corroborated)),
        disagreement=Figure(_share(both, sum(f for _, f, _ in told)), _share(both, sum(t for t, _, _ in told))),
        latest_status=_share(sum(s for _, _, s in told), len(told)),
    )


def _paired(story: GoldStory, ledger: Ledger) -> dict[Mention, Event]:
    """Pair gold triggers with the ledger's mentions of the same document one to one, the largest overlap first."""
    documents = {r.document.id for r in story.readings}
    tellings = [(m.document, m.trigger, e) for e in ledger.events for m in e.mentions if m.document in documents]
    options = sorted(
        (
            (-(min(span.end, gold.end) - max(span.start, gold.start)), document, gold, span, n)
            for r in story.readings
            for gold in (e.trigger for e in r.events)
            for n, (document, span, _) in enumerate(tellings)
            if document == r.document.id and span.overlaps(gold)
        ),
        key=lambda o: o[:4],
    )
    found: dict[Mention, Event] = {}
    used: set[int] = set()
    for _, document, gold, _, n in options:
        if (document, gold) not in found and n not in used:
            found[document, gold] = tellings[n][2]
            used.add(n)
    return found


def muc(key: Clusters, response: Clusters) -> Figure:
    """Return MUC (Vilain et al. 1995): links kept, a cluster of n needing n - 1."""

    def recall(clusters: Clusters, other: Clusters) -> float:
        where = _where(other)
        kept = sum(len(c) - len({where.get(m, ("alone", m)) for m in c}) for c in clusters)
        return _share(kept, sum(len(c) - 1 for c in clusters))

    return Figure(recall(response, key), recall(key, response))


def b_cubed(key: Clusters, response: Clusters) -> Figure:
    """Return B-cubed (Bagga & Baldwin 1998): for each mention, the share of its cluster that is right."""

    def recall(clusters: Clusters, other: Clusters) -> float:
        where = _where(other)
        right = sum(len(c & other[where[m]]) / len(c) for c in clusters for m in c if m in where)
        return _share(right, sum(len(c) for c in clusters))

    return Figure(recall(response, key), recall(key, response))


def ceaf_e(key: Clusters, response: Clusters) -> Figure:
    """Return entity-based CEAF (Luo 2005): the best one-to-one alignment of clusters by 2|K∩R| / (|K|+|R|)."""
    if not key or not response:
        return Figure(0.0, 0.0)
    table = np.array([[2 * len(k & r) / (len(k) + len(r)) for r in response] for k in key])
    rows, columns = linear_sum_assignment(-table)
    best = float(table[rows, columns].sum())
    return Figure(best / len(response), best / len(key))


def _where(clusters: Clusters) -> Mapping[Hashable, int]:
    return {m: n for n, c in enumerate(clusters) for m in c}


def _frozen(clusters: Mapping[Hashable, Iterable[Hashable]]) -> list[frozenset[Hashable]]:
    return [frozenset(c) for c in clusters.values()]


def _share(part: float, whole: float) -> float:
    return part / whole if whole else 0.0


def main(argv: Sequence[str] | None = None) -> None:
    """Print the figures of one split."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--split", choices=["train", "dev"], default="dev")
    parser.add_argument("--faults", choices=["none", "light", "heavy"], default="none")
    options = parser.parse_args(argv)
    faults: Faults | None = {"none": None, "light": LIGHT, "heavy": HEAVY}[options.faults]
    stories = load(split=options.split)
    ledger = reconcile(r if faults is None else blur(r, faults, SEED) for s in stories for r in s.readings)
    found = score([(s, ledger) for s in stories])
    print(f"{'mentions found':32} {found.found} of {found.total}; {len(ledger.events)} events, {len(ledger.stories)} stories")
    for name, figure in (("MUC", found.muc), ("B-cubed", found.b_cubed), ("CEAF-e", found.ceaf_e), ("disagreement", found.disagreement)):
        print(f"{name:32} P {figure.precision:.3f}  R {figure.recall:.3f}  F1 {figure.f1:.3f}")
    print(f"{'CoNLL F1':32} {found.conll:.3f}")
    print(f"{'corroborated where two tell it':32} {found.corroborated:.3f}")
    print(f"{'latest status':32} {found.latest_status:.3f}")


if __name__ == "__main__":
    main()
