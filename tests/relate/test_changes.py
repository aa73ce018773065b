"""Change points: planted ones are found and named with their events, and steady noise has next to none."""

from __future__ import annotations

import numpy as np
import polars as pl
import pytest

from dragoman.relate.changes import changes
from dragoman.relate.series import relation
from tests.relate.coded import noise, series

NO_ROWS = pl.DataFrame(schema={"place": pl.UInt32, "impact": pl.Float64, "score": pl.Float64, "event": pl.String})


def false_alarms(draw, periods, tries=150):
    rng = np.random.default_rng(3)
    alarms = 0
    for _ in range(tries):
        cooperation, conflict = draw(rng, periods) * 4.0, draw(rng, periods) * 5.0
        alarms += bool(changes(NO_ROWS, cooperation, conflict, (4.0, 5.0), [str(i) for i in range(periods)]))
    return alarms / tries


@pytest.mark.parametrize("periods", [12, 60, 240])
@pytest.mark.parametrize("rate", [0.5, 5, 50])
def test_steady_noise_makes_few_alarms(periods, rate):
    assert false_alarms(lambda rng, n: rng.poisson(rate, n).astype(float), periods) < 0.05


def test_noise_wilder_than_poissons_makes_few_alarms():
    assert false_alarms(lambda rng, n: rng.negative_binomial(2, 2 / 12, n).astype(float), 60) < 0.05


@pytest.mark.parametrize("seed", range(4))
def test_a_planted_war_is_found_and_named_with_its_first_events(seed):
    talks, war = noise(12, 48, seed), np.concatenate([noise(0.3, 30, seed + 50), noise(9, 18, seed + 99)])
    table = pl.concat([series(talks, prefix="t"), series(war, type_name="ASSAULT", score=-9.0, prefix="w")])
    (change,) = relation(table, "CHN", "RUS").changes
    assert change.period == "2022-07"
    (shift,) = change.shifts
    assert (shift.measure, shift.before < 9, shift.after > 50) == ("conflict", True, True)
    assert len(shift.events) == 5
    assert all(event.startswith("w") and 30 <= int(event[1:4]) < 33 for event in shift.events)


def test_what_fell_is_named_with_its_last_events():
    talks = np.concatenate([noise(14, 24, 1), noise(1, 24, 2)])
    (change,) = relation(series(talks, prefix="t"), "CHN", "RUS").changes
    (shift,) = change.shifts
    assert (change.period, shift.measure, shift.before > shift.after) == ("2022-01", "cooperation", True)
    assert all(21 <= int(event[1:4]) < 24 for event in shift.events)


def test_too_little_has_no_change_points():
    assert relation(series([0, 0, 9, 9, 9]), "CHN", "RUS").changes == ()
    assert relation(series([1] + [0] * 30 + [3]), "CHN", "RUS").changes == ()
