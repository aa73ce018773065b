"""The sections of a brief, each made from the ledger in the order in which a reader wants its lines."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from dragoman import scheme
from dragoman.nouns.ledger import Event, Ledger, Party, Quotation, Story, When
from dragoman.nouns.relation import Agreement, CalendarEntry
from dragoman.publish.brief import evidence, facts
from dragoman.publish.brief.model import Fact, Group, Line, Section, SectionKey
from dragoman.publish.brief.sources import Sources
from dragoman.publish.brief.words import clean
from dragoman.reference import states
from dragoman.relate import calendar, latest_report, register
from dragoman.scheme.wording import datelines, dates, names, parties

# An event that ended this long before the first report of it is told as background, not as news.
_BACKGROUND_DAYS = 45
_LEAD_LINES: dict[SectionKey, int] = {"happened": 10, "possible": 8, "denied": 8, "background": 6, "quotes": 6, "announced": 12}
_PER_DOUBLING_OF_SOURCES = 2.0
_PER_KNOWN_PARTY = 0.2
_PARTIES_NAMED = 0.6
_PER_TELLING = 0.05


@dataclass(frozen=True, slots=True)
class Material:
    """What all sections are made from: the ledger, its numbered sources, the story of each event and document, and its events by weight."""

    ledger: Ledger
    sources: Sources
    events: dict[str, Event]
    story_of: dict[str, str]
    today: date | None
    weighted: tuple[Event, ...]

    @classmethod
    def of(cls, ledger: Ledger, today: date | None = None) -> Material:
        """Index a ledger; `today` is the day of its latest report where none is given."""
        story_of = {key: s.id for s in ledger.stories for key in (*s.events, *s.documents)}
        day = today or latest_report(s.document for s in ledger.sources)
        return cls(ledger, Sources.of(ledger.sources), {e.id: e for e in ledger.events}, story_of, day, _weighted(ledger.events))


def all_of(material: Material) -> tuple[Section, ...]:
    """Return the sections that have something to say, in reading order."""
    made = (
        _happened(material),
        _agreements(material),
        _announced(material),
        _possible(material),
        _denied(material),
        _differ(material),
        _background(material),
        _quotes(material),
    )
    return tuple(s for s in made if s.groups)


def _happened(m: Material) -> Section:
    events = [e for e in m.weighted if e.status in {"occurred", "ongoing"} and not _is_background(e, m)]
    lines = [(e.id, event_line(e, m)) for e in events]
    return _section(m, "happened", "What happened", "By how many independent sources tell it.", lines)


def _background(m: Material) -> Section:
    events = [e for e in m.weighted if e.status in {"occurred", "ongoing"} and _is_background(e, m)]
    events.sort(key=lambda e: (e.when.earliest if e.when else "", e.id), reverse=True)
    lines = [(e.id, event_line(e, m)) for e in events]
    return _section(m, "background", "Background", "Earlier events that the reports recall.", lines)


def _agreements(m: Material) -> Section:
    # Talks about a deal are among what happened; the register has them too, the brief says them once.
    kept = [
        a
        for a in register(m.ledger.events)
        if (a.object or a.terms) and not _all_background(a, m) and not (a.stage == "under talk" and a.status in {"occurred", "ongoing"})
    ]
    kept.sort(key=lambda a: (a.status not in {"occurred", "ongoing"}, -max(m.events[e].independent_sources for e in a.events)))
    lines = [(a.events[0], agreement_line(a, m)) for a in kept]
    return _section(m, "agreements", "Agreements", "What was agreed or is to be agreed, with its terms.", lines)


def _announced(m: Material) -> Section:
    upcoming = {(e.event, e.summary) for e in calendar(m.ledger.events, m.today)}
    entries = [
        e
        for e in calendar(m.ledger.events, None)
        if e.status == "scheduled" and (m.events[e.event].status == "scheduled" or (e.event, e.summary) in upcoming)
    ]
    by_event: dict[str, list[CalendarEntry]] = {}
    for entry in entries:
        by_event.setdefault(entry.event, []).append(entry)
    lines = [(event, _announced_line(own, any((event, e.summary) in upcoming for e in own), m)) for event, own in by_event.items()]
    return _section(m, "announced", "What is announced", "By date.", lines)


def _possible(m: Material) -> Section:
    by_status = {status: [e for e in m.weighted if e.status == status] for status in ("possible", "hypothetical")}
    lines = [(e.id, event_line(e, m)) for status in ("possible", "hypothetical") for e in by_status[status]]
    return _section(m, "possible", "Only said to be possible", "Hints, proposals and conditions, with who voices them.", lines)


def _denied(m: Material) -> Section:
    lines = [(e.id, event_line(e, m)) for e in m.weighted if e.status in {"denied", "cancelled"}]
    return _section(m, "denied", "Denied or called off", "What by the reports did not or will not happen.", lines)


def _differ(m: Material) -> Section:
    found = [(e, differing) for e in m.weighted if (differing := facts.differing(e, m.sources))]
    lines = [(e.id, event_line(e, m, differing)) for e, differing in found]
    return _section(m, "differ", "Where reports differ", "Values that cannot all be true, with who gives which.", lines)


def _quotes(m: Material) -> Section:
    ranked = sorted(m.ledger.quotes, key=lambda q: (q.speaker is None, -len({e.document for e in q.evidence}), _first_place(q, m)))
    lines = [(q.evidence[0].document if q.evidence else "", _quote_line(q, m)) for q in ranked]
    return _section(m, "quotes", "In their words", "Quotes with their speakers.", lines)


def event_line(event: Event, m: Material, differing: tuple[Fact, ...] = ()) -> Line:
    """Return the line of an event, with its sentences."""
    documents = dict.fromkeys(t.document for t in event.mentions)
    return Line(
        text=clean(event.summary),
        sentences=evidence.of_events([event], m.sources),
        sources=m.sources.numbers_of(tuple(documents)),
        note="; ".join(note for note in (_only_by(event, m), _at(event, m)) if note),
        status=event.status,
        independent=event.independent_sources,
        facts=differing,
        history=facts.history(event),
        events=(event.id,),
    )


def _only_by(event: Event, m: Material) -> str:
    """Say on whose word an event stands, where its own sentence does not say so already."""
    said = [
        named
        for a in event.attributed_to
        if (named := names.phrase(a.name)).casefold() not in event.summary.casefold()
        and not names.refers_back(a.name)
        and not all(datelines.names_agency(m.sources.text(d), a.name) for d in a.documents)
    ]
    return f"as told by {names.conjoin(said, most=3)}" if said and event.status in {"possible", "hypothetical"} else ""


def _at(event: Event, m: Material) -> str:
    """Say at which gathering a meeting was held, where the brief tells of it too."""
    whole = m.events.get(event.part_of or "")
    return f"part of: {clean(whole.summary).rstrip('.')}" if whole else ""


def agreement_line(agreement: Agreement, m: Material) -> Line:
    """Return the line of an agreement, with its terms and the sentences of its events."""
    events = [m.events[e] for e in agreement.events]
    who = names.capitalised(parties.phrase(parties.principals(_bound(agreement.parties))))
    what = names.phrase(agreement.object, named_is_known=True) if agreement.object else ""
    terms = tuple(facts.of_field(f, m.sources) for f in agreement.terms)
    when = _time(agreement.when, events, m) if agreement.when else ""
    documents = tuple(dict.fromkeys(t.document for e in events for t in e.mentions))
    return Line(
        text=clean(f"{who}: {what}" if what else who),
        sentences=evidence.of_events(events, m.sources),
        sources=m.sources.numbers_of(documents),
        note=when,
        status=agreement.status,
        independent=max(e.independent_sources for e in events),
        facts=terms,
        events=agreement.events,
    )


def _bound(told: Sequence[Party]) -> tuple[Party, ...]:
    """Return the states that people sign for where another side of the agreement is a state; all as they are where none is."""
    if not any((p.actor or "").startswith("state:") for p in told):
        return tuple(told)
    homes = [states.by_code(p.state) if p.state and names.is_personal(p.name, p.actor) else None for p in told]
    return tuple(dict.fromkeys(Party(home.name, home.actor, p.state) if home else p for p, home in zip(told, homes, strict=True)))


def entry_line(entry: CalendarEntry, upcoming: bool, m: Material) -> Line:
    """Return the line of a calendar entry, with the sentences of its event."""
    event = m.events[entry.event]
    line = event_line(event, m)
    lead = _lead(entry, event, m)
    note = "" if upcoming else "unconfirmed: no report says whether it took place"
    text = clean(_undated(event) if entry.when and entry.when == event.when else event.summary)
    return Line(text, line.sentences, line.sources, lead, note, entry.status, line.independent, history=line.history, events=line.events)


def _announced_line(entries: Sequence[CalendarEntry], upcoming: bool, m: Material) -> Line:
    """Return the one line of an event that is entered for several days, led by its own time and then by where its terms begin and end."""
    event = m.events[entries[0].event]
    own = next((e for e in entries if e.when == event.when and e.summary == event.summary), None)
    ends = {event.when.earliest, event.when.latest} if own and event.when else set()
    rest = [e for e in entries if e is not own and e.when and not {e.when.earliest, e.when.latest} & ends]
    first, *others = [own, *rest] if own and (own.when or not rest) else rest or entries[:1]
    line = entry_line(first, upcoming, m)
    leads = [line.lead, *((lead := _lead(e, event, m))[:1].lower() + lead[1:] for e in others)]
    return replace(line, lead=", ".join(dict.fromkeys(leads)))


def _lead(entry: CalendarEntry, event: Event, m: Material) -> str:
    """Return the time that opens an entry; where a term of the event begins or ends, the entry's summary says so: "Until 2030: …"."""
    limit = entry.summary.removesuffix(event.summary).removesuffix(": ")
    told = names.capitalised(_time(entry.when, [event], m)) if entry.when else "No date given"
    # Where all reports put their own word before the time, that goes before what the reader made of it.
    return told if not limit or (told[:1].isalpha() and told.split()[0].lower() in _LIMIT_WORDS) else limit


