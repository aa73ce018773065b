"""Dates of metadata: a day where a day is written, and never a day that is not."""

from __future__ import annotations

import time
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.ingest.dates import dated, is_spelled, published, url_dated


@pytest.mark.parametrize(
    "text",
    [
        "2024-03-05", " 2024-03-05\n", "20240305", "2024/03/05", "2024-03-05T10:11:12Z", "2024-03-05 10:11",
        "2024-03-05T10:11:12.345678+0530", "2024-03-05T23:59:59-11:00", "2024-03-05T00:30:00+14:00", "20240305T101112Z",
        "Tue, 05 Mar 2024 10:11:12 GMT", "5 Mar 2024 10:11 +0100", "5 March 2024",
        "March 5, 2024", "Tuesday, 5th March 2024", "Tuesday March 5th 2024", "Mar. 5, 2024", "1709640000", "1709640000123",
    ],
)  # fmt: skip
def test_a_day(text: str) -> None:
    assert published(dated(text, "metadata", "rule")) == date(2024, 3, 5)


@pytest.mark.parametrize(
    ("text", "earliest", "latest"),
    [("2024", date(2024, 1, 1), date(2024, 12, 31)), ("2024-02", date(2024, 2, 1), date(2024, 2, 29))],
)
def test_less_than_a_day_stays_an_interval(text: str, earliest: date, latest: date) -> None:
    found = dated(text, "metadata", "rule")
    assert found is not None
    assert (found.value, found.earliest, found.latest) == (text, earliest, latest)
    assert published(found) is None


@pytest.mark.parametrize(
    "text",
    [
        "", "05/03/2024", "5.3.2024", "today", "3 days ago", "2024-13-01", "2024-02-30", "32 March 2024", "0001-01-01", "0000",
        "99999999999", "123", "x" * 10**6,
    ],
)  # fmt: skip
def test_nothing_is_guessed(text: str) -> None:
    assert dated(text, "metadata", "rule") is None


@pytest.mark.parametrize(
    ("url", "value"),
    [
        ("https://example.org/2024/03/05/talks", "2024-03-05"),
        ("https://example.org/2024/3/5", "2024-03-05"),
        ("https://example.org/world/2024-03-05-talks.html", "2024-03-05"),
        ("https://example.org/talks-2024-03-05.html?x=2019-01-01", "2024-03-05"),
        ("https://example.org/world/20240305/talks", "2024-03-05"),
        ("https://example.org/world/2024/mar/05/talks", "2024-03-05"),
        ("https://example.org/2024/03/talks", "2024-03"),
        ("https://example.org/2024/13/40/talks", None),
        ("https://example.org/a/202403051/talks", None),
        ("https://example.org/a/120240305/talks", None),
        ("https://2024-03-05.example.org/talks", None),
        ("https://example.org/talks?d=/2024/03/05/", None),
        ("", None),
    ],
)
def test_the_date_in_an_address(url: str, value: str | None) -> None:
    found = url_dated(url)
    assert (found.value if found else None) == value
    assert found is None or (found.how == "url" and found.rule.startswith("url "))


@given(st.dates(min_value=date(1605, 1, 1)))
def test_every_day_is_read_back_as_itself(day: date) -> None:
    assert published(dated(day.isoformat(), "metadata", "rule")) == day
    assert published(dated(f"{day.day} {day:%B} {day.year:04}", "metadata", "rule")) == day
    assert published(dated(f"{day:%b}. {day.day}, {day.year:04}", "metadata", "rule")) == day
    assert is_spelled(day, f"on {day.day} {day:%B} {day.year:04}.")


@given(st.text(alphabet="0123456789-/:TZ +.,MarchGT", max_size=40))
def test_no_text_breaks_it(text: str) -> None:
    found = dated(text, "metadata", "rule")
    assert found is None or found.earliest <= found.latest
    url_dated("https://example.org/" + text)


@pytest.mark.parametrize(
    ("text", "spelled"),
    [
        ("Published 2024-03-05 by us", True), ("5th of March, 2024", True), ("Mar 05 2024", True), ("05/03/2024", False),
        ("March 2024", False), ("15 March 2024", False), ("2024-03-051", False),
    ],
)  # fmt: skip
def test_what_spells_a_day(text: str, spelled: bool) -> None:
    assert is_spelled(date(2024, 3, 5), text) is spelled


def test_a_day_above_twelve_cannot_be_a_month() -> None:
    assert is_spelled(date(2024, 3, 25), "25/03/2024")
    assert is_spelled(date(2024, 3, 25), "3.25.2024")


@pytest.mark.parametrize("unit", ["/2024", "5 ", "5 March ", "2024-", "/2024/mar/", "1 of of "])
def test_time_grows_no_faster_than_the_text(unit: str) -> None:
    def seconds(size: int) -> float:
        text = unit * (size // len(unit))
        start = time.process_time()
        url_dated(text)
        is_spelled(date(2024, 3, 5), text)
        return time.process_time() - start

    assert seconds(100_000) < 1
