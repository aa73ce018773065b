"""The shapes of questions and answers for OpenAPI, each with an example; what comes in must have them and may have nothing more."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any, ClassVar

from fastapi import Path
from pydantic import BaseModel, ConfigDict, Field

from dragoman.nouns import period

PROBLEM_TYPE = "application/problem+json"

_PROBLEM_SCHEMA: dict[str, Any] = {
    "type": "object",
    "required": ["type", "title", "status", "detail"],
    "properties": {
        "type": {"type": "string"},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "detail": {"type": "string"},
    },
}


def _problem(status: int, meaning: str, detail: str) -> dict[int | str, dict[str, Any]]:
    example = {"type": "about:blank", "title": meaning, "status": status, "detail": detail}
    return {status: {"description": meaning, "content": {PROBLEM_TYPE: {"schema": _PROBLEM_SCHEMA, "example": example}}}}


_COMMON: dict[int | str, dict[str, Any]] = {
    304: {"description": "Not modified: the ETag still holds"},
    **_problem(401, "Unauthorized", "expected the token of this server as `Authorization: Bearer ...`"),
    **_problem(403, "Forbidden", "this server does not answer to that host name"),
    **_problem(429, "Too Many Requests", "too many requests are waiting; try again"),
    **_problem(503, "Service Unavailable", "the ledger is locked by another program; try again when it has finished"),
}
BAD: dict[int | str, dict[str, Any]] = {
    **_COMMON,
    **_problem(400, "Bad Request", f"since: expected {period.EXPECTED}, saw 'soon'"),
}
_UNPROCESSABLE = _problem(422, "Unprocessable Content", "text: Field required")
GONE: dict[int | str, dict[str, Any]] = {
    **BAD,
    **_UNPROCESSABLE,
    **_problem(404, "Not Found", "expected an event of the ledger, saw 'e000': none of that id"),
}
WRITES: dict[int | str, dict[str, Any]] = {
    **{k: v for k, v in GONE.items() if k != 304},
    **_problem(409, "Conflict", "expected two or more events to merge, saw one and the same event"),
    **_problem(413, "Content Too Large", "expected a body of at most 2,000,000 bytes, saw 3000000"),
}


def _name(what: str, example: str) -> Any:
    return Path(description=what, examples=[example])


EventId = Annotated[str, _name("An event's id, one that it once had, a mention's, or the beginning of one.", "e00c7183a4c224024")]
StoryId = Annotated[str, _name("A story's id.", "s3e0c1f5a9b7d2468")]
DocumentId = Annotated[str, _name("A document's id.", "8470a92874d2ff3d")]
ActorId = Annotated[str, _name("A participant's id.", "state:IDN")]
CorrectionNumber = Annotated[int, Path(description="A correction's number.", examples=[3])]

_FILES = {
    "text/csv; charset=utf-8": "event,type,status\r\ne00c7183a4c224024,COERCE,occurred\r\n",
    "text/calendar; charset=utf-8": "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nEND:VCALENDAR\r\n",
}


class Shape(BaseModel):
    """A shape of an answer."""

    model_config = ConfigDict(extra="allow")
    meaning: ClassVar[str] = "What was asked for"

    @classmethod
    def answer(cls, *others: str, json: bool = True) -> dict[str, Any]:
        """Return how OpenAPI describes this answer; `others` are media types that it may come in as well."""
        content = {media_type: {"schema": {"type": "string"}, "example": _FILES[media_type]} for media_type in others}
        return {"description": cls.meaning, **({"model": cls} if json else {}), **({"content": content} if content else {})}


def _example(value: dict[str, Any]) -> ConfigDict:
    return ConfigDict(extra="allow", json_schema_extra={"examples": [value]})


_EVENT = {
    "id": "e00c7183a4c224024",
    "type": "COERCE",
    "modes": ["arrest"],
    "status": "occurred",
    "summary": "Indonesia detained Vietnamese trawlers in the Natuna Islands.",
    "actors": [{"name": "Indonesia", "actor": "state:IDN", "state": "IDN"}],
    "recipients": [{"name": "Vietnamese trawlers", "actor": None, "state": "VNM"}],
    "places": [{"name": "Natuna Islands", "actor": None, "state": "IDN"}],
    "companions": [],
    "when": None,
    "mentions": [
        {
            "document": "8470a92874d2ff3d",
            "start": 1172,
            "end": 1180,
            "sentence": [1031, 1201],
            "status": "occurred",
            "id": "e00c7183a4c224024",
        }
    ],
    "independent_sources": 1,
    "fields": [],
    "history": [{"at": "2025-11-21", "status": "occurred", "documents": ["8470a92874d2ff3d"]}],
    "attributed_to": [{"name": "Vietnam's foreign ministry", "documents": ["8470a92874d2ff3d"]}],
    "contexts": ["repression"],
    "part_of": None,
    "words": {"type": "arrest", "when": None, "quad": 4},
}
_CURSOR = "IGUwMGM3MTgzYTRjMjI0MDI0"


class Party(Shape):
    """A participant or place as the reports name it."""

    name: str
    actor: str | None
    state: str | None


class When(Shape):
    """A TIMEX3 value and the days that it may cover."""

    value: str
    earliest: str
    latest: str


class Event(Shape):
    """An event of the ledger; `docs/formats.md` says what each part means."""

    model_config = _example(_EVENT)
    id: str
    type: str
    modes: list[str]
    status: str
    summary: str
    actors: list[Party]
    recipients: list[Party]
    places: list[Party]
    companions: list[Party]
    when: When | None
    mentions: list[dict[str, Any]]
    independent_sources: int
    fields: list[dict[str, Any]]
    history: list[dict[str, Any]]
    attributed_to: list[dict[str, Any]]
    contexts: list[str]
    part_of: str | None
    words: dict[str, Any]


class EventPage(Shape):
    """Some of the events that match, and how many there are."""

    meaning = "A page of events"
    model_config = _example({"events": [_EVENT], "count": 1, "next": None})
    events: list[Event]
    count: int
    next: str | None


class EventDetail(Event):
    """An event with its values in words, its passages and its reports."""

    meaning = "An event and all that it rests on"
    model_config = _example(
        {
            **_EVENT,
            "facts": [],
            "passages": [],
            "plover": {"type": "COERCE", "mode": ["arrest"], "score": -7.0, "quad": 4},
            "reports": [],
            "story": None,
            "whole": None,
        }
    )
    facts: list[dict[str, Any]]
    passages: list[dict[str, Any]]
    plover: dict[str, Any] | None
    reports: list[dict[str, Any]]
    story: dict[str, Any] | None
    whole: dict[str, Any] | None


class Tally(Shape):
    """Counts of events."""

    meaning = "Counts by month, type, status and PLOVER class"
    model_config = _example({"kinds": [{"month": "2025-11", "type": "CONSULT", "status": "occurred", "quad": 1, "events": 4}], "count": 4})
    kinds: list[dict[str, Any]]
    count: int


class Report(Shape):
    """A document without its text."""

    id: str
    source: str
    publisher: str | None
    title: str | None
    published: str | None
    label: str
    date: str
    link: str | None
    copy_of: str | None


_REPORT = {
    "id": "8470a92874d2ff3d",
    "source": "jakarta-ledger.html",
    "publisher": "Jakarta Ledger",
    "title": "Rice for coal",
    "published": "2025-11-21",
    "dated": None,
    "copy_of": None,
    "family": "jakarta ledger",
    "number": 1,
    "label": "Jakarta Ledger",
    "date": "21 November 2025",
    "link": None,
}


class Document(Report):
    """A document with its text and the ids of its events."""

    meaning = "A document"
    model_config = _example({**_REPORT, "language": "en", "text": "Jakarta ...", "events": ["e00c7183a4c224024"]})
    text: str
    events: list[str]


class DocumentPage(Shape):
    """Some documents."""

    meaning = "A page of documents"
    model_config = _example({"documents": [_REPORT], "next": None})
    documents: list[Report]
    next: str | None


class Reading(Shape):
    """All that was read in one document."""

    meaning = "A reading"
    model_config = _example({"document": _REPORT, "entities": [], "times": [], "events": [], "quotes": [], "model": "reader"})
    document: dict[str, Any]
    entities: list[dict[str, Any]]
    times: list[dict[str, Any]]
    events: list[dict[str, Any]]
    quotes: list[dict[str, Any]]
    model: str


_STORY = {"id": "s1", "title": "Rice for coal", "documents": ["8470a92874d2ff3d"], "events": ["e00c7183a4c224024"]}


class Story(Shape):
    """Documents about the same happenings, with the days of the first and the last."""

    id: str
    title: str
    documents: list[str]
    events: list[str]
    first: str | None
    last: str | None


class StoryPage(Shape):
    """Some stories."""

    meaning = "A page of stories"
    model_config = _example({"stories": [{**_STORY, "first": "2025-11-21", "last": "2025-11-22"}], "next": _CURSOR})
    stories: list[Story]
    next: str | None


class StoryDetail(Shape):
    """A story with the text of its reports and its events."""

    meaning = "A story with its reports and events"
    model_config = _example({"id": "s1", "title": "Rice for coal", "reports": [{**_REPORT, "text": "Jakarta ..."}], "events": []})
    id: str
    title: str
    reports: list[dict[str, Any]]
    events: list[dict[str, Any]]


class Brief(Shape):
    """What the latest stories tell, in sections of lines; `sources` of a line are numbers of `reports`."""

    meaning = "The brief"
    model_config = _example(
        {"title": "Three stories", "standfirst": "Seven reports.", "sections": [], "reports": [], "stories": [], "next": None}
    )
    title: str
    standfirst: str
    sections: list[dict[str, Any]]
    reports: list[Report]
    stories: list[dict[str, Any]]
    next: str | None


class QuotePage(Shape):
    """Some quotes."""

    meaning = "A page of quotes"
    model_config = _example(
        {
            "quotes": [
                {
                    "words": "“We will build it.”",
                    "speaker": {"name": "Luong Cuong", "actor": "person:luong-cuong", "state": "VNM"},
                    "about": None,
                    "evidence": [{"document": "8470a92874d2ff3d", "start": 10, "end": 29}],
                    "reports": [{"id": "8470a92874d2ff3d", "label": "Jakarta Ledger", "date": "21 November 2025"}],
                }
            ],
            "next": None,
        }
    )
    quotes: list[dict[str, Any]]
    next: str | None


class AgreementPage(Shape):
    """Some agreements."""

    meaning = "A page of agreements"
    model_config = _example(
        {
            "agreements": [
                {
                    "id": "a1",
                    "parties": [],
                    "object": "rice and coal",
                    "stage": "signed",
                    "status": "occurred",
                    "when": None,
                    "terms": [],
                    "history": [],
                    "events": [],
                    "facts": [],
                }
            ],
            "count": 1,
            "next": None,
        }
    )
    agreements: list[dict[str, Any]]
    count: int
    next: str | None


class CalendarPage(Shape):
    """Some entries of the calendar."""

    meaning = "Entries of the calendar"
    model_config = _example(
        {
            "entries": [
                {
                    "id": "e1",
                    "when": {"value": "2026-08", "earliest": "2026-08-01", "latest": "2026-08-31"},
                    "status": "scheduled",
                    "summary": "Indonesia is to host a summit.",
                    "event": "e1",
                    "words": {"when": "August 2026"},
                }
            ],
            "count": 1,
            "next": None,
        }
    )
    entries: list[dict[str, Any]]
    count: int
    next: str | None


_ACTOR = {"id": "state:IDN", "name": "Indonesia", "state": "IDN", "roles": {"actor": 10, "recipient": 1}, "events": 11}


class Actor(Shape):
    """A participant and how many events have it in each role."""

    id: str
    name: str
    state: str | None
    roles: dict[str, int]
    events: int


class ActorPage(Shape):
    """The participants of most events."""

    meaning = "Participants"
    model_config = _example({"actors": [_ACTOR], "count": 1})
    actors: list[Actor]
    count: int


class ActorDetail(Actor):
    """A participant with whom it deals and in what."""

    meaning = "A participant"
    model_config = _example({**_ACTOR, "with": [], "kinds": [], "count": 11})
    kinds: list[dict[str, Any]]
    count: int


class MapOfPlaces(Shape):
    """Places with points, in degrees north and east, and states."""

    meaning = "Where events happened"
    model_config = _example(
        {
            "places": [{"name": "Surabaya", "state": "IDN", "lat": -7.25, "lon": 112.75, "is_state": False, "events": 3}],
            "states": [{"state": "IDN", "name": "Indonesia", "lat": -2.5, "lon": 118.0, "events": 3}],
            "unplaced": 0,
            "more": 0,
        }
    )
    places: list[dict[str, Any]]
    states: list[dict[str, Any]]
    unplaced: int
    more: int


class Network(Shape):
    """Who deals with whom, by month and PLOVER class."""

    meaning = "Pairs and how many events they have with each other"
    model_config = _example(
        {
            "nodes": [{"id": "state:IDN", "name": "Indonesia"}, {"id": "state:VNM", "name": "Vietnam"}],
            "edges": [{"a": "state:IDN", "b": "state:VNM", "month": "2025-11", "quad": 1, "events": 4}],
        }
    )
    nodes: list[dict[str, Any]]
    edges: list[dict[str, Any]]


class Relation(Shape):
    """A series of what two sides did to each other."""

    meaning = "A relation over time"
    model_config = _example({"sides": ["Indonesia", "Vietnam"], "by": "month", "periods": [], "changes": [], "events": 0})
    sides: list[str]
    by: str
    periods: list[dict[str, Any]]
    changes: list[dict[str, Any]]
    events: int


class Trace(Shape):
    """Events behind a figure."""

    meaning = "Events behind a figure"
    model_config = _example({"events": 0, "traced": []})
    events: int
    traced: list[dict[str, Any]]


class Found(Shape):
    """What a search found."""

    meaning = "Events, participants and stories"
    model_config = _example({"events": [_EVENT], "count": 1, "actors": [_ACTOR], "stories": []})
    events: list[Event]
    count: int
    actors: list[Actor]
    stories: list[dict[str, Any]]


class Changes(Shape):
    """What was added, updated and deleted."""

    meaning = "Changes, in their order"
    model_config = _example(
        {
            "since": 0,
            "cursor": 1,
            "more": False,
            "changes": [
                {
                    "cursor": 1,
                    "recorded": "2026-02-01T10:00:00.000000Z",
                    "action": "add",
                    "document": "8470a92874d2ff3d",
                    "correction": None,
                    "by": None,
                    "kind": "event",
                    "id": "e00c7183a4c224024",
                    "change": "added",
                    "event": _EVENT,
                }
            ],
        }
    )
    changes: list[dict[str, Any]]


class Why(Shape):
    """Why mentions are held to be one happening."""

    meaning = "The evidence for and against each link, in bits"
    model_config = _example(
        {
            "event": "e00c7183a4c224024",
            "summary": None,
            "threshold_bits": 0.0,
            "corrections": [],
            "mentions": [],
            "links": [],
            "near": [],
            "part_of": None,
            "parts": [],
        }
    )
    event: str
    threshold_bits: float
    mentions: list[dict[str, Any]]
    links: list[dict[str, Any]]
    near: list[dict[str, Any]]
    part_of: str | None
    parts: list[str]


class BlocsOfWindows(Shape):
    """Who stands together in each window, and who moved between them; a window with too little says so in `refusal`."""

    meaning = "Blocs by window"
    model_config = _example({"windows": [], "moves": []})
    windows: list[dict[str, Any]]
    moves: list[dict[str, Any]]


class Index(Shape):
    """What the server serves."""

    meaning = "What the ledger holds"
    model_config = _example(
        {
            "name": "Dragoman",
            "version": "0.1.0",
            "ledger": "world.db",
            "holds": {"documents": 7, "stories": 3, "events": 106, "quotes": 14},
            "first": "2025-11-15",
            "last": "2025-11-22",
            "cursor": 7,
            "writable": False,
        }
    )
    name: str
    version: str
    ledger: str
    holds: dict[str, int]
    first: str | None
    last: str | None
    cursor: int
    writable: bool


class Health(Shape):
    """A sign of life."""

    meaning = "The server answers"
    model_config = _example({"status": "ok"})
    status: str


class Vocabulary(Shape):
    """The words that filters take."""

    meaning = "Filters, types, modes, statuses and contexts"
    model_config = _example({"filters": [], "types": [], "statuses": [], "contexts": [], "quads": []})
    filters: list[dict[str, Any]]
    types: list[dict[str, Any]]
    statuses: list[dict[str, Any]]
    contexts: list[dict[str, Any]]
    quads: list[dict[str, Any]]


_Line = Annotated[str, Field(min_length=1, max_length=500)]
_Id = Annotated[str, Field(min_length=1, max_length=120, pattern=r"^[^\x00-\x1f]+$")]


class Given(BaseModel):
    """What a client may send: these fields and no others, so that nobody can claim sources or probabilities."""

    model_config = ConfigDict(extra="forbid")


class NewDocument(Given):
    """A report to be read; without `published` it is dated from its content where it can be."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={
            "examples": [
                {
                    "text": "Indonesia and Vietnam signed an agreement on rice in Hanoi on Friday.",
                    "title": "Rice deal signed",
                    "publisher": "Jakarta Ledger",
                    "published": "2025-11-21",
                }
            ]
        },
    )
    text: Annotated[str, Field(min_length=1, max_length=1_000_000)]
    title: _Line | None = None
    publisher: _Line | None = None
    url: Annotated[str, Field(max_length=2000, pattern=r"^https?://[^\s]+$")] | None = None
    published: date | None = None


