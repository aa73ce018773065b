"""What the store must be told about reconciling, as plain functions: rooms on one floor do not know each other."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from dragoman.nouns.correction import Correction
from dragoman.nouns.ledger import Event, Ledger
from dragoman.nouns.reading import Reading
from dragoman.store.plane import Plane

Documents = Sequence[str]
"""Document ids, ascending."""


@dataclass(frozen=True, slots=True)
class Linking:
    """Which documents belong together and what they tell.

    `join` puts a reading's document into the plane and `leave` takes one, by id, out of it; both return the documents whose standing
    changed. `parts` returns what is told side by side now, given those: parts that hold each of them, and all that were or are beside any
    document of the parts. All three leave the plane, and the parts, a function of the set of documents and of what corrections tie, so
    that the order of arrival cannot show. `apart` parts what is told side by side into stories, and a story tells what it tells whatever
    is beside it, so that one which no document joins or leaves need not be told again. `tell` makes the ledger of one story by the
    corrections in force, and does not depend on the order of the readings. `again`, where there is one, makes the same ledger, given by id
    what is told of an event now by documents that copy none, so that words which cannot have changed need not be found again. `tied`
    gives the sets of documents (by id) that corrections in force put into one story whatever they tell.
    """

    join: Callable[[Plane, Reading], set[str]]
    leave: Callable[[Plane, str], set[str]]
    parts: Callable[[Plane, Iterable[str], Sequence[frozenset[str]]], Sequence[Documents]]
    tell: Callable[[Sequence[Reading], tuple[Correction, ...]], Ledger]
    apart: Callable[[Plane, Documents, Sequence[frozenset[str]]], Sequence[Documents]] = lambda _, part, __: (part,)
    tied: Callable[[tuple[Correction, ...]], Sequence[frozenset[str]]] = lambda _: ()
    again: Callable[[Sequence[Reading], tuple[Correction, ...], Callable[[str], Event | None]], Ledger] | None = None
