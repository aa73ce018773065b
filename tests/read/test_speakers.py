"""Who says quoted words, and what the words tell is by them."""

from dragoman.nouns.event import EventMention
from dragoman.nouns.reading import Quote
from dragoman.nouns.text import Span
from dragoman.read.speakers import attributed, with_speakers

TEXT = "“We left. We lost,” she said. “It hurt.”\n\nHe saw “nothing”. They “fled”."


def quote(words: str, speaker: str | None) -> Quote:
    start = TEXT.index(words)
    return Quote(Span(start, start + len(words)), speaker, None)


def event(words: str, **roles: tuple[str, ...]) -> EventMention:
    start = TEXT.index(words)
    return EventMention("e1", Span(start, start + len(words)), "RETREAT", "occurred", 1.0, **roles)


def speakers(*quotes: Quote) -> list[str | None]:
    return [q.speaker for q in with_speakers(quotes, TEXT)]


def test_a_quote_goes_on_with_who_began_it_within_its_paragraph():
    first, second, third, other = "“We left.", "We lost,”", "“It hurt.”", "“nothing”"
    assert speakers(quote(first, "x1"), quote(second, None), quote(third, None), quote(other, None)) == ["x1", "x1", "x1", None]
    assert speakers(quote(first, None), quote(second, "x1"), quote(third, "x2"), quote(other, "x3")) == ["x1", "x1", "x2", "x3"]
    assert speakers(quote(first, None), quote(other, "x3")) == [None, "x3"]


def test_what_quoted_words_tell_is_by_their_speaker():
    quotes = [quote("“We left.", "x1"), quote("“fled”", None)]
    told = attributed(
        [event("left"), event("left", by=("x9",)), event("left", actors=("x1",), by=("x9",)), event("fled", by=("x2",))], quotes
    )
    assert [e.by for e in told] == [("x1",), ("x1",), ("x9",), ("x2",)]
