"""Average link: a partition whatever the pairs, the same under renumbering, and not led astray by one link."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from dragoman.reconcile.cluster import THRESHOLD_BITS, UNCOMPARED_BITS, cluster


def groups(size: int, links: dict[tuple[int, int], float]) -> set[frozenset[int]]:
    pairs = np.array(sorted(links), dtype=np.int64).reshape(-1, 2)
    return {frozenset(g) for g in cluster(size, pairs, np.array([links[p] for p in sorted(links)]))}


def every(group: list[int], bits: float) -> dict[tuple[int, int], float]:
    return {(a, b): bits for a in group for b in group if a < b}


def test_nothing_and_singletons() -> None:
    assert groups(0, {}) == set()
    assert groups(3, {}) == {frozenset({0}), frozenset({1}), frozenset({2})}


def test_one_mistaken_link_does_not_join_two_happenings() -> None:
    links = {(a, b): -4.0 for a in range(6) for b in range(a + 1, 6)} | every([0, 1, 2], 5.0) | every([3, 4, 5], 5.0) | {(2, 3): 4.5}
    assert groups(6, links) == {frozenset({0, 1, 2}), frozenset({3, 4, 5})}


def test_one_mistaken_doubt_does_not_split_a_happening() -> None:
    assert groups(4, every([0, 1, 2, 3], 5.0) | {(0, 3): -3.0}) == {frozenset({0, 1, 2, 3})}


CASES = st.integers(2, 9).flatmap(
    lambda size: st.tuples(
        st.just(size),
        st.lists(st.tuples(st.integers(0, size - 1), st.integers(0, size - 1)).filter(lambda p: p[0] < p[1]), unique=True),
        st.randoms(),
    )
)


def mean(a: frozenset[int], b: frozenset[int], links: dict[tuple[int, int], float]) -> float:
    between = [links.get((min(x, y), max(x, y)), UNCOMPARED_BITS) for x in a for y in b]
    return sum(between) / len(between)


@given(CASES)
def test_always_a_partition_in_which_no_two_clusters_belong_together(case: tuple[int, list[tuple[int, int]], object]) -> None:
    size, pairs, rng = case
    links = {p: rng.uniform(-8, 8) for p in pairs}  # type: ignore[attr-defined]
    found = groups(size, links)
    assert sorted(n for g in found for n in g) == list(range(size))
    linked = {n for p, v in links.items() if v > THRESHOLD_BITS for n in p}
    assert all(len(g) == 1 or g <= linked for g in found)
    assert all(mean(a, b, links) <= THRESHOLD_BITS + 1e-6 for a in found for b in found if a != b)


@given(CASES)
def test_renumbering_changes_nothing(case: tuple[int, list[tuple[int, int]], object]) -> None:
    size, pairs, rng = case
    values = [2.6 * (n + 2) ** 0.5 - 8 for n in range(len(pairs))]  # no two alike, nor any two means: a tie goes by number
    rng.shuffle(values)  # type: ignore[attr-defined]
    links = dict(zip(pairs, values, strict=True))
    number = list(range(size))
    rng.shuffle(number)  # type: ignore[attr-defined]
    renamed = {(min(number[a], number[b]), max(number[a], number[b])): v for (a, b), v in links.items()}
    assert groups(size, renamed) == {frozenset(number[n] for n in g) for g in groups(size, links)}
