"""CAMEO codes of other data sets as PLOVER types, and the scores and quad classes of types."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Final

from dragoman.errors import SchemeError
from dragoman.scheme.ontology import load

DROPPED: Final = frozenset({"01", "02"})
"""Roots that PLOVER has no type for: statements and appeals."""


@dataclass(frozen=True, slots=True)
class Coding:
    """What a code of another scheme says in PLOVER."""

    type: str
    mode: str | None
    contexts: tuple[str, ...]


def from_cameo(code: str) -> Coding | None:
    """Return the PLOVER coding of a CAMEO code, or None for statements and appeals, which PLOVER dropped.

    A code that is not in the table is read as the code without its last digit. Raises SchemeError where even the root is unknown.
    Source: `data/cameo.tsv`, which names its own source and what it corrects.
    """
    known = _cameo()
    for length in range(len(code), 1, -1):
        if code[:length] in known:
            return known[code[:length]]
    if code[:2] in DROPPED and code.isdecimal():
        return None
    raise SchemeError(f"expected a CAMEO code of two to four digits under the roots 01 to 20, saw {code!r}")


def score(type_name: str, mode: str | None = None) -> float | None:
    """Return the conflict-cooperation score (-10 to +10) of a mode, or of the type where it names none; None where PLOVER lacks it."""
    kind = load().type(type_name)
    chosen = load().mode(type_name, mode).score if mode is not None else None
    return kind.score if chosen is None else chosen


def quad(type_name: str) -> int | None:
    """Return the quad class of a type (1, 2: verbal, material cooperation; 3, 4: verbal, material conflict); None where PLOVER lacks it."""
    return load().type(type_name).quad


@cache
def _cameo() -> dict[str, Coding]:
    text = resources.files("dragoman.scheme").joinpath("data", "cameo.tsv").read_text(encoding="utf-8")
    lines = [line for line in text.split("\n") if line and line[0] != "#"][1:]
    table = {code: _coding(*rest) for code, *rest in (line.split("\t") for line in lines)}
    for root in sorted({code[:2] for code in table}):
        # A bare root says what its "not specified below" code says.
        table.setdefault(root, table[f"{root}0"])
    return table


def _coding(type_name: str, mode: str, contexts: str) -> Coding:
    return Coding(type_name, mode or None, tuple(contexts.split("; ")) if contexts else ())
