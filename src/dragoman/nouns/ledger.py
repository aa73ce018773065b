"""The ledger's nouns: events and stories that several documents tell together, every value with its sources."""

from __future__ import annotations

from dataclasses import dataclass

from dragoman.nouns.event import Bound, Status
from dragoman.nouns.text import Document, Span

# The field whose value is the id of the event that an event is part of.
PART_OF = "part_of"


@dataclass(frozen=True, slots=True, order=True)
class Evidence:
    """The characters of a document that a value rests on."""

    document: str
    span: Span


@dataclass(frozen=True, slots=True)
class Party:
    """A participant as the ledger names it; `actor` is the stable id where it is known."""

    name: str
    actor: str | None = None
    state: str | None = None


@dataclass(frozen=True, slots=True)
class FieldValue:
    """One value of a field with the documents that give it and the spans where they do."""

    value: str
    documents: tuple[str, ...]
    evidence: tuple[Evidence, ...]
    bound: Bound | None = None


@dataclass(frozen=True, slots=True)
class Field:
    """All values of one field of an event; `agree` is False where they cannot all be true."""

    name: str
    values: tuple[FieldValue, ...]
    agree: bool = True


@dataclass(frozen=True, slots=True)
class StatusStep:
    """A status that the event had by the word of `documents`; `at` is an ISO date or partial date, None where no report is dated."""

    at: str | None
    status: Status
    documents: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Attribution:
    """Who the event is reported on the word of, and in which documents."""

    name: str
    documents: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class When:
    """Time of an event: TIMEX3 value and the days it may cover, ISO dates."""

    value: str
    earliest: str
    latest: str


@dataclass(frozen=True, slots=True)
class Telling:
    """One mention of an event in a document: trigger span and the sentence around it.

    `id` names the mention for good, by its document and place alone; an event bears the id of its earliest mention.
    """

    document: str
    trigger: Span
    sentence: Span
    status: Status
    probability: float
    id: str = ""


@dataclass(frozen=True, slots=True)
class Event:
    """One happening, however many documents tell it."""

    id: str
    type: str
    modes: tuple[str, ...]
    status: Status
    summary: str
    actors: tuple[Party, ...]
    recipients: tuple[Party, ...]
    places: tuple[Party, ...]
    companions: tuple[Party, ...]
    when: When | None
    mentions: tuple[Telling, ...]
    independent_sources: int
    fields: tuple[Field, ...]
    history: tuple[StatusStep, ...]
    attributed_to: tuple[Attribution, ...]
    contexts: tuple[str, ...] = ()

    @property
    def part_of(self) -> str | None:
        """Return the id of the event that this one is part of, as a meeting is of a summit; None where no report says so."""
        return next((f.values[0].value for f in self.fields if f.name == PART_OF), None)


@dataclass(frozen=True, slots=True)
class Source:
    """A document in the ledger: which document it is a near-copy of, and its publisher's family."""

    document: Document
    family: str
    copy_of: str | None = None


@dataclass(frozen=True, slots=True)
class Quotation:
    """A quote of the ledger with its speaker and the other documents that carry the same words."""

    words: str
    speaker: Party | None
    about: Party | None
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class Story:
    """Documents about the same happenings, with the ids of the events that they tell."""

    id: str
    title: str
    documents: tuple[str, ...]
    events: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Ledger:
    """What a set of documents tells together; tuples are sorted, so equal ledgers are equal byte for byte."""

    sources: tuple[Source, ...]
    stories: tuple[Story, ...]
    events: tuple[Event, ...]
    quotes: tuple[Quotation, ...] = ()
