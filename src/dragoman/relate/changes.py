"""Change points: the periods from which cooperation or conflict of a relation stood at another level, with the events that made it so."""

from __future__ import annotations

from typing import Final

import numpy as np
import polars as pl

from dragoman.nouns.relation import ChangePoint, Shift
from dragoman.relate.bands import Floats

FEWEST_PERIODS: Final = 8
FEWEST_EVENTS: Final = 10.0
_SHORTEST: Final = 2  # periods: what lasts for one only is an event, not a level
_AROUND: Final = 3  # periods at a change point in which the events that made it are looked for
_NAMED: Final = 5
_PENALTY: Final = 2.0  # times BIC's; `tests/relate/test_changes.py` holds false alarms below 5% with it
_CLEAR: Final = 2.5  # standard errors by which the level of a measure must shift to be named


def changes(
    rows: pl.DataFrame,
    cooperation: Floats,
    conflict: Floats,
    sizes: tuple[float, float],
    names: list[str],
) -> tuple[ChangePoint, ...]:
    """Return the change points of a series of two measures, in their order; none where there is too little to tell a change from chance.

    `rows` are the events, with `place` (the period's number, from 0), `impact` and `score`; `cooperation` and `conflict` are the sums by
    period (shape: periods), `sizes` the usual sizes of their events, `names` the periods.

    Each measure is counted in events of its usual size and made to have one variance at all levels (Anscombe 1948, 2·sqrt(x + 3/8));
    noise beyond Poisson's is estimated from the differences of neighbours. PELT (Killick, Fearnhead, Eckley 2012; `ruptures`) finds the
    segments of constant level of both that cost least, at twice the penalty of the Bayesian information criterion.
    """
    counts = np.stack([measure / size for measure, size in zip((cooperation, conflict), sizes, strict=True)], axis=1)
    if len(counts) < FEWEST_PERIODS or counts.sum() < FEWEST_EVENTS:
        return ()
    level = 2 * np.sqrt(counts + 3 / 8)
    level = level / np.maximum(1.0, _noise(level))
    ends = _segments(level)
    found = []
    for begins, here, until in zip([0, *ends], ends, [*ends[1:], len(level)], strict=False):
        shifts = _shifts(rows, level, (cooperation, conflict), (begins, here, until))
        if shifts:
            found.append(ChangePoint(names[here], shifts))
    return tuple(found)


def _segments(level: Floats) -> list[int]:
    """Return where new segments begin."""
    from ruptures import KernelCPD

    penalty = _PENALTY * (level.shape[1] + 1) * float(np.log(len(level)))
    # The linear kernel's cost is the sum of squares around the mean; with a penalty the search is PELT.
    ends: list[int] = KernelCPD(kernel="linear", min_size=_SHORTEST).fit(np.ascontiguousarray(level)).predict(pen=penalty)
    return ends[:-1]


def _noise(level: Floats) -> Floats:
    """Return the standard deviation of each measure around its level, from neighbours' differences, which a change hardly touches."""
    differences = np.abs(np.diff(level, axis=0))
    return np.asarray(np.median(differences, axis=0) / (0.6745 * np.sqrt(2)))


def _shifts(rows: pl.DataFrame, level: Floats, sums: tuple[Floats, Floats], at: tuple[int, int, int]) -> tuple[Shift, ...]:
    begins, here, until = at
    error = np.sqrt(1 / (here - begins) + 1 / (until - here))
    found = []
    for column, (measure, values, sign) in enumerate(zip(("cooperation", "conflict"), sums, (1.0, -1.0), strict=True)):
        step = float(level[here:until, column].mean() - level[begins:here, column].mean())
        if abs(step) >= _CLEAR * error:
            # What rose began with the first events of the new level; what fell ended with the last of the old one.
            span = (here, min(until, here + _AROUND)) if step > 0 else (max(begins, here - _AROUND), here)
            before, after = (round(float(values[slice(*ends)].mean()), 6) for ends in ((begins, here), (here, until)))
            found.append(Shift(measure, before, after, _made_by(rows, span, sign)))
    return tuple(found)


def _made_by(rows: pl.DataFrame, span: tuple[int, int], sign: float) -> tuple[str, ...]:
    made = rows.filter(pl.col("place").is_between(span[0], span[1], closed="left") & (pl.col("score") * sign > 0))
    return tuple(made.sort("impact", "event", descending=[True, False])["event"].unique(maintain_order=True).head(_NAMED))
