"""How far two points of the earth lie apart."""

from __future__ import annotations

import math
from typing import Final

Point = tuple[float, float]
"""Degrees north and east."""

_EARTH_KM: Final = 6371.0


def distance_km(a: Point, b: Point) -> float:
    """Return the great-circle distance of two points in kilometres, by the haversine formula on a sphere."""
    north_a, east_a, north_b, east_b = map(math.radians, (*a, *b))
    h = math.sin((north_b - north_a) / 2) ** 2 + math.cos(north_a) * math.cos(north_b) * math.sin((east_b - east_a) / 2) ** 2
    return 2 * _EARTH_KM * math.asin(math.sqrt(min(1.0, h)))
