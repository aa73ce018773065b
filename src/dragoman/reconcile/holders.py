"""Who holds which office by the word of the documents, and who is meant where one names the person without the office.

A reading depends on its document alone, so "Orhan Kaplan, the Turkish foreign minister" teaches no other reading anything. Here all
documents are at hand: what one says of the office resolves the same full name in the others, near in time. It is computed from the set of
documents and kept nowhere, so the order in which they came cannot show; the tables of `reference` go before it and are not changed by it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise
from typing import Final

from dragoman.nouns.holder import LearntHolder, Roll
from dragoman.nouns.ledger import Event, Evidence, Ledger, Party, Quotation
from dragoman.nouns.mention import Entity
from dragoman.nouns.reading import Reading
from dragoman.nouns.text import Span
from dragoman.reconcile.words import name_words

# How the reader marks an entity that bears a personal name and is told by an office that the tables have no such holder for.
_TAUGHT: Final = "learnt: "
# How it marks a state that nothing but the rest of the document tells: a guess that what another document says may correct.
_GUESSED: Final = "context: "
# How long before the first and after the last document that says so somebody is still taken for the holder: less than most terms last.
_REACH: Final = timedelta(days=365)
_SHORTEST_TITLE: Final = 4  # characters that a title adds to a name: "PM" alone, and a possessive ending, add fewer
_BESIDE: Final = 2  # characters between two mentions side by side: a comma and a blank
_FULL_NAME: Final = 2  # words; a surname alone is borne by too many

Key = tuple[str, str]  # document, folded full name


def roll(reading: Reading) -> Roll:
    """Return whom a reading names."""
    return Roll.of(reading.document.id, reading.document.last_day, reading.document.text, reading.entities)


def learnt(rolls: Iterable[Roll]) -> tuple[LearntHolder, ...]:
    """Return who holds which office by the word of some documents, sorted by office and name, whatever order the documents are in."""
    found: dict[tuple[str, str], list[tuple[Roll, Entity]]] = defaultdict(list)
    for one in rolls:
        for entity in one.people:
            name = _full_name(entity.name)
            if name and entity.actor and _teaching(entity, one):
                found[entity.actor, name].append((one, entity))
    return tuple(_holder(office, found[office, name]) for office, name in sorted(found))


def _teaching(entity: Entity, one: Roll) -> tuple[Span, ...]:
    """Return the mentions by which a document says that somebody holds an office; none where it only seems so.

    Title and name stand in one mention or side by side ("the Turkish foreign minister, Orhan Kaplan"), the state is in the words and not
    guessed from the rest of the document, and nobody of the opposition is in office.
    """
    guessed = any(step.startswith(_GUESSED) for step in entity.how)
    if guessed or entity.sector == "OPP" or not any(step.startswith(_TAUGHT) for step in entity.how):
        return ()
    size = len(entity.name)
    titled = {m for m in entity.mentions if m in one.titled and m.end - m.start >= size + _SHORTEST_TITLE}
    ordered = sorted(entity.mentions)
    pairs = [(a, b) for a, b in pairwise(ordered) if 0 < b.start - a.end <= _BESIDE]
    beside = {m for pair in pairs if any(x.end - x.start == size for x in pair) for m in pair}
    return tuple(sorted(titled | beside))


def _holder(office: str, said: Sequence[tuple[Roll, Entity]]) -> LearntHolder:
    days = sorted(one.written for one, _ in said if one.written)
    names = sorted(entity.name for _, entity in said)
    first = min(said, key=lambda s: (s[0].written or date.max, s[0].document, s[1].id))[1]
    evidence = sorted({Evidence(one.document, span) for one, entity in said for span in _teaching(entity, one)})
    name = min(names, key=lambda n: (-names.count(n), -len(n), n))
    return LearntHolder(name, office, first.state, first.sector, days[0] if days else None, days[-1] if days else None, tuple(evidence))


class Holders:
    """The learnt holders, asked by name and day."""

    def __init__(self, holders: Iterable[LearntHolder]) -> None:
        self._by_name: dict[str, list[LearntHolder]] = defaultdict(list)
        self._by_office: dict[str, list[LearntHolder]] = defaultdict(list)
        for holder in holders:
            self._by_name[_full_name(holder.name)].append(holder)
            self._by_office[holder.office].append(holder)

    def called(self, name: str, day: date | None) -> LearntHolder | None:
        """Return the office's holder whom a full name means on a day; None where that is nobody, or not one office alone.

        Without a day it is who bears the name, if they are known from one office only.
        """
        bearers = self._by_name.get(_full_name(name), [])
        if day is None:
            return bearers[0] if len(bearers) == 1 and len(self._by_office[bearers[0].office]) == 1 else None
        near = [(gap, holder) for holder in bearers if (gap := self._days_away(holder, day)) is not None]
        closest = [holder for gap, holder in near if gap == min(g for g, _ in near)]
        return closest[0] if len(closest) == 1 else None

    def _days_away(self, holder: LearntHolder, day: date) -> int | None:
        """Return how far a day is from those on which documents call somebody the holder; None out of reach, and past another holder."""
        if holder.first is None or holder.last is None:
            return _REACH.days if len(self._by_office[holder.office]) == 1 else None
        others = [h for h in self._by_office[holder.office] if h is not holder and h.first and h.last]
        if day > holder.last:
            past = any(holder.last < h.first <= day for h in others if h.first)
            gap = (day - holder.last).days
        elif day < holder.first:
            past = any(day <= h.last < holder.first for h in others if h.last)
            gap = (holder.first - day).days
        else:
            return 0
        return None if past or gap > _REACH.days else gap


def in_readings(readings: Sequence[Reading]) -> tuple[Reading, ...]:
    """Return the readings of a story with the people whom one of them calls the holder of an office resolved in all."""
    holders = learnt(map(roll, readings))
    return tuple(_resolved(r, Holders(holders)) for r in readings) if holders else tuple(readings)


def _resolved(reading: Reading, holders: Holders) -> Reading:
    day = reading.document.last_day
    people = tuple(_person(e, holders, day) if e.type == "PER" else e for e in reading.entities)
    return replace(reading, entities=people) if people != reading.entities else reading


def _person(entity: Entity, holders: Holders, day: date | None) -> Entity:
    holder = holders.called(entity.name, day) if entity.actor is None else None
    if holder is None or not _may_be(entity, holder):
        return entity
    how = (*entity.how, f"other documents call {holder.name} the holder of {holder.office}")
    return replace(entity, actor=holder.office, state=holder.state, sector=holder.sector or entity.sector, how=how)


def _may_be(entity: Entity, holder: LearntHolder) -> bool:
    """Tell whether the document's own words do not speak against it: of another state, or one who is out of office."""
    guessed = any(step.startswith(_GUESSED) for step in entity.how)
    return entity.sector != "ELI" and (entity.state in {None, holder.state} or guessed)


