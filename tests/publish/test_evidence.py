"""A sentence is cut where its marks change, as marking it character by character does."""

from __future__ import annotations

from itertools import groupby

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.nouns.text import Span
from dragoman.publish.brief.evidence import _around, _pieces
from dragoman.publish.brief.model import Piece

TEXT = "Kenya and Chad signed the grain accord."
SPANS = st.sets(st.tuples(st.integers(0, 38), st.integers(1, 9)).map(lambda at: Span(at[0], at[0] + at[1])), max_size=4)


@given(SPANS, SPANS, st.tuples(st.integers(0, 20), st.integers(1, 18)))
def test_pieces_are_runs_of_one_mark(triggers, values, at):
    sentence = Span(at[0], at[0] + at[1])

    def mark(n):
        return "trigger" if any(s.start <= n < s.end for s in triggers) else "value" if any(s.start <= n < s.end for s in values) else ""

    runs = [(m, "".join(TEXT[n] for n in run)) for m, run in groupby(range(sentence.start, sentence.end), mark)]
    assert _pieces(TEXT, sentence, triggers, values) == tuple(Piece(words, m) for m, words in runs)


@pytest.mark.parametrize(
    ("text", "words", "sentence"),
    [
        ("It ended. U.S. warplanes struck Tabqa. It began.", "Tabqa", "U.S. warplanes struck Tabqa."),
        ("It ended. The U.N. Security Council met Mr. Ali. It began.", "Ali", "The U.N. Security Council met Mr. Ali."),
        ("It ended.\n\nTalks with Chad “failed.” It began.", "Chad", "Talks with Chad “failed.”"),
        ("He asked “Why?” in Chad. It began.", "Chad", "He asked “Why?” in Chad."),
        ("It left NATO. Chad stayed", "Chad", "Chad stayed"),
    ],
)
def test_the_sentence_around_a_value_that_no_mention_stands_in(text, words, sentence):
    at = text.index(words)
    assert _around(text, Span(at, at + len(words))).of(text) == sentence
