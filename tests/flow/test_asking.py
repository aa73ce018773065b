"""Agreements and calendar of a ledger are those of all its events, though most of these are never made from their stored text."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman.flow import asking
from dragoman.nouns.filter import Criteria, Filter
from dragoman.nouns.ledger import Event, Ledger, Party, StatusStep
from dragoman.relate import calendar, register
from dragoman.scheme import load
from dragoman.store import codec, snapshot
from tests.publish import small
from tests.relate.test_agreements import CHINA, RUSSIA, XI, deal, field
from tests.store.by_hand import keep

SMALL = small.ledger()
TELLING = SMALL.events[0].mentions[0]
FIELDS = st.lists(
    st.builds(
        field,
        st.sampled_from(["trigger", "object", "topic", "start", "end", "duration", "killed", "place"]),
        st.sampled_from(["signed", "talks", "a gas treaty", "called off", "2031-09-15", "P25Y", "start"]),
        document=st.just(TELLING.document),
    ),
    max_size=4,
    unique_by=lambda f: f.name,
)
STATUSES = st.sampled_from(["occurred", "ongoing", "scheduled", "possible", "hypothetical", "denied", "cancelled"])
EVENTS = st.builds(
    lambda kind, fields, parties, status, before, day: replace(
        deal("", kind, *fields, parties=parties, status=status, day=day),
        history=(StatusStep(None, before, (TELLING.document,)), StatusStep("2031-03-04", status, (TELLING.document,))),
    ),
    st.sampled_from(sorted(load().types)),
    FIELDS,
    st.sampled_from([(), (CHINA,), (CHINA, RUSSIA), (CHINA, XI), (CHINA, CHINA), (CHINA, Party("start", None, None))]),
    STATUSES,
    STATUSES,
    st.sampled_from([None, "2031-03-04", "2031-09-15"]),
)


def ledger_of(events: list[Event]) -> Ledger:
    drawn = tuple(replace(e, id=f"x{n:02}", mentions=(replace(TELLING, id=f"x{n:02}", status=e.status),)) for n, e in enumerate(events))
    stories = (replace(SMALL.stories[0], events=(*SMALL.stories[0].events, *(e.id for e in drawn))), *SMALL.stories[1:])
    return replace(SMALL, events=(*SMALL.events, *drawn), stories=stories)


@settings(max_examples=25, deadline=None)
@given(st.lists(EVENTS, max_size=12))
def test_agreements_and_calendar_are_those_of_all_events(tmp_path_factory, events):
    path = tmp_path_factory.mktemp("asking") / "x.db"
    keep(path, ledger_of(events))
    with snapshot(path) as ledger:
        everything = ledger.events()
        assert asking.agreements(ledger) == register(everything)
        for settled in (False, True):
            assert asking.entries(ledger, settled=settled) == calendar(everything, None, settled=settled)


@pytest.mark.parametrize(
    "wanted", [Filter(Criteria(type=("CONSULT",))), Filter(without=Criteria(type=("CONSULT",))), Filter(Criteria(since="2031-03-06"))]
)
def test_a_filter_leaves_the_entries_that_it_matches(tmp_path, wanted):
    keep(tmp_path / "x.db", SMALL)
    with snapshot(tmp_path / "x.db") as ledger:
        undated = Filter(replace(wanted.only, since=None), wanted.without)
        found = [
            e for e in calendar(ledger.events(undated), None) if not wanted.only.since or (e.when and e.when.latest >= wanted.only.since)
        ]
        assert asking.entries(ledger, wanted) == tuple(found)


def test_few_events_are_made_for_the_few_that_are_needed(tmp_path, monkeypatch):
    praise = [deal("", "SUPPORT", field("trigger", "praised"), parties=(CHINA,)) for _ in range(60)]
    keep(tmp_path / "x.db", ledger_of(praise))
    made = []
    monkeypatch.setattr("dragoman.store.queries.decode", lambda text, noun: made.append(noun) or codec.decode(text, noun))
    with snapshot(tmp_path / "x.db") as ledger:
        asking.agreements(ledger)
        asking.entries(ledger, settled=True)
    assert made.count(Event) < 20


def test_a_part_has_the_stories_of_its_events_and_no_others(tmp_path):
    keep(tmp_path / "x.db", SMALL)
    with snapshot(tmp_path / "x.db") as ledger:
        for event in SMALL.events:
            part = asking.part(ledger, [event])
            assert [s.id for s in part.stories] == [s.id for s in SMALL.stories if event.id in s.events]
            assert all(s.events == (event.id,) for s in part.stories)