def in_ledger(ledger: Ledger, rolls: Iterable[Roll]) -> Ledger:
    """Return a ledger with the parties of its events and the speakers of its quotes resolved by what all of its documents say.

    `rolls` are of all documents of the ledger. A party is resolved where each document that names it for the event allows it.
    """
    rolls = tuple(rolls)
    holders = learnt(rolls)
    if not holders:
        return ledger
    asked = Holders(holders)
    days = {one.document: one.written for one in rolls}
    named: dict[Key, list[Entity]] = defaultdict(list)
    for one in rolls:
        for entity in one.people:
            named[one.document, _full_name(entity.name)].append(entity)
    events = tuple(_event(e, asked, days, named) for e in ledger.events)
    quotes = tuple(_quotation(q, asked, days, named) for q in ledger.quotes)
    return replace(ledger, events=events, quotes=quotes)


def _event(event: Event, holders: Holders, days: Mapping[str, date | None], named: Mapping[Key, list[Entity]]) -> Event:
    documents = sorted({m.document for m in event.mentions})

    def parties(given: Sequence[Party]) -> tuple[Party, ...]:
        return tuple(_party(p, documents, holders, days, named) for p in given)

    return replace(event, actors=parties(event.actors), recipients=parties(event.recipients), companions=parties(event.companions))


def _quotation(quote: Quotation, holders: Holders, days: Mapping[str, date | None], named: Mapping[Key, list[Entity]]) -> Quotation:
    documents = sorted({e.document for e in quote.evidence})
    speaker, about = (_party(p, documents, holders, days, named) if p else None for p in (quote.speaker, quote.about))
    return replace(quote, speaker=speaker, about=about)


def _party(
    party: Party, documents: Sequence[str], holders: Holders, days: Mapping[str, date | None], named: Mapping[Key, list[Entity]]
) -> Party:
    if party.actor is not None or not _full_name(party.name):
        return party
    entities = [(d, e) for d in documents for e in named.get((d, _full_name(party.name)), ())]
    found = {h.office: h for d, e in entities if (h := holders.called(e.name, days[d])) is not None and _may_be(e, h)}
    if len(found) != 1 or not entities:
        return party
    (holder,) = found.values()
    if not all(_may_be(e, holder) for _, e in entities):
        return party
    return replace(party, actor=holder.office, state=holder.state)


def _full_name(name: str) -> str:
    """Return a personal name as it is compared, titles aside; "" where it is no full name."""
    words = name_words(name)
    return " ".join(words) if len(words) >= _FULL_NAME and any(c.isupper() for c in name) else ""
