"""Periods are named, spanned and read alike."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.errors import RelationError
from dragoman.relate import periods

WRITTEN = [
    ("2025-03-04", date(2025, 3, 4), date(2025, 3, 4)),
    ("2025-W01", date(2024, 12, 30), date(2025, 1, 5)),
    ("2024-02", date(2024, 2, 1), date(2024, 2, 29)),
    ("2025", date(2025, 1, 1), date(2025, 12, 31)),
    ("2025-01..2025-09", date(2025, 1, 1), date(2025, 9, 30)),
    ("2025-01-15..2026", date(2025, 1, 15), date(2026, 12, 31)),
]


@pytest.mark.parametrize(("words", "first", "last"), WRITTEN)
def test_days_of_periods_and_windows(words, first, last):
    assert periods.days(words) == (first, last)


@pytest.mark.parametrize("words", ["", "2025-13", "2025-02-30", "2025-W60", "March", "2025..", "0000", "2025-09..2025-01", "٢٠٢٥"])
def test_what_is_no_period_is_refused(words):
    with pytest.raises(RelationError, match="expected a day, week, month, year or window"):
        periods.days(words)


@given(st.dates(date(1900, 1, 1), date(2100, 1, 1)), st.integers(0, 800), st.sampled_from(periods.GRAINS))
def test_periods_follow_each_other_without_a_gap(first, length, grain):
    last = date.fromordinal(first.toordinal() + length)
    begins = periods.starts(first, last, grain)
    assert begins[0] <= first
    assert periods.last_day(begins[-1], grain) >= last
    for one, following in pairwise(begins):
        assert periods.last_day(one, grain).toordinal() + 1 == following.toordinal()
    assert [periods.days(periods.name(day, grain)) for day in begins] == [(day, periods.last_day(day, grain)) for day in begins]
