"""Relations as JSON and CSV for other programs."""

from __future__ import annotations

import csv
import io
from typing import Any, Final

from dragoman.nouns.relation import Estimate, Relation, RelationPeriod, Traced
from dragoman.publish.exports.csv import safe

_COUNTS: Final = ("events", "forward", "backward", "verbal_cooperation", "material_cooperation", "verbal_conflict", "material_conflict")
_ESTIMATES: Final = ("expected", "cooperation", "conflict", "score", "balance")


def relation_to_json(told: Relation) -> dict[str, Any]:
    """Return a relation as JSON; estimates are `{"value", "low", "high"}`, null where there is nothing to estimate."""
    return {
        "sides": [told.first_side, told.second_side],
        "by": told.grain,
        "weight": told.weight,
        "events": told.events,
        "undated": told.undated,
        "unplaced": told.unplaced,
        "periods": [_period(p) for p in told.periods],
        "changes": [
            {
                "period": change.period,
                "shifts": [{"measure": s.measure, "before": s.before, "after": s.after, "events": list(s.events)} for s in change.shifts],
            }
            for change in told.changes
        ],
    }


def relation_to_csv(told: Relation) -> str:
    """Return the periods of a relation as CSV (RFC 4180) under a header; the ends of a band stand in `_low` and `_high` columns.

    Ids of imported events are whatever their file calls them, so they are written like the words of strangers.
    """
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(
        ["period", "first", "last", *_COUNTS, *(f"{name}{end}" for name in _ESTIMATES for end in ("", "_low", "_high")), "strongest"]
    )
    for p in told.periods:
        estimates = [end for name in _ESTIMATES for end in _ends(getattr(p, name))]
        writer.writerow([p.period, p.first, p.last, p.events, p.forward, p.backward, *p.quads, *estimates, safe(" ".join(p.strongest))])
    return out.getvalue()


def traced_to_json(traced: Traced) -> dict[str, Any]:
    """Return an event behind a figure as JSON."""
    coded = traced.coded
    return {
        "event": coded.event,
        "earliest": coded.earliest.isoformat() if coded.earliest else None,
        "latest": coded.latest.isoformat() if coded.latest else None,
        "source": coded.source,
        "target": coded.target,
        "type": coded.type,
        "mode": coded.mode,
        "quad": coded.quad,
        "score": coded.score,
        "sources": coded.sources,
        "probability": coded.probability,
        "weight": traced.weight,
        "summary": traced.summary,
        "sentences": [
            {"document": s.document, "source": s.source, "start": s.span.start, "end": s.span.end, "words": s.words}
            for s in traced.sentences
        ],
        "told_in": coded.told_in,
        "file": coded.file,
        "line": coded.line,
    }


def _period(p: RelationPeriod) -> dict[str, Any]:
    quads = dict(zip(_COUNTS[3:], p.quads, strict=True))
    return {
        "period": p.period,
        "first": p.first,
        "last": p.last,
        "events": p.events,
        "forward": p.forward,
        "backward": p.backward,
        **quads,
        **{name: _estimate(getattr(p, name)) for name in _ESTIMATES},
        "strongest": list(p.strongest),
    }


def _estimate(e: Estimate | None) -> dict[str, float] | None:
    return {"value": e.value, "low": e.low, "high": e.high} if e else None


def _ends(e: Estimate | None) -> tuple[float | str, float | str, float | str]:
    return (e.value, e.low, e.high) if e else ("", "", "")
