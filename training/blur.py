"""Gold readings with a reader's faults put in, so that what is learnt from them does not rely on readings being right."""

from __future__ import annotations

import random
from dataclasses import dataclass, replace
from math import sqrt

from dragoman.nouns.event import EventMention, Status
from dragoman.nouns.mention import Entity
from dragoman.nouns.reading import Reading
from dragoman.nouns.text import Span
from dragoman.reconcile.features import FAMILIES


@dataclass(frozen=True, slots=True)
class Faults:
    """How often each fault strikes: a share of roles, types, modes, statuses, times, terms or entities with several mentions.

    A reader's signatures of what it was trained on are too good: `signature_wrong` of them are another event's of the report, and all are
    turned by noise whose length is this share of theirs. All that has faults is in doubt, so that it counts as read, not as annotated.
    """

    role_lost: float = 0.3
    role_wrong: float = 0.1
    type_wrong: float = 0.2
    modes_lost: float = 0.3
    status_wrong: float = 0.15
    time_lost: float = 0.3
    term_lost: float = 0.3
    topic_lost: float = 0.5
    entity_split: float = 0.25
    signature_wrong: float = 0.06
    signature_noise: float = 0.3
    doubt: float = 0.1


LIGHT = Faults()
HEAVY = Faults(role_lost=0.45, role_wrong=0.25, type_wrong=0.3, status_wrong=0.25, time_lost=0.4, entity_split=0.4, signature_wrong=0.12)

_STATUS_FAULTS: dict[Status, tuple[Status, ...]] = {
    "occurred": ("ongoing", "possible", "scheduled"),
    "ongoing": ("occurred",),
    "scheduled": ("possible", "hypothetical", "occurred"),
    "possible": ("scheduled", "hypothetical", "occurred"),
    "hypothetical": ("possible", "scheduled"),
    "denied": ("occurred", "possible"),
    "cancelled": ("occurred", "denied"),
}


def blur(reading: Reading, faults: Faults, seed: int) -> Reading:
    """Return the reading with faults; the same seed, faults and document give the same reading."""
    rng = random.Random(f"{seed}/{faults}/{reading.document.id}")
    entities: list[Entity] = []
    parts: dict[str, tuple[Entity, ...]] = {}
    for entity in reading.entities:
        parts[entity.id] = _split(entity, reading.document.text, rng) if rng.random() < faults.entity_split else (entity,)
        entities.extend(parts[entity.id])
    ids = [e.id for e in entities]
    signatures = [e.signature for e in reading.events]
    events = tuple(_event(e, parts, ids, faults, rng) for e in reading.events)
    events = tuple(replace(e, signature=_signature(e.signature, signatures, faults, rng)) if e.signature else e for e in events)
    events = tuple(replace(e, probability=min(e.probability, 1 - faults.doubt)) for e in events)
    return replace(reading, entities=tuple(entities), events=events)


def _split(entity: Entity, text: str, rng: random.Random) -> tuple[Entity, ...]:
    """Return the entity as two, as when coreference fails: the second is resolved to nothing."""
    kept = tuple(m for m in entity.mentions if rng.random() < 0.5)
    rest = tuple(m for m in entity.mentions if m not in kept)
    if not kept or not rest:
        return (entity,)
    return (
        replace(entity, mentions=kept, name=_best(kept, text)),
        replace(entity, id=f"{entity.id}-rest", mentions=rest, name=_best(rest, text), state=None, actor=None),
    )


def _best(mentions: tuple[Span, ...], text: str) -> str:
    return max((m.of(text) for m in mentions), key=lambda words: (any(c.isupper() for c in words), len(words), words))


def _signature(own: bytes, all_of_report: list[bytes], faults: Faults, rng: random.Random) -> bytes:
    """Return another event's signature, or this one turned by noise; always a unit vector in signed bytes."""
    if rng.random() < faults.signature_wrong:
        return rng.choice(all_of_report)
    if not faults.signature_noise:
        return own
    width = len(own)
    turned = [x / 127 + rng.gauss(0.0, faults.signature_noise / sqrt(width)) for x in memoryview(own).cast("b")]
    norm = sqrt(sum(x * x for x in turned)) or 1.0
    return bytes(max(-127, min(127, round(127 * x / norm))) & 0xFF for x in turned)


def _event(event: EventMention, parts: dict[str, tuple[Entity, ...]], ids: list[str], faults: Faults, rng: random.Random) -> EventMention:
    def role(given: tuple[str, ...]) -> tuple[str, ...]:
        found = []
        for x in given:
            if rng.random() < faults.role_lost:
                continue
            nearest = min(parts[x], key=lambda e: min((abs(m.start - event.trigger.start) for m in e.mentions), default=0))
            found.append(rng.choice(ids) if rng.random() < faults.role_wrong else nearest.id)
        return tuple(dict.fromkeys(found))

    wrong_type = rng.random() < faults.type_wrong
    others = sorted({t for family in FAMILIES if event.type in family for t in family} - {event.type})
    return replace(
        event,
        type=rng.choice(others) if wrong_type else event.type,
        modes=() if wrong_type or rng.random() < faults.modes_lost else event.modes,
        status=rng.choice(_STATUS_FAULTS[event.status]) if rng.random() < faults.status_wrong else event.status,
        actors=role(event.actors),
        recipients=role(event.recipients),
        places=role(event.places),
        companions=role(event.companions),
        by=role(event.by),
        times=tuple(t for t in event.times if rng.random() >= faults.time_lost),
        terms=tuple(t for t in event.terms if rng.random() >= faults.term_lost),
        topic=event.topic if rng.random() >= faults.topic_lost else None,
    )
