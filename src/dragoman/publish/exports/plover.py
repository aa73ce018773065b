"""PLOVER records in JSON, one a line, with the field names of the PLOVER manual (2024, chapter "Data Fields")."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import Any

from dragoman.nouns.ledger import Event, Party
from dragoman.nouns.mention import Place
from dragoman.publish.exports.coded import Coded, coded
from dragoman.publish.tables.told import Told
from dragoman.relate.dyads import sector_of

CODEBOOK = "plover-1.3"
_SIZES = {"killed": "dead", "injured": "injured", "detained": "arrested"}


def plover(told: Told) -> Iterator[str]:
    """Yield one record a line.

    Beside the manual's fields, which it invites to do: `day_of` (what `date` is: see `Coded`), `sources` (independent ones), `status` as
    the ledger has it, and `documents` with the spans of the sentences that tell the event.
    """
    for one in coded(told):
        yield json.dumps(record(one), ensure_ascii=False) + "\n"


def record(one: Coded) -> dict[str, Any]:
    """Return a coded event as a PLOVER record; what is not known is absent."""
    event = one.event
    found = {
        "id": event.id,
        "has_event": True,
        "date": one.day.isoformat(),
        "enddate": one.last_day.isoformat() if one.last_day else None,
        "actor": _entities(event.actors),
        "recipient": _entities(event.recipients),
        "event": [one.plover.type],
        "event_loc": _location(one.place, one.point) if one.place else None,
        "event_text": sorted({v.value for f in event.fields if f.name == "trigger" for v in f.values}),
        "quad_code": one.plover.quad,
        "event_scale": one.plover.score,
        "mode": list(one.plover.mode),
        "context": list(event.contexts),
        "text_info": _text_info(one),
        "cite_info": _cite_info(one),
        "coder": "Dragoman",
        **_sizes(event),
        "comment": event.summary,
        "day_of": one.day_of,
        "status": event.status,
        "sources": event.independent_sources,
        "documents": [{"id": t.document, "start": t.sentence.start, "end": t.sentence.end} for t in event.mentions],
    }
    return {name: value for name, value in found.items() if value not in (None, [], {})}


def _entities(parties: Sequence[Party]) -> list[dict[str, Any]]:
    return [
        _known({"code": p.state, "sector": sector_of(p), "entity_text": p.name, "identifier_id": p.actor, "identifier_text": p.name})
        for p in parties
    ]


def _location(place: Party, point: Place | None) -> dict[str, Any]:
    exact = point is not None and point.geonames is not None
    return _known(
        {
            "extracted_place": place.name,
            "resolved_place": point.name if point else None,
            "geonameid": point.geonames if point else None,
            "lat": point.latitude if point else None,
            "lon": point.longitude if point else None,
            "city": point.name if point and exact else None,
            "country_code": place.state or (point.country if point else None),
        }
    )


def _text_info(one: Coded) -> dict[str, int]:
    if one.report is None:
        return {}
    best = max((t for t in one.event.mentions if t.document == one.report.id), key=lambda t: t.probability)
    return {"start": best.sentence.start, "end": best.sentence.end}


def _cite_info(one: Coded) -> dict[str, Any]:
    from dragoman import __version__

    report = one.report
    cited = (
        {"citation": report.id, "url": report.url, "title": report.title, "language": report.language, "publication": report.publisher}
        if report
        else {}
    )
    return _known({**cited, "coder": f"Dragoman {__version__}", "codebook": CODEBOOK, "version": __version__})


def _sizes(event: Event) -> dict[str, list[str]]:
    """Return counts of people under the manual's names, every value that a report gives, as it is given."""
    return {_SIZES[f.name]: [v.value for v in f.values] for f in event.fields if f.name in _SIZES}


def _known(fields: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in fields.items() if value is not None}
