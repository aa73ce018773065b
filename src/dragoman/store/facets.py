"""Something that each event has any number of, as arrays: counted, or leafed through, for any choice of events."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

Chosen = NDArray[np.bool_]
"""For each event of a ledger, in the order of its columns, whether it is among those that are asked for."""

Ints = NDArray[np.int64]
NOTHING = -1
"""The code of a value that is not there."""

_WIDEST = 2**62


@dataclass(frozen=True, slots=True)
class Coded:
    """A column of values that repeat: the different ones in order, and for each row which of them it has, `NOTHING` for None."""

    keys: Sequence[Any]
    codes: Ints

    @classmethod
    def of(cls, values: Sequence[Hashable]) -> Coded:
        """Return a column of values."""
        keys: list[Any] = sorted({v for v in values if v is not None})
        code: dict[Any, int] = {key: n for n, key in enumerate(keys)}
        code[None] = NOTHING
        return cls(keys, np.fromiter(map(code.__getitem__, values), np.int64, len(values)))

    def code(self, key: Any) -> int | None:
        """Return the code of a value, None where no row has it."""
        n = bisect_left(self.keys, key)
        return n if n < len(self.keys) and self.keys[n] == key else None

    def among(self, wanted: Iterable[Any]) -> Chosen:
        """Return for each row whether it has one of these values."""
        has = np.zeros(len(self.keys) + 1, np.bool_)  # the last stands for no value
        has[[n for key in wanted if (n := self.code(key)) is not None]] = True
        return has[self.codes]

    def reaching(self, least: Any) -> Chosen:
        """Return for each row whether its value is this one or a later one."""
        found: Chosen = self.codes >= bisect_left(self.keys, least)
        return found

    def up_to(self, most: Any) -> Chosen:
        """Return for each row whether its value is this one or an earlier one."""
        found: Chosen = (self.codes != NOTHING) & (self.codes < bisect_right(self.keys, most))
        return found

    def taken(self, rows: Any) -> Coded:
        """Return some rows of the column."""
        return Coded(self.keys, self.codes[rows])


class Facet:
    """What each event has of something, as pairs of an event's position and a key's; `keys` are in order by `order`."""

    def __init__(self, events: Ints, codes: Ints, keys: Sequence[Any], order: Callable[[Any], Any] = lambda key: key) -> None:
        self._keys = keys
        self._order = order
        # Each pair once: an event that has something twice has it.
        width = max(1, len(keys))
        self._events, self._codes = np.divmod(np.unique(events * width + codes), width)

    @classmethod
    def joined(cls, events: Ints, *columns: Coded) -> Facet:
        """Return the facet whose keys are tuples of what several columns have in a row; None stands before all else."""
        whole, width = np.zeros(len(events), np.int64), 1
        for column in columns:
            if width * (len(column.keys) + 1) >= _WIDEST:
                _, whole = np.unique(whole, return_inverse=True)
                width = len(events)
            width *= len(column.keys) + 1
            whole = whole * (len(column.keys) + 1) + column.codes + 1
        _, first, codes = np.unique(whole, return_index=True, return_inverse=True)
        # The code of nothing, -1, stands for the last.
        parts = [([*column.keys, None], column.codes[first].tolist()) for column in columns]
        keys = list(zip(*([keys[n] for n in found] for keys, found in parts), strict=True))
        return cls(events, codes, keys)

    def counts(self, chosen: Chosen | None) -> list[tuple[Any, int]]:
        """Return each key that chosen events have, in order, with how many events have it; None chooses all."""
        counted = self._counted(chosen)
        found = np.flatnonzero(counted)
        return [(self._keys[n], count) for n, count in zip(found.tolist(), counted[found].tolist(), strict=True)]

    def page(self, chosen: Chosen | None, after: Any, most: int) -> list[Any]:
        """Return at most `most` keys that chosen events have, in order, those after the place of one like `after`; None is the start."""
        found = np.flatnonzero(self._counted(chosen))
        start = 0 if after is None else np.searchsorted(found, bisect_right(self._keys, self._order(after), key=self._order))
        return [self._keys[n] for n in found[start : start + most]]

    def _counted(self, chosen: Chosen | None) -> Ints:
        codes = self._codes if chosen is None else self._codes[chosen[self._events]]
        return np.bincount(codes, minlength=len(self._keys))


class Groups:
    """Sets of events, each of at least one: which of them hold a chosen event, and which hold nothing else."""

    def __init__(self, positions: Callable[[Sequence[str]], Ints], groups: Sequence[Sequence[str]]) -> None:
        self._events = positions([event for group in groups for event in group])
        self._starts = np.cumsum([0, *map(len, groups)])[:-1]

    def meeting(self, any_of: Chosen, all_of: Chosen) -> list[int]:
        """Return the numbers of the sets of which an event is of the first choice, and every event of the second."""
        if not len(self._starts):
            return []
        has, keeps = np.logical_or.reduceat(any_of[self._events], self._starts), np.logical_and.reduceat(all_of[self._events], self._starts)
        return list(np.flatnonzero(has & keeps).tolist())
