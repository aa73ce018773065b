"""Parties of an event as English: those that a reader needs, joined into one phrase."""

from __future__ import annotations

import re
from collections.abc import Sequence

from dragoman.nouns.ledger import Party
from dragoman.scheme.wording import names

# "Some of their families" whose first word was lost names no one.
_CUT_OFF = re.compile(r"(?:of|by|from|with|at|to|and|or)\s", re.IGNORECASE)


def phrase(parties: Sequence[Party], most: int = 4) -> str:
    """Return the parties as one noun phrase; beyond `most`, the rest is counted."""
    told = [p for party in parties for p in (_parts(party) if len(parties) > 1 else (party,))]
    return names.conjoin([names.phrase(p.name, p.actor) for p in told], most=most)


def are_several(parties: Sequence[Party]) -> bool:
    """Tell whether the parties take a plural verb."""
    return len(parties) > 1 or any(names.is_plural(p.name, p.actor) for p in parties)


def _parts(party: Party) -> tuple[Party, ...]:
    """Return those whom one name stands for, so that a list has one "and"; "defence and intelligence officials" are one party."""
    first, _, second = party.name.partition(" and ")
    apart = is_compound(party.name) and party.actor is None and (names.is_plural(first) or names.is_proper(first))
    return (Party(first), Party(second)) if apart else (party,)


def named(parties: Sequence[Party]) -> tuple[Party, ...]:
    """Leave out parties of whom only a pronoun, an adjective or the end of a phrase ("of their families") is known."""
    return tuple(p for p in parties if p.name.strip() and not _is_nobody(p.name))


def _is_nobody(name: str) -> bool:
    return names.is_pronoun(name) or names.is_modifier(name) or _CUT_OFF.match(name) is not None


def uncovered(parties: Sequence[Party]) -> tuple[Party, ...]:
    """Leave out pronouns and parties that others cover: "A and B" beside A and B, a state beside its president."""
    kept = named(parties)
    compounds = [p for p in kept if is_compound(p.name)]
    single = [p for p in kept if p not in compounds]
    if len(single) > 1:
        kept = tuple(single)
    elif compounds and single:
        kept = tuple(p for p in kept if p in compounds or not any(p.name in c.name for c in compounds))
    people_of = {p.state for p in kept if p.state and not (p.actor or "").startswith("state:")}
    kept = tuple(p for p in kept if not ((p.actor or "").startswith("state:") and p.state in people_of)) or kept
    return tuple(p for p in kept if not any(q.name.startswith(f"{p.name} ") for q in kept))


def principals(parties: Sequence[Party]) -> tuple[Party, ...]:
    """Return the parties that an agreement binds: a state rather than the people who act for it, where both are named."""
    kept = tuple(p for p in named(parties) if not is_compound(p.name)) or named(parties)
    states = {p.state for p in kept if p.state and (p.actor or "").startswith("state:")}
    bound = tuple(p for p in kept if (p.actor or "").startswith("state:") or p.state not in states)
    return uncovered(bound)


def beside(parties: Sequence[Party], others: Sequence[Party]) -> tuple[Party, ...]:
    """Return the uncovered parties that are not made up of `others` ("A and B" beside A and B)."""
    acting = {p.name for p in others}
    return tuple(p for p in uncovered(parties) if not set(re.split(r",? and |, ", p.name)) <= acting)


def is_compound(name: str) -> bool:
    """Tell whether one name stands for several ("Turkey and Azerbaijan")."""
    return " and " in name and " of " not in name and names.is_plural(name)
