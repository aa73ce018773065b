"""Events of a ledger as coded events: who to whom, folded into PLOVER, and nothing where no two sides are known."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from dragoman.nouns.ledger import Party, Telling
from dragoman.nouns.text import Span
from dragoman.relate.dyads import dyads
from tests.relate.test_agreements import CHINA, INDIA, RUSSIA, XI, deal

NATO = Party("NATO", "org:nato")
LAVROV = Party("Sergei Lavrov", "office:RUS/foreign-minister", "RUS")
HAMAS = Party("Hamas", "org:hamas", "PSE")
SOMEONE = Party("a spokesman")


def pairs(event):
    return [(row.source, row.target) for row in dyads([event])]


def event(kind="ACCUSE", actors=(CHINA,), recipients=(RUSSIA,), **rest):
    return replace(deal("e1", kind, day="2025-03-04"), actors=actors, recipients=recipients, **rest)


CASES = [
    (event(), [("CHN", "RUS")]),
    (event(actors=(CHINA, INDIA)), [("CHN", "RUS"), ("IND", "RUS")]),
    (event(actors=(XI, CHINA)), [("CHN", "RUS")]),  # a president and his state are one side
    (event(actors=(NATO,)), [("org:nato", "RUS")]),
    (event(actors=(HAMAS,)), [("PSE", "RUS")]),
    (event(actors=(SOMEONE,)), []),
    (event(recipients=(SOMEONE,)), []),
    (event(recipients=(CHINA,)), []),
    (event(recipients=()), []),
    (event("CONSULT", (CHINA, RUSSIA), ()), [("CHN", "RUS"), ("RUS", "CHN")]),
    (event("CONSULT", (CHINA, RUSSIA), (SOMEONE,)), []),  # they met somebody else
    (event("ACCUSE", (CHINA, RUSSIA), ()), []),  # together they accuse somebody who is not named
    (event("ASSAULT", (CHINA, RUSSIA), (), modes=("sideAB",)), [("CHN", "RUS"), ("RUS", "CHN")]),
    (event("STATE"), []),
    (event(status="denied"), []),
    (event(status="possible"), []),
]


@pytest.mark.parametrize(("told", "expected"), CASES)
def test_pairs(told, expected):
    assert pairs(told) == expected


def test_a_row_says_what_the_event_says():
    mentions = (Telling("d2", Span(0, 3), Span(0, 9), "occurred", 0.7), Telling("d1", Span(0, 3), Span(0, 9), "occurred", 0.9))
    (row,) = dyads([event("CONSULT", (LAVROV,), (CHINA,), modes=("visit",), mentions=mentions, independent_sources=2)])
    assert (row.event, row.earliest, row.latest) == ("e1", date(2025, 3, 4), date(2025, 3, 4))
    assert (row.type, row.mode, row.quad, row.score) == ("CONSULT", "visit", 1, 4.0)
    assert (row.sources, row.probability, row.told_in, row.source_sector, row.target_sector) == (2, 0.9, "d2", "GOV", None)
    assert (row.file, row.line, row.root) == (None, None, True)


def test_what_is_announced_is_an_agreement():
    (row,) = dyads([event("CONSULT", status="scheduled")])
    assert (row.type, row.quad) == ("AGREE", 1)


def test_a_time_that_is_not_known_stays_so():
    (row,) = dyads([event(when=None)])
    assert (row.earliest, row.latest) == (None, None)
