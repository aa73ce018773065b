"""What the words between two parties tell of PLOVER's types: a table of weights, weak evidence beside the model's."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from functools import cache
from importlib import resources

from dragoman.scheme.dyad import plover_types


def by_words(stems: Iterable[str]) -> Mapping[str, float]:
    """Return PLOVER type -> probability by the words alone, given their stems; even where the table knows none of them."""
    sums = dict.fromkeys(plover_types(), 0.0)
    for stem in sorted(set(stems)):
        for name, weight in weights().get(stem, {}).items():
            sums[name] += weight
    top = max(sums.values())
    raised = {name: math.exp(value - top) for name, value in sums.items()}
    whole = math.fsum(raised.values())
    return {name: value / whole for name, value in raised.items()}


@cache
def weights() -> Mapping[str, Mapping[str, float]]:
    """Return stem -> PLOVER type -> weight in nats, as the table has them in hundredths."""
    lines = resources.files("dragoman.scheme").joinpath("data", "pair_words.tsv").read_text(encoding="utf-8").splitlines()
    table: dict[str, dict[str, float]] = {}
    for line in lines:
        if line and not line.startswith("#"):
            stem, *cells = line.split("\t")
            table[stem] = {name: int(value) / 100 for name, value in (cell.split(" ") for cell in cells)}
    return table
