"""Sides of a relation by every name that they go by, and members of a bloc for the days on which they are members."""

from __future__ import annotations

import polars as pl
import pytest

from dragoman.coded.table import frame
from dragoman.errors import RelationError
from dragoman.relate.sides import is_of, side
from tests.relate.coded import coded

NAMES = [
    ("CHN", "China", {"CHN"}),
    ("state:CHN", "China", {"CHN"}),
    ("China", "China", {"CHN"}),
    ("org:nato", "NATO", {"org:nato"}),
    ("NATO", "NATO", {"org:nato"}),
    ("nato", "NATO", {"org:nato"}),
    ("Hamas", "Hamas", {"PSE"}),
    ("CHN + RUS", "China + Russia", {"CHN", "RUS"}),
    ("OPEC+", "OPEC+", {"org:opec-plus"}),
]


@pytest.mark.parametrize(("words", "name", "keys"), NAMES)
def test_names(words, name, keys):
    found = side(words)
    assert (found.name, {m.key for m in found.members}) == (name, keys)


def test_members_of_a_bloc_belong_to_it_from_when_until_when_they_are():
    found = side("members:nato")
    assert found.name == "members of NATO"
    rows = [coded("before", "FIN", day="2022-03-01"), coded("after", "FIN", day="2024-03-01"), coded("always", "FRA", day="1999-01-01")]
    rows += [coded("itself", "org:nato", day="2024-01-01"), coded("other", "CHE", day="2024-01-01"), coded("undated", "FIN", day=None)]
    kept = frame(rows).filter(is_of("source", found))["event"]
    assert kept.to_list() == ["after", "always", "itself", "undated"]


def test_who_left_is_no_member_any_more():
    rows = [coded("in", "GBR", day="2019-06-01"), coded("out", "GBR", day="2021-06-01")]
    assert frame(rows).filter(is_of("source", side("members:eu")))["event"].to_list() == ["in"]


def test_a_side_without_dated_members_asks_for_no_days():
    assert frame([coded(day=None)]).select(is_of("source", side("CHN"))).to_series().to_list() == [True]
    assert frame([]).select(is_of("source", side("CHN"))).schema == {"source": pl.Boolean}


UNKNOWN = [
    ("Chnia", "did you mean 'China'"),
    ("", "expected a state"),
    ("CHN+", None),
    ("members:imf", "whose members are known"),
    ("members:CHN", "expected a state"),
]


@pytest.mark.parametrize(("words", "reason"), UNKNOWN)
def test_names_that_nobody_bears_are_refused(words, reason):
    if reason is None:
        assert side(words).name == "China"
        return
    with pytest.raises(RelationError, match=reason):
        side(words)
