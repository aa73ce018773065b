"""BIO scores to spans."""

import numpy as np

from dragoman.nouns.text import Span
from dragoman.read.decode import whole
from dragoman.read.tags import joined, softmax, spans

O, B0, I0, B1, I1 = range(5)  # noqa: E741 - the tag's name in the field


def scores(*tags: int, strength: float = 8.0) -> np.ndarray:
    out = np.zeros((len(tags), 5), dtype=np.float32)
    out[np.arange(len(tags)), tags] = strength
    return out


def found(table: np.ndarray, sentence: list[int] | None = None, begin: float = 0.5) -> list[tuple[int, int, int]]:
    return [(t.first, t.last, t.kind) for t in spans(table, sentence or [0] * len(table), begin)]


def test_spans_and_kinds() -> None:
    assert found(scores(O, B0, I0, O, B1)) == [(1, 2, 0), (4, 4, 1)]


def test_b_begins_a_new_span_at_once() -> None:
    assert found(scores(B0, B0, I0)) == [(0, 0, 0), (1, 2, 0)]


def test_a_span_has_one_kind_though_its_words_disagree() -> None:
    table = scores(B0, I1, I1)
    table[0, B1] = 7.0  # the first word is nearly as much of kind 1
    assert found(table) == [(0, 2, 1)]


def test_a_span_ends_with_its_sentence() -> None:
    assert found(scores(B0, I0, I0), [0, 0, 1]) == [(0, 1, 0), (2, 2, 0)]


def test_i_without_b_opens_a_span() -> None:
    assert found(scores(O, I1, I1)) == [(1, 2, 1)]


def test_threshold_decides_weak_spans() -> None:
    table = scores(B0, strength=1.0)
    probability = float(softmax(table)[0, [B0, B1]].sum())
    assert found(table, begin=probability + 0.01) == []
    assert found(table, begin=probability - 0.01) == [(0, 0, 0)]


def test_neighbours_of_one_kind_are_one_unless_they_stand_apart() -> None:
    broken = spans(scores(B0, B0, I0, B1, O, B0), [0] * 6)
    assert [(t.first, t.last) for t in joined(broken, lambda a, b: False)] == [(0, 2), (3, 3), (5, 5)]
    assert [(t.first, t.last) for t in joined(broken, lambda a, b: True)] == [(0, 0), (1, 2), (3, 3), (5, 5)]


def test_initials_are_taken_whole() -> None:
    text = "The U.S. and the U.A.E. agreed, J. Smith said."
    assert whole(text, Span(4, 5)).of(text) == whole(text, Span(4, 7)).of(text) == "U.S."
    assert whole(text, Span(19, 20)).of(text) == "U.A.E."
    assert whole(text, Span(24, 30)).of(text) == "agreed"
