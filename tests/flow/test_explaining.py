"""Naming a document and an event of it."""

import pytest

from dragoman import flow
from dragoman.errors import DocumentError, NotFoundError
from dragoman.flow.explaining import named
from dragoman.nouns.event import EventMention
from dragoman.nouns.reading import Reading
from dragoman.nouns.text import Document, Refusal, Span
from dragoman.reconcile.identity import mention_ids

TEXT = "They met and met again, then fought."
EVENTS = (
    EventMention("e1", Span(5, 8), "CONSULT", "occurred", 0.9),
    EventMention("e2", Span(13, 16), "CONSULT", "occurred", 0.9),
    EventMention("e3", Span(29, 35), "ASSAULT", "occurred", 0.9),
)
READING = Reading(Document("d", "d.txt", TEXT), (Span(0, len(TEXT)),), (), (), EVENTS, (), "m 1")


@pytest.mark.parametrize("name", ["e3", "fought", "FOUGHT", mention_ids(READING)[2]])
def test_an_event_is_named_by_its_ids_or_its_trigger(name):
    assert named(READING, name) == EVENTS[2]


@pytest.mark.parametrize(
    ("name", "said"), [("met", r"\(e1 met, e2 met\), saw 'met'"), ("ran", r"\(e1 met, e2 met, e3 fought\), saw 'ran'")]
)
def test_what_names_none_or_several_is_an_error_that_lists_them(name, said):
    with pytest.raises(NotFoundError, match=said):
        named(READING, name)


def test_a_source_must_hold_one_document():
    one = READING.document
    assert flow.only([one], "d.txt") == one
    with pytest.raises(DocumentError, match="expected one document, saw 2"):
        flow.only([one, one], "d.txt")
    with pytest.raises(DocumentError, match="no such file"):
        flow.only([Refusal("d.txt", "no such file")], "d.txt")


class Other:
    """A reader that finds other events than the ledger has."""

    def read(self, document):
        return Reading(document, READING.sentences, (), (), EVENTS[:1], (), "m 2")

    def explain(self, document, event):
        return document, event


def test_an_event_of_a_ledger_that_the_reader_no_longer_finds_is_an_error():
    assert flow.explain(Other(), READING.document, "e1", READING) == (READING.document, "e1")
    with pytest.raises(NotFoundError, match="ASSAULT at “fought” as m 1 read it, saw no such event: this reader is m 2"):
        flow.explain(Other(), READING.document, "e3", READING)
