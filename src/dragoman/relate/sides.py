"""The sides of a relation: a state, an organisation, the members of a bloc on the day, or several of these together."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches
from functools import reduce
from typing import Final

import polars as pl

from dragoman.errors import RelationError
from dragoman.reference import organisations, states

MEMBERS: Final = "members:"


@dataclass(frozen=True, slots=True, order=True)
class Member:
    """An actor's key, from when until when it belongs to the side, both days included; None is without bound."""

    key: str
    since: date | None = None
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Side:
    """A name for people and the actors that it stands for."""

    name: str
    members: tuple[Member, ...]


def side(words: str) -> Side:
    """Return who is meant: `CHN`, `China`, `org:nato`, `NATO`, `members:brics` for the members of a bloc on the day, `USA+GBR` for both.

    `members:` stands for the organisation as well. Raises RelationError where a name is not known, or is shared by several.
    """
    # OPEC+ and the like are one name.
    parts = [words] if organisations.find(words) else [part.strip() for part in words.split("+") if part.strip()]
    found = [_part(part) for part in parts or [words]]
    members = tuple(sorted({member for one in found for member in one.members}, key=lambda m: (m.key, m.since or date.min)))
    return Side(" + ".join(one.name for one in found), members)


def is_of(column: str, side: Side) -> pl.Expr:
    """Return whether the actor in `column` belongs to a side on the row's days; where these are not known, at any time."""
    always = [member.key for member in side.members if member.since is None and member.until is None]
    bounded = [member for member in side.members if member.since is not None or member.until is not None]
    return reduce(lambda a, b: a | b, [_bounded(column, member) for member in bounded], pl.col(column).is_in(always))


def _bounded(column: str, member: Member) -> pl.Expr:
    begins = (pl.col("latest") >= member.since).fill_null(value=True) if member.since else pl.lit(value=True)
    lasts = (pl.col("earliest") <= member.until).fill_null(value=True) if member.until else pl.lit(value=True)
    return (pl.col(column) == member.key) & begins & lasts


def _part(words: str) -> Side:
    if words.startswith(MEMBERS):
        return _members(words.removeprefix(MEMBERS).strip())
    state = states.by_code(words.removeprefix("state:")) or states.find(words)
    if state:
        return Side(state.name, (Member(state.code),))
    organisation = _organisation(words)
    # An organisation of one state acts as that state, as it does in the table.
    return Side(organisation.name, (Member(organisation.state or organisation.actor),))


def _members(words: str) -> Side:
    organisation = _organisation(words)
    terms = organisations.memberships().get(organisation.id, ())
    if not terms:
        raise RelationError(f"expected a bloc whose members are known, saw {words!r}: they are not; name them as in CHN+RUS+IRN")
    members = (Member(state, _first_day(term.since), _last_day(term.until) if term.until else None) for state, term in terms)
    return Side(f"members of {organisation.name}", (Member(organisation.actor), *members))


def _organisation(words: str) -> organisations.Organisation:
    known = organisations.by_id(words)
    found = (known,) if known else organisations.find(words)
    if len(found) == 1:
        return found[0]
    if found:
        raise RelationError(f"{words!r} may be any of {', '.join(o.actor for o in found)}: say which")
    close = get_close_matches(words, [s.name for s in states.table().values()] + [o.name for o in organisations.table().values()], n=1)
    advice = f"; did you mean {close[0]!r}?" if close else ""
    raise RelationError(f"expected a state (CHN, China) or an organisation (NATO, org:nato, members:brics), saw {words!r}{advice}")


def _first_day(partial: str) -> date:
    year, month, day = (*(int(part) for part in partial.split("-")), 1, 1)[:3]
    return date(year, month, day)


def _last_day(partial: str) -> date:
    parts = [int(part) for part in partial.split("-")]
    year, month = parts[0], parts[1] if len(parts) > 1 else 12
    return date(year, month, parts[2] if len(parts) > 2 else monthrange(year, month)[1])
