"""Calendar points, TIMEX3 values and number words."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.nouns.text import Span
from dragoman.nouns.time import DayInterval
from dragoman.read.numerals import plain, read_number, read_ordinal
from dragoman.read.times import resolve
from dragoman.read.timex import at_grain, days_of, easter, mask, shift


@pytest.mark.parametrize(
    ("value", "earliest", "latest"),
    [
        ("2025", "2025-01-01", "2025-12-31"),
        ("2024-02", "2024-02-01", "2024-02-29"),
        ("2025-Q3", "2025-07-01", "2025-09-30"),
        ("2025-H2", "2025-07-01", "2025-12-31"),
        ("2025-WI", "2025-12-01", "2026-02-28"),
        ("2025-W10", "2025-03-03", "2025-03-09"),
        ("2025-W10-WE", "2025-03-08", "2025-03-09"),
        ("2025-03-05TMO", "2025-03-05", "2025-03-05"),
        ("199", "1990-01-01", "1999-12-31"),
        ("19", "1900-01-01", "1999-12-31"),
        ("2010/2015", "2010-01-01", "2015-12-31"),
    ],
)
def test_days_of_a_value(value: str, earliest: str, latest: str) -> None:
    assert days_of(value) == DayInterval(date.fromisoformat(earliest), date.fromisoformat(latest))


@pytest.mark.parametrize("value", ["P3D", "PXM", "XXXX-09-15", "2025-13", "2025-02-30", "2025-W60", "2015/2010", "PAST_REF", "", "T10:00"])
def test_what_names_no_days(value: str) -> None:
    assert days_of(value) is None


@given(
    st.dates(date(1, 1, 1), date(9990, 1, 1)),
    st.sampled_from(["day", "week", "month", "quarter", "half", "season", "year", "decade", "century"]),
)
def test_the_unit_around_a_day_holds_it_and_reads_back(day: date, grain: str) -> None:
    point = at_grain(grain, day)  # type: ignore[arg-type]
    days = point.days()
    if day.year >= 100:
        assert days.earliest <= day <= days.latest
        assert days_of(point.value()) == days


@given(st.dates(date(1900, 1, 1), date(2100, 1, 1)), st.integers(-400, 400), st.sampled_from(["day", "week", "month", "year"]))
def test_shifting_there_and_back(day: date, number: int, grain: str) -> None:
    start = at_grain(grain, day)  # type: ignore[arg-type]
    away = shift(start, number, grain)  # type: ignore[arg-type]
    assert away is not None
    assert shift(away, -number, grain) == start  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("year", "western", "orthodox"), [(2024, (3, 31), (5, 5)), (2025, (4, 20), (4, 20)), (2026, (4, 5), (4, 12)), (2000, (4, 23), (4, 30))]
)
def test_easter(year: int, western: tuple[int, int], orthodox: tuple[int, int]) -> None:
    assert easter(year) == date(year, *western)
    assert easter(year, orthodox=True) == date(year, *orthodox)


@pytest.mark.parametrize(
    ("one", "other", "common"),
    [
        ("2025-09-15", "2024-09-15", "XXXX-09-15"),
        ("2025-03-15", "2025-09-15", "2025-XX-XX"),
        ("2025-W03", "2024-W04", "XXXX-WXX"),
        ("1903-02-10TNI", "2058-08-25TNI", "XXXX-XX-XXTNI"),
        ("2025-FA", "2024-FA", "XXXX-FA"),
        ("2025-06-10/2025-06-12", "2024-06-10/2024-06-12", "XXXX-06-10/XXXX-06-12"),
        ("P3D", "2025", "XXXX-XX-XX"),
    ],
)
def test_mask(one: str, other: str, common: str) -> None:
    assert mask(one, other) == common == mask(other, one)


@pytest.mark.parametrize(
    ("words", "number"),
    [
        ("1.2 million", "1200000"),
        ("42-billion", "42000000000"),
        ("2.5bn", "2500000000"),
        ("9m", "9000000"),
        ("1,234,567", "1234567"),
        ("15 000", "15000"),
        ("500 crore", "5000000000"),
        ("two hundred and forty", "240"),
        ("forty-one", "41"),
        ("fifteen thousand", "15000"),
        ("a dozen", "12"),
        ("half a million", "500000"),
        ("two and a half", "2.5"),
        ("two and a half million", "2500000"),
        ("ninety-nine thousand nine hundred and ninety-nine", "99999"),
    ],
)
def test_numbers(words: str, number: str) -> None:
    read = read_number(words)
    assert read is not None
    assert plain(read) == number


@pytest.mark.parametrize("words", ["", "a", "and", "five hundred apples", "several", "million dollars", "1.2.3", "twelfth"])
def test_no_numbers(words: str) -> None:
    assert read_number(words) is None


@given(st.integers(0, 10**15 - 1))
def test_figures_with_and_without_commas(number: int) -> None:
    assert read_number(str(number)) == read_number(f"{number:,}") == Decimal(number)


@pytest.mark.parametrize(
    ("words", "rank"), [("29th", 29), ("third", 3), ("twenty-ninth", 29), ("fortieth", 40), ("Twelfth", 12), ("th", None), ("ninety", None)]
)
def test_ordinals(words: str, rank: int | None) -> None:
    assert read_ordinal(words) == rank


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("The fair took place this weekend in Toronto.", "2016-W35-WE"),
        ("The fair will take place this weekend in Toronto.", "2016-W36-WE"),
    ],
)
def test_this_weekend_is_the_last_one_of_what_took_place(text: str, value: str) -> None:
    wednesday = date(2016, 9, 7)
    start = text.index("this")
    (found,) = resolve(text, [Span(start, start + len("this weekend"))], DayInterval(wednesday, wednesday))
    assert found.value == value
