"""Groups of a signed network by Leiden, such that affinities within them sum to as much as can be."""

from __future__ import annotations

from typing import Final

import numpy as np
import numpy.typing as npt

from dragoman.relate.bands import Floats

Labels = npt.NDArray[np.int64]

_AS_GOOD_AS_NOUGHT: Final = 1e-9


def communities(affinities: Floats, *, seed: int, trials: int = 1) -> Labels:
    """Return the group of each actor, numbered from 0 in the order of their first members (shape: actors).

    Leiden (Traag, Waltman, van Eck 2019; `graspologic-native`) wants weights that are not negative. With the constant Potts model its
    quality is the sum of weights within groups less a resolution for each pair within: raising all weights of the complete graph and
    the resolution by the same amount leaves that as it was, so that signed affinities are grouped exactly (Traag, Bruggeman 2009).
    """
    from graspologic_native import leiden_csr

    size = len(affinities)
    raised = max(_AS_GOOD_AS_NOUGHT, -float(affinities.min())) if size else 0.0
    if size < 2:
        return np.zeros(size, dtype=np.int64)
    off = ~np.eye(size, dtype=bool)
    starts = np.arange(size + 1, dtype=np.int64) * (size - 1)
    others = np.nonzero(off)[1].astype(np.int32)
    weights = np.maximum(affinities[off] + raised, 0.0)
    _, of = leiden_csr(starts, others, weights, size, resolution=raised, use_modularity=False, seed=seed, trials=trials)
    return _in_order(np.array([of[i] for i in range(size)]))


def _in_order(labels: Labels) -> Labels:
    _, first, inverse = np.unique(labels, return_index=True, return_inverse=True)
    rank = np.empty(len(first), dtype=np.int64)
    rank[np.argsort(first)] = np.arange(len(first))
    return np.asarray(rank[inverse])