def _undated(event: Event) -> str:
    """Return the summary of an event without its time, which stands before it already; words that it quotes stay as they are."""
    at = dates.when(event.when.value, event.when.earliest, event.when.latest) if event.when else ""
    told, mark, quoted = event.summary.partition("“")
    return (told.replace(f" {at}", "", 1) if at else told) + mark + quoted


_LIMIT_WORDS = frozenset({"by", "before", "after", "until", "from", "since"})
_LIMITS = re.compile(r"\b(by|before|after|until|till|from|since)(?: the (?:end|start|beginning) of)?(?: the)?\s*$", re.IGNORECASE)


def _time(when: When, events: Sequence[Event], m: Material) -> str:
    """Return a time in words, with the "by", "until" or "from" that all reports put before it: "by 2030" is not in 2030."""
    told = [
        e for event in events for f in event.fields for v in f.values if v.value == when.value and f.name != "trigger" for e in v.evidence
    ]
    texts = [m.sources.text(e.document)[max(0, e.span.start - 24) : e.span.start] for e in told]
    limits = {found[1].lower() if (found := _LIMITS.search(text)) else "" for text in texts}
    limit = limits.pop().replace("till", "until") if len(limits) == 1 else ""
    return f"{limit} {dates.shown(when.value, when.earliest, when.latest)}".strip()


