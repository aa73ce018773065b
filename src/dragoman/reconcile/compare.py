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
from dragoman.reconcile.strange import SCOPES, head, is_strange, scenery, scope, strange_features
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
    return _read("weights.toml", ("within", "across"))


@cache
def annotated_weights() -> Mapping[str, Weights]:
    """Return the shipped weights for pairs that people annotated, `within` and `across` documents."""
    return _read("annotated.toml", ("within", "across"))


@cache
def strange_weights() -> Mapping[str, Weights]:
    """Return the shipped weights for pairs with a strange mention, by whether `one word` heads both triggers or `other words` do."""
    return _read("strange.toml", SCOPES)


def _read(name: str, scopes: Sequence[str]) -> dict[str, Weights]:
    table = tomllib.loads(files("dragoman.reconcile").joinpath(name).read_text(encoding="utf-8"))
    return {s: Weights(table[s]["prior_bits"], {k: v for k, v in table[s].items() if isinstance(v, dict)}) for s in scopes}


def score(tolds: Sequence[Told], cast: Cast, pairs: NDArray[np.int64], scopes: Mapping[str, Weights] | None = None) -> NDArray[np.float64]:
    """Return the bits of each pair of mentions; `pairs` is (P, 2) of indices into `tolds`, the result (P,).

    Pairs with a strange mention are scored by features and weights of their own, those that people annotated by weights of their own;
    `scopes` are for all pairs with no strange mention, in place of the shipped weights.
    """
    documents = _codes([t.document.id for t in tolds])[0]
    within = documents[pairs[:, 0]] == documents[pairs[:, 1]]
    by_hand = np.array([is_annotated(t) for t in tolds], dtype=np.bool_)[pairs].all(axis=1)
    read, annotated = scopes or weights(), scopes or annotated_weights()
    by_scope = [(read["within"], within & ~by_hand), (read["across"], ~within & ~by_hand)]
    if by_hand.any():
        by_scope += [(annotated["within"], within & by_hand), (annotated["across"], ~within & by_hand)]
    bits = _sums(features(cast), tolds, pairs, by_scope)
    strange = np.array([is_strange(t) for t in tolds], dtype=np.bool_)
    rows = strange[pairs].any(axis=1)
    if rows.any():
        bits[rows] = _strange_bits(tolds, cast, pairs[rows])
    return bits


def is_annotated(told: Told) -> bool:
    """Tell whether people gave a mention with all that it says: the reader signs its own, and is never certain."""
    return not told.mention.signature and told.mention.probability == 1.0


def _strange_bits(tolds: Sequence[Told], cast: Cast, pairs: NDArray[np.int64]) -> NDArray[np.float64]:
    heads = _codes([head(t) for t in tolds])[0]
    one = heads[pairs[:, 0]] == heads[pairs[:, 1]]
    found = strange_weights()
    by_scope = ((found[SCOPES[0]], one), (found[SCOPES[1]], ~one))
    return _sums(strange_features(cast, scenery(tolds)), tolds, pairs, by_scope)


def _sums(
    compared: Sequence[Feature], tolds: Sequence[Told], pairs: NDArray[np.int64], scopes: Sequence[tuple[Weights, NDArray[np.bool_]]]
) -> NDArray[np.float64]:
    """Return each pair's bits (P,), added up over features, by the weights whose rows (P,) it is of."""
    total: NDArray[np.float64] = np.zeros(len(pairs))
    for of_scope, rows in scopes:
        total = np.where(rows, of_scope.prior_bits, total)
    for feature in compared:
        names, code = levels(feature, tolds, pairs)
        for of_scope, rows in scopes:
            table = np.array([of_scope.of(feature.name, name) for name in names] or [0.0])
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


def explain(a: Told, b: Told, cast: Cast, among: Sequence[Told] = ()) -> tuple[tuple[str, str, float], ...]:
    """Return (feature, level, bits) of one pair, the prior first, then by weight: why two mentions were held to be one happening or not.

    `among` are all mentions of the story, which strange ones are compared in the light of.
    """
    if is_strange(a) or is_strange(b):
        of_scope, compared = strange_weights()[scope(a, b)], strange_features(cast, scenery(among or (a, b)))
    else:
        scopes = annotated_weights() if is_annotated(a) and is_annotated(b) else weights()
        of_scope, compared = scopes["within" if a.document.id == b.document.id else "across"], features(cast)
    rows = []
    for feature in compared:
        level = feature.level(feature.value(a), feature.value(b))
        rows.append((feature.name, level, of_scope.of(feature.name, level)))
    return (("prior", "", of_scope.prior_bits), *sorted(rows, key=lambda r: (-abs(r[2]), r[0])))


def _codes(values: Sequence[object]) -> tuple[NDArray[np.int64], list[object]]:
    seen: dict[object, int] = {}
    codes = np.array([seen.setdefault(v, len(seen)) for v in values], dtype=np.int64)
    return codes, list(seen)
