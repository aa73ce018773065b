"""Tab-separated event data in the layouts that others' programs read: POLECAT's 40 columns and ICEWS's 20."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from dragoman import scheme
from dragoman.ingest.coded.layouts import ICEWS, POLECAT
from dragoman.nouns.ledger import Party
from dragoman.publish.exports.coded import Coded, coded, pairs
from dragoman.publish.exports.csv import safe
from dragoman.publish.tables.told import Told
from dragoman.reference import states
from dragoman.relate.dyads import sector_of

_NOTHING = "None"  # how POLECAT says that there is nothing
_BETWEEN = "; "
_QUADS = {1: "VERBAL COOPERATION", 2: "MATERIAL COOPERATION", 3: "VERBAL CONFLICT", 4: "MATERIAL CONFLICT"}
_LANGUAGES = {"en": "English"}


def polecat(told: Told) -> Iterator[str]:
    """Yield events in POLECAT's layout, one row each, several actors in one cell.

    Columns that nothing in a ledger fills (COW numbers, Wikipedia ids, districts) say None, as in POLECAT. Intensity is PLOVER's score.
    """
    people = _story_names(told)
    yield _line(POLECAT)
    for one in coded(told):
        yield _line(str(_polecat(one, people).get(name) or _NOTHING) for name in POLECAT)


def icews(told: Told) -> Iterator[str]:
    """Yield events in ICEWS's layout, one row for each pair of source and target.

    Event ids are the ledger's, not numbers. Intensity is PLOVER's score, which has ICEWS's range; events without a CAMEO code are left out.
    """
    yield _line(ICEWS)
    for one in coded(told):
        if one.cameo:
            for source, target in pairs(one):
                cells = _icews(one, source, target)
                yield _line(str(cells.get(name) or "") for name in ICEWS)


def _polecat(one: Coded, people: Mapping[str, Mapping[str, list[str]]]) -> dict[str, Any]:
    from dragoman import __version__

    event, report = one.event, one.report
    story = people.get(event.id, {})
    return {
        "Event ID": event.id,
        "Event Date": one.day.isoformat(),
        "Event Type": one.plover.type,
        "Event Mode": _BETWEEN.join(one.plover.mode),
        "Intensity": one.plover.score,
        "Quad Code": _QUADS[one.plover.quad],
        "Contexts": _BETWEEN.join(event.contexts),
        **_side("Actor", event.actors),
        **_side("Recipient", event.recipients),
        **_place(one),
        "Placename": one.point.name if one.point else None,
        "GeoNames ID": one.point.geonames if one.point else None,
        "Raw Placename": one.place.name if one.place else None,
        "Source": (report.publisher or report.source) if report else None,
        "Publication Date": report.published.isoformat() if report and report.published else None,
        "Story People": _BETWEEN.join(story.get("person", ())),
        "Story Organizations": _BETWEEN.join(story.get("org", ())),
        "Story Locations": _BETWEEN.join(story.get("place", ())),
        "Language": _LANGUAGES.get(report.language or "", report.language) if report else None,
        "Version": f"Dragoman {__version__}",
    }


def _side(side: str, parties: Sequence[Party]) -> dict[str, str]:
    sectors = [s for p in parties if (s := sector_of(p))]
    return {
        f"{side} Name": _BETWEEN.join(p.name for p in parties),
        f"{side} Country": _BETWEEN.join(p.state or _NOTHING for p in parties),
        f"Primary {side} Sector": sectors[0] if sectors else "",
        f"{side} Sectors": _BETWEEN.join(dict.fromkeys(sectors)),
        f"{side} Name Raw": _BETWEEN.join(p.name for p in parties),
    }


def _icews(one: Coded, source: Party, target: Party | None) -> dict[str, Any]:
    report = one.report
    return {
        "Event ID": one.event.id,
        "Event Date": one.day.isoformat(),
        **_party("Source", source),
        "Event Text": scheme.label(one.event.type, one.event.modes),
        "CAMEO Code": one.cameo,
        "Intensity": one.plover.score,
        **(_party("Target", target) if target else {}),
        "Story ID": report.id if report else None,
        "Publisher": report.publisher if report else None,
        **_place(one),
    }


def _party(side: str, party: Party) -> dict[str, str | None]:
    return {f"{side} Name": party.name, f"{side} Sectors": sector_of(party), f"{side} Country": _country(party.state)}


def _place(one: Coded) -> dict[str, Any]:
    point = one.point
    return {
        "City": point.name if point and point.geonames else None,
        "Country": _country(one.place.state if one.place else None),
        "Latitude": point.latitude if point else None,
        "Longitude": point.longitude if point else None,
    }


def _country(code: str | None) -> str | None:
    state = states.by_code(code) if code else None
    return state.name if state else code


def _story_names(told: Told) -> dict[str, dict[str, list[str]]]:
    """Return the people, organisations and places of the story of each event."""
    events = told.events
    found: dict[str, dict[str, list[str]]] = {}
    for story in told.ledger.stories:
        names: dict[str, dict[str, None]] = {"person": {}, "org": {}, "place": {}}
        for event in (events[e] for e in story.events if e in events):
            for party in (*event.actors, *event.recipients, *event.companions):
                kind = (party.actor or "").partition(":")[0]
                names.get(kind, {})[party.name] = None
            names["place"].update(dict.fromkeys(p.name for p in event.places))
        found |= {event: {kind: sorted(given) for kind, given in names.items()} for event in story.events}
    return found


def _line(cells: Iterable[str]) -> str:
    """Return one line; a tab or a line end within a cell would be another cell or row, and a formula would run in a spreadsheet."""
    return "\t".join(_cell(cell) for cell in cells) + "\n"


def _cell(cell: str) -> str:
    plain = " ".join(cell.replace("\x00", "\ufffd").split())
    try:
        float(plain)
    except ValueError:
        return safe(plain)
    return plain
