"""TIMEX3 values as intervals of days: never narrower than what is said, never an invented day."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.nouns.text import Span
from dragoman.nouns.time import DayInterval, TimeValue
from dragoman.reconcile.days import days_of, gap, interval, meet


@pytest.mark.parametrize(
    ("value", "earliest", "latest"),
    [
        ("2024-03-05", "2024-03-05", "2024-03-05"),
        ("2024-03-05TMO", "2024-03-05", "2024-03-05"),
        ("2024-W10", "2024-03-04", "2024-03-10"),
        ("2024-W10-WE", "2024-03-09", "2024-03-10"),
        ("2024-02", "2024-02-01", "2024-02-29"),
        ("2024-Q2", "2024-04-01", "2024-06-30"),
        ("2024-H2", "2024-07-01", "2024-12-31"),
        ("2024-WI", "2024-12-01", "2025-02-28"),
        ("2024", "2024-01-01", "2024-12-31"),
        ("199", "1990-01-01", "1999-12-31"),
        ("1964/1973", "1964-01-01", "1973-12-31"),
    ],
)
def test_interval(value: str, earliest: str, latest: str) -> None:
    assert interval(value) == DayInterval(date.fromisoformat(earliest), date.fromisoformat(latest))


@pytest.mark.parametrize("value", ["P30Y", "PT2H", "XXXX-03", "PRESENT_REF", "2024-02-30", "2024-W60", "1973/1964", "", "T10:00", "0000"])
def test_what_names_no_day_gives_none_or_stays_in_the_calendar(value: str) -> None:
    found = interval(value)
    assert found is None or found.earliest >= date(1, 1, 1)


def test_sets_name_no_day_and_the_readers_days_win() -> None:
    days = DayInterval(date(2024, 3, 4), date(2024, 3, 5))
    assert days_of(TimeValue("t1", Span(0, 3), "2024-03-05", days)) == days
    assert days_of(TimeValue("t1", Span(0, 3), "2024-03-05", None, recurs=True)) is None


DAYS = st.builds(
    lambda a, b: DayInterval(min(a, b), max(a, b)),
    st.dates(date(2020, 1, 1), date(2021, 1, 1)),
    st.dates(date(2020, 1, 1), date(2021, 1, 1)),
)


@given(DAYS, DAYS)
def test_gap_is_symmetric_and_zero_exactly_where_intervals_meet(a: DayInterval, b: DayInterval) -> None:
    assert gap(a, b) == gap(b, a)
    assert (gap(a, b) == 0) == (meet(a, b) is not None)
