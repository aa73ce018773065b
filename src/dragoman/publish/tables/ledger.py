"""Tables of the ledger's own nouns: events, their parties, tellings and values, documents, stories and quotes."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from dragoman import scheme
from dragoman.nouns.ledger import Event, Party
from dragoman.publish.tables.columns import Table, columns, days
from dragoman.publish.tables.told import Told

ROLES = {"actor": "actors", "recipient": "recipients", "place": "places", "companion": "companions"}


def codes(event: Event) -> tuple[scheme.Plover | None, str | None]:
    """Return an event as PLOVER and as CAMEO; None where they have no such event. Modes of another type are left out."""
    if not scheme.is_type(event.type):
        return None, None
    known = [m for m in scheme.modes_of(event.type) if m in event.modes]
    return scheme.plover(event.type, known, event.status), scheme.cameo(event.type, known, event.status, event.contexts)


def _events(told: Told) -> Iterator[tuple[Any, ...]]:
    documents = told.sources
    for e in told.matching:
        plover, cameo = codes(e)
        reports = sorted({t.document for t in e.mentions})
        written = [d for r in reports if r in documents and (d := documents[r].document.published)]
        yield (
            e.id, e.type, list(e.modes), list(e.contexts), e.status, e.summary,
            e.when.value if e.when else None, *days(e.when),
            *(values for role in ("actors", "recipients", "companions") for values in _named(getattr(e, role))),
            *_named(e.places)[::2],
            plover.type if plover else None, list(plover.mode) if plover else [], plover.quad if plover else None,
            plover.score if plover else None, cameo,
            e.independent_sources, len(reports), max((t.probability for t in e.mentions), default=None),
            any(not f.agree for f in e.fields), sorted(a.name for a in e.attributed_to),
            min(written, default=None), max(written, default=None), reports,
        )  # fmt: skip


def _named(parties: tuple[Party, ...]) -> tuple[list[str], list[str], list[str]]:
    return [p.name for p in parties], [p.actor or "" for p in parties], [p.state or "" for p in parties]


EVENTS = Table(
    "events",
    "One row for each event.",
    columns(
        ("event", "text", "the event's permanent id: `dragoman event ID` shows its sentences"),
        ("type", "text", "one of PLOVER's 16 types, or STATE, CEREMONY, OFFICE"),
        ("modes", "texts", "how it was done"),
        ("contexts", "texts", "what it is about"),
        ("status", "text", "occurred, ongoing, scheduled, possible, hypothetical, denied or cancelled"),
        ("summary", "text", "one sentence made from the fields"),
        ("date_value", "text", "TIMEX3 value of its time"),
        ("earliest", "day", "first day that it may have happened on"),
        ("latest", "day", 'last such day; absent where nothing tells it, as of "next month" in a report without a date'),
        ("actors", "texts", "who did it, by name"),
        ("actor_ids", "texts", "their stable ids, in the same order; empty where not known"),
        ("actor_states", "texts", "their states, ISO alpha-3, in the same order"),
        ("recipients", "texts", "whom it was done to, by name"),
        ("recipient_ids", "texts", "their stable ids"),
        ("recipient_states", "texts", "their states"),
        ("companions", "texts", "who came along, by name"),
        ("companion_ids", "texts", "their stable ids"),
        ("companion_states", "texts", "their states"),
        ("places", "texts", "where, by name"),
        ("place_states", "texts", "the states of the places"),
        ("plover_type", "text", "type as PLOVER has it, which folds the status into it; absent where PLOVER has no such event"),
        ("plover_modes", "texts", "modes as PLOVER has them"),
        ("quad", "integer", "PLOVER's class: 1 and 2 verbal and material cooperation, 3 and 4 verbal and material conflict"),
        ("score", "number", "PLOVER's score from -10 (conflict) to +10 (cooperation)"),
        ("cameo", "text", "CAMEO code"),
        ("independent_sources", "integer", "publishers' families that tell it, near-copies folded"),
        ("reports", "integer", "documents that tell it"),
        ("probability", "number", "the reader's, of its surest mention, 0 to 1"),
        ("disagreement", "flag", "whether reports give values that cannot all be true"),
        ("attributed_to", "texts", "on whose word it is told"),
        ("first_published", "day", "first day on which a report of it was published"),
        ("last_published", "day", "last such day"),
        ("documents", "texts", "the ids of the documents that tell it"),
    ),
    _events,
)


def _parties(told: Told) -> Iterator[tuple[Any, ...]]:
    for e in told.matching:
        for role, name in ROLES.items():
            for n, party in enumerate(getattr(e, name), 1):
                yield e.id, role, n, party.name, party.actor, party.state


PARTIES = Table(
    "parties",
    "One row for each party or place of an event.",
    columns(
        ("event", "text", "the event's id"),
        ("role", "text", "actor, recipient, companion or place"),
        ("position", "integer", "from 1, the best supported first"),
        ("name", "text", "as the ledger names it"),
        ("actor", "text", "stable id"),
        ("state", "text", "ISO alpha-3 code"),
    ),
    _parties,
)


def _tellings(told: Told) -> Iterator[tuple[Any, ...]]:
    for e in told.ledger.events:  # also those that agreements rest on: every figure leads to its sentences
        for t in e.mentions:
            span, sentence = t.trigger, t.sentence
            words = (told.words(t.document, span), told.words(t.document, sentence))
            yield e.id, t.document, span.start, span.end, sentence.start, sentence.end, *words, t.status, t.probability


TELLINGS = Table(
    "tellings",
    "One row for each sentence that tells an event: where every figure comes from.",
    columns(
        ("event", "text", "the event's id"),
        ("document", "text", "the document's id"),
        ("start_char", "integer", "where the words that name the event begin, in code points of the document's text"),
        ("end_char", "integer", "where they end; half-open"),
        ("sentence_start_char", "integer", "where the sentence begins"),
        ("sentence_end_char", "integer", "where it ends; half-open"),
        ("words", "text", "the words that name the event"),
        ("sentence", "text", "the sentence"),
        ("status", "text", "the event's status by this sentence"),
        ("probability", "number", "the reader's, of trigger and type, 0 to 1"),
    ),
    _tellings,
)


def _values(told: Told) -> Iterator[tuple[Any, ...]]:
    for e in told.matching:
        for field in e.fields:
            for value in field.values:
                for at in value.evidence:
                    where = (at.document, at.span.start, at.span.end, told.words(at.document, at.span))
                    yield e.id, field.name, value.value, value.bound, field.agree, *where


VALUES = Table(
    "values",
    "One row for each place where a report gives a value of a field of an event.",
    columns(
        ("event", "text", "the event's id"),
        ("field", "text", "actor, when, killed, duration …"),
        ("value", "text", "the value: number and unit, TIMEX3 or words"),
        ("bound", "text", "max, min or approx, where the report says so"),
        ("agree", "flag", "false where the values of the field cannot all be true"),
        ("document", "text", "the document's id"),
        ("start_char", "integer", "where the words that give it begin"),
        ("end_char", "integer", "where they end; half-open"),
        ("words", "text", "these words"),
    ),
    _values,
)


def _documents(told: Told) -> Iterator[tuple[Any, ...]]:
    for s in told.ledger.sources:
        d = s.document
        dated = (d.dated.earliest, d.dated.latest, d.dated.how) if d.dated else (d.published, d.published, None)
        yield d.id, d.title, d.publisher, d.url, d.source, d.language, d.published, *dated, s.family, s.copy_of, len(d.text)


DOCUMENTS = Table(
    "documents",
    "One row for each report, without its text.",
    columns(
        ("document", "text", "the document's id"),
        ("title", "text", "its title"),
        ("publisher", "text", "who published it"),
        ("url", "text", "its address"),
        ("source", "text", "the file or address that it was read from"),
        ("language", "text", "ISO 639-1 code"),
        ("published", "day", "the day it was published"),
        ("dated_earliest", "day", "first day on which it may have been written"),
        ("dated_latest", "day", "last such day"),
        ("dated_how", "text", "how that was found: metadata, url, dateline or content"),
        ("family", "text", "family of publishers that counts as one source"),
        ("copy_of", "text", "the document that it is a near-copy of"),
        ("chars", "integer", "length of its text in code points"),
    ),
    _documents,
)

STORIES = Table(
    "stories",
    "One row for each story: documents about the same happenings.",
    columns(
        ("story", "text", "the story's id"),
        ("title", "text", "its title"),
        ("documents", "texts", "the ids of its documents"),
        ("events", "texts", "the ids of its events"),
    ),
    lambda told: ((s.id, s.title, list(s.documents), list(s.events)) for s in told.ledger.stories),
)


def _quotes(told: Told) -> Iterator[tuple[Any, ...]]:
    for q in told.ledger.quotes:
        who = [(p.name, p.actor, p.state) if p else (None, None, None) for p in (q.speaker, q.about)]
        for at in q.evidence[:1]:
            yield q.words, *who[0], *who[1], at.document, at.span.start, at.span.end, sorted({e.document for e in q.evidence})


QUOTES = Table(
    "quotes",
    "One row for each quote.",
    columns(
        ("words", "text", "the quoted words, marks included"),
        ("speaker", "text", "who says it, by name"),
        ("speaker_id", "text", "stable id"),
        ("speaker_state", "text", "ISO alpha-3 code"),
        ("about", "text", "whom it is about, by name"),
        ("about_id", "text", "stable id"),
        ("about_state", "text", "ISO alpha-3 code"),
        ("document", "text", "the first document that has it"),
        ("start_char", "integer", "where it begins there"),
        ("end_char", "integer", "where it ends; half-open"),
        ("documents", "texts", "all documents that have it"),
    ),
    _quotes,
)
