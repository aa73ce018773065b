"""Names of the reference tables are mentioned whole or not at all."""

from __future__ import annotations

import pytest

from dragoman.nouns.text import Span
from dragoman.read.known_names import known_names, made_whole
from dragoman.read.scene import cues_of


def _whole(text: str, words: str) -> str:
    at = text.index(words)
    return made_whole(Span(at, at + len(words)), known_names(text, *cues_of(text))).of(text)


@pytest.mark.parametrize(
    ("text", "cut", "whole"),
    [
        ("The court of Bosnia and Herzegovina's north sat.", "Herzegovina", "Bosnia and Herzegovina"),
        ("Ships left the Strait of Hormuz today.", "the Strait", "the Strait of Hormuz"),
        ("He spoke for the United States of America.", "America", "United States of America"),
        ("South Korean soldiers marched.", "Korean", "South Korean"),
    ],
)
def test_a_mention_that_cuts_a_known_name_gets_all_of_it(text, cut, whole):
    assert _whole(text, cut) == whole


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("The president of Bosnia and Herzegovina spoke.", "The president of Bosnia and Herzegovina"),  # holds the name
        ("Bosnian and Croatian ministers met.", "Bosnian"),  # two peoples, and no state called after both
        ('He told Fox "News Sunday" so.', "Fox"),  # a mark stands within
        ("They crossed into Mali yesterday.", "They"),
    ],
)
def test_what_cuts_no_name_stays(text, words):
    assert _whole(text, words) == words
