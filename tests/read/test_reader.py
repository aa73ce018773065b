"""The reader end to end with the shipped model: golden readings of the samples, and what holds for any text."""

import itertools
import json
import os
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dragoman.ingest import documents
from dragoman.nouns.reading import Reading
from dragoman.nouns.text import Document, Span
from dragoman.read import Reader

SAMPLES = Path(__file__).parents[2] / "samples"
GOLDEN = Path(__file__).parent / "golden_samples.json"


@pytest.fixture(scope="module")
def reader() -> Reader:
    return Reader.load(threads=1)


@pytest.fixture(scope="module")
def readings(reader: Reader) -> list[Reading]:
    return [reader.read(d) for d in documents([str(SAMPLES)]) if isinstance(d, Document)]


def facts(reading: Reading) -> Iterator[str]:
    """Yield what a reading says, one line a fact."""
    text, name = reading.document.text, {e.id: e.name for e in reading.entities}
    for e in reading.events:
        at = f"{e.trigger.start} {e.trigger.of(text)}"
        yield f"{at} is {e.type} {e.status}"
        yield from (f"{at} by actor {name[x]}" for x in e.actors)
        yield from (f"{at} on recipient {name[x]}" for x in e.recipients)
        yield from (f"{at} has {t.kind} {t.value} {t.bound}" for t in e.terms)
    yield from (f"{t.span.start} {t.span.of(text)} = {t.value}" for t in reading.times)
    yield from (f"entity {e.name} {e.actor} {e.state}" for e in reading.entities)
    yield from (f"{q.span.start} quotes {name.get(q.speaker or '')}" for q in reading.quotes)


def test_golden_readings_of_the_samples(readings: list[Reading]) -> None:
    found = {Path(r.document.source).name.split(":")[0]: sorted(facts(r)) for r in readings}
    if os.environ.get("DRAGOMAN_UPDATE_GOLDEN"):
        GOLDEN.write_text(json.dumps(found, indent=0, ensure_ascii=False) + "\n", encoding="utf-8")
    golden = json.loads(GOLDEN.read_text(encoding="utf-8"))
    assert found.keys() == golden.keys()
    same = sum(len(set(found[k]) & set(golden[k])) for k in golden)
    total = sum(max(len(set(found[k])), len(set(golden[k]))) for k in golden)
    # Processors round differently, and int8 magnifies it: between AVX2 and AVX-512 one fact in 24 was seen to tip over a threshold.
    assert same / total > 0.93, [sorted(set(found[k]) ^ set(golden[k])) for k in golden]


def spans_of(reading: Reading) -> Iterator[Span]:
    yield from reading.sentences
    yield from (m for e in reading.entities for m in e.mentions)
    yield from (t.span for t in reading.times)
    yield from (q.span for q in reading.quotes)
    for e in reading.events:
        yield e.trigger
        yield from (t.span for t in e.terms)
        yield from (s for s in (e.means, e.topic) if s is not None)


def holds(reading: Reading) -> None:
    """Hold a reading to what every reading promises."""
    text = reading.document.text
    entities, times = {e.id for e in reading.entities}, {t.id for t in reading.times}
    assert all(0 <= s.start < s.end <= len(text) and s.of(text).strip() for s in spans_of(reading))
    assert all(any(s.covers(e.trigger) for s in reading.sentences) for e in reading.events)
    for e in reading.events:
        assert {*e.actors, *e.recipients, *e.places, *e.companions, *e.by} <= entities
        assert set(e.times) <= times
        assert not set(e.actors) & set(e.recipients)
        assert 0 < e.probability <= 1
        assert len(e.signature) == 64
    mentions = sorted(m for e in reading.entities for m in e.mentions)
    assert all(a.end <= b.start for a, b in itertools.pairwise(mentions)), "mentions overlap"
    assert all(e.mentions for e in reading.entities)


def test_what_every_reading_promises(readings: list[Reading]) -> None:
    assert len(readings) == 7
    for reading in readings:
        holds(reading)
        assert reading.events


WORDS = st.sampled_from(
    ["The", "Xi", "Putin’s", "U.S.-led", "“talks”", "talks", "met", "in", "on", "Monday", "2025-03-04", "said", ",", ".", ";", "”"]
    + ["$5bn", "of", "30,000", "tonnes", "the", "\n\n", "\n", "Kyiv", "\u202e", "北京", "é", "co-operation", "he", "ministers'", "army’s"]
    + ["killed", "at least", "İstanbul", "¼", "1/2", "---", "", "Gen.Carter", "US-led", "12"],
)  # fmt: skip


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(WORDS, max_size=60))
def test_any_text_can_be_read(words: list[str]) -> None:
    holds(Reader.load(threads=1).read(Document("d", "d", " ".join(words))))


def test_a_text_longer_than_many_windows_reads_as_its_parts_do(reader: Reader) -> None:
    paragraph = "Kenya’s foreign minister met his Ugandan counterpart in Nairobi on Tuesday. They signed a trade agreement."
    long = "\n\n".join([paragraph] * 60)
    reading = reader.read(Document("d", "d", long, published=date(2025, 3, 5)))
    holds(reading)
    signed = [e for e in reading.events if e.trigger.of(long) == "signed"]
    assert len(signed) == 60, "an event at the edge of a window was lost or read twice"


def test_the_same_document_gives_the_same_reading(reader: Reader, readings: list[Reading]) -> None:
    document = next(d for d in documents([str(SAMPLES / "meridian-wire.txt")]) if isinstance(d, Document))
    assert reader.read(document) in readings


def test_a_date_anchors_what_is_relative_and_without_one_nothing_is_made_up(reader: Reader) -> None:
    text = "The presidents met in Lima on Tuesday."
    dated = reader.read(Document("d", "d", text, published=date(2025, 3, 5)))
    assert [t.value for t in dated.times] == ["2025-03-04"]
    undated = reader.read(Document("d", "d", text))
    assert undated.times[0].days is None
    assert undated.document.dated is None


def test_an_empty_text_gives_an_empty_reading(reader: Reader) -> None:
    reading = reader.read(Document("d", "d", ""))
    assert reading.sentences == reading.events == reading.entities == ()


def test_the_world_is_no_side_of_a_world_war(reader: Reader) -> None:
    text = "Poland was invaded at the start of World War II, and thousands were deported after World War I."
    named = [m.of(text) for e in reader.read(Document("d", "d", text)).entities for m in e.mentions]
    assert "Poland" in named
    assert "World" not in named
