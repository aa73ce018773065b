"""Blocs of a window of days: groups of actors that are tighter than chance and stable over resamples, or the reason why none is named."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

import numpy as np
import polars as pl

from dragoman.errors import RelationError
from dragoman.nouns.relation import Bloc, Blocs, BlocWindow, Closeness, Member
from dragoman.relate import periods
from dragoman.relate.bands import Floats
from dragoman.relate.chance import SMALLEST, Group, falling_together, groups, tightest_of_noise, tightness
from dragoman.relate.choosing import Choice
from dragoman.relate.communities import communities
from dragoman.relate.deeds import deeds
from dragoman.relate.moves import moves
from dragoman.relate.network import Network, affinity, network

ONE_A_DAY: Final = Choice(one_a_day=True)
FEWEST_ACTORS: Final = 5
FEWEST_EVENTS: Final = 30
CHANCE: Final = 0.05
"""A bloc is named where at most this share of null networks has a group as tight."""
STABLE: Final = 0.6
BELONGS: Final = 0.5
_NAMES: Final = 3
_TRIALS: Final = 10
_FEWEST_OTHERS: Final = 4


def blocs(
    table: pl.LazyFrame,
    windows: Sequence[str] = (),
    *,
    choice: Choice = ONE_A_DAY,
    states_only: bool = True,
    resamples: int = 40,
    nulls: int = 39,
    seed: int = 1,
    with_closeness: bool = False,
) -> Blocs:
    """Return the blocs of windows such as `2025-01..2025-09`, in their order, and who moved from one window to the next.

    The table is as in `coded.table`; days of the choice are replaced by the windows', and no window is all days. `resamples` is how
    often the events are drawn anew to see who stays together, `nulls` how many networks of noise the groups are held against. The result
    hangs on the seed, and on nothing else that is not given. Raises RelationError where a window is none.
    """
    draws = _Draws(resamples, nulls, seed)
    told = [
        _window(table, window, choice, draws, states_only=states_only, with_closeness=with_closeness)
        for window in windows or [whole(table)]
    ]
    return Blocs(tuple(one for one, _ in told), moves([(one, actors) for one, actors in told]))


@dataclass(frozen=True, slots=True)
class _Draws:
    """How often a network is drawn anew, how many of noise it is held against, and the seed of both."""

    resamples: int
    nulls: int
    seed: int


def whole(table: pl.LazyFrame) -> str:
    """Return the window of all events of a table; raises RelationError where none has a day."""
    first, last = table.select(pl.col("earliest").min(), pl.col("latest").max()).collect().row(0)
    if first is None:
        raise RelationError("expected events with days, saw none")
    return f"{first}..{last}"


def _window(
    table: pl.LazyFrame, window: str, choice: Choice, draws: _Draws, *, states_only: bool, with_closeness: bool
) -> tuple[BlocWindow, frozenset[str]]:
    """Return the blocs of one window, and the actors of its network."""
    first, last = periods.days(window)
    net = network(table, replace(choice, since=first, until=last), states_only=states_only)
    told = BlocWindow(
        window, first.isoformat(), last.isoformat(), len(net.actors), net.rows["event"].n_unique(), round(net.noise, 3), (), None
    )
    affinities = affinity(net.together, net.against)
    enough = told.actors >= FEWEST_ACTORS and told.events >= FEWEST_EVENTS
    if not enough and not with_closeness:
        return replace(told, refusal=_too_little(told)), frozenset(net.actors)
    shares = falling_together(net.together, net.against, times=draws.resamples, seed=draws.seed)
    if with_closeness:
        told = replace(told, closeness=_closeness(net, affinities, shares))
    if not enough:
        return replace(told, refusal=_too_little(told)), frozenset(net.actors)
    found = groups(affinities, communities(affinities, seed=draws.seed, trials=_TRIALS))
    noise = tightest_of_noise(net.together, net.against, times=draws.nulls, seed=draws.seed)
    judged = [_bloc(net, affinities, shares, noise, group) for group in found]
    named = tuple(one for one in judged if one.chance <= CHANCE and one.stability >= STABLE and len(one.members) >= SMALLEST)
    return replace(told, blocs=named, refusal=None if named else _no_better_than_noise(judged)), frozenset(net.actors)


def _bloc(net: Network, affinities: Floats, shares: Floats, noise: Floats, group: Group) -> Bloc:
    members = _core(shares, group.members)
    tight = tightness(affinities, members)
    inside = affinities[np.ix_(members, members)].sum(axis=1)
    closest = sorted(range(len(members)), key=lambda k: (-inside[k], members[k]))
    belonging = _belonging(shares, members)
    return Bloc(
        name=tuple(net.actors[members[k]] for k in closest[:_NAMES]),
        members=tuple(Member(net.actors[members[k]], round(float(belonging[k]), 3)) for k in closest),
        tightness=round(tight, 3),
        chance=round((1 + int((noise >= tight).sum())) / (1 + len(noise)), 4),
        stability=round(float(belonging.mean()), 3) if len(members) else 0.0,
        events=int(net.events[np.ix_(members, members)].sum() / 2),
        deeds=deeds(net, members),
    )


def _core(shares: Floats, members: tuple[int, ...]) -> tuple[int, ...]:
    """Leave out, one after the other, those who fall together with the rest less than half of the time."""
    while len(members) > 1:
        belonging = _belonging(shares, members)
        weakest = int(belonging.argmin())
        if belonging[weakest] >= BELONGS:
            break
        members = members[:weakest] + members[weakest + 1 :]
    return members


def _belonging(shares: Floats, members: tuple[int, ...]) -> Floats:
    within = shares[np.ix_(members, members)]
    return np.asarray((within.sum(axis=1) - 1) / max(1, len(members) - 1))


def _closeness(net: Network, affinities: Floats, shares: Floats) -> tuple[Closeness, ...]:
    return tuple(
        Closeness(
            first=net.actors[i],
            second=net.actors[j],
            direct=round(float(affinities[i, j] / np.sqrt(2)), 3),
            profile=_profile(affinities, i, j),
            together=round(float(shares[i, j]), 3),
            events=int(net.events[i, j]),
            cooperation=round(float(net.cooperation[i, j]), 3),
            conflict=round(float(net.conflict[i, j]), 3),
        )
        for i in range(len(net.actors))
        for j in range(i + 1, len(net.actors))
    )


def _profile(affinities: Floats, i: int, j: int) -> float | None:
    others = np.ones(len(affinities), dtype=bool)
    others[[i, j]] = False
    a, b = affinities[i, others], affinities[j, others]
    if len(a) < _FEWEST_OTHERS or a.std() == 0 or b.std() == 0:
        return None
    return round(float(np.corrcoef(a, b)[0, 1]), 3)


def _too_little(told: BlocWindow) -> str:
    return (
        f"no bloc is named from so little: {told.events} events among {told.actors} actors with at least three each, "
        f"where {FEWEST_EVENTS} events among {FEWEST_ACTORS} are the least"
    )


def _no_better_than_noise(judged: Sequence[Bloc]) -> str:
    if not judged:
        return "no bloc is named: no three actors are closer to each other than their activity alone would bring them"
    best = min(judged, key=lambda one: (one.chance, -one.stability))
    if best.chance > CHANCE:
        return f"no bloc is named: {best.chance:.0%} of networks of pure chance have a group as tight as the tightest here"
    return f"no bloc is named: the groups fall apart when events are drawn anew (members stay together {best.stability:.0%} of the time)"
