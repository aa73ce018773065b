"""The two JSON outputs that others build on: a reading and a ledger, with stable keys and ISO dates."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from dragoman import relate, scheme
from dragoman.nouns.event import CustomCode, EventMention, Term
from dragoman.nouns.ledger import Event, Evidence, Field, FieldValue, Ledger, Party, Quotation, Source, Story, Telling, When
from dragoman.nouns.mention import Entity, Place, Toponym
from dragoman.nouns.reading import Quote, Reading
from dragoman.nouns.relation import Agreement, CalendarEntry
from dragoman.nouns.text import Dated, Document, Span
from dragoman.nouns.time import TimeValue


def reading_to_json(reading: Reading) -> dict[str, Any]:
    """Return one document's reading as plain JSON values; offsets are half-open code points of `document.text`."""
    return {
        "document": _document(reading.document),
        "entities": [_entity(e) for e in reading.entities],
        "times": [_time(t) for t in reading.times],
        "events": [mention_to_json(e) for e in reading.events],
        "quotes": [_quote(q) for q in reading.quotes],
        "model": reading.model,
    }


def toponym_to_json(toponym: Toponym) -> dict[str, Any]:
    """Return a place that a text names as plain JSON values."""
    place = _place(toponym.place)
    return {"start": toponym.span.start, "end": toponym.span.end, "place": place, "entity": toponym.entity, "embedded": toponym.embedded}


def ledger_to_json(ledger: Ledger, today: date | None = None) -> dict[str, Any]:
    """Return a ledger as plain JSON values: documents without their text, stories, events with every value's evidence, quotes.

    What was announced for days before `today`, the day of the latest report where none is given, and has no word since, is unconfirmed.
    """
    today = today or relate.latest_report(s.document for s in ledger.sources)
    return {
        "documents": [source_to_json(s) for s in ledger.sources],
        "stories": [story_to_json(s) for s in ledger.stories],
        "events": [{**event_to_json(e), "unconfirmed_since": relate.unconfirmed_since(e, today)} for e in ledger.events],
        "quotes": [quotation_to_json(q) for q in ledger.quotes],
        "today": today.isoformat() if today else None,
    }


def story_to_json(story: Story) -> dict[str, Any]:
    """Return a story as plain JSON values."""
    return {"id": story.id, "title": story.title, "documents": list(story.documents), "events": list(story.events)}


def agreement_to_json(agreement: Agreement) -> dict[str, Any]:
    """Return an agreement as plain JSON values: its terms as the fields of events, with every value's evidence."""
    return {
        "id": agreement.id,
        "parties": [_party(p) for p in agreement.parties],
        "object": agreement.object,
        "stage": agreement.stage,
        "status": agreement.status,
        "when": _when(agreement.when),
        "terms": [_field(f) for f in agreement.terms],
        "history": [{"at": s.at, "stage": s.stage, "event": s.event, "documents": list(s.documents)} for s in agreement.history],
        "amends": agreement.amends,
        "amended_by": list(agreement.amended_by),
        "events": list(agreement.events),
    }


def entry_to_json(entry: CalendarEntry) -> dict[str, Any]:
    """Return a calendar entry as plain JSON values."""
    return {"id": entry.id, "when": _when(entry.when), "status": entry.status, "summary": entry.summary, "event": entry.event}


def _document(document: Document) -> dict[str, Any]:
    return {
        "id": document.id,
        "source": document.url or document.source,
        "publisher": document.publisher,
        "title": document.title,
        "published": document.published.isoformat() if document.published else None,
        "language": document.language,
        "text": document.text,
        "dated": _dated(document.dated),
    }


def _dated(dated: Dated | None) -> dict[str, Any] | None:
    if dated is None:
        return None
    return {
        "value": dated.value,
        "earliest": dated.earliest.isoformat(),
        "latest": dated.latest.isoformat(),
        "how": dated.how,
        "rule": dated.rule,
        "evidence": [_pair(s) for s in dated.evidence],
    }


def _entity(entity: Entity) -> dict[str, Any]:
    return {
        "id": entity.id,
        "type": entity.type,
        "name": entity.name,
        "actor": entity.actor,
        "state": entity.state,
        "sector": entity.sector,
        "place": _place(entity.place),
        "mentions": [_pair(m) for m in entity.mentions],
    }


def _place(place: Place | None) -> dict[str, Any] | None:
    if place is None:
        return None
    return {"geonames": place.geonames, "name": place.name, "country": place.country, "lat": place.latitude, "lon": place.longitude}


def _time(time: TimeValue) -> dict[str, Any]:
    return {
        "id": time.id,
        **_span(time.span),
        "value": time.value,
        "earliest": time.days.earliest.isoformat() if time.days else None,
        "latest": time.days.latest.isoformat() if time.days else None,
        "set": time.recurs,
    }


