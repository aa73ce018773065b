"""Blocs: planted ones are found at stated noise, noise is not reported as one, and the same input gives the same blocs."""

from __future__ import annotations

import numpy as np
import polars as pl
import pytest

from dragoman.errors import RelationError
from dragoman.nouns.relation import Bloc, BlocWindow, Member
from dragoman.relate.blocs import ONE_A_DAY, blocs
from dragoman.relate.communities import communities
from dragoman.relate.moves import moves
from dragoman.relate.trace import events_behind
from quality.planted import adjusted_rand, world
from tests.relate.coded import coded, table

WINDOW = "2025-01..2025-09"


def named(told, groups):
    """Return the adjusted Rand index of the named blocs with the planted ones; who is in no bloc is alone."""
    of = {member.actor: n for n, bloc in enumerate(told.blocs) for member in bloc.members}
    alone = iter(range(len(told.blocs), len(told.blocs) + len(groups)))
    return adjusted_rand(list(groups.values()), [of[a] if a in of else next(alone) for a in groups])


# How many events a pair has on average, and how many times as much its members cooperate, and less clash, than others do.
NOISE = [
    pytest.param([10] * 4, 4, 3.5, id="few events, three and a half times as friendly"),
    pytest.param([10] * 4, 12, 2.0, id="more events, twice as friendly"),
    pytest.param([8] * 3, 12, 2.5, id="three blocs"),
    pytest.param([20, 10, 6], 15, 3.0, id="uneven blocs"),
]


@pytest.mark.parametrize(("sizes", "a_pair", "friendly"), NOISE)
@pytest.mark.parametrize("seed", range(3))
def test_planted_blocs_are_recovered(sizes, a_pair, friendly, seed):
    pairs = sum(sizes) * (sum(sizes) - 1) // 2
    made, groups = world(sizes, events=a_pair * pairs, friendly=friendly, hostile=friendly, seed=seed)
    (told,) = blocs(made, [WINDOW]).windows
    assert told.refusal is None
    assert named(told, groups) >= 0.9
    for bloc in told.blocs:
        assert bloc.chance <= 0.05
        assert bloc.stability >= 0.6
        assert all(member.belonging >= 0.5 for member in bloc.members)


@pytest.mark.parametrize("events", [60, 600, 6000])
def test_noise_is_not_reported_as_a_bloc(events):
    refused = 0
    for seed in range(6):
        made, _ = world([1] * 30, events=events, seed=seed)
        (told,) = blocs(made, [WINDOW]).windows
        refused += told.refusal is not None and not told.blocs
    assert refused >= 5  # one false alarm in twenty is what the threshold allows


def test_too_little_is_refused_with_its_numbers():
    rows = [coded(f"{s}{n}", "CHN", s, f"2025-03-{n + 1:02d}") for s in ("RUS", "IND", "BRA") for n in range(4)]
    (told,) = blocs(table(*rows)).windows
    assert told.blocs == ()
    assert told.refusal.startswith("no bloc is named from so little: 12 events among 4 actors with at least three each")
    assert (told.first, told.last) == ("2025-03-01", "2025-03-04")
    with pytest.raises(RelationError, match="expected events with days, saw none"):
        blocs(table())


def test_the_same_input_gives_the_same_blocs_in_whatever_order_it_comes():
    made, _ = world([8] * 3, events=2500, friendly=3, seed=4)
    one = blocs(made, [WINDOW], with_closeness=True)
    assert blocs(made, [WINDOW], with_closeness=True) == one
    shuffled = made.collect().sample(fraction=1.0, shuffle=True, seed=9).lazy()
    assert blocs(shuffled, [WINDOW], with_closeness=True) == one


def test_closeness_is_higher_within_blocs_than_between():
    made, groups = world([8] * 3, events=5000, friendly=3, hostile=3, seed=2)
    (told,) = blocs(made, [WINDOW], with_closeness=True).windows
    assert len(told.closeness) == 24 * 23 // 2
    same = np.array([groups[c.first] == groups[c.second] for c in told.closeness])
    for measure in ("direct", "profile", "together"):
        values = np.array([getattr(c, measure) for c in told.closeness])
        assert np.mean(values[same][:, None] > values[~same][None, :]) > 0.8


def test_deeds_are_those_of_members():
    made, _ = world([8] * 3, events=4000, friendly=3, hostile=3, seed=5)
    (told,) = blocs(made, [WINDOW]).windows
    rows = made.collect()
    for bloc in told.blocs:
        own = {m.actor for m in bloc.members}
        inside, *towards = bloc.deeds
        ids = set(rows.filter(pl.col("source").is_in(list(own)) & pl.col("target").is_in(list(own)))["event"])
        assert inside.towards is None
        assert set(inside.strongest) <= ids
        assert inside.events <= len(ids)
        for deed in towards:
            assert deed.towards not in own
            assert 2 <= deed.members <= len(own)
            acted = rows.filter(pl.col("source").is_in(list(own)) & (pl.col("target") == deed.towards))
            assert set(deed.strongest) <= set(acted["event"])


