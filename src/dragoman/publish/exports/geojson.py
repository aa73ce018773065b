"""Events at their places as GeoJSON (RFC 7946): one point for each place of each event, longitude before latitude."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from dragoman.publish.tables.ledger import codes
from dragoman.publish.tables.told import Told


def geojson(told: Told) -> str:
    """Return the events that have a place; `precision` says whether the point is the place's or stands for its whole state."""
    return json.dumps({"type": "FeatureCollection", "features": list(features(told))}, ensure_ascii=False) + "\n"


def features(told: Told) -> Iterator[dict[str, Any]]:
    """Yield the features, by event and place."""
    for event in told.matching:
        plover, _ = codes(event)
        for number, place in enumerate(event.places, 1):
            point = told.point(place)
            if point is None:
                continue
            yield {
                "type": "Feature",
                "id": f"{event.id}.{number}",
                "geometry": {"type": "Point", "coordinates": [point.longitude, point.latitude]},
                "properties": {
                    "event": event.id,
                    "place": place.name,
                    "country": place.state,
                    "geonames": point.geonames,
                    "precision": "place" if (place.name, place.state) in told.points else "state",
                    "type": event.type,
                    "status": event.status,
                    "summary": event.summary,
                    "earliest": event.when.earliest if event.when else None,
                    "latest": event.when.latest if event.when else None,
                    "quad": plover.quad if plover else None,
                    "independent_sources": event.independent_sources,
                    "documents": sorted({t.document for t in event.mentions}),
                },
            }
