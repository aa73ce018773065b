"""Where a mention begins and ends once the tagger has told where about it is."""

from __future__ import annotations

import pytest

from dragoman.nouns.text import Span
from dragoman.read.decode import SEAT, trimmed, with_determiner, without_credit


def _span(text: str, words: str) -> Span:
    at = text.index(words)
    return Span(at, at + len(words))


@pytest.mark.parametrize(
    ("text", "cut", "whole"),
    [
        ("They met the movement's demand.", "movement", "the movement"),
        ("It is a party whose soldiers helped.", "soldiers", "whose soldiers"),
        ("They guard their shared border.", "shared border", "their shared border"),
        ("It joined the G20 summit.", "G20", "G20"),  # the article may be another noun's
        ("He said that soldiers came.", "soldiers", "soldiers"),
        ("Breathe air freely.", "air", "air"),  # no article, the end of a word
    ],
)
def test_a_common_noun_has_its_article(text, cut, whole):
    assert with_determiner(text, _span(text, cut)).of(text) == whole


@pytest.mark.parametrize(
    ("text", "marked", "left"),
    [
        ("He asked 'why trust the young republic' and left.", "the young republic'", "the young republic"),
        ("The ministers’ plan", "The ministers’", "The ministers’"),
        ("Marx' words", "Marx'", "Marx'"),
        ("a deal with ", "a deal with", "a deal"),
    ],
)
def test_a_mark_that_closes_a_quote_is_no_part_of_a_mention(text, marked, left):
    assert trimmed(text, _span(text, marked)).of(text) == left


@pytest.mark.parametrize(
    ("text", "marked", "left"),
    [
        ("Li Wei Photographer: Ana Roth/Agency", "Li Wei Photographer", "Li Wei"),
        ("The Li Wei Photographer prize", "The Li Wei Photographer", "The Li Wei Photographer"),
        ("Photographer: Ana Roth/Agency", "Photographer", "Photographer"),
        ("Prime Minister Li Wei: talks go on", "Prime Minister Li Wei", "Prime Minister Li Wei"),
    ],
)
def test_the_credit_of_a_picture_is_no_part_of_a_name(text, marked, left):
    assert without_credit(text, _span(text, marked)).of(text) == left


@pytest.mark.parametrize(
    ("words", "is_seat"), [("R-Ky", True), ("D-Calif.", True), ("R-S.C.", True), ("D-Day veterans", False), ("R", False)]
)
def test_a_seat_in_congress_is_nobody(words, is_seat):
    assert bool(SEAT.fullmatch(words)) is is_seat