def test_every_figure_of_a_deed_is_traced_by_relations():
    made, _ = world([6] * 3, events=2500, friendly=3, hostile=3, seed=5)
    rows = made.collect()
    # Some events go both ways, and some are those of several members at once.
    swapped = rows.head(300).with_columns(source="target", target="source")
    joint = rows.head(300).with_columns(source=rows["source"].tail(300)).filter(pl.col("source") != pl.col("target"))
    table_of_all = pl.concat([rows, swapped, joint]).lazy()
    (told,) = blocs(table_of_all, [WINDOW]).windows
    assert told.blocs
    for bloc in told.blocs:
        own = "+".join(m.actor for m in bloc.members)
        for deed in bloc.deeds:
            behind = events_behind(table_of_all, own, deed.towards or own, WINDOW, choice=ONE_A_DAY, forward_only=True)
            assert len(behind) == deed.events
            assert sum(w * max(c.score, 0) for c, w in behind) == pytest.approx(deed.cooperation, abs=1e-2)
            assert sum(w * max(-c.score, 0) for c, w in behind) == pytest.approx(deed.conflict, abs=1e-2)


def test_who_changes_sides_is_told():
    first, groups = world([9, 9, 9], events=4000, friendly=3.5, hostile=3.5, seed=6, days=90)
    second, _ = world([9, 9, 9], events=4000, friendly=3.5, hostile=3.5, seed=6, days=90)
    a, b = (next(name for name, group in groups.items() if group == g) for g in (0, 1))
    swap = {a: b, b: a}
    later = second.with_columns(
        *(pl.col(side).replace(swap) for side in ("source", "target")),
        *(pl.col(day).dt.offset_by("6mo") for day in ("earliest", "latest")),
        event=pl.lit("later") + pl.col("event"),
    )
    told = blocs(pl.concat([first, later]), ["2025-01..2025-03", "2025-07..2025-09"])
    moved = {move.actor: (move.before, move.after) for move in told.moves}
    assert {a, b} <= set(moved)
    assert all(moved[x][0] is not None and moved[x][1] is not None and moved[x][0] != moved[x][1] for x in (a, b))


def bloc(*actors):
    return Bloc(actors[:3], tuple(Member(a, 1.0) for a in actors), 9.0, 0.02, 1.0, 9, ())


def window(name, *found):
    return BlocWindow(name, "", "", 9, 99, 1.0, found, None if found else "none"), frozenset("ABCDEFGHI")


def test_moves_between_matched_blocs():
    old, new = window("1", bloc(*"ABCD"), bloc(*"EFG")), window("2", bloc(*"ABCE"), bloc(*"FGH"))
    assert [(m.actor, m.before, m.after) for m in moves([old, new])] == [
        ("D", ("A", "B", "C"), None),
        ("E", ("E", "F", "G"), ("A", "B", "C")),
        ("H", None, ("F", "G", "H")),
    ]
    assert moves([old, window("3")]) == ()  # where no bloc is named, nobody has left one
    assert moves([old]) == ()


def test_leiden_groups_signed_affinities_exactly():
    friends = np.array([[0, 3, 2, -1], [3, 0, 1, -2], [2, 1, 0, -3], [-1, -2, -3, 0]], dtype=float)
    assert communities(friends, seed=1).tolist() == [0, 0, 0, 1]
    assert communities(-friends, seed=1).tolist() == [0, 1, 1, 1]  # two who are apart are held by a third whom both like more
    assert communities(np.zeros((0, 0)), seed=1).tolist() == []
    assert communities(np.zeros((1, 1)), seed=1).tolist() == [0]


def test_leiden_comes_near_the_best_sum_of_small_networks():
    rng = np.random.default_rng(3)
    reached = []
    for _ in range(20):
        upper = np.triu(rng.normal(0, 1, (6, 6)), 1)
        affinities = upper + upper.T
        best = max(_within(affinities, np.array(p)) for p in _partitions(6))
        reached.append(_within(affinities, communities(affinities, seed=1, trials=10)) / best)
    assert min(reached) > 0.85
    assert np.mean(np.array(reached) > 0.999) >= 0.8


def _within(affinities, labels):
    return affinities[labels[:, None] == labels[None, :]].sum() / 2


def _partitions(size):
    found = [[0]]
    for _ in range(size - 1):
        found = [[*p, k] for p in found for k in range(max(p) + 2)]
    return found
