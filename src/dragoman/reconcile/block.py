"""Candidate pairs: which event mentions of a story are worth comparing at all."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from dragoman.reconcile.features import FAMILIES
from dragoman.reconcile.parties import Cast
from dragoman.reconcile.strange import classes, is_strange
from dragoman.reconcile.told import Told
from dragoman.reconcile.words import rarity_centibits

# A stem this rare (seen in one training story in sixteen or fewer) is a reason to compare two mentions whose types do not go together.
RARE_CENTIBITS = 400
# Up to this many mentions a story is one block of parties and places: readers miss roles, and 80,000 pairs cost a second.
SMALL_STORY = 400


def candidates(tolds: Sequence[Told], cast: Cast) -> NDArray[np.int64]:
    """Return the pairs (P, 2) of indices, i < j, that share a type family, a trigger's stem or a rare word beside the trigger.

    Strange ones may share a class of words too.

    In a story of more than `SMALL_STORY` mentions a pair must also share a participant, a state, a place or a rare word of the sentence.
    """
    close = _share_a_key([_kinds(t) for t in tolds])
    if len(tolds) > SMALL_STORY:
        close &= _share_a_key([_anchors(t, cast) for t in tolds])
    return np.argwhere(np.triu(close, 1))


def _kinds(told: Told) -> set[str]:
    kinds = {f"family {n}" for n, family in enumerate(FAMILIES) if told.mention.type in family} | {f"type {told.mention.type}"}
    if is_strange(told):
        kinds |= {f"class {n}" for n in classes(told.lemmas[-1])}
    return kinds | {f"word {s}" for s in told.lemmas} | {f"word {s}" for s in told.near if rarity_centibits(s) >= RARE_CENTIBITS}


def _anchors(told: Told, cast: Cast) -> set[str]:
    parties = {*told.actors, *told.recipients, *told.places}
    states = {f"state {s}" for n in parties for s in cast.participants[n].states}
    return states | {f"party {n}" for n in parties} | {f"word {s}" for s in told.words if rarity_centibits(s) >= RARE_CENTIBITS}


def _share_a_key(keys: Sequence[set[str]]) -> NDArray[np.bool_]:
    """Return the (N, N) matrix of which two key sets meet; a key that only one set has meets nothing and is left out."""
    seen = Counter(key for own in keys for key in own)
    column = {key: n for n, key in enumerate(sorted(k for k in seen if seen[k] > 1))}
    table = np.zeros((len(keys), len(column)), dtype=np.float32)
    for row, own in enumerate(keys):
        table[row, [column[k] for k in own if k in column]] = 1.0
    return table @ table.T > 0
