"""Words in quotation marks."""

import time

from dragoman.nouns.text import Span
from dragoman.read import quotes
from dragoman.read.sentences import split


def found(text: str) -> list[str]:
    return [s.of(text) for s in quotes.recognise(text, split(text))]


def test_curly_and_straight_marks_are_kept_in_the_span() -> None:
    assert found('He called it “a dear friend” and she "a mistake".') == ["“a dear friend”", '"a mistake"']


def test_a_quote_over_two_sentences_is_two_spans() -> None:
    assert found("“We will not sign. We never promised to,” she said.") == ["“We will not sign.", "We never promised to,”"]


def test_a_curly_mark_that_is_not_closed_quotes_to_the_end_of_its_paragraph() -> None:
    assert found("“We go on.\n\n“And on,” he said.") == ["“We go on.", "“And on,”"]


def test_inch_marks_and_stray_straight_marks_quote_nothing() -> None:
    assert found('A 12" shell and a stray " mark.') == []


def test_a_quote_may_open_with_one_kind_of_mark_and_close_with_the_other() -> None:
    assert found('He saw "no shelter,” and “no water," he said. The road was cut. "Go," he said.') == [
        '"no shelter,”',
        '“no water,"',
        '"Go,"',
    ]


def test_a_stray_mark_does_not_turn_later_quotes_inside_out() -> None:
    assert found('The 6" mortar and "the gun" were gone," she said. They saw "nothing" there.') == ['"the gun"', '"nothing"']


def test_a_quote_may_end_after_a_number_or_a_dash() -> None:
    assert found('She said "by 2030" and "I never —" twice.') == ['"by 2030"', '"I never —"']


def test_many_stray_marks_are_looked_through_once() -> None:
    """Where each looks for its end through all that follow, this takes half a minute."""
    text = '"a b ' * 16000
    started = time.process_time()
    assert quotes.recognise(text, [Span(0, len(text))]) == ()
    assert time.process_time() - started < 3