def mention_to_json(event: EventMention) -> dict[str, Any]:
    """Return one event of a reading as plain JSON values, with its codes in the schemes that others use."""
    return {
        "id": event.id,
        **_span(event.trigger),
        "type": event.type,
        "modes": list(event.modes),
        "status": event.status,
        "probability": round(event.probability, 4),
        "actors": list(event.actors),
        "recipients": list(event.recipients),
        "places": list(event.places),
        "companions": list(event.companions),
        "times": list(event.times),
        "means": _pair(event.means) if event.means else None,
        "topic": _pair(event.topic) if event.topic else None,
        "terms": [_term(t) for t in event.terms],
        "by": list(event.by),
        "contexts": list(event.contexts),
        **_codes(event.type, event.modes, event.status, event.contexts),
        **({"custom": [_custom(c, event.status) for c in event.custom]} if event.custom else {}),
    }


def _codes(type_name: str, modes: Sequence[str], status: str, contexts: Sequence[str]) -> dict[str, Any]:
    """Return the event in the coding schemes that others use; modes that another type owns are left out."""
    if not scheme.is_type(type_name):
        return {"plover": None, "cameo": None}
    known = [m for m in scheme.modes_of(type_name) if m in modes]
    folded = scheme.plover(type_name, known, status)
    plover = {"type": folded.type, "mode": list(folded.mode), "score": folded.score, "quad": folded.quad} if folded else None
    return {"plover": plover, "cameo": scheme.cameo(type_name, known, status, contexts)}


def _custom(code: CustomCode, status: str) -> dict[str, Any]:
    """Return a code of a user's scheme with the PLOVER record of the type and mode that it maps to, folded by the event's status."""
    modes = (code.mode,) if code.mode else ()
    mapped = _codes(code.plover, modes, status, ())["plover"] if code.plover else None
    return {"scheme": code.scheme, "type": code.type, "plover": mapped}


def _term(term: Term) -> dict[str, Any]:
    return {**_span(term.span), "kind": term.kind, "value": term.value, "bound": term.bound}


def _quote(quote: Quote) -> dict[str, Any]:
    return {**_span(quote.span), "speaker": quote.speaker, "about": quote.about}


def source_to_json(source: Source) -> dict[str, Any]:
    """Return a document as a ledger has it, without its text, as plain JSON values."""
    document = _document(source.document)
    kept = ("id", "source", "publisher", "title", "published", "dated")
    return {**{key: document[key] for key in kept}, "copy_of": source.copy_of}


def event_to_json(event: Event) -> dict[str, Any]:
    """Return an event as plain JSON values."""
    return {
        "id": event.id,
        "type": event.type,
        "modes": list(event.modes),
        "status": event.status,
        "summary": event.summary,
        "actors": [_party(p) for p in event.actors],
        "recipients": [_party(p) for p in event.recipients],
        "places": [_party(p) for p in event.places],
        "companions": [_party(p) for p in event.companions],
        "when": _when(event.when),
        "mentions": [_telling(t) for t in event.mentions],
        "independent_sources": event.independent_sources,
        "fields": [_field(f) for f in event.fields],
        "history": [{"at": s.at, "status": s.status, "documents": list(s.documents)} for s in event.history],
        "attributed_to": [{"name": a.name, "documents": list(a.documents)} for a in event.attributed_to],
        "contexts": list(event.contexts),
        "part_of": event.part_of,
    }


def _party(party: Party) -> dict[str, Any]:
    return {"name": party.name, "actor": party.actor, "state": party.state}


def _when(when: When | None) -> dict[str, Any] | None:
    return {"value": when.value, "earliest": when.earliest, "latest": when.latest} if when else None


def _telling(telling: Telling) -> dict[str, Any]:
    trigger, sentence = telling.trigger, telling.sentence
    return {
        "document": telling.document,
        "start": trigger.start,
        "end": trigger.end,
        "sentence": [sentence.start, sentence.end],
        "status": telling.status,
        "id": telling.id,
    }


def _field(field: Field) -> dict[str, Any]:
    return {"name": field.name, "values": [_value(v) for v in field.values], "agree": field.agree}


def _value(value: FieldValue) -> dict[str, Any]:
    return {
        "value": value.value,
        "bound": value.bound,
        "documents": list(value.documents),
        "evidence": [_evidence(e) for e in value.evidence],
    }


def _evidence(evidence: Evidence) -> dict[str, Any]:
    span = evidence.span  # of an event half of all calls, so in one step
    return {"document": evidence.document, "start": span.start, "end": span.end}


def quotation_to_json(quote: Quotation) -> dict[str, Any]:
    """Return a quote as plain JSON values."""
    return {
        "words": quote.words,
        "speaker": _party(quote.speaker) if quote.speaker else None,
        "about": _party(quote.about) if quote.about else None,
        "evidence": [_evidence(e) for e in quote.evidence],
    }


def _span(span: Span) -> dict[str, int]:
    return {"start": span.start, "end": span.end}


def _pair(span: Span) -> list[int]:
    return [span.start, span.end]
