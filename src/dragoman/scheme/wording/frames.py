"""Verb phrases for events: chosen by type, modes and trigger, and filled with the parts that an event has."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from dragoman.scheme.ontology import table
from dragoman.scheme.wording import names
from dragoman.scheme.wording.verbs import Verb

_SLOT = re.compile(r"\{(\w+)\}")
_OPTIONAL = re.compile(r"<([^<>]*)>")
_PHRASE = re.compile(r"(\S+)\s*([^\[\]]*?)\s*(?:\[([^\[\]]+)\]\s*(.*))?")


@dataclass(frozen=True, slots=True)
class VerbPhrase:
    """A filled phrase: the verb, words between it and its direct object, the object, and the rest; `used` are the slots it took."""

    verb: Verb
    between: str
    object: str
    rest: str
    used: tuple[str, ...]

    def after(self) -> str:
        """Return what follows the verb in the active voice."""
        return " ".join(part for part in (self.between, self.object, self.rest) if part)

    def after_participle(self) -> str:
        """Return what follows the participle in the passive, where the object has become the subject."""
        return " ".join(part for part in (self.between, self.rest) if part)


@dataclass(frozen=True, slots=True)
class _Entry:
    verbs: tuple[Verb, ...]
    nouns: tuple[str, ...]
    modes: frozenset[str]
    statuses: frozenset[str]
    say: tuple[str, ...]
    light: tuple[str, ...]

    def fits(self, modes: Sequence[str], status: str) -> bool:
        return (not self.modes or any(m in self.modes for m in modes)) and (not self.statuses or status in self.statuses)


def phrases(type_name: str, modes: Sequence[str], status: str, triggers: Sequence[str]) -> tuple[str, ...]:
    """Return phrase patterns for an event, the most telling first: by its triggers (verbs before nouns), its modes, its type."""
    verbs, nouns, general = _index(type_name)
    spoken = [" ".join(t.casefold().split()) for t in triggers]
    found = [p.replace("~", v) for t in spoken for e, v in _first(verbs.get(t, ()), modes, status) for p in e.say]
    found += [p.replace("@", n) for t in spoken for e, n in _first(nouns.get(t, ()), modes, status) for p in (e.light or e.say)]
    found += [p for e in general if e.fits(modes, status) for p in e.say]
    return tuple(dict.fromkeys(p for p in found if "~" not in p and "@" not in p))


def fill(pattern: str, slots: Mapping[str, str], *, several: bool, person: bool = False) -> VerbPhrase | None:
    """Fill a pattern with the slots of an event, or return None where a slot that it needs is empty.

    `several` says that the subject is more than one, which patterns that start with "+" ask for, and `person` that it is a person ("%").
    """
    if (pattern.startswith("+") and not several) or (pattern.startswith("%") and not person):
        return None
    kept = _OPTIONAL.sub(lambda m: m[1] if all(slots.get(s) for s in _SLOT.findall(m[1])) else "", pattern.lstrip("+%"))
    used = tuple(_SLOT.findall(kept))
    if not all(slots.get(s) for s in used):
        return None
    match = _PHRASE.fullmatch(kept)
    if not match:
        return None

    def put(text: str | None) -> str:
        return " ".join(_SLOT.sub(lambda m: slots[m[1]], text or "").split())

    return VerbPhrase(Verb(match[1]), put(match[2]), put(match[3]), put(match[4]), used)


def is_verb(word: str) -> bool:
    """Tell whether a word is the base form of a verb that the wording knows."""
    return word.casefold() in _bases()


@cache
def _bases() -> frozenset[str]:
    return frozenset(v.base.partition(" ")[0] for name in table("wording.toml") for e in _entries(name) for v in e.verbs) | frozenset(
        table("verbs.toml")["irregular"]
    )


_Told = Mapping[str, Sequence[tuple[_Entry, str]]]


def _first(told: Sequence[tuple[_Entry, str]], modes: Sequence[str], status: str) -> list[tuple[_Entry, str]]:
    return [pair for pair in told if pair[0].fits(modes, status)][:1]


@cache
def _index(type_name: str) -> tuple[_Told, _Told, tuple[_Entry, ...]]:
    """Index a type's entries: by the forms of their verbs (with the base), by their nouns (with the article), and those for any trigger."""
    verbs: dict[str, list[tuple[_Entry, str]]] = {}
    nouns: dict[str, list[tuple[_Entry, str]]] = {}
    for entry in _entries(type_name):
        for verb in entry.verbs:
            for form in verb.all_forms():
                verbs.setdefault(form, []).append((entry, verb.base))
        for noun in entry.nouns:
            nouns.setdefault(noun, []).append((entry, names.indefinite(noun)))
    return verbs, nouns, tuple(e for e in _entries(type_name) if not e.verbs and not e.nouns)


@cache
def _entries(type_name: str) -> tuple[_Entry, ...]:
    rows: dict[str, list[dict[str, Any]]] = table("wording.toml")
    return tuple(_entry(row) for row in rows.get(type_name, ()))


def _entry(row: dict[str, Any]) -> _Entry:
    def listed(key: str) -> tuple[str, ...]:
        return tuple(part.strip() for part in row.get(key, "").split(";") if part.strip())

    return _Entry(
        tuple(Verb(v) for v in listed("verbs")),
        listed("nouns"),
        frozenset(listed("modes")),
        frozenset(listed("statuses")),
        tuple(row.get("say", ())),
        tuple(row.get("light", ())),
    )
