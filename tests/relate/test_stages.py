"""How far an agreement has come, and which agreement another one amends."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.nouns.ledger import Event, StatusStep
from dragoman.relate import BESIDE_DEALS, DEALS, register
from tests.relate.test_agreements import CHINA, INDIA, RUSSIA, deal, field


def told(
    key: str, kind: str, trigger: str, *steps: tuple[str | None, str], about: str = "steppe gas pipeline deal", day: str | None = None
) -> Event:
    event = deal(key, kind, field("trigger", trigger), field("object", about), status=steps[-1][1], day=day)
    return replace(event, history=tuple(StatusStep(at, status, ("d1",)) for at, status in steps))


@pytest.mark.parametrize(
    ("kind", "trigger", "status", "stage"),
    [
        ("SUPPORT", "signed", "occurred", "signed"),
        ("SUPPORT", "initialled", "occurred", "signed"),
        ("SUPPORT", "signalled", "occurred", "finalised"),  # nobody signed
        ("SUPPORT", "ratified", "occurred", "ratified"),
        ("AGREE", "concluded", "occurred", "finalised"),
        ("AGREE", "finalized", "occurred", "finalised"),
        ("AGREE", "pledged", "occurred", "promised"),
        ("SUPPORT", "sign", "scheduled", "promised"),
        ("COOPERATE", "deal", "possible", "under talk"),
        ("CONSULT", "negotiated", "ongoing", "under talk"),
        ("SUPPORT", "signing", "cancelled", "collapsed"),
        ("REJECT", "called off", "occurred", "collapsed"),
        ("SANCTION", "withdrew", "occurred", "collapsed"),
    ],
)
def test_the_stage_follows_from_what_is_said_to_be_done(kind, trigger, status, stage):
    (made,) = register([told("e1", kind, trigger, ("2031-03-04", status))])
    assert (made.id, made.stage, [s.stage for s in made.history]) == ("a-e1", stage, [stage])
    assert kind in {*DEALS, *BESIDE_DEALS}


def test_an_agreement_goes_on_from_report_to_report_and_keeps_what_it_reached():
    events = [
        told("e1", "CONSULT", "talks", ("2031-01-05", "occurred")),
        told("e2", "AGREE", "agreed", ("2031-02-01", "occurred")),
        told("e3", "SUPPORT", "sign", ("2031-02-10", "scheduled"), ("2031-03-04", "occurred")),
        told("e4", "SUPPORT", "ratified", ("2031-05-01", "occurred")),
        told("e5", "CONSULT", "discussed", ("2031-06-01", "occurred")),  # is no step back
    ]
    (made,) = register(events)
    assert [(s.at, s.stage, s.event) for s in made.history] == [
        ("2031-01-05", "under talk", "e1"),
        ("2031-02-01", "promised", "e2"),
        ("2031-03-04", "signed", "e3"),
        ("2031-05-01", "ratified", "e4"),
    ]
    assert made.stage == "ratified"
    assert made.status == "occurred"


def test_the_end_holds_unless_something_later_brings_it_back():
    signed = told("e1", "SUPPORT", "signed", ("2031-03-04", "occurred"), day="2031-03-04")
    ended = told("e2", "SANCTION", "pulled out", ("2031-06-01", "occurred"))
    recalled = told("e3", "SUPPORT", "signed", ("2031-07-01", "occurred"), day="2031-03-04")  # a later report of the same signing
    anew = told("e4", "SUPPORT", "signed", ("2031-08-01", "occurred"), day="2031-07-30")
    (made,) = register([signed, ended, recalled])
    assert (made.stage, made.status) == ("collapsed", "cancelled")
    (made,) = register([signed, ended, recalled, anew])
    assert [s.stage for s in made.history] == ["signed", "collapsed", "signed"]


def test_of_one_days_reports_the_one_that_says_most_counts():
    (made,) = register(
        [told("e1", "AGREE", "agreed", ("2031-03-04", "occurred")), told("e2", "SUPPORT", "signed", ("2031-03-04", "occurred"))]
    )
    assert [s.stage for s in made.history] == ["signed"]


def test_what_every_report_denies_is_no_agreement():
    assert register([told("e1", "SUPPORT", "signed", ("2031-03-04", "denied"))]) == ()


@pytest.mark.parametrize(
    "event",
    [
        told("e1", "CONSULT", "met", ("2031-03-04", "occurred")),
        told("e1", "CONSULT", "talks", ("2031-03-04", "occurred"), about="steppe gas"),
        told("e1", "CONSULT", "talks", ("2031-03-04", "occurred"), about="a new deal"),
        told("e1", "SANCTION", "withdrew", ("2031-03-04", "occurred"), about="ambassadors"),
        told("e1", "REJECT", "refused", ("2031-03-04", "occurred")),
    ],
    ids=["a meeting", "talks about no deal", "talks about a deal without a name", "an end of something else", "a refusal"],
)
def test_what_is_neither_talk_of_a_deal_nor_its_end(event):
    assert register([event]) == ()


SIGNED = told("e1", "SUPPORT", "signed", ("2031-03-04", "occurred"), day="2031-03-04")
AMENDED = told("e2", "SUPPORT", "signed", ("2032-03-04", "occurred"), about="amendment to the steppe pipeline deal", day="2032-03-04")


def test_an_amendment_points_at_what_it_amends_and_that_at_it():
    first, second = sorted(register([AMENDED, SIGNED]), key=lambda a: a.id)
    assert (first.amends, first.amended_by) == (None, ("a-e2",))
    assert (second.amends, second.amended_by) == ("a-e1", ())


@pytest.mark.parametrize(
    "other",
    [
        replace(SIGNED, actors=(CHINA, INDIA)),
        told("e1", "SUPPORT", "signed", ("2031-03-04", "occurred"), about="visa deal"),
        replace(SIGNED, when=replace(SIGNED.when, value="2033", earliest="2033-01-01", latest="2033-12-31")),
    ],
    ids=["other parties", "another object", "a later one"],
)
def test_an_amendment_of_nothing_known_stands_alone(other):
    assert all(a.amends is None and a.amended_by == () for a in register([AMENDED, other]))
    assert len(register([AMENDED, other])) == 2


@given(
    st.permutations(
        [SIGNED, AMENDED, told("e3", "AGREE", "extended", ("2033-01-01", "occurred")), replace(SIGNED, id="e4", actors=(RUSSIA, INDIA))]
    )
)
def test_order_does_not_matter(events):
    assert register(events) == register(sorted(events, key=lambda e: e.id))
