"""A time of an event as a reader is shown it."""

from __future__ import annotations

import pytest

from dragoman.nouns.ledger import When
from dragoman.publish.rest.shown import time_in_words


@pytest.mark.parametrize(
    ("when", "words"),
    [
        (None, None),
        (When("2025-09-03", "2025-09-03", "2025-09-03"), "3 September 2025"),
        (When("2025-XX-XX", "2025-01-01", "2025-12-31"), "2025"),
        (When("XXXX-XX-XXT24:00", "2025-07-16", "2026-12-31"), "16 July 2025 to 31 December 2026"),
        (When("XXXX", "2026-01-01", "2027-12-31"), "2026 to 2027"),
        (When("XXXX-XX-XX", "2025-07-16", "2025-07-16"), "16 July 2025"),
    ],
)
def test_a_time_whose_value_names_no_year_is_told_by_its_days(when, words):
    assert time_in_words(when) == words
