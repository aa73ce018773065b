"""A ledger of made-up events of any size, written in bulk: what the store would hold had its reports been added one by one.

Reports are added to a ledger one transaction each, which takes hours for so many. Here the rows of all stories are made by the store's own
functions and written in one transaction. The sizes are those of the samples' ledger: three reports and some thirty events a story, four
fields and 2 kB of JSON an event. States appear as often as the inverse of their rank, and days lie in eight years, most of them late, so
that a filter keeps anything from a few events to most of them.
"""

from __future__ import annotations

import random
from bisect import bisect
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import accumulate
from pathlib import Path

from sqlalchemy import Connection

from dragoman.nouns.event import Status
from dragoman.nouns.ledger import Event, Evidence, Field, FieldValue, Ledger, Party, Quotation, Source, StatusStep, Story, Telling, When
from dragoman.nouns.reading import Reading
from dragoman.nouns.text import Document, Span
from dragoman.reference import states
from dragoman.store import rows, schema
from dragoman.store.codec import encode, encode_reading
from dragoman.store.database import database
from dragoman.store.memory import begin_revision, now, remember
from dragoman.store.stand import Stand, told_stand
from dragoman.store.writer import digest

EVENTS_A_STORY = 32
REPORTS_A_STORY = 3
FIRST_DAY, DAYS = date(2018, 1, 1), 2900
NOTHING = Stand({}, {}, {}, {})

TYPES = {
    "CONSULT": 20, "STATE": 16, "AGREE": 9, "COERCE": 7, "REQUEST": 7, "SUPPORT": 7, "ACCUSE": 6, "PROTEST": 5, "SANCTION": 5,
    "CONCEDE": 3, "AID": 4, "ASSAULT": 6, "COOPERATE": 4, "RETREAT": 2, "THREATEN": 3, "MOBILIZE": 2, "REJECT": 3,
}  # fmt: skip
DEALS = frozenset({"AGREE", "SUPPORT", "COOPERATE", "CONCEDE"})
STATUSES: dict[Status, float] = {"occurred": 68, "scheduled": 13, "possible": 6, "ongoing": 4, "hypothetical": 6, "denied": 3}
CITIES = ("Geneva", "Vienna", "Doha", "Istanbul", "Paris", "Cairo", "Nairobi", "Jakarta", "Lima", "Oslo", "Baku", "Riga", "Hanoi", "Accra")
THINGS = (
    *("gas pipeline", "rice trade", "visa waiver", "border crossing", "fisheries pact", "grain corridor", "rail link", "air defence"),
    *("water sharing", "prisoner exchange", "loan facility", "customs union", "coal export", "nuclear fuel", "port lease", "ceasefire"),
)
VERBS = ("met", "signed", "warned", "agreed", "sanctioned", "urged", "thanked", "accused", "visited", "pledged", "visiting", "denounced")
FILLER = (
    *("officials", "ministry", "statement", "talks", "delegation", "spokesman", "capital", "government", "weekend", "meeting", "region"),
    *("security", "economy", "partners", "parliament", "reporters", "agency", "markets", "border", "summit", "envoy", "council"),
)


@dataclass(frozen=True, slots=True)
class Deck:
    """Things to draw, each with its weight."""

    things: Sequence[str]
    reach: Sequence[float]

    @classmethod
    def of(cls, weights: Mapping[str, float]) -> Deck:
        """Return a deck of things with their weights."""
        return cls(tuple(weights), tuple(accumulate(weights.values())))

    def draw(self, chance: random.Random) -> str:
        """Return a thing."""
        return self.things[bisect(self.reach, chance.random() * self.reach[-1])]


@dataclass(frozen=True, slots=True)
class Told:
    """What an event of a story is, and which of its reports tell it."""

    id: str
    type: str
    status: str
    words: Mapping[str, str]
    state: tuple[str, str]
    day: date
    reports: tuple[int, ...]


STATES = Deck.of({code: 1 / rank for rank, code in enumerate(sorted(states.table()), 2)})
_TYPES, _STATUSES = Deck.of(TYPES), Deck.of({str(s): n for s, n in STATUSES.items()})


