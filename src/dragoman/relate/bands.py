"""Bands of uncertainty around sums of weighted events: one Gamma-Poisson model, in closed form, the same for every figure.

Events come as a Poisson process, each with a size v and a probability p of being what it is coded as. A sum of them has the mean
M = Σ p·v and the variance V = Σ p·v²; it stands for n = M²/V events of the size V/M (Kish's effective number). The rate behind it has,
under Jeffreys' prior, the posterior Gamma(n + ½, V/M); the band is its central 90%, down to 0 where nothing was seen. For plain counts
this is Jeffreys' interval for a Poisson rate (Brown, Cai, DasGupta 2003, Statistica Sinica 13); for weighted ones it is near the gamma
interval of Fay and Feuer (1997, Statistics in Medicine 16). No random numbers are drawn.

What the bands do not know: how many events no report tells of, and whole sources that are wrong.
"""

from __future__ import annotations

from typing import Final

import numpy as np
import numpy.typing as npt
from scipy import special

Floats = npt.NDArray[np.float64]

LEVEL: Final = 0.9
_LOW, _HIGH = (1 - LEVEL) / 2, (1 + LEVEL) / 2
_HALF: Final = 0.5
_NORMAL: Final = float(special.ndtri(_HIGH))


def effective(mean: Floats, variance: Floats, usual_size: float) -> tuple[Floats, Floats]:
    """Return how many events sums with these means and variances stand for, and of which size; `usual_size` where nothing was seen."""
    seen = variance > 0
    safe = np.where(seen, variance, 1.0)
    size = np.where(seen, safe / np.where(seen, mean, 1.0), usual_size)
    return np.where(seen, mean * mean / safe, 0.0), size


def total(mean: Floats, variance: Floats, usual_size: float) -> tuple[Floats, Floats]:
    """Return the ends of the bands of sums; arrays of one shape."""
    number, size = effective(mean, variance, usual_size)
    low = np.where(number > 0, special.gammaincinv(number + _HALF, _LOW) * size, 0.0)
    return np.minimum(low, mean), np.maximum(special.gammaincinv(number + _HALF, _HIGH) * size, mean)


def balance(mean: tuple[Floats, Floats], variance: tuple[Floats, Floats], usual_sizes: tuple[float, float]) -> tuple[Floats, Floats]:
    """Return the ends of the bands of (a - b) / (a + b) for two sums.

    The ratio of two gamma variables has a beta prime distribution, whose quantiles are those of a beta, rescaled.
    """
    (number_a, size_a), (number_b, size_b) = (effective(*sums) for sums in zip(mean, variance, usual_sizes, strict=True))
    whole = np.where(mean[0] + mean[1] > 0, mean[0] + mean[1], 1.0)
    value = (mean[0] - mean[1]) / whole
    ends = []
    for share in (_LOW, _HIGH):
        x = special.betaincinv(number_a + _HALF, number_b + _HALF, share)
        ends.append((size_a * x - size_b * (1 - x)) / (size_a * x + size_b * (1 - x)))
    return np.minimum(ends[0], value), np.maximum(ends[1], value)


def weighted_mean(
    weight: Floats, weight2: Floats, weight_value: Floats, weight2_value: Floats, weight2_value2: Floats, usual_variance: float
) -> tuple[Floats, Floats, Floats]:
    """Return weighted means and the ends of their bands, from sums of w, w², w·x, w²·x and w²·x² over the events of each period.

    The error is that of a ratio of sums, with one event more of the usual variance and mean weight: a single event does not make
    its mean certain. Means of nothing are nan.
    """
    seen = weight > 0
    safe = np.where(seen, weight, 1.0)
    mean = weight_value / safe
    own = weight2_value2 - 2 * mean * weight2_value + mean * mean * weight2
    error = np.sqrt(np.maximum(own, 0.0) + usual_variance * (weight2 / safe) ** 2) / safe
    mean = np.where(seen, mean, np.nan)
    return mean, mean - _NORMAL * error, mean + _NORMAL * error
