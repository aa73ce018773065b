"""A small ledger made by hand: an invented summit told by three papers and a copy, and an unrelated strike at a port."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from dragoman.nouns.ledger import (
    Attribution,
    Event,
    Evidence,
    Field,
    FieldValue,
    Ledger,
    Party,
    Quotation,
    Source,
    StatusStep,
    Story,
    Telling,
    When,
)
from dragoman.nouns.text import Dated, Document, Span
from dragoman.reconcile.summary import summarise

COURIER = (
    "President Alia Noor of Qumar met King Teodor of Sylvania in Port Amber on 4 March 2031. "
    "They signed the Amber Gas Accord, under which Sylvania will buy up to 12 billion cubic metres a year for 20 years. "
    "“We have turned a page,” Noor said."
)
HERALD = (
    "Noor and Teodor held talks at Port Amber. The gas accord covers 12 billion cubic metres a year. "
    "Teodor is to visit Qumar on 9 May 2031. A palace aide hinted that a joint fleet might follow. "
    "Sylvania denied that its navy had entered the Strait of Glass. Eleven people were hurt in a crush at the gates."
)
GAZETTE = (
    "The two sides signed the accord on Tuesday. Fourteen people were hurt when crowds pressed against the palace gates. "
    "In 2019 the two states broke off ties."
)
DOCKS = "Dockers at Port Keel went on strike over pay on 6 March 2031."

NOOR = Party("Alia Noor", "person:alia-noor", "QUM")
TEODOR = Party("King Teodor", "person:king-teodor", "SYL")
QUMAR, SYLVANIA = Party("Qumar", "state:QUM", "QUM"), Party("Sylvania", "state:SYL", "SYL")
AMBER = Party("Port Amber", None, "QUM")


def document(key: str, text: str, publisher: str | None, day: date | None, title: str | None = None, *, url: str | None = None) -> Document:
    return Document(key, url or f"reports/{key}.txt", text, title, day, publisher, url, "en")


DOCUMENTS = {
    "c": document(
        "c",
        COURIER,
        "Qumar Courier",
        date(2031, 3, 4),
        "Leaders sign gas accord in Port Amber",
        url="https://courier.example/amber?a=1&b=2",
    ),
    "h": document("h", HERALD, "Sylvan Herald", date(2031, 3, 5), "King to travel in May"),
    "g": replace(
        document("g", GAZETTE, None, None),
        dated=Dated("2031-03", date(2031, 3, 1), date(2031, 3, 31), "content", (Span(0, 5),), "weekday"),
    ),
    "copy": document("copy", COURIER, "Amber Post", date(2031, 3, 5), "Leaders sign accord"),
    "d": document("d", DOCKS, "Keel Observer", date(2031, 3, 6), "Port Keel at a standstill"),
}


def span(key: str, words: str, nth: int = 1) -> Span:
    text, start = DOCUMENTS[key].text, -1
    for _ in range(nth):
        start = text.index(words, start + 1)
    return Span(start, start + len(words))


def sentence(key: str, words: str) -> Span:
    """Return the sentence of a document that holds the words (its sentences end with ". " only)."""
    text, inner = DOCUMENTS[key].text, span(key, words)
    start = text.rfind(". ", 0, inner.start) + 2 if ". " in text[: inner.start] else 0
    end = text.find(". ", inner.end)
    return Span(start, len(text) if end < 0 else end + 1)


def told(key: str, trigger: str, status: str = "occurred") -> Telling:
    return Telling(key, span(key, trigger), sentence(key, trigger), status, 0.9)


def value(words: str, *given: tuple[str, str], bound: str | None = None) -> FieldValue:
    evidence = tuple(sorted(Evidence(key, span(key, at)) for key, at in given))
    return FieldValue(words, tuple(sorted({key for key, _ in given})), evidence, bound)


def event(
    key: str,
    kind: str,
    tellings: Sequence[Telling],
    fields: Sequence[Field],
    *,
    status: str = "occurred",
    independent: int = 1,
    when: When | None = None,
    by: str = "",
    **roles: tuple[Party, ...],
) -> Event:
    modes = roles.pop("modes", ())
    triggers = tuple(
        value(DOCUMENTS[t.document].text[t.trigger.start : t.trigger.end], (t.document, t.trigger.of(DOCUMENTS[t.document].text)))
        for t in tellings
    )
    documents = tuple(sorted({t.document for t in tellings}))
    made = Event(
        id=key,
        type=kind,
        modes=modes,
        status=status,
        summary="",
        actors=roles.get("actors", ()),
        recipients=roles.get("recipients", ()),
        places=roles.get("places", ()),
        companions=(),
        when=when,
        mentions=tuple(tellings),
        independent_sources=independent,
        fields=(*fields, Field("trigger", triggers)),
        history=(StatusStep("2031-03-04", status, documents),),
        attributed_to=(Attribution(by, documents),) if by else (),
        contexts=("diplomatic",),
    )
    return replace(made, summary=summarise(made))


def events() -> tuple[Event, ...]:
    day = When("2031-03-04", "2031-03-04", "2031-03-04")
    who = Field(
        "actor",
        (
            value("Alia Noor", ("c", "President Alia Noor of Qumar"), ("h", "Noor")),
            value("King Teodor", ("c", "King Teodor of Sylvania"), ("h", "Teodor")),
        ),
    )
    where = Field("place", (value("Port Amber", ("c", "Port Amber"), ("h", "Port Amber")),))
    met = event(
        "e1",
        "CONSULT",
        [told("c", "met"), told("copy", "met"), told("h", "talks")],
        [who, where, Field("when", (value("2031-03-04", ("c", "on 4 March 2031")),))],
        independent=2,
        when=day,
        actors=(NOOR, TEODOR),
        places=(AMBER,),
    )
    deal = Field("object", (value("Amber Gas Accord", ("c", "the Amber Gas Accord")),))
    volume = Field(
        "quantity",
        (
            value("12000000000 m3/yr", ("c", "up to 12 billion cubic metres a year"), bound="max"),
            value("12000000000 m3/yr", ("h", "12 billion cubic metres a year")),
        ),
    )
    signed = event(
        "e2",
        "SUPPORT",
        [told("c", "signed"), told("h", "accord"), told("g", "signed")],
        [deal, volume, Field("duration", (value("P20Y", ("c", "20 years")),))],
        independent=3,
        when=day,
        actors=(QUMAR, SYLVANIA),
    )
    visit = event(
        "e3",
        "CONSULT",
        [told("h", "visit", "scheduled")],
        [Field("when", (value("2031-05-09", ("h", "on 9 May 2031")),))],
        status="scheduled",
        when=When("2031-05-09", "2031-05-09", "2031-05-09"),
        actors=(TEODOR,),
        recipients=(QUMAR,),
        modes=("visit",),
    )
    fleet = event(
        "e4",
        "COOPERATE",
        [told("h", "follow", "possible")],
        [Field("topic", (value("a joint fleet", ("h", "a joint fleet")),))],
        status="possible",
        by="palace aide",
        actors=(QUMAR, SYLVANIA),
    )
    denied = event(
        "e5",
        "MOBILIZE",
        [told("h", "entered", "denied")],
        [],
        status="denied",
        by="Sylvania",
        actors=(Party("Sylvanian navy", None, "SYL"),),
        places=(Party("Strait of Glass"),),
    )
    hurt = Field("injured", (value("11 persons", ("h", "Eleven people")), value("14 persons", ("g", "Fourteen people"))), agree=False)
    crush = event("e6", "ASSAULT", [told("h", "hurt"), told("g", "hurt")], [hurt], independent=2, places=(Party("palace gates"),))
    ties = event(
        "e7",
        "SANCTION",
        [told("g", "broke off")],
        [Field("topic", (value("ties", ("g", "ties")),)), Field("when", (value("2019", ("g", "In 2019")),))],
        when=When("2019", "2019-01-01", "2019-12-31"),
        actors=(QUMAR, SYLVANIA),
    )
    strike = event(
        "e8",
        "PROTEST",
        [told("d", "strike")],
        [Field("topic", (value("pay", ("d", "pay")),))],
        when=When("2031-03-06", "2031-03-06", "2031-03-06"),
        actors=(Party("dockers at Port Keel"),),
        modes=("strike",),
    )
    return met, signed, visit, fleet, denied, crush, ties, strike


def ledger() -> Ledger:
    sources = tuple(Source(d, d.publisher or d.id, "c" if d.id == "copy" else None) for d in DOCUMENTS.values())
    stories = (
        Story("s1", "Leaders sign gas accord in Port Amber", ("c", "copy", "g", "h"), ("e1", "e2", "e3", "e4", "e5", "e6", "e7")),
        Story("s2", "Port Keel at a standstill", ("d",), ("e8",)),
    )
    words = "“We have turned a page,”"
    quote = Quotation(words, NOOR, None, (Evidence("c", span("c", words)), Evidence("copy", span("copy", words))))
    return Ledger(sources, stories, events(), (quote,))
