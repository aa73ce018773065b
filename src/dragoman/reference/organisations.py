"""Organisations by name, short name and acronym, and who is a member of which on a day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cache

from dragoman.nouns.time import DayInterval
from dragoman.reference.names import fold
from dragoman.reference.tables import listed, rows
from dragoman.reference.terms import Term


@dataclass(frozen=True, slots=True)
class Organisation:
    """An organisation; `state` is the alpha-3 code of the state it belongs to, None for a body of several states or of none."""

    id: str
    name: str
    kind: str
    sector: str
    state: str | None
    aliases: tuple[str, ...]

    @property
    def actor(self) -> str:
        """Return the stable id of the organisation as an actor."""
        return f"org:{self.id}"


@cache
def table() -> dict[str, Organisation]:
    """Return all organisations by id."""
    return {row[0]: Organisation(row[0], row[1], row[2], row[3], row[4] or None, listed(row[5])) for row in rows("organisations")}


@cache
def names() -> dict[str, tuple[Organisation, ...]]:
    """Return every folded name with the organisations that bear it, in the order of their ids."""
    found: dict[str, list[Organisation]] = {}
    for organisation in table().values():
        for key in {fold(name) for name in (organisation.name, *organisation.aliases)}:
            found.setdefault(key, []).append(organisation)
    return {key: tuple(bearers) for key, bearers in found.items()}


def find(words: str) -> tuple[Organisation, ...]:
    """Return the organisations that are called so ("NATO", "African Union", "UN nuclear watchdog"); several where a name is shared."""
    return names().get(fold(words.removeprefix("the ").removeprefix("The ")), ())


def by_id(identity: str) -> Organisation | None:
    """Return the organisation with this id, given with or without its `org:`."""
    return table().get(identity.removeprefix("org:"))


@cache
def memberships() -> dict[str, tuple[tuple[str, Term], ...]]:
    """Return the states that are or were members, with their terms, by the organisation's id."""
    found: dict[str, list[tuple[str, Term]]] = {}
    for identity, state, since, until in rows("members"):
        found.setdefault(identity, []).append((state, Term(since, until or None)))
    return {identity: tuple(terms) for identity, terms in found.items()}


def members(identity: str, day: date) -> tuple[str, ...]:
    """Return the alpha-3 codes of the members of an organisation on a day, sorted; empty where members are not known."""
    terms = memberships().get(identity.removeprefix("org:"), ())
    return tuple(sorted({state for state, term in terms if term.overlaps(DayInterval(day, day))}))
