"""Tables of what can be true together: numbers by unit and bound, durations, dates of different grain."""

from __future__ import annotations

import pytest

from dragoman.reconcile.terms import clash, comparable


@pytest.mark.parametrize(
    ("a", "b", "expected"),
    [
        (("killed", "7 persons", "min"), ("killed", "9 persons", None), False),
        (("killed", "7 persons", None), ("killed", "11 persons", None), True),
        (("killed", "7 persons", "min"), ("killed", "5 persons", None), True),
        (("killed", "7 persons", "min"), ("killed", "9 persons", "min"), False),
        (("quantity", "10 m3/yr", "max"), ("quantity", "12 m3/yr", None), True),
        (("quantity", "10 m3/yr", "max"), ("quantity", "8 m3/yr", None), False),
        (("participants", "12000 persons", "approx"), ("participants", "12500 persons", None), False),
        (("participants", "12000 persons", "approx"), ("participants", "15000 persons", None), True),
        (("money", "1100000000 USD", None), ("money", "1300000000 USD", None), True),
        (("duration", "P30Y", None), ("duration", "P25Y", None), True),
        (("duration", "P3M", "max"), ("duration", "P90D", "max"), False),
        (("duration", "PT1H", None), ("duration", "PT60M", None), False),
        (("start", "2026-01", None), ("start", "2026-01-15", None), False),
        (("start", "2026-01", None), ("start", "2026-02-01", None), True),
        (("rank", "first", None), ("rank", "largest since 2010", None), False),
    ],
)
def test_clash_is_symmetric_and_as_tabled(a, b, expected: bool) -> None:
    assert comparable(a, b)
    assert comparable(b, a)
    assert clash(a, b) is expected
    assert clash(b, a) is expected


@pytest.mark.parametrize(
    ("a", "b"),
    [
        (("killed", "7 persons", None), ("injured", "9 persons", None)),
        (("money", "5 USD", None), ("money", "5 EUR", None)),
        (("quantity", "11 ships", None), ("quantity", "38 aircraft", None)),
        (("quantity", "11 ships", None), ("quantity", "several ships", None)),
    ],
)
def test_other_kinds_and_units_are_not_compared(a, b) -> None:
    assert not comparable(a, b)
    assert not comparable(b, a)
