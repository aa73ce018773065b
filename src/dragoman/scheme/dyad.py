"""What a deed of some type and status tells of an ordered pair of parties, as shares of PLOVER's types."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType
from typing import Any

from dragoman.errors import SchemeError
from dragoman.scheme.export import plover
from dragoman.scheme.ontology import EventType, load, table

# Both sides do these alike, so the other party may be told as an actor too.
MUTUAL = frozenset({"AGREE", "CONSULT", "COOPERATE", "SUPPORT", "CEREMONY"})


@cache
def plover_types() -> tuple[str, ...]:
    """Return the names of the 16 types of PLOVER, in the scheme's order."""
    return tuple(name for name, kind in load().types.items() if kind.quad is not None)


@cache
def dyad(type_name: str, status: str) -> Mapping[str, float]:
    """Return PLOVER type -> share of a deed; shares sum to at most 1, and the rest tells nothing of the pair.

    Unknown names raise SchemeError. The rules and their sources stand in `data/dyad.toml`.
    """
    scheme = load()
    kind = scheme.type(type_name)
    if status not in scheme.statuses:
        raise SchemeError(f"expected one of {', '.join(scheme.statuses)}, saw {status!r}")
    found: dict[str, float] = {}
    for way, share in _rules()["ways"][status].items():
        taken = _taken(kind, way)
        if taken is not None:
            found[taken] = found.get(taken, 0.0) + share
    return MappingProxyType(found)


def _taken(kind: EventType, way: str) -> str | None:
    """Return the type of PLOVER that a deed is taken for in some way."""
    if way == "as is":
        return kind.name if kind.quad is not None else None
    told: str | None = _rules()[way].get(kind.name)
    folded = plover(kind.name, (), "scheduled") if way == "announced" and told is None else None
    return folded.type if folded else told


@cache
def _rules() -> dict[str, dict[str, Any]]:
    return table("dyad.toml")
