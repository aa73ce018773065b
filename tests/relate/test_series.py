"""Relations as time series: every figure is the sum that it says it is, over the events that its trace names."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise
from math import log2

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman.coded.table import frame
from dragoman.errors import RelationError
from dragoman.relate.choosing import Choice
from dragoman.relate.series import relation
from dragoman.relate.trace import events_behind
from tests.relate.coded import accused, coded, table

WORLD = table(
    coded("e1", day="2025-01-05", sources=3, probability=0.8),
    accused("e2", "RUS", "CHN", "2025-01-06"),
    coded("e3", day="2025-03-31"),
    coded("e4", "CHN", "IND", "2025-01-05"),
    coded("e5", day="2025-01-31", latest="2025-02-01"),  # no month of its own
    coded("e6", day=None),
    coded("e7", day="2025-03-01"),
    coded("e7", "RUS", "CHN", "2025-03-01"),  # both ways
)


def test_counts_sums_and_empty_periods():
    told = relation(WORLD, "CHN", "Russia")
    assert (told.first_side, told.second_side, told.grain, told.events, told.undated, told.unplaced) == (
        "China",
        "Russia",
        "month",
        4,
        1,
        1,
    )
    january, february, march = told.periods
    assert (january.period, january.first, january.last) == ("2025-01", "2025-01-01", "2025-01-31")
    assert (january.events, january.forward, january.backward, january.quads) == (2, 1, 1, (1, 0, 1, 0))
    assert january.cooperation.value == pytest.approx(0.8 * log2(4) * 2.5, abs=1e-5)
    assert january.conflict.value == pytest.approx(3.0, abs=1e-5)
    assert january.expected.value == pytest.approx(1.8, abs=1e-5)
    assert january.score.value == pytest.approx((1.6 * 2.5 - 3) / 2.6, abs=1e-5)
    assert january.balance.value == pytest.approx((4 - 3) / 7, abs=1e-5)
    assert (february.events, february.score, february.balance, february.strongest) == (0, None, None, ())
    assert (february.cooperation.value, february.cooperation.low, february.cooperation.high > 0) == (0, 0, True)
    assert (march.events, march.forward, march.backward, march.strongest) == (2, 2, 1, ("e3", "e7"))


@pytest.mark.parametrize(
    ("grain", "names"),
    [
        ("day", ["2025-01-05", "2025-01-06", "2025-03-01", "2025-03-31"]),
        ("week", ["2025-W01", "2025-W02", "2025-W05", "2025-W09", "2025-W14"]),
        ("year", ["2025"]),
    ],
)
def test_grains(grain, names):
    told = relation(WORLD, "CHN", "RUS", by=grain)
    assert [p.period for p in told.periods if p.events] == names
    assert sum(p.events for p in told.periods) == told.events
    assert [p.last < q.first for p, q in pairwise(told.periods)] == [True] * (len(told.periods) - 1)


def test_the_other_way_round_is_the_same_with_the_ways_changed():
    one, other = relation(WORLD, "CHN", "RUS"), relation(WORLD, "RUS", "CHN")
    assert [replace(p, forward=p.backward, backward=p.forward) for p in other.periods] == list(one.periods)


def test_blocs_count_an_event_once_whatever_pairs_it_has():
    rows = table(coded("e1", "USA", "RUS"), coded("e1", "GBR", "RUS"), coded("e1", "USA", "CHN"), coded("e2", "USA", "GBR"))
    told = relation(rows, "USA+GBR", "RUS+CHN")
    assert (told.events, told.periods[0].events, told.periods[0].cooperation.value) == (1, 1, 2.5)


def test_several_types_of_one_event_are_all_counted():
    told = relation(table(coded("e1"), accused("e1")), "CHN", "RUS")
    assert (told.events, told.periods[0].events, told.periods[0].quads) == (1, 2, (1, 0, 1, 0))


def test_nothing_at_all():
    told = relation(table(), "CHN", "RUS")
    assert (told.periods, told.changes, told.events) == ((), (), 0)


CHOICES = [
    (Choice(since=date(2025, 3, 1)), {"e3", "e7"}),
    (Choice(until=date(2025, 1, 31)), {"e1", "e2"}),
    (Choice(types=frozenset({"ACCUSE"})), {"e2"}),
    (Choice(quads=frozenset({1})), {"e1", "e3", "e7"}),
    (Choice(at_least_sources=2), {"e1"}),
    (Choice(at_least_probability=0.9), {"e2", "e3", "e7"}),
]


@pytest.mark.parametrize(("choice", "kept"), CHOICES)
def test_filters(choice, kept):
    told = relation(WORLD, "CHN", "RUS", choice=choice)
    assert {e for p in told.periods for e in p.strongest} == kept


def test_the_series_spans_the_days_that_are_asked_for():
    told = relation(WORLD, "CHN", "RUS", choice=Choice(since=date(2024, 11, 1), until=date(2025, 2, 28)))
    assert [p.period for p in told.periods] == ["2024-11", "2024-12", "2025-01", "2025-02"]


def test_sectors_take_the_state_as_such_for_its_government_and_asides_can_be_left_out():
    rows = table(coded("e1", source_sector="GOV"), coded("e2", source_sector="REB"), coded("e3"), coded("e4", root=False))
    assert relation(rows, "CHN", "RUS", choice=Choice(sectors=frozenset({"GOV"}))).events == 3
    assert relation(rows, "CHN", "RUS", choice=Choice(root_only=True)).events == 3


def test_one_a_day_keeps_the_weightiest_of_a_kind():
    rows = table(
        coded("e1"), coded("e2", sources=3), coded("e3", day="2025-03-05"), accused("e4"), coded("e5", "RUS", "CHN"),
        coded("e6", mode="visit"), coded("e7", day="2025-03-04", latest="2025-03-20"),
    )  # fmt: skip
    kept = relation(rows, "CHN", "RUS", choice=Choice(one_a_day=True)).periods[0]
    assert kept.events == 6
    assert {coded_event.event for coded_event, _ in events_behind(rows, "CHN", "RUS", "2025-03", choice=Choice(one_a_day=True))} == {
        "e2", "e3", "e4", "e5", "e6", "e7",
    }  # fmt: skip


WEIGHTS = [("sources", 0.8 * 2 * 2.5), ("probability", 0.8 * 2.5), ("events", 2.5)]


@pytest.mark.parametrize(("weight", "cooperation"), WEIGHTS)
def test_weights(weight, cooperation):
    told = relation(WORLD, "CHN", "RUS", choice=Choice(weight=weight))
    assert told.periods[0].cooperation.value == pytest.approx(cooperation, abs=1e-5)


EVENTS = st.builds(
    lambda n, source, target, day, kind, sources, p: (coded if kind else accused)(
        f"e{n}", source, target, f"2025-{day // 28 + 1:02d}-{day % 28 + 1:02d}", sources=sources, probability=p
    ),
    st.integers(0, 30), st.sampled_from(["CHN", "RUS"]), st.sampled_from(["RUS", "IND", "CHN"]), st.integers(0, 150), st.booleans(),
    st.integers(1, 5), st.sampled_from([0.25, 0.5, 1.0]),
)  # fmt: skip


def test_rows_that_share_an_id_count_alike_in_any_order():
    rows = [coded("e1", day="2025-03-02"), coded("e1", day="2025-03-01")]
    forth, back = (relation(frame(told).lazy(), "CHN", "RUS", by="day") for told in (rows, rows[::-1]))
    assert [p.period for p in forth.periods] == ["2025-03-01"]
    assert forth == back


@settings(max_examples=40, deadline=None)
@given(st.lists(EVENTS, max_size=25), st.sampled_from(["day", "week", "month", "year"]), st.booleans(), st.randoms())
def test_every_figure_is_traced_to_the_events_that_make_it(rows, grain, one_a_day, random):
    choice = Choice(one_a_day=one_a_day)
    told = relation(frame(rows).lazy(), "CHN", "RUS", by=grain, choice=choice)
    for p in told.periods:
        behind = events_behind(frame(rows).lazy(), "CHN", "RUS", p.period, choice=choice) if p.events else ()
        assert len(behind) == p.events
        assert sum(w * max(c.score, 0) for c, w in behind) == pytest.approx(p.cooperation.value, abs=1e-4)
        assert sum(w * max(-c.score, 0) for c, w in behind) == pytest.approx(p.conflict.value, abs=1e-4)
        assert tuple(dict.fromkeys(c.event for c, _ in behind))[: len(set(p.strongest))] == tuple(dict.fromkeys(p.strongest))
        for band in (p.cooperation, p.conflict, p.expected):
            assert band.low <= band.value <= band.high
    shuffled = list(rows)
    random.shuffle(shuffled)
    again = relation(frame(shuffled).lazy(), "CHN", "RUS", by=grain, choice=choice)
    assert [(p.period, p.events, p.strongest) for p in again.periods] == [(p.period, p.events, p.strongest) for p in told.periods]


def stretched(one, days):
    """Return an event that may have happened on any of so many more days, or with None of which no day is known."""
    return replace(one, earliest=None, latest=None) if days is None else replace(one, latest=one.latest + timedelta(days))


@settings(max_examples=40, deadline=None)
@given(st.lists(st.builds(stretched, EVENTS, st.sampled_from([0, 0, 3, 40, None])), max_size=25), st.sampled_from(["week", "month"]))
def test_what_no_period_has_is_traced_too(rows, grain):
    told = relation(frame(rows).lazy(), "CHN", "RUS", by=grain)

    def behind(what):
        return events_behind(frame(rows).lazy(), "CHN", "RUS", what, by=grain)

    assert len(behind("undated")) == told.undated
    assert len(behind("wide")) == told.unplaced
    assert len(behind("all")) == sum(p.events for p in told.periods) + told.undated + told.unplaced


def test_a_trace_by_id_and_what_is_none():
    ((found, weight),) = events_behind(WORLD, "CHN", "RUS", "e1")
    assert (found.event, weight) == ("e1", pytest.approx(1.6, abs=1e-5))
    with pytest.raises(
        RelationError, match="expected a period, a window, all, undated, wide or the id of an event of these two sides, saw 'e4'"
    ):
        events_behind(WORLD, "CHN", "RUS", "e4")
    assert [c.event for c, _ in events_behind(WORLD, "CHN", "RUS", "2025-01..2025-02")] == ["e1", "e2", "e5"]


REFUSED = [
    (lambda: relation(WORLD, "CHN", "China"), "expected two different sides"),
    (lambda: relation(WORLD, "CHN", "RUS", by="decade"), "expected one of day, week, month, year, saw 'decade'"),
    (lambda: Choice(weight="love"), "expected a weight of sources, probability, events, saw 'love'"),
    (lambda: Choice(since=date(2025, 2, 1), until=date(2025, 1, 1)), "expected the first day not to be after the last"),
    (lambda: Choice(quads=frozenset({5})), "expected quad classes of 1 to 4, saw 5"),
]


@pytest.mark.parametrize(("ask", "reason"), REFUSED)
def test_what_cannot_be_asked_is_refused(ask, reason):
    with pytest.raises(RelationError, match=reason):
        ask()


def test_only_one_way_and_only_among_members():
    told = relation(WORLD, "CHN", "RUS", forward_only=True)
    assert (told.events, [p.backward for p in told.periods], told.periods[0].quads) == (3, [0, 0, 0], (1, 0, 0, 0))
    assert [c.event for c, _ in events_behind(WORLD, "CHN+RUS+IND", "CHN+RUS+IND", "2025-01")] == ["e1", "e2", "e4"]
