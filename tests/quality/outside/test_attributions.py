"""The attribution scorer on a text written for it."""

from __future__ import annotations

from dragoman.nouns.event import EventMention
from dragoman.nouns.mention import Entity
from dragoman.nouns.reading import Quote, Reading
from dragoman.nouns.text import Document, Span
from quality.outside.attributions import Attribution, Counts, compare, load

TEXT = "Ms. Hale said that Orl had called the raid “a grave error”. “We left,” Orl said. They met “here”."


def _span(words: str) -> Span:
    return Span(TEXT.index(words), TEXT.index(words) + len(words))


def test_standoff_is_read_with_parts() -> None:
    spans = "T1\tSource 0 3;5 8\tabc def\nT2\tCue 9 12\tsay\nT3\tContent 13 20\tx\n"
    lines = spans + "E1\tAttribution:T2 Content:T3 Source:T1 Cue:T2\nE2\tContent:T3\n"
    assert list(load(lines)) == [Attribution((Span(0, 3), Span(5, 8)), (Span(13, 20),))]


def test_the_innermost_source_is_the_speaker() -> None:
    gold = [
        Attribution((_span("Ms. Hale"),), (_span("that Orl had called the raid “a grave error”"),)),
        Attribution((_span("Orl"),), (_span("the raid “a grave error”"),)),
        Attribution((_span("Orl said"),), (_span("“We left,”"),)),
    ]
    orl = Entity("x1", "PER", "Orl", (_span("Orl"), Span(TEXT.index("Orl said"), TEXT.index("Orl said") + 3)))
    hale = Entity("x2", "PER", "Hale", (_span("Ms. Hale"),))
    quotes = (Quote(_span("“a grave error”"), "x2"), Quote(_span("“We left,”"), "x1"), Quote(_span("“here”"), "x1"))
    events = (
        EventMention("e1", _span("raid"), "ASSAULT", "occurred", 0.9, by=("x1",)),
        EventMention("e2", _span("met"), "CONSULT", "occurred", 0.9, by=("x1",)),
    )
    counts = Counts()
    lines = list(compare(gold, Reading(Document("d", "d", TEXT), (), (orl, hale), (), events, quotes, "m"), counts))
    figures = counts.figures()
    assert (figures["quoted words with their speaker"].precision, figures["quoted words with their speaker"].recall) == (1 / 3, 1 / 2)
    # a grave error, We left: five words of gold; with the scare quote six of the system's.
    assert (figures["quoted content, words"].precision, figures["quoted content, words"].recall) == (5 / 6, 1.0)
    assert (figures["attributed events"].precision, figures["attributed events"].recall) == (0.5, 1.0)
    assert len(lines) == 2
    assert "gold Orl | system Ms. Hale" in lines[0]
