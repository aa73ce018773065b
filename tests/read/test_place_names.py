"""Names of places that were cut short."""

import dragoman
from dragoman.nouns.text import Span
from dragoman.read.place_names import completed


def grown(text, words):
    at = text.index(words)
    return completed(text, Span(at, at + len(words))).of(text)


def test_a_name_goes_on_where_the_longer_one_is_a_town():
    assert grown("They met in Can Tho on Friday.", "Can") == "Can Tho"
    assert grown("They met in Dar Es Salaam on Friday.", "Dar") == "Dar Es Salaam"


def test_it_ends_where_the_longer_one_is_no_town_or_a_mark_parts_them():
    assert grown("In Paris President Macron spoke.", "Paris") == "Paris"
    assert grown("They met in Can, Tho said.", "Can") == "Can"
    assert grown("They met in Can", "Can") == "Can"


def test_a_reading_places_the_whole_name():
    reading = dragoman.read("The presidents of Vietnam and Indonesia, meeting in Can Tho on November 20, signed eleven documents.")
    assert [(e.place.country, e.name) for e in reading.entities if e.place and e.place.name == "Cần Thơ"]
