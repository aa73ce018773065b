"""Columns of codes, and counts over them, say what going through the rows one by one says."""

from __future__ import annotations

from collections import Counter

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from dragoman.store.facets import Coded, Facet, Groups

WORDS = st.one_of(st.none(), st.sampled_from(("", "a", "ab", "b", "é", "\U0001f600", "２")))


@given(st.lists(WORDS), st.sampled_from(("", "a", "aa", "z")))
def test_a_column_compares_as_text_does(values, word):
    column = Coded.of(values)
    assert column.among(("a", word)).tolist() == [v in {"a", word} for v in values]
    assert column.reaching(word).tolist() == [v is not None and v >= word for v in values]
    assert column.up_to(word).tolist() == [v is not None and v <= word for v in values]


@given(st.lists(st.tuples(st.integers(0, 5), WORDS, WORDS)), st.lists(st.booleans(), min_size=6, max_size=6))
def test_a_facet_counts_events_and_not_rows(rows, chosen):
    events, *told = zip(*rows, strict=True) if rows else ((), (), ())
    facet = Facet.joined(np.array(events, np.int64), *map(Coded.of, told))
    wanted = Counter((a, b) for event, a, b in set(rows) if chosen[event])
    order = sorted(wanted, key=lambda key: [(part is not None, part or "") for part in key])
    assert facet.counts(np.array(chosen)) == [(key, wanted[key]) for key in order]
    assert dict(facet.counts(None)) == Counter((a, b) for _, a, b in set(rows))


@given(st.lists(st.lists(st.integers(0, 5), min_size=1)), *[st.lists(st.booleans(), min_size=6, max_size=6)] * 2)
def test_groups_meet_any_and_all(sets, any_of, all_of):
    groups = Groups(lambda ids: np.array(ids, np.int64), sets)
    found = groups.meeting(np.array(any_of), np.array(all_of))
    assert found == [n for n, events in enumerate(sets) if any(any_of[e] for e in events) and all(all_of[e] for e in events)]
