"""What a ledger answers to a filter, gathered for tables and exports."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from dragoman.flow import asking
from dragoman.nouns.filter import Filter
from dragoman.nouns.relation import Agreement, CalendarEntry
from dragoman.publish.tables.told import Told

if TYPE_CHECKING:
    from dragoman.store import Snapshot


def everything(snapshot: Snapshot, wanted: Filter) -> Told:
    """Return the events that match, with the agreements and calendar entries that match and the events that these rest on."""
    made = told(snapshot, wanted, asking.agreements(snapshot, wanted), asking.entries(snapshot, wanted, settled=True), quotes=True)
    return replace(made, points=asking.points(snapshot, made.ledger.events))


def told(
    snapshot: Snapshot,
    wanted: Filter | None,
    agreements: tuple[Agreement, ...] = (),
    entries: tuple[CalendarEntry, ...] = (),
    *,
    quotes: bool = False,
) -> Told:
    """Return the events that match, where a filter is given, and those that agreements and entries rest on."""
    events = {e.id: e for e in snapshot.events(wanted)} if wanted is not None else {}
    asked = frozenset(events) if wanted is not None else None
    needed = {e for a in agreements for e in a.events} | {c.event for c in entries}
    events |= {e.id: e for e in snapshot.events_called(needed - events.keys())}
    ledger = asking.part(snapshot, list(events.values()))
    if quotes and wanted is not None:
        ledger = replace(ledger, quotes=asking.quotes(snapshot, wanted))
    return Told(ledger, agreements, entries, asked=asked)
