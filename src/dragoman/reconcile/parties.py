"""Who is who across the documents of a story: entities that name one actor become one participant."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from dragoman.nouns.ledger import Party
from dragoman.nouns.mention import Entity
from dragoman.nouns.reading import Reading
from dragoman.reconcile.words import VAGUE, folded, name_words, stems
from dragoman.reference import states

Key = tuple[str, str]
# What is left of "at least 22" where its number was cut off says nothing of who they are.
_BOUNDS = frozenset({"at", "least", "most", "more", "than", "about", "nearly", "over", "up", "to", "some", "several"})

_LISTED = re.compile(r",\s*(?:and\s+)?|\s+and\s+")


@dataclass(frozen=True, slots=True)
class Participant:
    """One actor of a story under its best name; `members` are the indices of a plural's own participants."""

    index: int
    type: str
    name: str
    actor: str | None
    states: frozenset[str]
    sector: str | None
    words: frozenset[str]
    members: tuple[int, ...] = ()
    vague: bool = False

    def party(self) -> Party:
        """Return the participant as the ledger names it."""
        return Party(self.name, self.actor, min(self.states) if len(self.states) == 1 else None)


@dataclass(frozen=True, slots=True)
class Cast:
    """Every participant of a story, which of them each entity (document id, entity id) is, and the entities themselves."""

    participants: tuple[Participant, ...]
    of: Mapping[Key, int]
    entities: Mapping[Key, Entity]

    def expand(self, keys: Iterable[Key]) -> tuple[int, ...]:
        """Return the sorted participants of entities, a plural that names its members giving those instead of itself."""
        found: set[int] = set()
        for key in keys:
            if key in self.of:
                one = self.participants[self.of[key]]
                found.update(one.members or (one.index,))
        return tuple(sorted(found))


def cast(readings: Sequence[Reading]) -> Cast:
    """Link the entities of all readings by actor id, by name, and by the last name or acronym that only one of them bears."""
    entities = {(r.document.id, e.id): e for r in readings for e in r.entities}
    links = _Links(entities)
    for naming in (_by_actor, _by_name, _by_bare_name):
        for group in _same(entities, naming):
            links.join(group)
    _join_short_names(entities, links)
    return _gather(entities, links)


def _by_actor(entity: Entity) -> str | None:
    return entity.actor


def _by_name(entity: Entity) -> str | None:
    """Return the name that joins; none for "officials" of no known state, who may be others elsewhere. A city is not its government."""
    name = folded(entity.name)
    if not _has_capital(entity.name) and not entity.state and (entity.type == "PER" or " " not in name):
        return None
    kind = "place" if entity.type in ("GPE", "LOC") and not entity.actor else "name"
    return f"{kind} {name}" if name else None


def _by_bare_name(entity: Entity) -> str | None:
    words = name_words(entity.name)
    return " ".join(words) if entity.type == "PER" and len(words) > 1 and _has_capital(entity.name) else None


def _has_capital(name: str) -> bool:
    return any(c.isupper() for c in name)


class _Links:
    """Union-find over entities that refuses to join two actors that are known to differ."""

    def __init__(self, entities: Mapping[Key, Entity]) -> None:
        self.root = {key: key for key in sorted(entities)}
        self.actor = {key: {e.actor} if e.actor else set() for key, e in entities.items()}
        self.states = {key: {e.state} if e.state else set() for key, e in entities.items()}

    def find(self, key: Key) -> Key:
        while self.root[key] != key:
            self.root[key] = self.root[self.root[key]]
            key = self.root[key]
        return key

    def join(self, keys: Sequence[Key]) -> None:
        for other in keys[1:]:
            a, b = sorted((self.find(keys[0]), self.find(other)))
            if a == b or self._conflict(self.actor[a], self.actor[b]) or self._conflict(self.states[a], self.states[b]):
                continue
            self.root[b] = a
            self.actor[a] |= self.actor[b]
            self.states[a] |= self.states[b]

    @staticmethod
    def _conflict(a: set[str], b: set[str]) -> bool:
        return bool(a and b and not a & b)


def _same(entities: Mapping[Key, Entity], naming: Callable[[Entity], str | None]) -> list[list[Key]]:
    groups: dict[str, list[Key]] = defaultdict(list)
    for key in sorted(entities):
        name = naming(entities[key])
        if name:
            groups[name].append(key)
    return [groups[name] for name in sorted(groups) if len(groups[name]) > 1]


