"""The calendar as iCalendar (RFC 5545): entries as all-day events that a second import updates.

STATUS is TENTATIVE for what is possible, CONFIRMED for what is scheduled or took place, CANCELLED for what was called off (3.8.1.11). A
window is one span of days, transparent to free and busy. UID is the entry's id and does not change; SEQUENCE counts the sentences that
tell of it, so that it rises as reports come; DTSTAMP and LAST-MODIFIED are the day of the last report and never now.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

from dragoman.nouns.relation import CalendarEntry
from dragoman.publish.brief.words import clean
from dragoman.publish.tables.columns import days
from dragoman.publish.tables.told import Told

if TYPE_CHECKING:
    from icalendar import Event as Component

_STATUS = {"possible": "TENTATIVE", "scheduled": "CONFIRMED", "cancelled": "CANCELLED", "occurred": "CONFIRMED", "ongoing": "CONFIRMED"}
_DOMAIN = "dragoman"
_NEVER = date(1970, 1, 1)  # RFC 5545 asks for a DTSTAMP also where no report is dated


def ics(told: Told) -> str:
    """Return the entries that have a day as one VCALENDAR."""
    from icalendar import Calendar

    from dragoman import __version__

    made = Calendar()
    made.add("prodid", f"-//Dragoman//{__version__}//EN")
    made.add("version", "2.0")
    made.add("calscale", "GREGORIAN")
    made.add("x-wr-calname", "Dragoman: what is announced")
    for entry in told.entries:
        component = _component(entry, told)
        if component is not None:
            made.add_component(component)
    return str(made.to_ical(sorted=False).decode("utf-8"))


def _component(entry: CalendarEntry, told: Told) -> Component | None:
    from icalendar import Event as Component

    first, last = days(entry.when)
    if first is None or last is None or last == date.max:
        return None
    event = told.events[entry.event]
    reports = [told.sources[d].document for d in sorted({t.document for t in event.mentions}) if d in told.sources]
    stamp = datetime.combine(max((d for r in reports if (d := r.first_day)), default=_NEVER), datetime.min.time(), UTC)
    made = Component()
    made.add("uid", f"{entry.id}@{_DOMAIN}")
    made.add("dtstamp", stamp)
    made.add("last-modified", stamp)
    made.add("sequence", max(0, len(event.mentions) - 1))
    made.add("dtstart", first)
    made.add("dtend", last + timedelta(days=1))  # the first day after it (3.6.1)
    made.add("summary", clean(entry.summary))
    made.add("status", _STATUS[entry.status])
    made.add("transp", "TRANSPARENT")
    made.add("categories", [event.type])
    made.add("description", _description(entry, told))
    url = next((r.url for r in reports if r.url and r.url.startswith(("http://", "https://"))), None)
    if url:
        made.add("url", clean(url))
    if event.places:
        made.add("location", clean(event.places[0].name))
    return made


def _description(entry: CalendarEntry, told: Told) -> str:
    event = told.events[entry.event]
    sources = told.sources
    said = []
    for t in event.mentions:
        words = told.words(t.document, t.sentence)
        if words:
            document = sources[t.document].document
            said.append(f"{clean(document.publisher or document.source)}: {clean(words)}")
    return "\n".join([f"{entry.status}; event {entry.event}", *dict.fromkeys(said)])
