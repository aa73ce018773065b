"""What the shipped weights come from: faults put in reproducibly, and a fit that keeps silent of what is not said."""

from __future__ import annotations

import tomllib
from dataclasses import replace

import pytest

from dragoman.read import Reader
from dragoman.reconcile.features import features
from dragoman.reconcile.parties import cast
from dragoman.reconcile.tell import tell
from tests.reconcile.make import corpus_stories
from training.blur import HEAVY, Faults, blur
from training.link_weights import SILENT, examples, learnt, word_rarity


def test_faults_are_reproducible_and_keep_every_mention() -> None:
    (story,) = corpus_stories(1)
    for reading in story.readings:
        faulty = blur(reading, HEAVY, 5)
        assert faulty == blur(reading, HEAVY, 5)
        assert faulty != blur(reading, HEAVY, 6)
        assert [e.trigger for e in faulty.events] == [e.trigger for e in reading.events]
        ids = {e.id for e in faulty.entities}
        assert all(x in ids for e in faulty.events for x in (*e.actors, *e.recipients, *e.places, *e.companions, *e.by))
        assert sum(len(e.actors) for e in faulty.events) < sum(len(e.actors) for e in reading.events)


def test_no_fault_changes_nothing() -> None:
    (story,) = corpus_stories(1)
    none = Faults(**dict.fromkeys(Faults.__dataclass_fields__, 0.0))
    assert [blur(r, none, 1) for r in story.readings] == list(story.readings)


def test_learnt_weights_are_whole_and_reproducible() -> None:
    reader = Reader.load()
    pairs = list(examples(corpus_stories(1), reader))
    text = learnt(pairs)
    assert text == learnt(list(examples(corpus_stories(1), reader)))
    table = tomllib.loads(text)
    names = {f.name for f in features(cast(()))}
    for scope in ("within", "across"):
        assert {k for k, v in table[scope].items() if isinstance(v, dict)} == names
        silent = [v for levels in table[scope].values() if isinstance(levels, dict) for k, v in levels.items() if k in SILENT]
        assert silent
        assert set(silent) == {0.0}


def test_signatures_get_faults_and_stay_unit_vectors() -> None:
    (story,) = corpus_stories(1)
    given = bytes([120, 0, 0, 0, 42, 0, 0, 0])
    reading = replace(story.readings[0], events=tuple(replace(e, signature=given) for e in story.readings[0].events))
    for event in blur(reading, HEAVY, 5).events:
        assert sum(x * x for x in memoryview(event.signature).cast("b")) == pytest.approx(127**2, rel=0.02)
    assert any(e.signature != given for e in blur(reading, HEAVY, 5).events)


def test_rare_words_weigh_more() -> None:
    rows = dict(line.split("\t") for line in word_rarity(corpus_stories(8)).splitlines() if not line.startswith("#"))
    assert float(rows["minist"]) < 1
    assert max(map(float, rows.values())) > 2


def test_two_events_on_one_word_have_two_ids() -> None:
    (story,) = corpus_stories(1)
    reading = story.readings[0]
    first = reading.events[0]
    twin = replace(
        first, id="twin", type="PROTEST" if first.type != "PROTEST" else "AID", modes=(), actors=(), recipients=(), places=(), times=()
    )
    ledger = tell((replace(reading, events=(*reading.events, twin)),))
    assert len({e.id for e in ledger.events}) == len(ledger.events)
    assert sum(len(e.mentions) for e in ledger.events) == len(reading.events) + 1
