"""The index rows of an event: what filters and full-text search ask for that its noun holds only inside."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from datetime import date
from typing import Any

from dragoman import scheme
from dragoman.nouns.ledger import Event
from dragoman.nouns.text import Document
from dragoman.store import folding

ROLES = ("actors", "recipients", "companions", "places")

TO_COME_OR_OFF = frozenset({"scheduled", "possible", "cancelled"})
LIMITS = frozenset({"start", "end"})

_NUMBER_BITS = 63  # the widest integer that every database has


def index_row(event: Event, documents: Mapping[str, Document]) -> dict[str, Any]:
    """Return the row of `event_index`; `documents` are those that tell the event, by id."""
    first, last = _days([documents[d] for d in sorted({t.document for t in event.mentions}) if d in documents])
    return {
        "number": number(event.id),
        "event": event.id,
        "quad": quad(event),
        "disagreement": int(any(not f.agree for f in event.fields)),
        "first_report": first.isoformat() if first else None,
        "last_report": last.isoformat() if last else None,
        "type": event.type,
        "status": event.status,
        "earliest": event.when.earliest if event.when else None,
        "latest": event.when.latest if event.when else None,
        "independent_sources": event.independent_sources,
        "ahead": int(is_ahead(event)),
    }


def search_row(event: Event, documents: Mapping[str, Document]) -> dict[str, Any]:
    """Return the row of `event_search`: the summary, the sentences and the names, each apart from the next, and the names by role."""
    names = {role: [p.name for p in getattr(event, role)] for role in ROLES}
    words = folding.parted([event.summary, *_sentences(event, documents), *(name for role in ROLES for name in names[role])])
    return {
        "rowid": number(event.id),
        "words": " ".join(words),
        "stems": " ".join(folding.stemmed(words)),
        **{role: " ".join(folding.parted(names[role])) for role in ROLES},
    }


def number(event_id: str) -> int:
    """Return the number of an event's index row: 63 bits of SHA-256 of its id."""
    return int.from_bytes(hashlib.sha256(event_id.encode()).digest()[:8]) >> (64 - _NUMBER_BITS)


def quad(event: Event) -> int | None:
    """Return PLOVER's class of an event as it is exported, None where PLOVER has no such event."""
    if not scheme.is_type(event.type):
        return None
    folded = scheme.plover(event.type, [m for m in scheme.modes_of(event.type) if m in event.modes], event.status)
    return folded.quad if folded else None


def is_ahead(event: Event) -> bool:
    """Tell whether an event is, or ever was, to come or called off, or begins or ends something on a day that reports give."""
    statuses = {event.status, *(step.status for step in event.history)}
    return not statuses.isdisjoint(TO_COME_OR_OFF) or any(f.name in LIMITS for f in event.fields)


def _sentences(event: Event, documents: Mapping[str, Document]) -> list[str]:
    spans = dict.fromkeys((t.document, t.sentence) for t in event.mentions)
    return [span.of(documents[d].text) for d, span in spans if d in documents]


def _days(reports: list[Document]) -> tuple[date | None, date | None]:
    """Return the first and the last day on which the reports may have been written."""
    days = [r.published for r in reports if r.published]
    spans = [r.dated for r in reports if r.dated and not r.published]
    return min([*days, *(s.earliest for s in spans)], default=None), max([*days, *(s.latest for s in spans)], default=None)
