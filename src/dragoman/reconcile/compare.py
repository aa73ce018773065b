"""Pairs of event mentions scored in bits: the sum over features of the log-odds that two mentions tell one happening."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import numpy as np
from numpy.typing import NDArray

from dragoman.reconcile.features import Feature, features
from dragoman.reconcile.parties import Cast
from dragoman.reconcile.told import Told


@dataclass(frozen=True, slots=True)
class Weights:
    """Bits per feature level, and the bits of a pair before anything is known of it; `within` one document, `across` two."""

    prior_bits: float
    bits: Mapping[str, Mapping[str, float]]

    def of(self, feature: str, level: str) -> float:
        """Return the bits of a level; a level that training never saw says nothing."""
        return self.bits.get(feature, {}).get(level, 0.0)


@cache
def weights() -> Mapping[str, Weights]:
    """Return the shipped weights, `within` and `across` documents."""
    table = tomllib.loads(files("dragoman.reconcile").joinpath("weights.toml").read_text(encoding="utf-8"))
    return {
        scope: Weights(table[scope]["prior_bits"], {k: v for k, v in table[scope].items() if isinstance(v, dict)})
        for scope in ("within", "across")
    }


def score(tolds: Sequence[Told], cast: Cast, pairs: NDArray[np.int64], scopes: Mapping[str, Weights] | None = None) -> NDArray[np.float64]:
    """Return the bits of each pair of mentions; `pairs` is (P, 2) of indices into `tolds`, the result (P,)."""
    scopes = scopes or weights()
    documents = _codes([t.document.id for t in tolds])[0]
    within = documents[pairs[:, 0]] == documents[pairs[:, 1]]
    total: NDArray[np.float64] = np.where(within, scopes["within"].prior_bits, scopes["across"].prior_bits)
    for feature in features(cast):
        names, code = levels(feature, tolds, pairs)
        for scope, rows in (("within", within), ("across", ~within)):
            table = np.array([scopes[scope].of(feature.name, name) for name in names] or [0.0])
            total = total + np.where(rows, table[code], 0.0)
    rounded: NDArray[np.float64] = np.round(total, 6)
    return rounded


def levels(feature: Feature, tolds: Sequence[Told], pairs: NDArray[np.int64]) -> tuple[list[str], NDArray[np.int64]]:
    """Return a feature's level names and, for each pair, the index of its level; each two distinct values are compared once."""
    codes, values = _codes([feature.value(t) for t in tolds])
    left, right = codes[pairs].min(axis=1), codes[pairs].max(axis=1)
    unique, back = np.unique(left * len(values) + right, return_inverse=True)
    first, second = np.divmod(unique, max(len(values), 1))
    if feature.many is not None:
        told = feature.many(values, first, second)
    else:
        told = [feature.level(values[a], values[b]) for a, b in zip(first.tolist(), second.tolist(), strict=True)]
    names: dict[str, int] = {}
    of_unique = np.array([names.setdefault(name, len(names)) for name in told], dtype=np.int64)
    return list(names), of_unique[back] if len(unique) else np.zeros(0, dtype=np.int64)


def explain(a: Told, b: Told, cast: Cast) -> tuple[tuple[str, str, float], ...]:
    """Return (feature, level, bits) of one pair, the prior first, then by weight: why two mentions were held to be one happening or not."""
    scope = weights()["within" if a.document.id == b.document.id else "across"]
    rows = []
    for feature in features(cast):
        level = feature.level(feature.value(a), feature.value(b))
        rows.append((feature.name, level, scope.of(feature.name, level)))
    return (("prior", "", scope.prior_bits), *sorted(rows, key=lambda r: (-abs(r[2]), r[0])))


def _codes(values: Sequence[object]) -> tuple[NDArray[np.int64], list[object]]:
    seen: dict[object, int] = {}
    codes = np.array([seen.setdefault(v, len(seen)) for v in values], dtype=np.int64)
    return codes, list(seen)
