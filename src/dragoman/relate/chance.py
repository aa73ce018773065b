"""What chance does to the groups of a network: how often two actors fall together in resamples, and how tight groups of noise are."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

import numpy as np

from dragoman.relate.bands import Floats
from dragoman.relate.communities import Labels, communities
from dragoman.relate.network import affinity, expected

SMALLEST: Final = 3
"""Two actors are a pair; a bloc begins with three."""


@dataclass(frozen=True, slots=True)
class Group:
    """The places of a group's members, and the sum of its affinities over its standard deviation where only chance is at work."""

    members: tuple[int, ...]
    tightness: float


def groups(affinities: Floats, labels: Labels) -> tuple[Group, ...]:
    """Return the groups of at least `SMALLEST` actors, the tightest first."""
    found = []
    for label in range(int(labels.max(initial=-1)) + 1):
        members = np.flatnonzero(labels == label)
        if len(members) >= SMALLEST:
            found.append(Group(tuple(int(i) for i in members), tightness(affinities, members)))
    return tuple(sorted(found, key=lambda group: (-group.tightness, group.members)))


def tightness(affinities: Floats, members: np.ndarray[tuple[int], np.dtype[np.int64]] | tuple[int, ...]) -> float:
    """Return the sum of the affinities within a group over its standard deviation under the null model, which is √(2·pairs)."""
    places = np.asarray(members)
    pairs = len(places) * (len(places) - 1) / 2
    return float(affinities[np.ix_(places, places)].sum() / 2 / np.sqrt(2 * pairs)) if pairs else 0.0


def falling_together(together: Floats, against: Floats, *, times: int, seed: int) -> Floats:
    """Return the share of resamples in which two actors are in one group (shape: actors × actors, diagonal 1).

    A resample draws the events of each pair anew, as many on average as were seen (Poisson), and groups the network again.
    """
    shares = np.zeros_like(together)
    for n, (drawn_together, drawn_against) in enumerate(_drawn(together, against, times, seed)):
        labels = communities(affinity(drawn_together, drawn_against), seed=seed + n)
        shares += labels[:, None] == labels[None, :]
    return np.asarray(shares / times)


def tightest_of_noise(together: Floats, against: Floats, *, times: int, seed: int) -> Floats:
    """Return how tight the tightest group is in each network of noise; 0 where there is none (shape: times).

    Noise keeps the activity of each actor, in cooperation and in conflict, and lets it meet the others at random. Groups are looked for
    in it as in the network itself, so that what the search finds in noise by its own zeal is taken into account.
    """
    found = []
    for n, (drawn_together, drawn_against) in enumerate(_drawn(expected(together), expected(against), times, seed)):
        affinities = affinity(drawn_together, drawn_against)
        tight = groups(affinities, communities(affinities, seed=seed + n))
        found.append(tight[0].tightness if tight else 0.0)
    return np.array(found)


def _drawn(together: Floats, against: Floats, times: int, seed: int) -> Iterator[tuple[Floats, Floats]]:
    rng = np.random.default_rng(seed)
    above = np.triu_indices(len(together), 1)
    for _ in range(times):
        yield _symmetric(rng, together, above), _symmetric(rng, against, above)


def _symmetric(rng: np.random.Generator, means: Floats, above: tuple[np.ndarray[tuple[int], np.dtype[np.int64]], ...]) -> Floats:
    drawn = np.zeros_like(means)
    drawn[above] = rng.poisson(means[above])
    return np.asarray(drawn + drawn.T)