class Merge(Given):
    """Events that are one."""

    model_config = ConfigDict(
        extra="forbid", json_schema_extra={"examples": [{"events": ["e00c7183a4c224024", "e1b2c3d4e5f60718"], "by": "A. Reader"}]}
    )
    events: Annotated[list[_Id], Field(min_length=2, max_length=50)]
    by: Annotated[str, Field(min_length=1, max_length=100)] | None = None


class Split(Given):
    """Mentions of an event that are another one; ids of mentions or of documents."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={"examples": [{"event": "e00c7183a4c224024", "mentions": ["8470a92874d2ff3d"], "by": "A. Reader"}]},
    )
    event: _Id
    mentions: Annotated[list[_Id], Field(min_length=1, max_length=200)]
    by: Annotated[str, Field(min_length=1, max_length=100)] | None = None


class Wrong(Given):
    """What is told as events and is none."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [{"events": ["e00c7183a4c224024"], "by": "A. Reader"}]})
    events: Annotated[list[_Id], Field(min_length=1, max_length=50)]
    by: Annotated[str, Field(min_length=1, max_length=100)] | None = None


class Told(Shape):
    """What came of adding or taking out a document."""

    meaning = "What came of it"
    model_config = _example({"document": "8470a92874d2ff3d", "outcome": "added", "events": ["e00c7183a4c224024"]})
    document: str
    outcome: str
    events: list[str]


class Corrected(Shape):
    """A correction and the events that its mentions belong to now."""

    meaning = "The correction"
    model_config = _example({"number": 1, "kind": "merge", "sides": [[]], "events": ["e00c7183a4c224024"]})
    number: int
    kind: str
    sides: list[list[str]]
    events: list[str]
