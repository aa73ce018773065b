"""Corrections by hand over the real reconciling: they hold whatever comes, in any order, and never contradict themselves."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dragoman.errors import NotFoundError
from dragoman.flow import verbs
from dragoman.nouns.correction import Correction, MentionPlace
from dragoman.nouns.ledger import Event, Ledger
from dragoman.nouns.text import Span
from dragoman.publish.formats import ledger_to_json
from dragoman.reconcile import reconcile
from dragoman.reconcile.cluster import cluster
from dragoman.reconcile.corrections import pair, tied_documents, ties
from dragoman.reconcile.why import why
from dragoman.store import snapshot, writing
from tests.reconcile.make import Does, Who, report
from tests.reconcile.stories_by_hand import STORY, WIRE, round_of_talks

TALKS = (
    round_of_talks("m1", "2024-03-06", "first", "Tuesday", "2024-03-05"),
    round_of_talks("m2", "2024-03-21", "second", "Wednesday", "2024-03-20"),
)
FAR = report(
    "f1",
    "2024-03-09",
    [("Norwegian divers mended a cable off Bergen on Friday.", [Does("mended", "AID", actors=("Norwegian divers",), places=("Bergen",))])],
    [Who("Norwegian divers", "GRP", "NOR"), Who("Bergen", "GPE", "NOR")],
    publisher="Fjord Post",
)
BUSY = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])  # a busy machine is no fault
ALL = (*STORY, *TALKS, FAR)


def places(*events: Event) -> tuple[MentionPlace, ...]:
    return tuple(sorted(MentionPlace(t.id, t.document, t.trigger) for e in events for t in e.mentions))


def merge(number: int, *events: Event) -> Correction:
    return Correction(number, "merge", (places(*events),))


def of(ledger: Ledger, kind: str, document: str) -> Event:
    return next(e for e in ledger.events if e.type == kind and any(t.document == document for t in e.mentions))


def test_two_rounds_of_talks_that_a_person_calls_one_are_one_in_every_order_and_with_later_reports() -> None:
    first, second = (of(reconcile(TALKS), "CONSULT", d) for d in ("m1", "m2"))
    assert first.id != second.id
    said = (merge(1, first, second),)
    whole = reconcile(ALL, said)
    joined = of(whole, "CONSULT", "m1")
    assert {t.document for t in joined.mentions} >= {"m1", "m2"}
    assert joined.id == first.id  # the earlier report names it
    for seed in range(3):
        order = list(ALL)
        random.Random(seed).shuffle(order)
        assert reconcile(order, said) == whole


def test_a_story_that_a_merge_joined_comes_apart_again_without_it() -> None:
    apart = reconcile(ALL)
    mending, attack = of(apart, "AID", "f1"), of(apart, "ASSAULT", "w1")
    said = (merge(1, mending, attack),)
    assert tied_documents(said)
    assert len(reconcile(ALL, said).stories) < len(apart.stories)
    assert reconcile(ALL, ()) == apart


def test_what_is_said_to_be_no_event_counts_for_none_whatever_comes_and_is_back_when_that_is_undone() -> None:
    before = reconcile(STORY)
    attack = of(before, "ASSAULT", "w1")
    said = (Correction(1, "wrong", (places(attack),)),)
    gone = {t.id for t in attack.mentions}
    for readings in (STORY, ALL):
        told = reconcile(readings, said)
        assert not gone & {t.id for e in told.events for t in e.mentions}
        assert {s.document.id for s in told.sources} == {r.document.id for r in readings}
    for seed in range(3):
        order = list(ALL)
        random.Random(seed).shuffle(order)
        assert reconcile(order, said) == reconcile(ALL, said)
    with pytest.raises(NotFoundError, match="none"):
        why(STORY, said, attack.id)
    assert reconcile(STORY, ()) == before


def test_a_report_that_comes_later_and_tells_the_same_is_an_event() -> None:
    attack = of(reconcile([r for r in ALL if r.document.id == "w1"]), "ASSAULT", "w1")
    told = reconcile(ALL, (Correction(1, "wrong", (places(attack),)),))
    assert {t.document for e in told.events if e.type == "ASSAULT" for t in e.mentions} == {"d1", "r1"}


def test_who_merges_what_was_said_to_be_no_event_says_that_it_is_one() -> None:
    first, second = (of(reconcile(TALKS), "CONSULT", d) for d in ("m1", "m2"))
    wrong = Correction(1, "wrong", (places(first),))
    assert {t.document for e in reconcile(TALKS, (wrong,)).events if e.type == "CONSULT" for t in e.mentions} == {"m2"}
    assert of(reconcile(TALKS, (wrong, merge(2, first, second))), "CONSULT", "m1").id == first.id
    assert ties((merge(1, first, second), replace(wrong, number=2))).wrong == {t.id for t in first.mentions}


def test_what_was_split_stays_apart_though_everything_speaks_for_it() -> None:
    whole = reconcile(STORY)
    attack = of(whole, "ASSAULT", "w1")
    out = tuple(p for p in places(attack) if p.document == "d1")
    said = (Correction(1, "split", (out, tuple(p for p in places(attack) if p not in out))),)
    parted = reconcile(ALL, said)
    assert of(parted, "ASSAULT", "w1").id == attack.id
    assert {t.document for t in of(parted, "ASSAULT", "d1").mentions}.isdisjoint({"w1"})
    told = why([*STORY], said, attack.id)
    assert told.corrections == (1,)
    near = next(n for n in told.near if n.event == out[0].id)
    assert near.mean_bits > told.threshold_bits
    assert near.best.hand == "apart"


def test_a_mention_too_unsure_to_be_told_is_told_once_someone_speaks_for_it() -> None:
    from dataclasses import replace

    unsure = replace(WIRE, events=tuple(replace(e, probability=0.2) for e in WIRE.events))
    assert reconcile([unsure]).events == ()
    mention = why([unsure], (), _ids(unsure)[0]).mentions[0]
    other = why([unsure], (), _ids(unsure)[1]).mentions[0]
    said = Correction(1, "merge", (tuple(sorted(MentionPlace(m.id, "w1", m.trigger) for m in (mention, other))),))
    (event,) = reconcile([unsure], (said,)).events
    assert {t.id for t in event.mentions} == {mention.id, other.id}


def _ids(reading) -> tuple[str, ...]:  # type: ignore[no-untyped-def]
    from dragoman.reconcile.identity import mention_ids

    return mention_ids(reading)


numbers = st.integers(0, 7)
sides = st.lists(st.sets(numbers, min_size=1, max_size=4), min_size=1, max_size=2)


@BUSY
@given(st.lists(sides, max_size=7))
def test_ties_never_contradict_themselves_and_the_latest_word_always_counts(given_sides: list[list[set[int]]]) -> None:
    said = []
    for n, both in enumerate(given_sides, 1):
        parts = [both[0], *(both[1:] and [both[1] - both[0]])]
        kind = "split" if len(parts) == 2 and all(parts) else "merge"
        own = tuple(tuple(MentionPlace(f"m{k}", f"d{k}", Span(k, k + 1)) for k in sorted(part)) for part in parts if part)
        said.append(Correction(n, kind, own if kind == "split" else own[:1]))
    told = ties(tuple(said))
    assert told == ties(tuple(reversed(said)))
    for group in told.groups:
        assert not any(pair(a, b) in told.apart for a in group for b in group if a != b)
    assert len({m for group in told.groups for m in group}) == sum(map(len, told.groups))
    if said:
        ids = [[m.id for m in side] for side in said[-1].sides]
        assert all(told.on(a, b) == "together" for side in ids for a in side for b in side if a != b)
        assert all(told.on(a, b) == "apart" for a in ids[0] for b in ids[-1]) or len(ids) == 1


@BUSY
@given(st.integers(2, 9), st.data())
def test_clusters_keep_together_and_apart_what_they_are_told_to(size: int, data: st.DataObject) -> None:
    pairs = [(i, j) for i in range(size) for j in range(i + 1, size)]
    bits = np.array(data.draw(st.lists(st.floats(-12, 12), min_size=len(pairs), max_size=len(pairs))))
    order = data.draw(st.permutations(range(size)))
    cut = data.draw(st.integers(0, size))
    together = [sorted(part) for part in (order[:cut], order[cut:]) if len(part) > 1]
    apart = [(a, b) for a in order[:cut] for b in order[cut:]][: data.draw(st.integers(0, 4))]
    found = cluster(size, np.array(pairs, dtype=np.int64), bits, together=together, apart=apart)
    place = {n: k for k, group in enumerate(found) for n in group}
    assert sorted(place) == list(range(size))
    assert all(place[group[0]] == place[n] for group in together for n in group)
    assert all(place[a] != place[b] for a, b in apart)


def test_no_word_by_hand_changes_no_cluster() -> None:
    pairs, bits = np.array([[0, 1], [1, 2]], dtype=np.int64), np.array([3.0, 2.0])
    assert cluster(3, pairs, bits, together=(), apart=()) == cluster(3, pairs, bits)


@pytest.mark.parametrize("seed", [1, 2])
def test_a_life_in_the_store_ends_where_telling_all_at_once_does_and_every_day_of_it_is_remembered(tmp_path: Path, seed: int) -> None:
    path, chance = tmp_path / "x.db", random.Random(seed)
    order = chance.sample(ALL, len(ALL))
    exports = {}
    with writing(path, verbs.linking(), clock=lambda: datetime(2026, 3, 1, tzinfo=UTC)) as writer:
        for reading in order[:4]:
            writer.add(reading)
        with snapshot(path) as ledger:
            events = [e.id for e in ledger.events()]
        steps = [
            lambda: writer.merge(chance.sample(events, 2)),
            lambda: writer.add(order[4]),
            lambda: writer.remove(order[0].document.id),
            lambda: writer.add(order[0]),
            writer.undo,
            lambda: writer.remove(order[2].document.id),
        ]
        for step in steps:
            step()
            with snapshot(path) as ledger:
                exports[ledger.cursor()] = ledger_to_json(ledger.ledger())
                assert ledger.ledger() == reconcile(ledger.readings(), ledger.corrections())
    for cursor, export in exports.items():
        with snapshot(path) as ledger:
            assert ledger_to_json(ledger.ledger(cursor)) == export
        with snapshot(path, as_of=str(cursor)) as stood:
            assert ledger_to_json(stood.ledger()) == export
