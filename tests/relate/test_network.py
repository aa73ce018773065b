"""Networks: their sums, what activity alone would give, the noise of counts, and who is too rare to be placed."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman.relate.choosing import Choice
from dragoman.relate.network import affinity, expected, network
from quality.planted import world
from tests.relate.coded import accused, coded, table


def many(source, target, number, kind=coded, first=1):
    return [kind(f"{source}{target}{n}", source, target, f"2025-03-{first + n:02d}") for n in range(number)]


def test_sums_of_pairs_whichever_way_events_go():
    net = network(table(*many("CHN", "RUS", 3), *many("RUS", "CHN", 2, accused), *many("IND", "RUS", 3), *many("CHN", "IND", 1)), Choice())
    assert net.actors == ("CHN", "IND", "RUS")
    assert net.cooperation.tolist() == [[0, 2.5, 7.5], [2.5, 0, 7.5], [7.5, 7.5, 0]]
    assert net.conflict[0, 2] == net.conflict[2, 0] == 6
    assert net.events.tolist() == [[0, 1, 5], [1, 0, 3], [5, 3, 0]]
    assert net.together[0, 2] == pytest.approx(3)  # events of one size count as what they are
    assert net.noise == 1.0  # less than a month is too short to tell noise


def test_an_event_both_ways_counts_once_and_asides_of_the_choice_hold():
    rows = [*many("CHN", "RUS", 4), *[coded(f"CHNRUS{n}", "RUS", "CHN", f"2025-03-0{n + 1}") for n in range(4)]]
    assert network(table(*rows), Choice()).events[0, 1] == 4
    repeated = [coded(f"again{n}", day="2025-03-01") for n in range(9)]
    assert network(table(*rows, *repeated), Choice()).events[0, 1] == 13
    assert network(table(*rows, *repeated), Choice(one_a_day=True)).events[0, 1] == 4


def test_who_is_too_rare_is_not_placed_nor_who_has_only_them():
    rows = [*many("CHN", "RUS", 5), *many("USA", "FRA", 2), *many("FRA", "DEU", 2)]
    assert network(table(*rows), Choice()).actors == ("CHN", "RUS")
    assert network(table(*many("USA", "FRA", 2)), Choice()).actors == ()


def test_organisations_are_placed_where_they_are_asked_for():
    rows = [*many("CHN", "RUS", 3), *many("org:nato", "RUS", 3)]
    assert network(table(*rows), Choice()).actors == ("CHN", "RUS")
    assert network(table(*rows), Choice(), states_only=False).actors == ("CHN", "RUS", "org:nato")


@settings(deadline=None)
@given(st.integers(3, 12), st.integers(0, 10**6))
def test_what_is_expected_keeps_everyones_activity(size, seed):
    counts = np.random.default_rng(seed).poisson(4, (size, size)).astype(float)
    counts = np.triu(counts, 1) + np.triu(counts, 1).T
    met = expected(counts)
    assert np.allclose(met, met.T)
    assert np.all(np.diag(met) == 0)
    possible = counts.sum(axis=1).max() < counts.sum() / 2 * 0.95  # who has most of all events meets nobody as often by chance
    if possible:
        assert np.allclose(met.sum(axis=1), counts.sum(axis=1), rtol=1e-3, atol=1e-3)


def test_affinities_of_chance_have_mean_0_and_variance_2():
    activity = np.random.default_rng(1).lognormal(0, 0.5, 60)
    met = np.outer(activity, activity) * 8
    rng = np.random.default_rng(2)
    drawn = [np.triu(rng.poisson(met).astype(float), 1) for _ in range(2)]
    values = affinity(*(d + d.T for d in drawn))[np.triu_indices(60, 1)]
    assert abs(values.mean()) < 0.05
    assert 1.8 < values.var() < 2.2


def test_noise_is_one_for_independent_events_and_more_where_events_come_in_bursts():
    independent, _ = world([10], events=3000, friendly=1, hostile=1)
    assert network(independent, Choice()).noise < 1.15
    calm = [coded(f"c{n}", day=f"2025-{n % 12 + 1:02d}-10") for n in range(24)]
    burst = [coded(f"b{n}", "IND", "RUS", day=f"2025-06-{n % 20 + 1:02d}") for n in range(40)]
    assert network(table(*calm, *burst), Choice()).noise > 5
