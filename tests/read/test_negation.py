"""What has no word of negation in its sentence is not denied."""

from datetime import date
from importlib import import_module

import pytest

from dragoman import read
from dragoman.read.negation import negates


@pytest.mark.parametrize(
    "sentence",
    [
        "The cabinet has not met the envoys.",
        "They can’t agree on a date.",
        "Algeria's president stayed away.",
        "The one face missing was that of the prime minister.",
        "The ministry dismissed the report of a meeting.",
        "Cairo has refrained from commenting.",
        "The deal fell through.",
    ],
)
def test_words_of_negation_are_known(sentence):
    assert negates(sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        "I look very much forward to meeting you.",
        "We have always been able to unite around our task.",
        "Officials noted the nation's nonsuit.",
    ],
)
def test_a_plain_sentence_negates_nothing(sentence):
    assert not negates(sentence)


def test_a_denial_of_the_model_needs_a_word_of_negation(monkeypatch):
    text = "Egypt's foreign minister Badr Abdelatty did not meet the envoy of Ethiopia in Nairobi on Monday."
    published = date(2025, 3, 4)

    def met(reading):
        return next(e for e in reading.events if e.trigger.of(reading.document.text) == "meet")

    assert met(read(text, published=published)).status == "denied"
    reader = import_module("dragoman.read.reader")
    monkeypatch.setattr(reader, "negates", lambda _: False)
    monkeypatch.setattr(reader, "settle", lambda events, *_: tuple(events))
    assert met(read(text, published=published)).status != "denied"