def make(path: Path, events: int) -> None:
    """Write a ledger of so many events, rounded up to whole stories, to a new file."""
    with database(path).writing(busy_timeout_seconds=5.0, made_by="quality.large_ledger") as connection, connection.begin():
        for number in range(-(-events // EVENTS_A_STORY)):
            _write(connection, story(number))


def story(number: int) -> Ledger:
    """Return a story with its reports, its events and a quote of each report: the same for the same number."""
    chance = random.Random(number)  # noqa: S311 - made-up events
    day = FIRST_DAY + timedelta(days=int(DAYS * chance.random() ** 0.5))
    cast = list(dict.fromkeys([STATES.draw(chance) for _ in range(4)] + ["FRA", "ITA"]))[:4]
    thing = f"{chance.choice(THINGS)} {chance.randrange(400)}"
    told = [_told(chance, f"e{number:08x}{k:08x}", cast, thing, day) for k in range(EVENTS_A_STORY)]
    reports = [_report(chance, number, r, day, told) for r in range(REPORTS_A_STORY)]
    documents = [document for document, _ in reports]
    marks = {document.id: spans for document, spans in reports}
    events = tuple(sorted((_event(t, documents, marks) for t in told), key=lambda e: e.id))
    title = f"{_name(cast[0])} and {_name(cast[1])} on the {thing}"
    minister = Party(f"Minister of {_name(cast[0])}", f"person:minister-{cast[0].lower()}", cast[0])
    quotes = [Quotation(f"“The {thing} stands, {d.id}.”", minister, None, (Evidence(d.id, Span(0, 20)),)) for d in documents]
    held = Story(f"s{number:016x}", title, tuple(d.id for d in documents), tuple(e.id for e in events))
    return Ledger(tuple(Source(d, str(d.publisher)) for d in documents), (held,), events, tuple(quotes))


def _told(chance: random.Random, id_: str, cast: Sequence[str], thing: str, day: date) -> Told:
    first, second = chance.sample(cast, 2)
    words = {
        "actor": _name(first) if chance.random() < 0.7 else f"Minister of {_name(first)}",
        "trigger": chance.choice(VERBS),
        "recipient": _name(second),
        "place": chance.choice(CITIES),
        "object": thing,
    }
    happened = day + timedelta(days=chance.randrange(-20, 40))
    reports = tuple(sorted(chance.sample(range(REPORTS_A_STORY), chance.choice((1, 1, 2, 3)))))
    return Told(id_, _TYPES.draw(chance), _STATUSES.draw(chance), words, (first, second), happened, reports)


def _report(
    chance: random.Random, number: int, report: int, day: date, told: Sequence[Told]
) -> tuple[Document, dict[str, dict[str, Span]]]:
    """Return a report of a story, and for each event that it tells the spans of its words and of its sentence."""
    text, marks = "", {}
    for t in told:
        if report in t.reports:
            sentence, spans = _sentence(t, chance.choices(FILLER, k=8), len(text))
            text += sentence + " "
            marks[t.id] = spans
    id_ = f"d{number:08x}{report:04x}"
    published = day + timedelta(days=report)
    return Document(
        id_, f"reports/{id_}.txt", text, f"Report {report} on story {number}", published, f"Paper {chance.randrange(300)}"
    ), marks


def _sentence(told: Told, filler: Sequence[str], at: int) -> tuple[str, dict[str, Span]]:
    parts: list[tuple[str, str]] = [
        ("actor", ""), ("", " "), ("trigger", ""), ("", " "), ("recipient", ""), ("", " in "), ("place", ""), ("", " over the "),
        ("object", ""), ("", f", {' '.join(filler)}."),
    ]  # fmt: skip
    text, spans = "", {}
    for name, words in parts:
        start = at + len(text)
        text += told.words[name] if name else words
        if name:
            spans[name] = Span(start, at + len(text))
    return text, {**spans, "sentence": Span(at, at + len(text))}


def _event(told: Told, documents: Sequence[Document], marks: Mapping[str, Mapping[str, Mapping[str, Span]]]) -> Event:
    telling = [documents[r].id for r in told.reports]
    at = {d: marks[d][told.id] for d in telling}
    # As in reports, an object is named of about every second deal, and a topic of the rest.
    about = "object" if told.type in DEALS and told.day.day % 2 else "topic"
    names = {"actor": "actor", "recipient": "recipient", "place": "place", about: "object", "trigger": "trigger"}
    fields = tuple(
        Field(field, (FieldValue(told.words[word], tuple(telling), tuple(Evidence(d, at[d][word]) for d in telling)),))
        for field, word in names.items()
    )
    status: Status = told.status  # type: ignore[assignment]
    days = told.day.isoformat()
    first, second = told.state
    words = told.words
    actor = f"state:{first}" if words["actor"] == _name(first) else f"person:minister-{first.lower()}"
    return Event(
        id=told.id,
        type=told.type,
        modes=(),
        status=status,
        summary=f"{words['actor']} {words['trigger']} {words['recipient']} in {words['place']} over the {words['object']}.",
        actors=(Party(words["actor"], actor, first),),
        recipients=(Party(words["recipient"], f"state:{second}", second),),
        places=(Party(words["place"]),),
        companions=(),
        when=When(days, days, days),
        mentions=tuple(Telling(d, at[d]["trigger"], at[d]["sentence"], status, 0.9, f"m{told.id}{d}") for d in telling),
        independent_sources=len(telling),
        fields=fields,
        history=(StatusStep(days, status, tuple(telling)),),
        attributed_to=(),
        contexts=("economic",),
    )


def _name(code: str) -> str:
    state = states.by_code(code)
    return state.name if state else code


def _write(connection: Connection, ledger: Ledger) -> None:
    """Write a story as the first of its component, as one revision."""
    name = ledger.sources[0].document.id
    documents = {s.document.id: s.document for s in ledger.sources}
    revision = begin_revision(connection, now, "add", document=max(documents))
    remember(connection, revision.cursor, NOTHING, told_stand([ledger]), [ledger])
    rows.insert_all(connection, schema.component, [{"id": name}])
    rows.insert_all(connection, schema.document, [_document_row(name, s) for s in ledger.sources])
    readings = [Reading(d, (), (), (), (), (), "made up") for d in documents.values()]
    rows.insert_all(
        connection, schema.reading, [{"document": r.document.id, "model": r.model, "noun": encode_reading(r)} for r in readings]
    )
    rows.insert_events(connection, name, ledger.events, {e.id: encode(e) for e in ledger.events}, documents)
    rows.insert_stories(connection, name, ledger.stories)
    rows.insert_quotes(connection, name, ledger.quotes, ledger.stories)


def _document_row(component: str, source: Source) -> dict[str, str | None]:
    document = source.document
    return {
        "id": document.id,
        "digest": digest(document),
        "component": component,
        "publisher": document.publisher,
        "published": document.published.isoformat() if document.published else None,
        "family": source.family,
        "copy_of": source.copy_of,
        "noun": encode(document),
    }
