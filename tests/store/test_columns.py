"""What is answered from columns is what the database answers, and what the events themselves say."""

from __future__ import annotations

from collections import Counter

import pytest

from dragoman.nouns.filter import EventPage
from dragoman.publish.filters.parse import from_query
from dragoman.store import columns, snapshot
from dragoman.store.browsing import browsing
from dragoman.store.index import quad
from dragoman.store.matching import PARTIES
from quality.large_ledger import make

QUERIES = (
    "party=AFG", "not_party=AFG", "party=AFG&party=ALB", "between=AFG&between=AGO", "actor=person:minister-afg",
    "type=CONSULT&status=occurred", "text=pipeline", "not_text=pipeline", "since=2024", "until=2022&not_type=STATE",
    "reported_since=2025", "sources=2", "quad=1",
    "recipient=ALB", "state=AGO", "not_state=AFG&state=ALB", "quad=2&quad=4", "not_quad=3", "mode=visit", "not_context=economic",
    "reported_until=2020", "since=2025-06-07&until=2025-06-07", "not_since=2020", "not_reported_since=2024",
    "not_between=AFG&not_between=AGO",
    "place=name:paris", "actor=name:minister", "text=rice OR coal", "text=gas -pipeline", 'text="gas pipeline"', "text=pipe*", "text=zzzz",
    "since=2030", "type=AGREE&type=CONSULT", "party=AFG&between=AGO&between=person:minister-afg",
    "place=Paris", "party=AFG&not_party=AFG", "party=ISL&type=RETREAT&status=denied&place=Lima", "context=economic", "disagreement=true",
)  # fmt: skip


@pytest.fixture(scope="module")
def ledger(tmp_path_factory):
    path = tmp_path_factory.mktemp("columns") / "x.db"
    make(path, 320)
    return path


def walked(page, wanted, **how):
    found, after = [], None
    while True:
        told = page(wanted, after=after, most=7, **how)
        found += told.events if isinstance(told, EventPage) else told.items
        after = told.after
        if after is None:
            return found


@pytest.mark.parametrize("query", QUERIES)
def test_both_ways_answer_alike(ledger, monkeypatch, query):
    wanted = from_query(query)
    with snapshot(ledger) as by_sql:
        ids, events = by_sql.ids(wanted), walked(by_sql.page, wanted, order="date")
        everything = sorted(by_sql.ids())
        threes = [everything[n : n + 3] for n in range(0, len(everything), 3)]
        resting, told = by_sql.resting_on(threes, tuple, wanted), by_sql.matching(everything, wanted)
    monkeypatch.setattr(columns, "QUESTIONS_BEFORE", 10**9)
    with browsing(ledger) as by_sql:
        stories, documents = walked(by_sql.stories_page, wanted), walked(by_sql.documents_page, wanted)
        quotes = walked(by_sql.quotes_page, wanted)
    monkeypatch.setattr(columns, "QUESTIONS_BEFORE", 0)
    with browsing(ledger) as opened:
        assert opened.ids(wanted) == ids
        assert opened.count(wanted) == len(ids)
        assert walked(opened.page, wanted, order="date") == events
        assert walked(opened.stories_page, wanted) == stories
        assert walked(opened.documents_page, wanted) == documents
        assert walked(opened.quotes_page, wanted) == quotes
        assert opened.resting_on(threes, tuple, wanted) == resting
        assert opened.matching([*everything, "none"], wanted) == told


@pytest.mark.parametrize("query", ["", *QUERIES])
def test_tallies_count_what_the_events_say(ledger, query):
    wanted = from_query(query)
    with browsing(ledger) as opened:
        events = opened.events(wanted)
        kinds = {(k.month, k.type, k.status, k.quad): k.events for k in opened.kinds(wanted)}
        parties = {(p.actor, p.name, p.role): (p.events, p.state) for p in opened.parties(wanted)}
        places = {(p.name, p.state): p.events for p in opened.places(wanted)}
        dealings = {(d.a, d.b, d.month, d.quad): d.events for d in opened.dealings(wanted)}
        some = next(iter(parties), ("nobody", "", ""))[0]
        assert {p.actor for p in opened.parties(wanted, some)} == ({some} if parties else set())
    assert kinds == Counter((e.when.earliest[:7] if e.when else None, e.type, e.status, quad(e)) for e in events)
    in_role = {role: [(e, p) for e in events for p in dict.fromkeys(getattr(e, f"{role}s"))] for role in PARTIES}
    told = Counter((p.actor, p.name, role) for role, found in in_role.items() for _, p in found if p.actor)
    assert {key: count for key, (count, _) in parties.items()} == told
    assert all(
        state == next(p.state for _, p in in_role[role] if (p.actor, p.name) == (a, n)) for (a, n, role), (_, state) in parties.items()
    )
    assert places == Counter((p.name, p.state) for e in events for p in dict.fromkeys(e.places))
    pairs = Counter()
    for e in events:
        nodes = sorted({f"state:{p.state}" if p.state else p.actor for p in (*e.actors, *e.recipients) if p.state or p.actor})
        month = e.when.earliest[:7] if e.when else None
        pairs.update((a, b, month, quad(e)) for i, a in enumerate(nodes) for b in nodes[i + 1 :] if quad(e) is not None)
    assert dealings == pairs


def test_arrays_are_let_go_when_they_are_many(ledger, monkeypatch):
    monkeypatch.setattr(columns, "MOST_BYTES", 3 * 320 // 8)
    monkeypatch.setattr(columns, "QUESTIONS_BEFORE", 0)
    with browsing(ledger) as opened:
        for _ in range(2):
            for query in QUERIES:
                assert opened.count(from_query(query)) == len(opened.events(from_query(query)))
        assert len(opened._kept.columns(opened.state(), opened._connection)._chosen) <= 3
