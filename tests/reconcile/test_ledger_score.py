"""The ledger's scorer against figures worked out by hand, and the floor that gold mentions must reach."""

from __future__ import annotations

import pytest

from dragoman.reconcile import reconcile
from quality.ledger import Figure, b_cubed, ceaf_e, muc, score
from tests.reconcile.make import corpus_stories

KEY = [frozenset("abc"), frozenset("de"), frozenset("f")]
RESPONSE = [frozenset("ab"), frozenset("cde"), frozenset("f")]


def test_measures_by_hand() -> None:
    # MUC: recall keeps 1 of 2 links of abc and the one of de; precision keeps ab's one and 1 of cde's 2.
    assert muc(KEY, RESPONSE) == Figure(2 / 3, 2 / 3)
    # B-cubed recall: a, b 2/3; c 1/3; d, e, f 1. Precision: a, b 1; c 1/3; d, e 2/3; f 1.
    assert b_cubed(KEY, RESPONSE).recall == pytest.approx((2 / 3 * 2 + 1 / 3 + 3) / 6)
    assert b_cubed(KEY, RESPONSE).precision == pytest.approx((2 + 1 / 3 + 4 / 3 + 1) / 6)
    # CEAF-e: abc-ab 4/5, de-cde 4/5, f-f 1.
    assert ceaf_e(KEY, RESPONSE).f1 == pytest.approx((4 / 5 + 4 / 5 + 1) / 3)


@pytest.mark.parametrize("measure", [muc, b_cubed, ceaf_e])
def test_a_perfect_response_has_no_fault_and_an_empty_one_no_merit(measure) -> None:
    assert measure(KEY, KEY) == Figure(1.0, 1.0)
    assert measure(KEY, []).f1 == 0.0


def test_gold_mentions_of_the_corpus_reach_the_floor() -> None:
    stories = corpus_stories(8)
    ledger = reconcile(r for s in stories for r in s.readings)
    found = score([(s, ledger) for s in stories])
    assert found.found == found.total > 400
    assert found.conll >= 0.82
    assert found.corroborated >= 0.8
    assert found.latest_status >= 0.85