def _join_short_names(entities: Mapping[Key, Entity], links: _Links) -> None:
    """Join "Erdogan" to "Recep Tayyip Erdogan" and "RSF" to "Rapid Support Forces" where only one participant fits."""
    short: dict[str, list[Key]] = defaultdict(list)
    long: dict[str, list[Key]] = defaultdict(list)
    for key in sorted(entities):
        entity = entities[key]
        if entity.type in ("PER", "ORG") and _has_capital(entity.name):
            short[f"{entity.type} {' '.join(name_words(entity.name))}"].append(key)
            for form in _short_forms(entity):
                long[f"{entity.type} {form}"].append(key)
    for name in sorted(short):
        bearers = {links.find(key) for key in long.get(name, ())}
        if len(bearers) == 1:
            links.join([min(bearers), *short[name]])


def _short_forms(entity: Entity) -> set[str]:
    """Return what others may call it: a person by fewer names that end alike, a body by its acronym or without its first word."""
    words = name_words(entity.name)
    if entity.type == "PER":
        ends = {" ".join(words[n:]) for n in range(1, len(words))}
        return ends | {f"{words[0]} {end}" for end in ends}
    forms = {"".join(w[0] for w in words), "".join(w[0] for w in words if w not in ("of", "the", "and", "for"))}
    return forms | ({" ".join(words[1:])} if len(words) > 2 else set())


def _gather(entities: Mapping[Key, Entity], links: _Links) -> Cast:
    groups: dict[Key, list[Key]] = defaultdict(list)
    for key in sorted(entities):
        groups[links.find(key)].append(key)
    index = {key: n for n, root in enumerate(sorted(groups)) for key in groups[root]}
    plain = [_participant(n, [entities[k] for k in groups[root]]) for n, root in enumerate(sorted(groups))]
    by_document: dict[str, dict[str, int]] = defaultdict(dict)
    for (document, x), n in sorted(index.items()):
        entity = entities[document, x]
        if entity.type != "GRP":
            by_document[document].setdefault(folded(entity.name), n)
            by_document[document].setdefault((name_words(entity.name) or ("",))[-1], n)
    whole = []
    for participant, root in zip(plain, sorted(groups), strict=True):
        members = _members(participant, [k[0] for k in groups[root]], by_document)
        states = participant.states or frozenset(s for m in members for s in plain[m].states)
        whole.append(replace(participant, states=states, members=members, vague=participant.vague and not members))
    return Cast(tuple(whole), index, entities)


def _members(one: Participant, documents: Sequence[str], by_document: Mapping[str, Mapping[str, int]]) -> tuple[int, ...]:
    if one.type != "GRP":
        return ()
    parts = [name for p in _LISTED.split(one.name) if (name := folded(p))]
    if len(parts) < 2:
        return ()
    for document in sorted(set(documents)):
        found = [by_document[document].get(p) for p in parts]
        if None not in found:
            return tuple(sorted({f for f in found if f is not None} - {one.index}))
    return ()


def _participant(index: int, entities: Sequence[Entity]) -> Participant:
    actors = Counter(e.actor for e in entities if e.actor)
    name = _state_name(_most(actors)) or best_name([e.name for e in entities])
    codes = Counter(e.state for e in entities if e.state)
    sectors = Counter(e.sector for e in entities if e.sector)
    kinds = Counter(str(e.type) for e in entities)
    words = frozenset(w for e in entities for w in stems(e.name))
    vague = not actors and not _has_capital(name[1:]) and set(folded(name).split()) <= VAGUE | _BOUNDS
    return Participant(
        index,
        _most(kinds) or "PER",
        name,
        _most(actors),
        frozenset([top] if (top := _most(codes)) else []),
        _most(sectors),
        words,
        vague=vague,
    )


def _state_name(actor: str | None) -> str | None:
    """Return a state's usual name: reports that say "Beijing" for its government mean the state."""
    state = states.by_code(actor.removeprefix("state:")) if actor and actor.startswith("state:") else None
    return state.name if state else None


def _most(counts: Counter[str]) -> str | None:
    return min(counts, key=lambda k: (-counts[k], k)) if counts else None


def best_name(names: Sequence[str]) -> str:
    """Return the name most documents would know: with capitals before without, then the most frequent, the longest, the first by letter."""
    counts = Counter(names)
    return min(counts, key=lambda n: (not _has_capital(n), -counts[n], -len(n), n))
