"""Words in quotation marks."""

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
