"""The whole house with nothing faked: the sample reports through the shipped reader into a ledger, by every way there is."""

from pathlib import Path

import pytest

import dragoman
from dragoman import ingest
from dragoman.flow import InProcess, ProcessPool, add, readings, stored, verbs
from dragoman.nouns.text import Document
from dragoman.store.codec import encode

SAMPLES = Path(__file__).parents[2] / "samples"


@pytest.fixture(scope="module")
def documents():
    found = [d for d in ingest.documents([str(SAMPLES)]) if isinstance(d, Document)]
    assert len(found) >= 7
    return found


@pytest.fixture(scope="module")
def read(documents):
    return list(readings(documents, verbs.load, InProcess()))


@pytest.fixture(scope="module")
def expected(read):
    return verbs.reconcile(read)


def test_two_workers_and_the_other_order_keep_the_ledger_that_memory_tells(tmp_path, documents, expected):
    added = add(documents[::-1], tmp_path / "x.db", verbs.load, ProcessPool(2), verbs.linking())
    assert (added.added, added.refusals) == (len(documents), ())
    assert encode(stored(tmp_path / "x.db")) == encode(expected)


def test_the_samples_tell_stories_that_several_of_them_tell(documents, expected):
    assert {s.document.id for s in expected.sources} == {d.id for d in documents}
    assert 2 <= len(expected.stories) < len(documents)
    assert any(e.independent_sources > 1 for e in expected.events)
    assert any(s.copy_of for s in expected.sources)


def test_every_span_of_every_reading_lies_in_its_text(read):
    for reading in read:
        length = len(reading.document.text)
        spans = [*reading.sentences, *(m for x in reading.entities for m in x.mentions), *(t.span for t in reading.times)]
        spans += [e.trigger for e in reading.events] + [q.span for q in reading.quotes]
        assert len(spans) > 50
        assert all(span.end <= length for span in spans)


def test_a_text_is_read_as_the_same_document_is(documents, read):
    document, among = next((d, r) for d, r in zip(documents, read, strict=True) if d.published)
    alone = dragoman.read(document.text, title=document.title, published=document.published)
    assert (alone.events, alone.entities, alone.times) == (among.events, among.entities, among.times)
