"""The scorer of given parties on rows written for it."""

from __future__ import annotations

import pytest

from quality.outside.party_pairs import figures, root_of, unmarked


def test_marks_become_spans() -> None:
    read = unmarked("<t>Chad</t> was blamed by <s>the envoy</s>.")
    assert read is not None
    text, source, target = read
    assert (text, source.of(text), target.of(text)) == ("Chad was blamed by the envoy.", "the envoy", "Chad")
    assert unmarked("<s>Chad</s> and <s>Mali</s> met <t>Togo</t>.") is None


def test_types_of_one_root_count_together() -> None:
    assert root_of({"ACCUSE": 0.3, "CONCEDE": 0.2, "RETREAT": 0.15, "none": 0.35}) == "YIELD"


def test_macro_f1_by_hand() -> None:
    found = figures([("AID", "AID"), ("AID", "REJECT"), ("REJECT", "REJECT"), ("PROTEST", "AID")], [("1", "1"), ("2", "1")])
    # AID 1 of 2 said, 1 of 2 there; REJECT 1 of 2, 1 of 1; PROTEST none.
    assert found["root macro-F1"].f1 == pytest.approx((0.5 + 2 / 3 + 0) / 3)
    assert found["quad accuracy"].f1 == 0.5
