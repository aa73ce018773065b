"""Word pieces keep hold of the characters."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from dragoman.neural.session import shipped


@given(st.text(max_size=200))
def test_words_are_in_order_inside_the_text_and_hold_no_blank(text: str) -> None:
    pieces = shipped(1).wordpiece.cut(text)
    assert len(pieces.first) == len(pieces.starts) == len(pieces.ends)
    assert all(0 <= a < b <= len(text) for a, b in zip(pieces.starts, pieces.ends, strict=True))
    assert all(b <= a for b, a in zip(pieces.ends, pieces.starts[1:], strict=False))
    assert (np.diff(pieces.first) > 0).all()


def test_words_and_accents() -> None:
    text = "Erdoğan’s visit: “Né à Zürich” 5,000"
    pieces = shipped(1).wordpiece.cut(text)
    words = [text[a:b] for a, b in zip(pieces.starts, pieces.ends, strict=True)]
    assert words == ["Erdoğan", "’", "s", "visit", ":", "“", "Né", "à", "Zürich", "”", "5", ",", "000"]
