"""Tables of what can be true together: numbers by unit and bound, durations, dates of different grain."""

from __future__ import annotations

import pytest

from dragoman.reconcile.terms import clash, comparable, ratio


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
        (("start", "2026-01", "min"), ("start", "2026-H2", None), False),
        (("start", "2026-01", None), ("start", "2026-H2", "min"), True),
        (("start", "XXXX-09", None), ("start", "2025-07-01", None), True),
        (("start", "XXXX-01", None), ("start", "2025-12-31", "min"), False),
        (("end", "2024-12-31", None), ("end", "2025-01-01", None), False),
        (("end", "2024-12-31", None), ("end", "2025-01-02", None), True),
        (("rank", "first", None), ("rank", "largest since 2010", None), False),
        (("killed", "1 person", None), ("killed", "3 persons", None), True),
        (("killed", "dozens of persons", None), ("killed", "43 persons", None), False),
        (("killed", "hundreds of persons", None), ("killed", "2000 persons", "min"), True),
        (("participants", "several hundred persons", None), ("participants", "5000 persons", "approx"), True),
        (("quantity", "150-170 persons", None), ("quantity", "160 persons", None), False),
        (("quantity", "150-170 persons", None), ("quantity", "200 persons", None), True),
        (("quantity", "17-5 votes", None), ("quantity", "18-5 votes", None), True),
        (("quantity", "17-5 votes", None), ("quantity", "17-5 votes", None), False),
        (("quantity", "30000 t/yr", "max"), ("quantity", "40000 t/yr", "max"), True),
        (("injured", "30 persons", "max"), ("injured", "40 persons", "max"), False),
        (("money", "700000000 USD", None), ("money", "700000000 EUR", None), True),
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
        (("money", "5 USD", None), ("money", "4.6 EUR", None)),
        (("quantity", "17-5 votes", None), ("quantity", "17 votes", None)),
        (("start", "XXXX-09", None), ("start", "XXXX-10", None)),
        (("quantity", "11 ships", None), ("quantity", "38 aircraft", None)),
        (("quantity", "11 ships", None), ("quantity", "several ships", None)),
    ],
)
def test_other_kinds_and_units_are_not_compared(a, b) -> None:
    assert not comparable(a, b)
    assert not comparable(b, a)


def test_ratio_is_of_the_larger_to_the_smaller_and_of_amounts_alone() -> None:
    assert ratio(("killed", "7 persons", "min"), ("killed", "14 persons", None)) == 2.0
    assert ratio(("duration", "P1Y", None), ("duration", "P2Y", None)) == 2.0
    assert ratio(("start", "2024-01", None), ("start", "2024-03", None)) is None
    assert ratio(("killed", "0 persons", None), ("killed", "3 persons", None)) is None
