"""What is to come stands in the order of its days, with the start and the end of what was agreed."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from dragoman.nouns.ledger import Field, FieldValue, StatusStep
from dragoman.relate import calendar
from tests.relate.test_agreements import deal, field

PLANNED = deal("e1", "CONSULT", status="scheduled", day="2031-05-09")
HINTED = deal("e2", "CONSULT", status="possible", day="2031-04-01")
UNDATED = deal("e3", "CONSULT", status="scheduled")
HELD = deal("e4", "CONSULT", day="2031-03-04")
VISAS = deal("e5", "CONCEDE", field("start", "2031-09-15"), field("end", "2032-09"), day="2031-03-04")
OFF = deal("e6", "CONCEDE", field("start", "2031-09-15"), status="cancelled")


def told(entries):
    return [(e.event, e.when.value if e.when else None, e.status, e.summary) for e in entries]


def test_entries_in_order_the_undated_last():
    assert told(calendar([UNDATED, VISAS, PLANNED, HELD, HINTED, OFF], None)) == [
        ("e2", "2031-04-01", "possible", "e2"),
        ("e1", "2031-05-09", "scheduled", "e1"),
        ("e5", "2031-09-15", "scheduled", "From 15 September 2031: e5"),
        ("e5", "2032-09", "scheduled", "Until September 2032: e5"),
        ("e3", None, "scheduled", "e3"),
    ]


def test_what_ended_before_the_day_is_left_out():
    assert [e.event for e in calendar([PLANNED, HINTED, VISAS], date(2031, 5, 9))] == ["e1", "e5", "e5"]
    assert [e.when.value for e in calendar([VISAS], date(2032, 9, 30)) if e.when] == ["2032-09"]
    assert calendar([VISAS], date(2032, 10, 1)) == ()


def test_a_start_that_is_the_events_own_time_is_entered_once():
    planned = deal("e7", "CONCEDE", field("start", "2031-09-15"), status="scheduled", day="2031-09-15")
    assert told(calendar([planned], None)) == [("e7", "2031-09-15", "scheduled", "e7")]


def test_a_term_of_a_possible_event_is_possible():
    assert calendar([deal("e8", "AID", field("end", "2031-09"), status="possible")], None)[0].status == "possible"


def test_a_value_that_is_no_day_is_not_entered():
    assert calendar([deal("e9", "AID", field("start", "P30Y"), field("end", "XXXX-09"))], None) == ()


@given(st.permutations([UNDATED, VISAS, PLANNED, HELD, HINTED, OFF]), st.none() | st.dates(date(2031, 1, 1), date(2033, 1, 1)))
def test_order_of_events_does_not_matter(events, as_of):
    entries = calendar(events, as_of)
    assert entries == calendar(sorted(events, key=lambda e: e.id), as_of)
    days = [e.when.earliest for e in entries if e.when]
    assert days == sorted(days)
    assert all(as_of is None or e.when is None or e.when.latest >= as_of.isoformat() for e in entries)


def test_what_was_called_off_or_took_place_after_it_was_announced_keeps_its_day_when_asked():
    off = deal("e6", "CONSULT", status="cancelled", day="2031-06-01")
    held = replace(
        deal("e7", "CONSULT", day="2031-06-02"), history=(StatusStep(None, "possible", ("d1",)), StatusStep(None, "occurred", ("d1",)))
    )
    sudden = deal("e8", "CONSULT", day="2031-06-03")
    assert calendar([off, held, sudden, OFF], None) == ()
    assert [(e.id, e.status, e.when.value if e.when else None) for e in calendar([off, held, sudden, OFF], None, settled=True)] == [
        ("e6", "cancelled", "2031-06-01"),
        ("e7", "occurred", "2031-06-02"),
        ("e6.start", "cancelled", "2031-09-15"),
        ("e6", "cancelled", None),
    ]


def test_a_second_value_of_a_term_has_an_id_of_its_own_and_the_first_keeps_its():
    one, two = (FieldValue(v, d, (), None) for v, d in (("2031-10-01", ("d1",)), ("2031-09-15", ("d1", "d2"))))
    event = replace(deal("e1", "AID"), fields=(Field("start", (one, two), agree=False),))
    assert {(e.id, e.when.value) for e in calendar([event], None) if e.when} == {("e1.start", "2031-09-15"), ("e1.start.2", "2031-10-01")}
