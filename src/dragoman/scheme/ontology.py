"""The event ontology: types, modes, statuses, term kinds, contexts and sectors, read from data."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib import resources
from typing import Any

from dragoman.errors import SchemeError


@dataclass(frozen=True, slots=True)
class Mode:
    """How an event of a type is done; `score` is None where the type has no PLOVER type."""

    name: str
    gloss: str
    label: tuple[str, str]
    score: float | None = None
    cameo: str | None = None
    cameo_in: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class EventType:
    """A type of event; `quad` is PLOVER's class 1 to 4 and `score` runs from -10 to +10, both None for types that PLOVER lacks."""

    name: str
    gloss: str
    label: tuple[str, str]
    weight: float
    modes: Mapping[str, Mode]
    quad: int | None = None
    score: float | None = None
    cameo: str | None = None
    cameo_in: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Scheme:
    """All enumerations of the annotation guidelines, each name with its words for people."""

    types: Mapping[str, EventType]
    statuses: Mapping[str, str]
    terms: Mapping[str, str]
    contexts: Mapping[str, str]
    sectors: Mapping[str, str]

    def type(self, name: str) -> EventType:
        """Return the type of that name or raise SchemeError."""
        if name not in self.types:
            raise SchemeError(f"expected one of {', '.join(self.types)}, saw {name!r}")
        return self.types[name]

    def mode(self, type_name: str, mode: str) -> Mode:
        """Return a mode of a type or raise SchemeError."""
        modes = self.type(type_name).modes
        if mode not in modes:
            raise SchemeError(f"expected a mode of {type_name} ({', '.join(modes) or 'it has none'}), saw {mode!r}")
        return modes[mode]


def table(name: str) -> dict[str, Any]:
    """Read one of the scheme's TOML files."""
    return tomllib.loads(resources.files("dragoman.scheme").joinpath("data", name).read_text(encoding="utf-8"))


@cache
def load() -> Scheme:
    """Return the scheme; it is read once."""
    lists = table("lists.toml")
    types = {name: _type(name, row) for name, row in table("types.toml").items()}
    return Scheme(types, lists["statuses"], lists["terms"], lists["contexts"], lists["sectors"])


def is_type(name: str) -> bool:
    """Tell whether the scheme knows an event type of that name."""
    return name in load().types


def modes_of(type_name: str) -> tuple[str, ...]:
    """Return the names of a type's modes, in the scheme's order."""
    return tuple(load().type(type_name).modes)


def label(type_name: str, modes: tuple[str, ...] = (), *, plural: bool = False) -> str:
    """Return what an event is called in plain English: by its first mode that has a name, else by its type."""
    kind = load().type(type_name)
    known = [kind.modes[m] for m in modes if m in kind.modes]
    one, several = known[0].label if known else kind.label
    return several if plural else one


def _type(name: str, row: dict[str, Any]) -> EventType:
    modes = {
        m: Mode(m, r["gloss"], tuple(r["label"]), _score(r), r.get("cameo"), r.get("cameo_in", {})) for m, r in row.get("modes", {}).items()
    }
    return EventType(
        name,
        row["gloss"],
        tuple(row["label"]),
        row["weight"],
        modes,
        row.get("quad"),
        _score(row),
        row.get("cameo"),
        row.get("cameo_in", {}),
    )


def _score(row: dict[str, Any]) -> float | None:
    return float(row["score"]) if "score" in row else None
