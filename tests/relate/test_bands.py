"""Bands hold what they say: on counts they are Jeffreys' intervals, and on made-up worlds they hold the truth about nine times in ten."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from dragoman.relate import bands


def arrays(*values):
    return tuple(np.array([float(v)]) for v in values)


@pytest.mark.parametrize("n", [1, 4, 30, 1000])
def test_plain_counts_have_jeffreys_interval(n):
    low, high = bands.total(*arrays(n, n), 1.0)
    assert (low[0], high[0]) == pytest.approx(stats.gamma(n + 0.5).ppf([0.05, 0.95]))


def test_where_nothing_was_seen_the_band_begins_at_nought_and_is_of_the_usual_size():
    low, high = bands.total(*arrays(0, 0), 7.0)
    assert low[0] == 0
    assert high[0] == pytest.approx(7 * stats.gamma(0.5).ppf(0.95))


@given(st.lists(st.tuples(st.floats(0.05, 1), st.floats(0.1, 10)), max_size=30))
def test_the_value_is_within_its_band_and_more_of_the_same_narrows_it(events):
    mean, variance = sum(p * v for p, v in events), sum(p * v * v for p, v in events)
    low, high = bands.total(*arrays(mean, variance), 1.0)
    assert 0 <= low[0] <= mean <= high[0]
    if mean > 0.1:
        low4, high4 = bands.total(*arrays(4 * mean, 4 * variance), 1.0)
        assert (high4[0] - low4[0]) / (4 * mean) < (high[0] - low[0]) / mean


@given(st.floats(0, 50), st.floats(0, 50))
def test_balance_is_symmetric_and_within_its_band(a, b):
    sums = arrays(a, b)
    low, high = bands.balance(sums, sums, (1.0, 1.0))
    other_low, other_high = bands.balance(sums[::-1], sums[::-1], (1.0, 1.0))
    assert (low[0], high[0]) == pytest.approx((-other_high[0], -other_low[0]))
    assert -1 <= low[0] <= high[0] <= 1
    if a + b:
        assert low[0] - 1e-12 <= (a - b) / (a + b) <= high[0] + 1e-12


@pytest.mark.parametrize(("rate", "sizes"), [(5, (2.5, 4.0, 9.0)), (40, (1.0, 10.0))])
def test_bands_of_weighted_sums_hold_the_truth(rate, sizes):
    rng = np.random.default_rng(7)
    drawn = rng.poisson(rate, (4000, len(sizes)))
    mean, variance = drawn @ np.array(sizes), drawn @ np.array(sizes) ** 2
    low, high = bands.total(mean, variance, 5.0)
    truth = rate * sum(sizes)
    assert 0.86 < np.mean((low <= truth) & (truth <= high)) < 0.94


def test_bands_of_mean_scores_hold_the_truth():
    rng = np.random.default_rng(7)
    hits = []
    for _ in range(1500):
        x = rng.choice([-9.0, -3.0, 2.5, 4.0], rng.poisson(12) + 1)
        ones = np.ones_like(x)
        sums = [np.array([s.sum()]) for s in (ones, ones, x, x, x * x)]
        _, low, high = bands.weighted_mean(*sums, usual_variance=float(np.var([-9.0, -3.0, 2.5, 4.0])))
        hits.append(low[0] <= np.mean([-9.0, -3.0, 2.5, 4.0]) <= high[0])
    assert 0.85 < np.mean(hits) < 0.97


def test_one_event_does_not_make_a_mean_certain():
    one = arrays(1, 1, 4, 4, 16)
    mean, low, high = bands.weighted_mean(*one, usual_variance=9.0)
    assert mean[0] == 4
    assert high[0] - low[0] == pytest.approx(2 * 1.6449 * 3, rel=1e-3)
    assert np.isnan(bands.weighted_mean(*arrays(0, 0, 0, 0, 0), usual_variance=9.0)[0][0])
