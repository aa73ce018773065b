"""Means of travel."""

import pytest

from dragoman.nouns.event import EventMention
from dragoman.nouns.text import Span
from dragoman.read.means import add_means


def means(text: str, *triggers: str) -> list[str | None]:
    events = [EventMention(w, Span(text.index(w), text.index(w) + len(w)), "CONSULT", "occurred", 0.9) for w in triggers]
    return [e.means.of(text) if e.means else None for e in add_means(events, [Span(0, len(text))], text)]


@pytest.mark.parametrize("words", ["by train", "by armoured train", "by road", "by chartered plane", "by overnight ferry"])
def test_a_means_of_travel_belongs_to_the_nearest_trigger_before_it(words: str) -> None:
    assert means(f"They met and the envoy arrived in Kyiv {words} on Monday", "met", "arrived") == [None, words]


@pytest.mark.parametrize(
    "text", ["The envoy arrived, hit by a train", "The envoy arrived by the ship canal", "By train he came who arrived"]
)
def test_who_did_it_and_what_stands_before_is_no_means(text: str) -> None:
    assert means(text, "arrived") == [None]
