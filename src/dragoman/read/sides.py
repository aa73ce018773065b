"""States that reports call by the side on which they lie: "the North" for North Korea, "the South" for South Sudan."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Final

from dragoman.reference import states

_OPPOSITE: Final = {"north": "South ", "south": "North ", "east": "West ", "west": "East "}


def on_side(word: str, named: Mapping[str, int]) -> str | None:
    """Return the code of the state that a side alone means, given how often a document names each state by its code; None for no one."""
    found = [code for code, other in _sides().get(word, ()) if named.get(code) and named.get(other)]
    return found[0] if len(found) == 1 else None


@cache
def _sides() -> dict[str, tuple[tuple[str, str], ...]]:
    """Return, by a side in lower case, the states that have it in their name, each with the state that lies on the other."""
    codes = {s.name: s.code for s in states.table().values() if s.kind != "former"}
    found: dict[str, list[tuple[str, str]]] = {}
    for name, code in codes.items():
        side, _, rest = name.partition(" ")
        other = codes.get(_OPPOSITE.get(side.casefold(), "") + rest) or codes.get(rest)
        if side.casefold() in _OPPOSITE and other:
            found.setdefault(side.casefold(), []).append((code, other))
    return {side: tuple(sorted(pairs)) for side, pairs in found.items()}
