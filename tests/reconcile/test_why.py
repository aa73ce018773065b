"""Why an event is one: the clues add up to the bits that clustering saw, and nothing that nearly joined is kept back."""

from __future__ import annotations

from itertools import combinations

import pytest

from dragoman.errors import NotFoundError
from dragoman.publish.why_view import spanning, why_to_json, why_view
from dragoman.reconcile import tell
from dragoman.reconcile.why import why
from tests.reconcile.stories_by_hand import STORY

LEDGER = tell(STORY)
EVENTS = {e.id: e for e in LEDGER.events}


@pytest.mark.parametrize("event", LEDGER.events, ids=lambda e: e.type)
def test_clues_add_up_and_every_pair_is_there(event) -> None:  # type: ignore[no-untyped-def]
    told = why(STORY, (), event.id)
    assert told.event == event.id
    assert {m.id for m in told.mentions} == {t.id for t in event.mentions}
    assert {(k.a, k.b) for k in told.links} == set(combinations(sorted(t.id for t in event.mentions), 2))
    for link in (*told.links, *(n.best for n in told.near)):
        if link.compared:
            assert link.bits == pytest.approx(sum(c.bits for c in link.clues), abs=1e-5)
        assert link.clues[0].feature == "prior"
    assert len(spanning(told)) == len(told.mentions) - 1


def test_near_misses_are_other_events_below_the_threshold_the_nearest_first() -> None:
    for event in LEDGER.events:
        near = why(STORY[::-1], (), event.id).near
        assert near == why(STORY, (), event.id).near
        assert all(n.event != event.id for n in near)
        means = [n.mean_bits for n in near]
        assert means == sorted(means, reverse=True)
        assert max(means, default=-9) <= why(STORY, (), event.id).threshold_bits
        for n in near:
            ids = {m.id for m in n.mentions}
            assert len(ids & {n.best.a, n.best.b}) == 1


def test_any_mention_names_its_event_and_nothing_else_does() -> None:
    event = max(LEDGER.events, key=lambda e: len(e.mentions))
    assert len({why(STORY, (), t.id) for t in event.mentions}) == 1
    with pytest.raises(NotFoundError, match="saw 'e0'"):
        why(STORY, (), "e0")


def test_it_is_shown_to_people_and_to_programs() -> None:
    from io import StringIO

    from rich.console import Console

    event = max(LEDGER.events, key=lambda e: len(e.mentions))
    told = why(STORY, (), event.id)
    value = why_to_json(told, EVENTS)
    assert value["event"] == event.id
    assert all(
        {c["bits"] > 0 for c in link["for"]} <= {True} and {c["bits"] < 0 for c in link["against"]} <= {True} for link in value["links"]
    )
    out = StringIO()
    Console(file=out, width=200).print(why_view(told, EVENTS))
    shown = out.getvalue()
    assert event.summary in shown
    assert f"{len(told.mentions)} mentions in {len({m.document.id for m in told.mentions})} reports" in shown
    assert all(f"{number}  {mention.id}  " in shown for number, mention in enumerate(told.mentions, 1))
    assert "What nearly belongs" in shown
    assert all(f"{link.bits:+.2f} bits" in shown for link in spanning(told))
