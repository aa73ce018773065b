"""The fields of an event: every value with the documents and spans that give it, and whether all values can be true together."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from itertools import combinations, permutations

from dragoman.nouns.event import Bound
from dragoman.nouns.ledger import Evidence, Field, FieldValue
from dragoman.nouns.text import Span
from dragoman.nouns.time import DayInterval
from dragoman.reconcile.days import days_of, gap, width
from dragoman.reconcile.features import group, places_level
from dragoman.reconcile.lifecycle import Voice, disputed
from dragoman.reconcile.parties import Cast
from dragoman.reconcile.terms import Given, clash, comparable
from dragoman.reconcile.told import Told

Value = tuple[str, Bound | None]
Row = tuple[str, Bound | None, Told, Span]
# Reports of one day's event name the day before or after it: overnight, time zones, the day of the report.
SLACK_DAYS = 1
# Deeds with a doer and a target; in talks and deals each report may name the side it cares for.
ONE_SIDED = frozenset({"ASSAULT", "COERCE", "MOBILIZE"})
ROLES = {"actor": "actors", "recipient": "recipients", "companion": "companions", "place": "places"}


def fields(tolds: Sequence[Told], cast: Cast, witnesses: frozenset[str], voices: Sequence[Voice]) -> tuple[Field, ...]:
    """Return the fields of one event in a fixed order; only what `witnesses` (documents that copy no other) say can disagree."""
    own = [t for t in tolds if t.document.id in witnesses] or list(tolds)
    agree = {"actor": _actors_agree(own, cast), "place": _places_agree(own, cast)}
    found = [
        *(_field(name, _party_values(tolds, cast, role), agree.get(name, True)) for name, role in ROLES.items()),
        _field("when", _time_values(tolds), _times_agree(own)),
        _field("status", ((t.mention.status, None, t, t.mention.trigger) for t in tolds), not disputed(voices)),
        _type_field(tolds),
        *_term_fields(tolds, own),
        _field("topic", _span_values(tolds, lambda t: t.mention.topic), True),
        _field("means", _span_values(tolds, lambda t: t.mention.means), True),
        _field("trigger", _span_values(tolds, lambda t: t.mention.trigger), True),
    ]
    return tuple(f for f in found if f is not None)


def _field(name: str, rows: Iterable[Row], agree: bool) -> Field | None:
    evidence: dict[Value, set[Evidence]] = defaultdict(set)
    for value, bound, told, span in rows:
        evidence[value, bound].add(Evidence(told.document.id, span))
    if not evidence:
        return None
    values = [
        FieldValue(value, tuple(sorted({e.document for e in seen})), tuple(sorted(seen)), bound)
        for (value, bound), seen in evidence.items()
    ]
    values.sort(key=lambda v: (-len(v.documents), -len(v.evidence), v.value, v.bound or ""))
    return Field(name, tuple(values), agree or len(values) < 2)


def _type_field(tolds: Sequence[Told]) -> Field | None:
    if len({t.mention.type for t in tolds}) < 2:
        return None
    return _field("type", ((t.mention.type, None, t, t.mention.trigger) for t in tolds), True)


def _party_values(tolds: Sequence[Told], cast: Cast, role: str) -> Iterable[Row]:
    for told in tolds:
        for x in getattr(told.mention, role):
            key = (told.document.id, x)
            if key not in cast.entities or not cast.entities[key].mentions:
                continue
            span = nearest(cast.entities[key].mentions, told)
            for n in cast.expand([key]):
                if not cast.participants[n].vague:
                    yield cast.participants[n].name, None, told, span


def nearest(spans: Sequence[Span], told: Told) -> Span:
    """Return the span closest to the trigger, one in its sentence before any other."""
    trigger = told.mention.trigger
    return min(spans, key=lambda s: (not told.sentence.covers(s), abs(s.start - trigger.start), s.start))


def _places_agree(tolds: Sequence[Told], cast: Cast) -> bool:
    """Places disagree where two documents name places of which neither holds the other nor shares its state."""
    by_document: dict[str, set[int]] = defaultdict(set)
    for told in tolds:
        by_document[told.document.id].update(told.places)
    given = [group(tuple(sorted(by_document[d])), cast.participants) for d in sorted(by_document)]
    return all(places_level(a, b, cast.participants) != "different" for a, b in combinations(given, 2))


def _actors_agree(tolds: Sequence[Told], cast: Cast) -> bool:
    """Two documents disagree on who did a one-sided deed where each names another state's actor, and neither names the other's at all."""
    doers: dict[str, set[int]] = defaultdict(set)
    sides: dict[str, set[int]] = defaultdict(set)
    for told in tolds:
        if told.mention.type in ONE_SIDED:
            doers[told.document.id] |= set(told.actors)
            sides[told.document.id] |= {*told.actors, *told.recipients, *told.by}
    states = {d: {s for n in doers[d] for s in cast.participants[n].states} for d in sorted(doers)}
    known = {d: {s for n in sides[d] for s in cast.participants[n].states} for d in sorted(doers)}
    return not any(
        states[a] and states[b] and not states[a] & known[b] and not states[b] & known[a] for a, b in combinations(sorted(states), 2)
    )


def _time_values(tolds: Sequence[Told]) -> Iterable[Row]:
    for told in tolds:
        for time in told.times:
            if days_of(time):
                yield time.value, None, told, time.span


def _times_agree(tolds: Sequence[Told]) -> bool:
    by_document: dict[str, list[DayInterval]] = defaultdict(list)
    for told in tolds:
        by_document[told.document.id] += told.days
    given = [by_document[d] for d in sorted(by_document) if by_document[d]]
    return all(any(not _apart(x, y) for x in a for y in b) for a, b in combinations(given, 2))


def _apart(a: DayInterval, b: DayInterval) -> bool:
    return gap(a, b) > (SLACK_DAYS if width(a) == width(b) == 1 else 0)


def _term_fields(tolds: Sequence[Told], own: Sequence[Told]) -> list[Field | None]:
    kinds = sorted({term.kind for t in tolds for term in t.mention.terms})
    return [
        _field(kind, ((x.value, x.bound, t, x.span) for t in tolds for x in t.mention.terms if x.kind == kind), _terms_agree(own, kind))
        for kind in kinds
    ]


def _terms_agree(tolds: Sequence[Told], kind: str) -> bool:
    """Two documents disagree on a term where one gives a value that cannot be true with any that the other gives in that unit."""
    by_document: dict[str, list[Given]] = defaultdict(list)
    for told in tolds:
        by_document[told.document.id] += [(x.kind, x.value, x.bound) for x in told.mention.terms if x.kind == kind]
    return not any(_contradicts(x, by_document[b]) for a, b in permutations(sorted(by_document), 2) for x in by_document[a])


def _contradicts(value: Given, others: Sequence[Given]) -> bool:
    alike = [other for other in others if comparable(value, other)]
    return bool(alike) and all(clash(value, other) for other in alike)


def _span_values(tolds: Sequence[Told], of: Callable[[Told], Span | None]) -> Iterable[Row]:
    for told in tolds:
        span = of(told)
        if span:
            yield span.of(told.document.text), None, told, span
