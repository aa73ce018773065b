"""Values of an event's fields as a reader would write them, each with the numbers of the sources that give it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from dragoman import scheme
from dragoman.nouns.ledger import Event, Field, FieldValue, StatusStep
from dragoman.publish.brief.model import Fact, Value
from dragoman.publish.brief.sources import Sources
from dragoman.publish.brief.words import clean
from dragoman.scheme.wording import amounts, dates

_NUMBER = re.compile(r"(?:up to |at least |about )?[\d.,]+(?: (?:million|billion|trillion))?")
_NAMES = {
    "actor": "who",
    "recipient": "to whom",
    "place": "where",
    "when": "when",
    "status": "status",
    "type": "what kind of event",
    "means": "by what means",
    "topic": "what about",
    "companion": "with whom",
    "part_of": "part of",
}
_STATUS_WORDS = {
    "occurred": "it happened",
    "ongoing": "it is going on",
    "scheduled": "it is planned",
    "possible": "it is possible",
    "hypothetical": "it is only talked of",
    "denied": "it did not happen",
    "cancelled": "it was called off",
}


def name(field: str) -> str:
    """Return what a field is called in a brief."""
    return _NAMES.get(field) or scheme.load().terms.get(field, field)


def of_field(field: Field, sources: Sources) -> Fact:
    """Return a field's values, the best supported first; values that read alike are one."""
    told: dict[str, set[int]] = {}
    for value in sorted(field.values, key=lambda v: (-len(v.documents), v.value)):
        told.setdefault(words(field.name, value), set()).update(sources.numbers_of(value.documents))
    return Fact(name(field.name), tuple(Value(text, tuple(sorted(numbers))) for text, numbers in told.items()), field.agree)


def words(field: str, value: FieldValue) -> str:
    """Return one value as a reader would write it."""
    if field == "status":
        return _STATUS_WORDS.get(value.value, value.value)
    if field == "when":
        return dates.shown(value.value)
    if field == "type" and scheme.is_type(value.value):
        return scheme.label(value.value)
    return clean(amounts.amount(field, value.value, value.bound)).strip()


def differing(event: Event, sources: Sources) -> tuple[Fact, ...]:
    """Return the fields on which the reports cannot all be right; of counts, those in units that have more than one."""
    facts = [_comparable(of_field(f, sources)) for f in event.fields if not f.agree]
    return tuple(f for f in facts if len(f.values) > 1)


def _comparable(fact: Fact) -> Fact:
    by_unit: dict[str, list[Value]] = {}
    for value in fact.values:
        by_unit.setdefault(_NUMBER.sub("", value.text), []).append(value)
    rivals = {id(v) for values in by_unit.values() if len(values) > 1 for v in values}
    return replace(fact, values=tuple(v for v in fact.values if id(v) in rivals)) if rivals else fact


def history(event: Event) -> str:
    """Return how the event's status changed from day to day ("possible (3 May 2025), then scheduled …"), "" where it did not."""
    changes: list[StatusStep] = []
    for step in event.history:
        if not changes or (_settled(step) != _settled(changes[-1]) and step.at != changes[-1].at):
            changes.append(step)
    if len(changes) < 2 or any(f.name == "status" and not f.agree for f in event.fields):
        return ""
    return ", then ".join(f"{s.status} ({dates.words(s.at)})" if s.at else s.status for s in changes)


def _settled(step: StatusStep) -> str:
    """Take what is going on as having begun to happen: that is no change of mind."""
    return "occurred" if step.status == "ongoing" else step.status


def sources_of(facts: Sequence[Fact]) -> tuple[int, ...]:
    """Return the numbers of all sources of some facts."""
    return tuple(sorted({n for f in facts for v in f.values for n in v.sources}))
