"""Nouns as the interface shows them: their stable JSON, with the words, labels and links that a reader is shown beside it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import fields
from functools import lru_cache
from typing import Any

from dragoman import scheme
from dragoman.nouns.ledger import Event, Quotation, Source, When
from dragoman.nouns.text import Document
from dragoman.publish import formats
from dragoman.publish.brief import facts
from dragoman.publish.brief.model import Brief, Group, Line
from dragoman.publish.brief.sources import Sources
from dragoman.publish.rest.passages import passages
from dragoman.reference import states
from dragoman.scheme.wording import dates


def event(found: Event) -> dict[str, Any]:
    """Return an event of a ledger with what its type is called and its time in words."""
    return {**formats.event_to_json(found), "words": words_of(found)}


def words_of(found: Event) -> dict[str, Any]:
    """Return an event's type and time in words, and its class by PLOVER, 1 to 4."""
    label, quad = _kind(found.type, found.modes, found.status)
    return {"type": label, "when": time_in_words(found.when), "quad": quad}


@lru_cache(4096)
def _kind(type_: str, given: tuple[str, ...], status: str) -> tuple[str, int | None]:
    """Return what a kind of event is called, and its class."""
    if not scheme.is_type(type_):
        return type_, None
    modes = tuple(m for m in scheme.modes_of(type_) if m in given)
    coded = scheme.plover(type_, modes, status)
    return scheme.label(type_, modes), coded.quad if coded else None


def time_in_words(when: When | None) -> str | None:
    """Return a time in words: its name, or where its value leaves the year open (an undated report) the days that it may cover."""
    return None if when is None else dates.shown(when.value, when.earliest, when.latest)


def reports(sources: Sequence[Source]) -> list[dict[str, Any]]:
    """Return documents with a number, what to call them, their date in words and a web address where they have one that is safe."""
    known = Sources.of(sources)
    lines = dict(zip(known.by_id, known.lines(), strict=True))
    return [
        {
            **formats.source_to_json(s),
            "family": s.family,
            "number": lines[s.document.id].number,
            "label": lines[s.document.id].label,
            "date": lines[s.document.id].date,
            "link": lines[s.document.id].link,
        }
        for s in sorted(sources, key=lambda s: lines[s.document.id].number)
    ]


def document(source: Source, events: Iterable[str]) -> dict[str, Any]:
    """Return a document with its text and the ids of the events that it tells."""
    return {**reports([source])[0], "language": source.document.language, "text": source.document.text, "events": list(events)}


def detail(found: Event, sources: Sequence[Source]) -> dict[str, Any]:
    """Return an event with its reports, all its values in words, and every passage that tells it or gives a value of it."""
    modes = [m for m in scheme.modes_of(found.type) if m in found.modes] if scheme.is_type(found.type) else []
    plover = scheme.plover(found.type, modes, found.status) if scheme.is_type(found.type) else None
    return {
        **event(found),
        "facts": [
            {
                "field": f.name,
                "name": facts.name(f.name),
                "agree": f.agree,
                "values": [
                    {
                        "words": facts.words(f.name, v),
                        "value": v.value,
                        "bound": v.bound,
                        "documents": list(v.documents),
                        "evidence": [{"document": e.document, "start": e.span.start, "end": e.span.end} for e in v.evidence],
                    }
                    for v in sorted(f.values, key=lambda v: (-len(v.documents), v.value))
                ],
            }
            for f in found.fields
            if f.name != "trigger"
        ],
        "passages": passages(found, {s.document.id: s.document for s in sources}),
        "plover": {"type": plover.type, "mode": list(plover.mode), "score": plover.score, "quad": plover.quad} if plover else None,
        "reports": reports(sources),
    }


def quotation(quote: Quotation, documents: dict[str, Document]) -> dict[str, Any]:
    """Return a quote with what to call the reports that carry it."""
    where = [documents[e.document] for e in quote.evidence if e.document in documents]
    called = {d.id: Sources.of([Source(d, "", None)]).lines()[0] for d in where}
    return {
        **formats.quotation_to_json(quote),
        "reports": [{"id": id_, "label": line.label, "date": line.date} for id_, line in called.items()],
    }


def brief(told: Brief, reports_: list[dict[str, Any]]) -> dict[str, Any]:
    """Return a brief as JSON; numbers of sources are those of `reports`."""
    return {
        "title": told.title,
        "standfirst": told.standfirst,
        "sections": [{"key": s.key, "title": s.title, "intro": s.intro, "groups": [_group(g) for g in s.groups]} for s in told.sections],
        "reports": reports_,
    }


def _group(group: Group) -> dict[str, Any]:
    return {
        "story": group.story or None,
        "title": group.title,
        "lines": [_line(line) for line in group.lines],
        "more": [_line(line) for line in group.more],
    }


def _line(line: Line) -> dict[str, Any]:
    # All that a line holds is plain, so that JSON is made of it as it is: copying it piece by piece takes half the time of a brief.
    return {name: getattr(line, name) for name in _OF_A_LINE}


_OF_A_LINE = tuple(f.name for f in fields(Line))


def party_name(actor: str, name: str) -> str:
    """Return what to call a participant: a state by its usual name, anyone else as the reports do."""
    state = states.by_code(actor.removeprefix("state:")) if actor.startswith("state:") else None
    return state.name if state else name
