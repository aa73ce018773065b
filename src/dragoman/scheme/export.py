"""Events as PLOVER and CAMEO records: type, modes and status folded as their manuals say."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from dragoman.errors import SchemeError
from dragoman.scheme.ontology import EventType, Mode, load, table


@dataclass(frozen=True, slots=True)
class Plover:
    """A PLOVER event: type, modes, conflict-cooperation score (-10 to +10) and quad class (1 to 4)."""

    type: str
    mode: tuple[str, ...]
    score: float
    quad: int


def plover(type_name: str, modes: Sequence[str], status: str) -> Plover | None:
    """Fold an event into PLOVER, or return None where PLOVER has no such event (statements, hints, denials).

    Where several modes are named, the score is that of the one farthest from nought. Unknown names raise SchemeError.
    Source: PLOVER manual 1.3; the rules stand in `data/folding.toml`.
    """
    target = _target(type_name, modes, status)
    if target is None:
        return None
    kind, kept = load().type(target[0]), target[1]
    if kind.quad is None or kind.score is None:
        return None
    scores = [m.score for m in kept if m.score is not None] or [kind.score]
    return Plover(kind.name, tuple(m.name for m in kept), max(scores, key=abs), kind.quad)


def cameo(type_name: str, modes: Sequence[str], status: str, contexts: Sequence[str] = ()) -> str | None:
    """Return the CAMEO code of an event, or None where CAMEO has no such event or it did not take place.

    A mode's code goes before the type's, and a context refines either. Source: CAMEO2PLOVER-2021, read from right to left.
    """
    scheme = load()
    kind = scheme.type(type_name)
    rule = _rules()["status"].get(status)
    if rule == "as is":
        known = [scheme.mode(type_name, m) for m in modes]
        coded: Mode | EventType = next((m for m in sorted(known, key=_strength) if m.cameo), kind)
        return _refined(coded.cameo, coded.cameo_in, contexts)
    fold = _fold(type_name, modes, rule)
    if not fold:
        return None
    return _refined(fold.get("cameo"), fold.get("cameo_in", {}), contexts) or cameo(
        fold["type"], tuple(fold.get("modes", ())), "occurred", contexts
    )


def _strength(mode: Mode) -> float:
    return -abs(mode.score or 0.0)


def _refined(code: str | None, refinements: Any, contexts: Sequence[str]) -> str | None:
    return next((finer for context, finer in refinements.items() if context in contexts), code)


def _target(type_name: str, modes: Sequence[str], status: str) -> tuple[str, tuple[Mode, ...]] | None:
    scheme, rules = load(), _rules()
    if status not in scheme.statuses:
        raise SchemeError(f"expected one of {', '.join(scheme.statuses)}, saw {status!r}")
    known = tuple(scheme.mode(type_name, m) for m in modes)
    modes = [m.name for m in sorted(known, key=lambda m: (_strength(m), m.name))]  # the rule of the strongest, in whatever order they come
    rule = rules["status"][status]
    if rule == "as is" and scheme.type(type_name).quad is not None:
        return type_name, known
    fold = _ours(type_name, modes) if rule == "as is" else _fold(type_name, modes, rule)
    if not fold:
        return None
    return fold["type"], tuple(scheme.mode(fold["type"], m) for m in fold.get("modes", modes if fold["type"] == type_name else ()))


def _ours(type_name: str, modes: Sequence[str]) -> dict[str, Any]:
    return next((row for m in modes if (row := _rules()["ours"].get(f"{type_name} {m}"))), {})


def _fold(type_name: str, modes: Sequence[str], rule: str | None) -> dict[str, Any]:
    rules = _rules()
    if rule == "announced":
        by_mode = [rules["announced_mode"][key] for m in modes if (key := f"{type_name} {m}") in rules["announced_mode"]]
        row = by_mode[0] if by_mode else rules["announced"].get(type_name, {})
    else:
        row = rules.get(rule or "", {}).get(type_name, {})
    return dict(row)


@cache
def _rules() -> dict[str, Any]:
    return table("folding.toml")
