"""Sentences of newspaper prose."""

import itertools
import time

from hypothesis import given
from hypothesis import strategies as st

from dragoman.read.sentences import split


def cut(text: str) -> list[str]:
    return [s.of(text) for s in split(text)]


def test_abbreviations_and_initials_do_not_end_a_sentence() -> None:
    text = "The U.S. envoy, Gen. A. B. Carter, met Mr. Lee on Tues. Talks go on."
    assert cut(text)[-1] == "Talks go on."
    assert len(cut(text)) == 2


def test_a_semicolon_does_not_end_a_sentence() -> None:
    assert len(cut("One side signed the paper; the other walked out. It rained.")) == 2


def test_a_blank_line_ends_a_sentence() -> None:
    assert cut("A headline without a stop\n\nThe minister resigned.") == ["A headline without a stop", "The minister resigned."]


def test_a_line_of_a_page_is_a_paragraph() -> None:
    body = "Five people died when police broke up the demonstration in the commercial capital, doctors at its central hospital said."
    assert cut(f"Doctors contradict the police\n{body}\n{body}") == ["Doctors contradict the police", body, body]


def test_lines_broken_by_hand_are_joined_and_a_short_one_ends_its_paragraph() -> None:
    text = "Talks resume\nThe ministers met on Monday in the lakeside town\nof Bellagio and parted without a statement,\nthey said."
    assert cut(text) == ["Talks resume", text.split("\n", 1)[1]]


def test_nothing_gives_nothing() -> None:
    assert split("") == ()
    assert split(" \n\n \t") == ()


@given(st.text(alphabet='aB .;?!\n”"1é—', max_size=120))
def test_sentences_are_in_order_trimmed_and_hold_every_word(text: str) -> None:
    spans = split(text)
    assert all(a.end <= b.start for a, b in itertools.pairwise(spans))
    assert all(s.of(text) == s.of(text).strip() for s in spans)
    assert "".join("".join(s.of(text).split()) for s in spans) == "".join(text.split())


def test_a_paragraph_of_characters_without_width_is_a_sentence() -> None:
    assert cut("Ghana met Togo.\n\n\u200b\n\nThey parted.") == ["Ghana met Togo.", "\u200b", "They parted."]


def test_a_long_run_of_blanks_is_looked_through_once() -> None:
    """Where each of its blanks may be the one that a line or sentence ends with, it takes minutes."""
    text = "Talks" + " " * 100_000 + "(again)"
    started = time.process_time()
    assert "".join(cut(text)).split() == ["Talks", "(again)"]
    assert time.process_time() - started < 5
