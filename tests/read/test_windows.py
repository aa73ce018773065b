"""Windows cover every word exactly once as their own, fit the encoder, and end where sentences end."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from dragoman.neural.wordpiece import Pieces
from dragoman.nouns.text import Span
from dragoman.read.windows import windows, word_ranges

LIMIT, CONTEXT = 40, 12


def text_of(lengths: list[list[int]]) -> tuple[Pieces, list[Span]]:
    """Make a text whose sentences hold words of the given numbers of pieces; every word is one character and one blank."""
    first, starts, sentences, piece, char = [], [], [], 0, 0
    for sentence in lengths:
        begin = char
        for n in sentence:
            first.append(piece)
            starts.append(char)
            piece += n
            char += 2
        sentences.append(Span(begin, char - 1))
    ends = [s + 1 for s in starts]
    return Pieces(np.zeros(piece, dtype=np.int64), *(np.array(x, dtype=np.int64) for x in (first, starts, ends))), sentences


@given(st.lists(st.lists(st.integers(1, 5), min_size=1, max_size=30), min_size=1, max_size=12))
def test_every_word_is_some_windows_own_once_and_windows_fit(lengths: list[list[int]]) -> None:
    pieces, sentences = text_of(lengths)
    ranges = word_ranges(pieces, sentences)
    cut = windows(pieces, ranges, LIMIT, CONTEXT)
    assert [w for x in cut for w in range(x.start, x.end)] == list(range(len(pieces.starts)))
    bounds = [*pieces.first.tolist(), len(pieces.ids)]
    assert all(bounds[x.end] - bounds[x.context] <= LIMIT for x in cut)
    assert all(bounds[x.start] - bounds[x.context] <= CONTEXT for x in cut)


@given(st.lists(st.lists(st.integers(1, 2), min_size=1, max_size=15), min_size=1, max_size=12))
def test_sentences_that_fit_are_never_cut(lengths: list[list[int]]) -> None:
    pieces, sentences = text_of(lengths)
    ranges = word_ranges(pieces, sentences)
    ends = {b for _, b in ranges}
    assert all(w.end in ends for w in windows(pieces, ranges, LIMIT, CONTEXT))


def test_a_word_belongs_to_the_sentence_in_which_it_starts() -> None:
    pieces, sentences = text_of([[1, 1], [1], [1, 1, 1]])
    assert word_ranges(pieces, sentences) == [(0, 2), (2, 3), (3, 6)]


def test_a_text_without_words_has_no_window() -> None:
    pieces, _ = text_of([])
    assert windows(pieces, []) == []
