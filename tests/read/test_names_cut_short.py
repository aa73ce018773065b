"""A mention that ends in a name gets the capitalised words right after it."""

from __future__ import annotations

import pytest

from dragoman.nouns.text import Span
from dragoman.read.known_names import known_names
from dragoman.read.names_cut_short import with_rest, with_syllable
from dragoman.read.scene import cues_of


def _with_rest(text: str, words: str, before: str = "") -> str:
    at = text.index(words)
    end = text.index(before, at + len(words)) if before else len(text)
    return with_rest(text, Span(at, at + len(words)), end, known_names(text, *cues_of(text))).of(text)


@pytest.mark.parametrize(
    ("text", "cut", "whole"),
    [
        ("The island's president, Anura Kumara Dissanayake, flew home.", "Anura Kumara", "Anura Kumara Dissanayake"),
        ("Lawmakers heard Theresa May speak for an hour.", "Theresa", "Theresa May"),
    ],
)
def test_the_rest_of_a_name_belongs_to_it(text, cut, whole):
    assert _with_rest(text, cut) == whole


@pytest.mark.parametrize(
    ("text", "words", "before"),
    [
        ("They freed the captives Tuesday evening.", "the captives", ""),  # no name to go on with
        ("The minister saw Rahmon Tuesday evening.", "Rahmon", "Tuesday"),  # a time begins there
        ("He asked Rahmon Emomali to leave.", "Rahmon", "Emomali"),  # another mention begins there
        ("Sri Lankan Leader Dissanayake Visits Beijing\nHe arrived late.", "Dissanayake", ""),  # a headline
        ("The mission in Turkish Presidential hands went on as before.", "Turkish", ""),  # a name that the tables know as it is
        ("She met Rahmon in Khorog.", "Rahmon", ""),
    ],
)
def test_a_mention_stays_where_its_name_is_over(text, words, before):
    assert _with_rest(text, words, before) == words


@pytest.mark.parametrize(
    ("text", "cut", "whole"),
    [
        ("President Moon Jae-in spoke.", "President Moon Jae", "President Moon Jae-in"),
        ("President Moon Jae-In spoke.", "Moon Jae", "Moon Jae-In"),
        ("The Vane Noor-led talks went on.", "Vane Noor", "Vane Noor"),
        ("The Trump-era deal holds.", "Trump", "Trump"),
    ],
)
def test_the_last_syllable_of_a_name_belongs_to_it(text, cut, whole):
    at = text.index(cut)
    assert with_syllable(text, Span(at, at + len(cut))).of(text) == whole
