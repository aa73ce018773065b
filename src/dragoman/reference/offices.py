"""Offices, the people who held them and when: heads of state and government, ministers, heads of organisations."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cache

from dragoman.nouns.time import DayInterval
from dragoman.reference.names import fold
from dragoman.reference.tables import listed, rows
from dragoman.reference.terms import Term


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody of the table: full name, the short forms that stand alone in reports, and other spellings of the full name."""

    id: str
    name: str
    short: tuple[str, ...]
    aliases: tuple[str, ...]

    @property
    def actor(self) -> str:
        """Return the stable id of the person as an actor."""
        return f"person:{self.id}"


@dataclass(frozen=True, slots=True)
class Office:
    """A kind of office: the sector of its holder and its titles; where a title has states, it names this office only in them."""

    id: str
    sector: str
    titles: tuple[tuple[str, tuple[str, ...]], ...]


@dataclass(frozen=True, slots=True)
class Holding:
    """A person's term in an office of a state (alpha-3) or an organisation (`org:...`)."""

    of: str
    office: str
    person: str
    term: Term

    @property
    def actor(self) -> str:
        """Return the stable id of the office as an actor."""
        return office_actor(self.of, self.office)


def office_actor(of: str, office: str) -> str:
    """Return the stable id of an office, such as `office:TUR/foreign-minister` or `office:un/secretary-general`."""
    return f"office:{of.removeprefix('org:')}/{office}"


@cache
def people() -> dict[str, Person]:
    """Return everybody by id."""
    return {row[0]: Person(row[0], row[1], listed(row[2]), listed(row[3])) for row in rows("people")}


@cache
def table() -> dict[str, Office]:
    """Return all kinds of offices by id."""
    return {row[0]: Office(row[0], row[1], tuple(map(_title, listed(row[2])))) for row in rows("offices")}


def _title(cell: str) -> tuple[str, tuple[str, ...]]:
    words, _, codes = cell.partition("@")
    return words, tuple(codes.split(",")) if codes else ()


@cache
def holdings() -> tuple[Holding, ...]:
    """Return every term of office, states first, then organisations."""
    return tuple(Holding(of, office, person, Term(since, until or None)) for of, office, person, since, until in rows("holders"))


@cache
def _by_office() -> dict[tuple[str, str], tuple[Holding, ...]]:
    found: dict[tuple[str, str], list[Holding]] = {}
    for holding in holdings():
        found.setdefault((holding.of, holding.office), []).append(holding)
    return {key: tuple(terms) for key, terms in found.items()}


@cache
def _by_person() -> dict[str, tuple[Holding, ...]]:
    found: dict[str, list[Holding]] = {}
    for holding in holdings():
        found.setdefault(holding.person, []).append(holding)
    return {key: tuple(terms) for key, terms in found.items()}


@cache
def _by_name() -> dict[str, tuple[tuple[Person, bool], ...]]:
    """Return every folded name with the people who bear it, and whether it is their full name."""
    found: dict[str, dict[str, bool]] = {}
    for person in people().values():
        for name in (person.name, *person.aliases):
            found.setdefault(fold(name), {})[person.id] = True
        for name in person.short:
            found.setdefault(fold(name), {}).setdefault(person.id, False)
    return {key: tuple((people()[identity], full) for identity, full in bearers.items()) for key, bearers in found.items()}


def terms_of(person: str) -> tuple[Holding, ...]:
    """Return the terms of office of a person, in the order of the table."""
    return _by_person().get(person, ())


def people_named(words: str, interval: DayInterval | None = None) -> tuple[Person, ...]:
    """Return who is called so by full name, or else by a short name; with an interval, only who may have been in office in it."""
    bearers = _by_name().get(fold(words), ())
    full = [person for person, is_full in bearers if is_full] or [person for person, _ in bearers]
    if interval is None:
        return tuple(full)
    return tuple(person for person in full if any(holding.term.overlaps(interval) for holding in terms_of(person.id)))


def bears_full_name(words: str) -> bool:
    """Tell whether somebody of the table has these words as a full name."""
    return any(is_full for _, is_full in _by_name().get(fold(words), ()))


def holder(of: str, office: str, day: date | DayInterval) -> Person | None:
    """Return who holds an office on a day, or on all days of an interval; None where that is nobody known or not one person alone."""
    interval = day if isinstance(day, DayInterval) else DayInterval(day, day)
    found = {holding.person for holding in _by_office().get((of, office), ()) if holding.term.overlaps(interval)}
    return people()[found.pop()] if len(found) == 1 else None


def latest_holder(of: str, office: str) -> Person | None:
    """Return the last known holder of an office, for documents without a date."""
    terms = _by_office().get((of, office), ())
    return people()[max(terms, key=lambda holding: holding.term.since).person] if terms else None


@cache
def _titles() -> dict[str, tuple[tuple[str, tuple[str, ...]], ...]]:
    found: dict[str, list[tuple[str, tuple[str, ...]]]] = {}
    for office in table().values():
        for words, codes in office.titles:
            found.setdefault(fold(words), []).append((office.id, codes))
    return {words: tuple(offices) for words, offices in found.items()}


def entitled(words: str, of: str | None = None) -> Office | None:
    """Return the office that a title names; `of` is the state's code or organisation's id, which some titles need ("secretary of state").

    An organisation's offices are those that it has in the table, a state's are all others.
    """
    offices = _titles().get(fold(words), ())
    if of is not None and of.startswith("org:"):
        return next((table()[identity] for identity, _ in offices if (of, identity) in _by_office()), None)
    named = [identity for identity, codes in offices if of is not None and of in codes]
    plain = [identity for identity, codes in offices if not codes and table()[identity].sector != "IGO"]
    return table()[(named or plain)[0]] if named or plain else None


@cache
def title_words() -> frozenset[str]:
    """Return every folded title."""
    return frozenset(_titles())
