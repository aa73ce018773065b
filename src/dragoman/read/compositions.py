"""Which words decide together what one given party does to another: "lifted the ban", "violated the truce" (`compositions.toml`)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from dragoman.scheme.ontology import table

OTHER = ""  # in a table of types: where no trigger is governed, or one of a type that the table does not name


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule of `compositions.toml`; sets of stems and types are empty where the rule asks for none."""

    stems: frozenset[str]
    types: frozenset[str]
    particle: str
    after: frozenset[str]
    near: frozenset[str]
    without: frozenset[str]
    apart: int
    reach: int
    becomes: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Composed:
    """Word `at` is a deed of `type`; what stands after it up to `governed`, if it governs anything, is no deed of its own."""

    at: int
    type: str
    governed: int | None


@cache
def rules() -> tuple[Rule, ...]:
    """Return the rules in the order in which they are tried."""
    return tuple(_rule(row) for row in table("compositions.toml")["rule"])


def _rule(row: Mapping[str, object]) -> Rule:
    def some(name: str) -> frozenset[str]:
        return frozenset(row.get(name, ()))  # type: ignore[call-overload, no-any-return]

    becomes = row["becomes"]
    return Rule(
        some("stems"),
        some("types"),
        str(row.get("particle", "")),
        some("after"),
        some("near"),
        some("without"),
        int(row.get("apart", 1)),  # type: ignore[call-overload]
        int(row["reach"]),  # type: ignore[call-overload]
        {OTHER: becomes} if isinstance(becomes, str) else dict(becomes),  # type: ignore[call-overload]
    )


def composed(stems: Sequence[str], types: Sequence[str | None], sentence: Sequence[int]) -> list[Composed]:
    """Return what decides in a text, at most one rule a word, of the stem, likeliest type (None: no trigger) and sentence of each word.

    A word that another governs decides nothing itself: "ended the reduced aid" tells one deed.
    """
    out: list[Composed] = []
    for at in range(len(stems)):
        if out and out[-1].governed is not None and at <= out[-1].governed:
            continue
        end = next((i for i in range(at, len(stems)) if sentence[i] != sentence[at]), len(stems))
        found = next((c for rule in rules() if (c := _applied(rule, at, end, stems, types, sentence)) is not None), None)
        if found is not None:
            out.append(found)
    return out


def _applied(rule: Rule, at: int, end: int, stems: Sequence[str], types: Sequence[str | None], sentence: Sequence[int]) -> Composed | None:
    if stems[at] not in rule.stems or (rule.types and types[at] not in rule.types):
        return None
    if rule.particle and stems[at + 1 : at + 2] != [rule.particle]:
        return None
    ahead = range(at + 1, min(at + 1 + rule.reach, end))
    around = range(max(at - rule.reach, 0), min(at + 1 + rule.reach, end))
    if rule.near and not any(stems[i] in rule.near and sentence[i] == sentence[at] for i in around):
        return None
    if rule.after:
        governed = next((i for i in ahead if stems[i] in rule.after and i >= at + rule.apart), None)
        if governed is None:
            return None
    else:
        governed = next((i for i in ahead if types[i] is not None and types[i] in rule.becomes), None)
    if rule.without and any(stems[i] in rule.without for i in (range(at + 1, governed) if governed else ahead)):
        return None
    told = rule.becomes.get((types[governed] or OTHER) if governed is not None else OTHER, rule.becomes.get(OTHER))
    return None if told is None else Composed(at, told, governed)