def _quote_line(quote: Quotation, m: Material) -> Line:
    words = clean(quote.words).strip().strip('“”"„«»').strip().rstrip(",").rstrip()
    speaker = names.capitalised(names.phrase(quote.speaker.name, quote.speaker.actor)) if quote.speaker else "Speaker not named"
    told = parties.named((quote.about,)) if quote.about and quote.about != quote.speaker else ()
    about = f"on {parties.phrase(told)}" if told else ""
    sources = m.sources.numbers_of(tuple(e.document for e in quote.evidence))
    return Line(words, evidence.of_spans(quote.evidence, m.sources), sources, clean(speaker), clean(about), is_quote=True)


def _weighted(events: Sequence[Event]) -> tuple[Event, ...]:
    return tuple(sorted(events, key=lambda e: (-weight(e), e.when.earliest if e.when else "9999", e.id)))


def weight(event: Event) -> float:
    """Return how much an event is worth a reader's first minutes: independent sources, the type's weight, known parties, tellings."""
    known = sum(p.actor is not None for p in (*event.actors, *event.recipients))
    kind = scheme.load().types[event.type].weight if scheme.is_type(event.type) else 0.0
    sources = _PER_DOUBLING_OF_SOURCES * math.log2(1 + event.independent_sources)
    named = _PARTIES_NAMED if event.actors or event.recipients else 0.0
    return sources + kind + named + _PER_KNOWN_PARTY * min(known, 3) + _PER_TELLING * min(len(event.mentions), 10)


def _is_background(event: Event, m: Material) -> bool:
    days = [d for t in event.mentions if (d := m.sources.day(t.document))]
    last = dates.days(event.when.latest) if event.when and event.status == "occurred" else None
    return bool(last and days and last[1] < min(days) - timedelta(days=_BACKGROUND_DAYS))


def _all_background(agreement: Agreement, m: Material) -> bool:
    return all(_is_background(m.events[e], m) for e in agreement.events)


def _first_place(quote: Quotation, m: Material) -> tuple[int, int]:
    return min(((m.sources.numbers.get(e.document, 0), e.span.start) for e in quote.evidence), default=(0, 0))


def _section(m: Material, key: SectionKey, title: str, intro: str, lines: Sequence[tuple[str, Line]]) -> Section:
    """Group lines by the story of the event or document that they belong to; a single story needs no heading."""
    most = _LEAD_LINES.get(key, len(lines))
    if len(m.ledger.stories) <= 1:
        shown = tuple(line for _, line in lines)
        story = m.ledger.stories[0].id if m.ledger.stories else ""
        return Section(key, title, intro, (_group("", story, shown, most),) if shown else ())
    grouped = [(s.title, s.id, tuple(line for owner, line in lines if m.story_of.get(owner) == s.id)) for s in _stories(m)]
    rest = tuple(line for owner, line in lines if owner not in m.story_of)
    groups = [_group(clean(title_of), story, found, most) for title_of, story, found in [*grouped, ("Other reports", "", rest)] if found]
    return Section(key, title, intro, tuple(groups))


def _group(title: str, story: str, lines: tuple[Line, ...], most: int) -> Group:
    """Put what several sources tell, and the first lines in any case, before the fold."""
    cut = max(most, sum(line.independent > 1 for line in lines))
    return Group(title, lines[:cut], lines[cut:], story)


def _stories(m: Material) -> list[Story]:
    """Order stories by how many publishers tell them."""
    family = {s.document.id: s.family for s in m.ledger.sources}
    return sorted(m.ledger.stories, key=lambda s: (-len({family.get(d) for d in s.documents}), s.id))
