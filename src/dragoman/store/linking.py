"""What the store must be told about reconciling, as plain functions: rooms on one floor do not know each other."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from dragoman.nouns.correction import Correction
from dragoman.nouns.ledger import Ledger
from dragoman.nouns.reading import Reading


@dataclass(frozen=True, slots=True)
class Linking:
    """Which documents belong together and what they tell.

    `story_keys` gives the block keys of a reading: two readings of one story share at least one. `same_story` is symmetric and looks
    at nothing but its two arguments, so that the connected components of it do not depend on the order of arrival. `tied` gives the sets
    of documents (by id) that corrections in force put into one component besides. `tell` makes the ledger of one component by the
    corrections in force and does not depend on the order of the readings either.

    `apart` parts a component into stories, each of which follows from the set of the component's documents, and tells what it tells
    whatever the others are: `tell` of a component is the ledgers of its stories together, and `tell` of one story is that story's. So
    a story that no document joins or leaves need not be told again. `sought` gives the keys by which a reading finds others, where they are
    fewer than its own: each of two readings of one story seeks a key that the other has.
    """

    story_keys: Callable[[Reading], Sequence[str]]
    same_story: Callable[[Reading, Reading], bool]
    tell: Callable[[Sequence[Reading], tuple[Correction, ...]], Ledger]
    tied: Callable[[tuple[Correction, ...]], Sequence[frozenset[str]]] = lambda _: ()
    apart: Callable[[Sequence[Reading], tuple[Correction, ...]], Sequence[Sequence[Reading]]] = lambda component, _: (component,)
    sought: Callable[[Reading], Sequence[str]] | None = None
