"""Clusters of event mentions: average-link agglomeration over bits, so that one mistaken link cannot join two happenings."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

# Mean bits between two clusters from which they are one happening; below even odds, because a missed link shows as a double row.
THRESHOLD_BITS = -1.0
# A pair that blocking left out is unlikely, but no veto against a cluster whose other pairs agree.
UNCOMPARED_BITS = -6.0
# One pair can speak for or against a cluster with no more than this, so that a single wrong role or date is outvoted.
CAP_BITS = 10.0


def cluster(
    size: int,
    pairs: NDArray[np.int64],
    bits: NDArray[np.float64],
    threshold_bits: float = THRESHOLD_BITS,
    *,
    together: Sequence[Sequence[int]] = (),
    apart: Iterable[tuple[int, int]] = (),
) -> tuple[tuple[int, ...], ...]:
    """Partition `size` mentions given the bits (P,) of compared pairs (P, 2): average link, ties to the lowest indices.

    Within a connected part of pairs above the threshold, the two clusters with the highest mean bits over all their pairs are joined until
    no mean is above the threshold (UPGMA, Sokal & Michener 1958). The result depends on the order of the indices alone.

    Whatever the bits say, the mentions of each group in `together` are joined first, and no cluster ever holds both of a pair in `apart`;
    the two may not contradict each other.
    """
    links = [*map(tuple, pairs[bits > threshold_bits].tolist()), *((group[0], n) for group in together for n in group[1:])]
    never = sorted({(min(both), max(both)) for both in apart})
    found: list[tuple[int, ...]] = []
    for part in _parts(size, links):
        row = {n: k for k, n in enumerate(part)}
        table = _matrix(size, part, pairs, bits)
        for i, j in ((row[i], row[j]) for i, j in never if i in row and j in row):
            table[i, j] = table[j, i] = -np.inf  # a mean that holds minus infinity stays so, whatever it is joined with
        first = [[row[n] for n in group] for group in together if group[0] in row]
        groups = _average_link(table, threshold_bits, first)
        found += [tuple(sorted(part[n] for n in group)) for group in groups]
    return tuple(sorted(found))


def _parts(size: int, links: Iterable[tuple[int, int]]) -> list[list[int]]:
    root = list(range(size))

    def find(n: int) -> int:
        while root[n] != n:
            root[n] = root[root[n]]
            n = root[n]
        return n

    for i, j in links:
        a, b = find(i), find(j)
        root[max(a, b)] = min(a, b)
    parts: dict[int, list[int]] = {}
    for n in range(size):
        parts.setdefault(find(n), []).append(n)
    return list(parts.values())


def _average_link(mean: NDArray[np.float64], threshold_bits: float, first: Sequence[Sequence[int]] = ()) -> list[list[int]]:
    """Join clusters of a (K, K) table, which is used up, by highest mean, the lowest indices first; return lists of row numbers.

    The rows of each group in `first` are joined before any other.
    """
    groups = [[n] for n in range(len(mean))]
    count = np.ones(len(mean))

    def join(i: int, j: int) -> None:
        i, j = min(i, j), max(i, j)
        joined = np.round((count[i] * mean[i] + count[j] * mean[j]) / (count[i] + count[j]), 9)
        mean[i], mean[:, i] = joined, joined
        mean[j], mean[:, j] = -np.inf, -np.inf
        mean[i, i] = -np.inf
        count[i] += count[j]
        groups[i], groups[j] = groups[i] + groups[j], []

    for group in first:
        for n in sorted(group)[1:]:
            join(min(group), n)
    while True:
        i, j = divmod(int(np.argmax(mean)), len(mean))
        if not mean[i, j] > threshold_bits:
            return [g for g in groups if g]
        join(i, j)


def _matrix(size: int, part: list[int], pairs: NDArray[np.int64], bits: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the capped bits of all pairs of one part, (K, K), minus infinity on the diagonal."""
    place = np.full(size, -1)
    place[part] = np.arange(len(part))
    table = np.full((len(part), len(part)), UNCOMPARED_BITS, dtype=np.float64)
    rows = (place[pairs[:, 0]] >= 0) & (place[pairs[:, 1]] >= 0)
    left, right = place[pairs[rows, 0]], place[pairs[rows, 1]]
    table[left, right] = table[right, left] = np.clip(bits[rows], -CAP_BITS, CAP_BITS)
    np.fill_diagonal(table, -np.inf)
    return table
