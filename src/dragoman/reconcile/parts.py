"""Part and whole: a meeting at a summit is linked with the summit, by a report's words or by parties, place and days, and stays its own.

The link is a field of the part, `part_of`, whose value is the id of the whole and whose evidence is the part's mentions.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import cache

from dragoman.nouns.ledger import PART_OF, Event, Evidence, Field, FieldValue
from dragoman.nouns.time import DayInterval
from dragoman.reconcile.days import gap
from dragoman.reconcile.told import Told
from dragoman.reconcile.words import stems

# What many attend and others meet at.
_GATHERINGS = "summit conference forum congress convention assembly gathering conclave plenary"
# Words that put a meeting at the gathering that is named right after them ("on the sidelines of the summit").
_NAMED = r"\s+(?:[\w'’-]+\s+){0,6}$"
_BESIDE = re.compile(rf"\b(?:on|at|in)\s+the\s+(?:sidelines?|margins?|fringes?)\s+of{_NAMED}", re.IGNORECASE)
_AFTER = re.compile(rf"\b(?:during|at){_NAMED}", re.IGNORECASE)
_BEFORE = re.compile(rf"^(?:during|at){_NAMED}", re.IGNORECASE)
# More sides than these do not meet at a gathering: they are one.
BOTH, _SIDES_AT_MOST = 2, 3
# A gathering's dates as reports give them may miss its last day, or the eve of its first, on which guests meet.
_SLACK_DAYS = 1
_UNREAL = frozenset({"denied", "cancelled", "hypothetical"})


def with_parts(events: Sequence[Event], tellings: Mapping[str, Sequence[Told]]) -> list[Event]:
    """Return one story's events, each meeting that was held at a gathering naming it; `tellings` are the mentions by event id."""
    wholes = [e for e in events if _is_gathering(e, tellings[e.id])]
    return [_linked(e, wholes, tellings) if wholes and _is_meeting(e, tellings[e.id]) else e for e in events]


def parted(tolds: Sequence[Told]) -> list[tuple[int, int]]:
    """Return the pairs of mentions, by index, of which words of a report put the one at the other: they are two events."""
    by_sentence: dict[tuple[str, int], list[int]] = defaultdict(list)
    for n, told in enumerate(tolds):
        if told.mention.type == "CONSULT":
            by_sentence[told.document.id, told.sentence_number].append(n)
    return [
        (min(i, j), max(i, j))
        for own in by_sentence.values()
        for i in own
        for j in own
        if i != j and names_gathering(tolds[j]) and not names_gathering(tolds[i]) and _put_at(tolds[i], tolds[j])
    ]


def _is_gathering(event: Event, told: Sequence[Told]) -> bool:
    """Tell whether an event is a meeting of many; two sides may call theirs a summit."""
    named = any(names_gathering(t) for t in told) and len(event.actors) + len(event.recipients) != BOTH
    return event.type == "CONSULT" and ("multilateral" in event.modes or named)


def _is_meeting(event: Event, told: Sequence[Told]) -> bool:
    sides = len(event.actors) + len(event.recipients)
    return event.type == "CONSULT" and BOTH <= sides <= _SIDES_AT_MOST and not _is_gathering(event, told)


def names_gathering(told: Told) -> bool:
    """Tell whether a mention's own word is that for a meeting of many."""
    return bool(set(told.lemmas) & _gathering_stems())


@cache
def _gathering_stems() -> frozenset[str]:
    return frozenset(stems(_GATHERINGS))


def _linked(event: Event, wholes: Sequence[Event], tellings: Mapping[str, Sequence[Told]]) -> Event:
    ranked = sorted(
        ((_mentions_at(tellings[event.id], tellings[w.id]), w) for w in wholes if _can_hold(w, event)),
        key=lambda x: (-len(x[0]), -len(x[1].mentions), x[1].id),
    )
    for said, whole in ranked:
        if said or _fits(whole, event):
            return replace(event, fields=(*event.fields, _field(whole, said or tellings[event.id])))
    return event


def _can_hold(whole: Event, part: Event) -> bool:
    """Tell whether nothing that the two say of status, place and days keeps the one from being held at the other."""
    if whole.status in _UNREAL and part.status not in _UNREAL:
        return False
    places = {p.name for p in whole.places}, {p.name for p in part.places}
    if all(places) and not places[0] & places[1]:
        return False
    days = _days(whole), _days(part)
    return days[0] is None or days[1] is None or gap(days[0], days[1]) <= _SLACK_DAYS


def _fits(whole: Event, part: Event) -> bool:
    """Tell whether parties, place and days say by themselves that a meeting was held at a gathering."""
    days = _days(whole), _days(part)
    sides = {p.name for p in (*part.actors, *part.recipients)}
    guests = {p.name for p in (*whole.actors, *whole.recipients, *whole.companions)}
    same_place = {p.name for p in whole.places} & {p.name for p in part.places}
    return bool(same_place and days[0] and days[1] and sides <= guests and len(guests) > len(sides))


def _days(event: Event) -> DayInterval | None:
    return DayInterval(date.fromisoformat(event.when.earliest), date.fromisoformat(event.when.latest)) if event.when else None


def _mentions_at(part: Sequence[Told], whole: Sequence[Told]) -> list[Told]:
    """Return the mentions of a meeting whose sentence goes on to the gathering with words that put the one at the other."""
    found = []
    for told in part:
        for other in whole:
            if told.document.id == other.document.id and told.sentence == other.sentence and _put_at(told, other):
                found.append(told)
                break
    return found


def _put_at(told: Told, other: Told) -> bool:
    """Tell whether the words between put a meeting at a gathering; many who meet "at a summit" are the summit."""
    text, here, there = told.document.text, told.mention.trigger, other.mention.trigger
    between = text[here.end : there.start] if here.end <= there.start else text[told.sentence.start : there.start]
    if _BESIDE.search(between):
        return True
    sides = len({*told.actors, *told.recipients})
    few = BOTH <= sides <= _SIDES_AT_MOST and "multilateral" not in told.mention.modes
    return few and bool((_AFTER if here.end <= there.start else _BEFORE).search(between))


def _field(whole: Event, said: Sequence[Told]) -> Field:
    evidence = tuple(sorted({Evidence(t.document.id, t.mention.trigger) for t in said}))
    return Field(PART_OF, (FieldValue(whole.id, tuple(sorted({t.document.id for t in said})), evidence),))
