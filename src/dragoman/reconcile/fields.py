"""The fields of an event: every value with the documents and spans that give it, and whether all values can be true together."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence

from dragoman.nouns.event import Bound
from dragoman.nouns.ledger import Evidence, Field, FieldValue
from dragoman.nouns.text import Span
from dragoman.reconcile.days import days_of
from dragoman.reconcile.disagreements import Links, disagreements, ranked
from dragoman.reconcile.parties import Cast
from dragoman.reconcile.told import Told

Value = tuple[str, Bound | None]
Row = tuple[str, Bound | None, Told, Span]
ROLES = {"actor": "actors", "recipient": "recipients", "companion": "companions", "place": "places"}


def fields(tolds: Sequence[Told], cast: Cast, witnesses: frozenset[str], links: Links) -> tuple[Field, ...]:
    """Return the fields of one event, those in disagreement first by how much they matter, the others in a fixed order.

    Only what `witnesses` (documents that copy no other) say can disagree.
    """
    own = [t for t in tolds if t.document.id in witnesses] or list(tolds)
    disagreed = disagreements(own, cast, links)
    kinds = sorted({term.kind for t in tolds for term in t.mention.terms})
    rows: list[tuple[str, Iterable[Row]]] = [
        *((name, _party_values(tolds, cast, role)) for name, role in ROLES.items()),
        ("when", _time_values(tolds)),
        ("status", ((t.mention.status, None, t, t.mention.trigger) for t in tolds)),
        ("type", ((t.mention.type, None, t, t.mention.trigger) for t in tolds if len({x.mention.type for x in tolds}) > 1)),
        *((kind, _term_values(tolds, kind)) for kind in kinds),
        ("topic", _span_values(tolds, lambda t: t.mention.topic)),
        ("means", _span_values(tolds, lambda t: t.mention.means)),
        ("trigger", _span_values(tolds, lambda t: t.mention.trigger)),
        ("custom", ((f"{c.scheme}/{c.type}", None, t, t.mention.trigger) for t in tolds for c in t.mention.custom)),
    ]
    found = (_field(name, of_field, name not in disagreed) for name, of_field in rows)
    rank = {name: n for n, name in enumerate(ranked(disagreed))}
    return tuple(sorted((f for f in found if f is not None), key=lambda f: len(rank) if f.agree else rank[f.name]))


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


def _time_values(tolds: Sequence[Told]) -> Iterable[Row]:
    for told in tolds:
        for time in told.times:
            if days_of(time):
                yield time.value, None, told, time.span


def _term_values(tolds: Sequence[Told], kind: str) -> Iterable[Row]:
    for told in tolds:
        for term in told.mention.terms:
            if term.kind == kind:
                yield term.value, term.bound, told, term.span


def _span_values(tolds: Sequence[Told], of: Callable[[Told], Span | None]) -> Iterable[Row]:
    for told in tolds:
        span = of(told)
        if span:
            yield span.of(told.document.text), None, told, span
