"""Agreements, calendar and single events as briefs of their own, each line with its sentences and the ids that it rests on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from dragoman.nouns.ledger import Event
from dragoman.nouns.relation import Agreement
from dragoman.publish.brief import facts, sections
from dragoman.publish.brief.model import Brief, Fact, Group, Line, Section, SectionKey, Value
from dragoman.publish.tables.told import Told
from dragoman.scheme.wording import dates


def agreements(told: Told) -> Brief:
    """Return the register of agreements, each with its stage, terms, stages reached and the events that it rests on."""
    material = sections.Material.of(told.ledger)
    lines = [_agreement(a, told, material) for a in told.agreements]
    return _brief("Agreements", "No agreement matches.", "agreements", lines, material)


def calendar(told: Told) -> Brief:
    """Return the calendar, in order of its days, those without a day last."""
    material = sections.Material.of(told.ledger)
    lines = [
        replace(sections.entry_line(entry, True, material), status="", note=entry.status, facts=(_ids("event", [entry.event]),))
        for entry in told.entries
    ]
    return _brief("Calendar", "Nothing that matches is announced.", "announced", lines, material)


def events(told: Told, wanted: Sequence[Event]) -> Brief:
    """Return events with all their fields, values, sources and sentences."""
    material = sections.Material.of(told.ledger)
    lines = [_event(e, material) for e in wanted]
    return _brief("Events", "No event matches.", "happened", lines, material)


def _agreement(agreement: Agreement, told: Told, material: sections.Material) -> Line:
    line = sections.agreement_line(agreement, material)
    reached = ", then ".join(f"{s.stage} ({dates.words(s.at)})" if s.at else s.stage for s in agreement.history)
    more = [_ids("events", agreement.events)]
    by_id = {a.id: a for a in told.agreements}
    if agreement.amends:
        target = by_id.get(agreement.amends)
        more.insert(0, _ids("amends", [f"{target.object} ({target.id})" if target and target.object else agreement.amends]))
    if agreement.amended_by:
        more.insert(0, _ids("amended by", agreement.amended_by))
    note = f"{agreement.stage}, {line.note}" if line.note else agreement.stage
    history = reached if len(agreement.history) > 1 else ""
    return replace(line, status="", note=note, history=history, facts=(*line.facts, *more))


def _event(event: Event, material: sections.Material) -> Line:
    line = sections.event_line(event, material)
    told = tuple(facts.of_field(f, material.sources) for f in event.fields if f.name != "trigger")
    return replace(line, lead=event.id, note=f"{event.type}, {event.status}", facts=told)


def _ids(name: str, ids: Sequence[str]) -> Fact:
    return Fact(name, tuple(Value(id_, ()) for id_ in ids))


def _brief(title: str, nothing: str, key: SectionKey, lines: Sequence[Line], material: sections.Material) -> Brief:
    if not lines:
        return Brief(title, nothing, (), ())
    count = f"{len(lines)} {'entry' if len(lines) == 1 else 'entries'}."
    return Brief(
        title, count, (Section(key, title, "With the sentences that each rests on.", (Group("", tuple(lines)),)),), material.sources.lines()
    )
