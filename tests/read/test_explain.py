"""Why an event was read as it was: whatever the model, every part of the event has its decision, and reading is not changed by asking."""

from datetime import date

import pytest

from dragoman.errors import NotFoundError
from dragoman.nouns.event import EventMention
from dragoman.nouns.text import Document, Span
from dragoman.read import Reader
from dragoman.read.status import rule

TEXT = (
    "Turkish Foreign Minister Hakan Fidan is due to meet Russian President Vladimir Putin in Moscow on Tuesday. "
    "Japan announced that it might send 20 million dollars to Ukraine from 1 May, officials said. "
    "Iran has condemned Israel and travelled to the talks in Geneva by train."
)
DOCUMENT = Document("d", "d", TEXT, None, date(2024, 3, 4))


@pytest.fixture(scope="module")
def reader():
    return Reader.load()


@pytest.fixture(scope="module")
def explained(reader):
    reading = reader.read(DOCUMENT)
    assert reading.events
    return reading, [reader.explain(DOCUMENT, e.id) for e in reading.events]


def values(explanation, what):
    return [d.value for d in explanation.decisions if d.what == what]


def test_the_event_is_the_one_that_reading_gives(explained):
    reading, explanations = explained
    assert tuple(x.event for x in explanations) == reading.events
    assert all(x.sentence in reading.sentences and x.sentence.covers(x.event.trigger) for x in explanations)


def test_every_part_of_the_event_has_its_decision(explained):
    reading, explanations = explained
    names = {e.id: f"{e.id} {e.name}" for e in reading.entities}
    for x in explanations:
        event = x.event
        assert values(x, "trigger") == [event.trigger.of(TEXT)]
        assert values(x, "type") == [event.type]
        assert values(x, "status")[-1] == event.status
        assert values(x, "mode") in ([*event.modes], ["none"], [])
        for what, ids in (("actor", event.actors), ("recipient", event.recipients), ("place", event.places), ("by", event.by)):
            told = [v for v in values(x, what) if v != "nobody" and not v.startswith("not ")]
            assert told == [names[i] for i in ids]
        assert len(values(x, "time")) == len(event.times)
        assert sum(len(values(x, f"term {kind}")) for kind in {t.kind for t in event.terms}) == len(event.terms)
        assert values(x, "context") == [*event.contexts]
        for i in (*event.actors, *event.recipients):
            assert len(values(x, f"who {i} is")) == 1


def test_heads_give_probabilities_that_reach_what_they_need(explained):
    _, explanations = explained
    for x in explanations:
        for d in x.decisions:
            assert d.probability is None or 0 <= d.probability <= 1
            if d.by == "head" and d.probability is not None and d.threshold is not None:
                assert d.probability >= d.threshold - 1e-3
            assert [o.probability for o in d.others] == sorted((o.probability for o in d.others), reverse=True)
            assert all(span.end <= len(TEXT) for span in d.spans)


def test_who_somebody_is_names_its_steps(explained):
    _, explanations = explained
    putin = [d for x in explanations for d in x.decisions if d.what.startswith("who ") and "person:vladimir-putin" in d.value]
    assert putin
    assert "in office: RUS/president" in putin[0].how


def test_a_wording_that_settles_the_status_is_named(reader):
    document = Document(
        "d", "d", "The president is due to visit Ankara. Nobody doubts that Norway is set to ban oil.", None, date(2024, 3, 4)
    )
    sentences = reader.read(document).sentences
    assert rule(EventMention("e1", Span(24, 29), "CONSULT", "possible", 0.9), sentences, document.text) == (
        "words that make it due",
        Span(14, 23),
    )
    assert rule(EventMention("e1", Span(24, 29), "CONSULT", "denied", 0.9), sentences, document.text) is None
    for event in reader.read(document).events:
        steps = [d for d in reader.explain(document, event.id).decisions if d.what == "status"]
        assert steps[-1].value == event.status
        assert [d.by for d in steps] in (["head"], ["head", "rule"])


def test_what_its_wording_tells_is_no_decision_of_a_head(reader):
    text = "The empty chair, according to analysts, is a clear sign of distrust between Peru and Chile."
    document = Document("worded", "memory", text)
    event = next(e for e in reader.read(document).events if e.trigger.of(text) == "sign")
    decided = reader.explain(document, event.id).decisions
    assert {d.by for d in decided if d.what in ("trigger", "type", "status")} == {"rule"}
    (by,) = [d for d in decided if d.what == "by"]
    assert by.value.endswith("analysts")
    assert [s.of(text) for s in by.spans] == ["analysts"]


def test_asking_again_gives_the_same(reader):
    first = reader.read(DOCUMENT).events[0].id
    assert reader.explain(DOCUMENT, first) == reader.explain(DOCUMENT, first)


def test_an_event_that_is_not_there_is_an_error_that_names_those_that_are(reader):
    with pytest.raises(NotFoundError, match=r"\(e1, .*saw 'e99'"):
        reader.explain(DOCUMENT, "e99")
