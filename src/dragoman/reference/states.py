"""States by what reports call them: names, demonyms, capitals and the seats of power that stand for a government."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Final, Literal

from dragoman.reference.names import fold
from dragoman.reference.tables import listed, point, rows

StateKind = Literal["member", "observer", "partial", "territory", "former"]
_SHARED: Final = "?"
CueKind = Literal["name", "adjective", "people", "capital", "seat"]


@dataclass(frozen=True, slots=True)
class State:
    """A state or territory; `code` is ISO 3166-1 alpha-3 (ISO 3166-3 for former states), `of` the sovereign of a territory.

    The point is in degrees north and east. Of several names, adjectives and capitals the first is the usual one.
    """

    code: str
    name: str
    kind: StateKind
    of: str | None
    latitude: float
    longitude: float
    aliases: tuple[str, ...]
    adjectives: tuple[str, ...]
    people: tuple[str, ...]
    capitals: tuple[str, ...]
    seats: tuple[str, ...]
    shared: tuple[str, ...]  # those of the capitals whose name other places have as well

    @property
    def actor(self) -> str:
        """Return the stable id of the state as an actor."""
        return f"state:{self.code}"


@dataclass(frozen=True, slots=True, order=True)
class Cue:
    """One way in which words point at a state: by its name, an adjective, its people, its capital or a seat of power.

    `shared` tells that other places or things are called so as well, and the state must be named elsewhere for the cue to count.
    """

    code: str
    kind: CueKind
    words: str
    shared: bool = False


@cache
def table() -> dict[str, State]:
    """Return all states by code."""
    return {row[0]: _state(row) for row in rows("states")}


def _state(row: list[str]) -> State:
    code, name, kind, of, where, *lists = row
    latitude, longitude = point(where)
    aliases, adjectives, people, marked, seats = map(listed, lists)
    capitals = tuple(capital.removesuffix(_SHARED) for capital in marked)
    shared = tuple(capital.removesuffix(_SHARED) for capital in marked if capital.endswith(_SHARED))
    return State(code, name, kind, of or None, latitude, longitude, aliases, adjectives, people, capitals, seats, shared)  # type: ignore[arg-type]


@cache
def cues() -> dict[str, tuple[Cue, ...]]:
    """Return every folded phrase that points at a state, with what it points at; several entries where it is ambiguous."""
    found: dict[str, list[Cue]] = {}
    for state in table().values():
        kinds: tuple[tuple[CueKind, tuple[str, ...]], ...] = (
            ("name", (state.name, *state.aliases)),
            ("adjective", state.adjectives),
            ("people", state.people),
            ("capital", state.capitals),
            ("seat", state.seats),
        )
        for kind, phrases in kinds:
            for phrase in phrases:
                entries = found.setdefault(fold(phrase), [])
                if all(entry.code != state.code for entry in entries):
                    entries.append(Cue(state.code, kind, phrase, kind == "capital" and phrase in state.shared))
    return {phrase: tuple(entries) for phrase, entries in found.items()}


def by_code(code: str) -> State | None:
    """Return the state with this alpha-3 code."""
    return table().get(code.upper())


def find(words: str) -> State | None:
    """Return the one state that is called so, by name or older name ("Burma", "Ivory Coast", "DRC"); None where it may be two."""
    return _only(words, ("name",))


def of_demonym(words: str) -> State | None:
    """Return the one state that an adjective or a name of its people belongs to ("Turkish", "Swiss", "Filipinos")."""
    return _only(words, ("adjective", "people"))


def of_capital(words: str) -> State | None:
    """Return the one state with this capital ("Kyiv", "Kiev", "N'Djamena")."""
    return _only(words, ("capital",))


def of_seat(words: str) -> State | None:
    """Return the one state whose government these words stand for ("the Kremlin", "Downing Street", "Zhongnanhai")."""
    return _only(words.removeprefix("the ").removeprefix("The "), ("seat",))


def _only(words: str, kinds: tuple[CueKind, ...]) -> State | None:
    codes = {cue.code for cue in cues().get(fold(words), ()) if cue.kind in kinds}
    return table()[codes.pop()] if len(codes) == 1 else None
