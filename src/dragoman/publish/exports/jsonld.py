"""Events as schema.org events in JSON-LD, with eventStatus.

What is only possible has no eventStatus, as schema.org has no word for it; it says so in `additionalType` and its description. What is
denied is left out: a search engine would list it. An event whose day moved is EventRescheduled with its previousStartDate
(https://schema.org/EventStatusType).
"""

from __future__ import annotations

import json
from typing import Any

from dragoman.nouns.ledger import Event, Party
from dragoman.publish.tables.columns import day
from dragoman.publish.tables.told import Told
from dragoman.scheme.wording import dates

_STATUS = {"scheduled": "EventScheduled", "occurred": "EventScheduled", "ongoing": "EventScheduled", "cancelled": "EventCancelled"}
_SCHEMA = "https://schema.org/"


def jsonld(told: Told) -> str:
    """Return the events as one JSON-LD graph; `@vocab` makes every key a term of schema.org without anything to load."""
    graph = [_event(e, told) for e in told.matching if e.status not in {"denied", "hypothetical"}]
    return json.dumps({"@context": {"@vocab": _SCHEMA}, "@graph": graph}, ensure_ascii=False, indent=1) + "\n"


def _event(event: Event, told: Told) -> dict[str, Any]:
    moved = _previous(event)
    status = "EventRescheduled" if moved and event.status == "scheduled" else _STATUS.get(event.status)
    made = {
        "@type": "Event",
        "@id": f"urn:dragoman:{event.id}",
        "identifier": event.id,
        "name": event.summary,
        "additionalType": f"{event.type} {event.status}",
        "eventStatus": {"@id": _SCHEMA + status} if status else None,
        "startDate": event.when.earliest if event.when and day(event.when.earliest) else None,
        "endDate": event.when.latest if event.when and day(event.when.latest) else None,
        "previousStartDate": moved,
        "organizer": [_party(p) for p in event.actors],
        "attendee": [_party(p) for p in (*event.recipients, *event.companions)],
        "location": [_place(p, told) for p in event.places],
        "description": " ".join(dict.fromkeys(w for t in event.mentions if (w := told.words(t.document, t.sentence)))),
        "subjectOf": [_report(d, told) for d in sorted({t.document for t in event.mentions}) if d in told.sources],
    }
    return {name: value for name, value in made.items() if value not in (None, [], "")}


def _previous(event: Event) -> str | None:
    """Return the first day that was given before the one that holds, where reports give another day for a planned event."""
    if event.when is None:
        return None
    given = [dates.days(v.value) for f in event.fields if f.name == "when" and not f.agree for v in f.values]
    others = sorted(
        {d[0].isoformat() for d in given if d and (d[1].isoformat() < event.when.earliest or d[0].isoformat() > event.when.latest)}
    )
    return others[0] if others else None


def _party(party: Party) -> dict[str, str]:
    kind = {"person": "Person", "state": "Country", "org": "Organization"}.get((party.actor or "").partition(":")[0], "Thing")
    return {"@type": kind, "name": party.name, **({"identifier": party.actor} if party.actor else {})}


def _place(place: Party, told: Told) -> dict[str, Any]:
    point = told.point(place)
    where = {"geo": {"@type": "GeoCoordinates", "latitude": point.latitude, "longitude": point.longitude}} if point else {}
    return {"@type": "Place", "name": place.name, **({"addressCountry": place.state} if place.state else {}), **where}


def _report(document: str, told: Told) -> dict[str, Any]:
    report = told.sources[document].document
    made = {
        "@type": "NewsArticle",
        "identifier": report.id,
        "headline": report.title,
        "url": report.url,
        "datePublished": report.published.isoformat() if report.published else None,
        "publisher": {"@type": "Organization", "name": report.publisher} if report.publisher else None,
    }
    return {name: value for name, value in made.items() if value is not None}
