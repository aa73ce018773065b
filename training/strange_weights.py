"""Learns the bits of pairs with a strange mention (`dragoman.reconcile.strange`) from the gold mentions of ECB+ train.

    python -m training.strange_weights FOLDER [--folds N]      writes strange.toml; with folds only scores topics left out

Pairs are those that reconciling compares in its own stories. A pair counts less the more pairs of its story have the same two heads, as
otherwise a handful of words that every sentence has would decide.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from unittest.mock import patch

import numpy as np

from dragoman.nouns.reading import Reading
from dragoman.read import Reader
from dragoman.reconcile import compare
from dragoman.reconcile.block import candidates
from dragoman.reconcile.compare import Weights, levels
from dragoman.reconcile.parties import cast
from dragoman.reconcile.stories import components, stories
from dragoman.reconcile.strange import SCOPES, head, is_strange, scenery, strange_features
from dragoman.reconcile.told import tellings
from quality.outside.events import coreference, linked
from training import ecbplus
from training.link_weights import ROOM, Fitted, Pairs, fit, written

# How fast a pair counts less the more there are with its two heads: of the powers 0, -0.5 and -0.75 the best on topics left out.
CROWD_POWER = -0.5
# Taken off each prior: of 0, 0.25, 0.5 and 1 the best on topics left out.
CAUTION_BITS = 0.25


@dataclass(frozen=True, slots=True)
class Topic:
    """One of the stories that reconciling makes of ECB+, with the pairs that a strange mention is of; `within` is whether heads are one."""

    name: str
    readings: tuple[Reading, ...]
    pairs: Pairs


def topics(gold: Sequence[ecbplus.GoldDocument], reader: Reader) -> list[Topic]:
    """Return the stories of documents whose mentions are given to the reader."""
    chain = {(g.document.id, span): c for g in gold for span, c in g.mentions.items()}
    found = [story for near in components(ecbplus.read(gold, reader)) for story in stories(near)]
    return [Topic(story[0].document.id.partition("_")[0], story, compared(story, chain)) for story in found]


def compared(readings: Sequence[Reading], chain: dict) -> Pairs:
    """Compare the pairs of one story that have a strange mention; `chain` is by document id and trigger."""
    who = cast(readings)
    tolds = tellings(readings, who)
    pairs = candidates(tolds, who)
    pairs = pairs[np.array([is_strange(t) for t in tolds], dtype=np.bool_)[pairs].any(axis=1)]
    columns = []
    for feature in strange_features(who, scenery(tolds)):
        names, code = levels(feature, tolds, pairs)
        columns.append(np.array(names or [""])[code])
    of = [chain[t.document.id, t.mention.trigger] for t in tolds]
    heads = [tuple(sorted((head(tolds[i]), head(tolds[j])))) for i, j in pairs.tolist()]
    crowd = Counter(heads)
    return Pairs(
        np.stack(columns, axis=1),
        np.array([of[i] == of[j] for i, j in pairs.tolist()], dtype=np.bool_),
        np.array([a == b for a, b in heads], dtype=np.bool_),
        np.array([crowd[h] ** CROWD_POWER for h in heads], dtype=np.float64),
    )


def learnt(found: Sequence[Pairs]) -> dict[str, Fitted]:
    """Return the weights of both scopes."""
    names = feature_names()
    mean = np.concatenate([p.counts for p in found if p.counts is not None]).mean()
    even = [replace(p, counts=p.counts / mean) for p in found if p.counts is not None]
    fits = {scope: fit(even, names, scope == SCOPES[0], {}) for scope in SCOPES}
    return {scope: replace(f, prior_bits=f.prior_bits - CAUTION_BITS) for scope, f in fits.items()}


def feature_names() -> list[str]:
    """Return the names of the comparisons."""
    return [f.name for f in strange_features(cast(()), scenery(()))]


def left_out(gold: Sequence[ecbplus.GoldDocument], found: Sequence[Topic], folds: int) -> float:
    """Return the CoNLL F1 of all topics, each linked by weights that were learnt without it."""
    fold = {name: n % folds for n, name in enumerate(sorted({t.name for t in found}, key=int))}
    response: dict[tuple[Reading, ...], list] = {}
    for n in range(folds):
        fits = learnt([t.pairs for t in found if fold[t.name] != n])
        with patch.object(compare, "strange_weights", lambda fits=fits: {s: _weights(f) for s, f in fits.items()}):
            response |= {t.readings: linked(t.readings) for t in found if fold[t.name] == n}
    return coreference(gold, [t.readings for t in found], lambda topic: response[tuple(topic)]).conll


def _weights(fitted: Fitted) -> Weights:
    bits: dict[str, dict[str, float]] = {}
    for (feature, level), b in fitted.bits.items():
        bits.setdefault(feature, {})[level] = b
    return Weights(fitted.prior_bits, bits)


def main(argv: list[str] | None = None) -> None:
    """Write the data file that the package ships, or score topics left out."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path, help="folder of ECB+ train")
    parser.add_argument("--folds", type=int, default=0, help="score topics left out of so many parts, and write nothing")
    options = parser.parse_args(argv)
    gold = ecbplus.load(options.folder, "train")
    found = topics(gold, Reader.load())
    if options.folds:
        print(f"CoNLL F1 on topics left out: {left_out(gold, found, options.folds):.4f}")
        return
    text = written(learnt([t.pairs for t in found]), feature_names(), "training/strange_weights.py")
    (ROOM / "strange.toml").write_text(text, encoding="utf-8")
    print(f"learnt from {len(found)} stories; wrote strange.toml in {ROOM}")


if __name__ == "__main__":
    main()
