from dataclasses import fields, replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman.errors import DocumentError, LedgerError
from dragoman.nouns.event import EventMention
from dragoman.nouns.ledger import Event
from dragoman.nouns.reading import Reading
from dragoman.nouns.text import Dated, Document, Span
from dragoman.store.codec import decode, decode_reading, encode, encode_reading
from tests.store import fakes

text = st.text(st.characters(codec="utf-8"))
spans = st.tuples(st.integers(0, 10**6), st.integers(1, 10**4)).map(lambda p: Span(p[0], p[0] + p[1]))
maybe_text = st.none() | text
dated = st.builds(Dated, text, st.dates(), st.dates(), st.sampled_from(["metadata", "content"]), st.lists(spans).map(tuple), text)
documents = st.builds(Document, text, text, text, maybe_text, st.none() | st.dates(), maybe_text, maybe_text, maybe_text, st.none() | dated)
mentions = st.builds(
    EventMention,
    text,
    spans,
    text,
    st.sampled_from(["occurred", "denied"]),
    st.floats(0, 1),
    modes=st.lists(text).map(tuple),
    means=st.none() | spans,
    signature=st.binary(),
)
readings = st.builds(
    Reading, documents, st.lists(spans).map(tuple), st.just(()), st.just(()), st.lists(mentions).map(tuple), st.just(()), text
)


@settings(max_examples=60, deadline=None)
@given(readings)
def test_any_reading_comes_back_as_it_was(reading):
    document = decode(encode(reading.document), Document)
    assert decode_reading(encode_reading(reading), document) == reading


def test_every_field_of_a_full_reading_and_ledger_comes_back():
    reading = fakes.read(fakes.document(1, "anvil basil. cedar.", published=date(2024, 3, 5), publisher="P"))
    assert all(getattr(reading, f.name) for f in fields(Reading))
    assert decode_reading(encode_reading(reading), reading.document) == reading
    (event,) = fakes.tell([fakes.read(fakes.document(2, "anvil basil."))]).events
    assert decode(encode(event), Event) == event


def test_the_text_of_a_document_is_kept_once():
    reading = fakes.read(fakes.document(1, "anvil " * 50 + "basil."))
    assert "anvil anvil" not in encode_reading(reading)


@pytest.mark.parametrize("probability", [float("nan"), float("inf")])
def test_a_number_that_json_has_no_word_for_is_refused_before_it_is_kept(probability):
    reading = fakes.read(fakes.document(1, "anvil basil."))
    broken = replace(reading, events=(replace(reading.events[0], probability=probability),))
    with pytest.raises(DocumentError, match="not finite"):
        encode_reading(broken)


def test_a_lone_surrogate_is_refused_with_its_place():
    with pytest.raises(DocumentError, match=r"'\\ud83d' at character 3"):
        encode(Document("d", "s", "abc\ud83d"))


def test_damage_is_told_as_damage():
    stored = encode(Span(1, 2))
    with pytest.raises(LedgerError, match="damaged"):
        decode(stored.replace('"end":2', '"end":0'), Span)
    with pytest.raises(LedgerError, match="damaged"):
        decode(stored[:-1], Span)
