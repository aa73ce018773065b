"""What a writer holds in memory of rows by id, so many at most: those that were asked for longest ago are let go first."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Generic, TypeVar

Value = TypeVar("Value")


class Kept(Generic[Value]):
    """Values by id, read where they are not held. Only the one writer may hold them, and must note whatever it changes."""

    def __init__(self, read: Callable[[Sequence[str]], Mapping[str, Value]], most: int) -> None:
        self._read = read
        self._most = most
        self._held: OrderedDict[str, Value] = OrderedDict()

    def of(self, ids: Iterable[str]) -> dict[str, Value]:
        """Return the values of some ids, those that are not held read in one go."""
        held = self._held
        found: dict[str, Value] = {}
        missing = []
        for id_ in ids:
            if id_ in held:
                held.move_to_end(id_)
                found[id_] = held[id_]
            else:
                missing.append(id_)
        if missing:
            fresh = self._read(missing)
            held.update(fresh)
            found.update(fresh)
            while len(held) > self._most:
                held.popitem(last=False)
        return found

    def held(self, id_: str) -> Value | None:
        """Return the value of an id where it is held."""
        return self._held.get(id_)

    def note(self, id_: str, value: Value) -> None:
        """Take in the value that an id has now."""
        self._held[id_] = value
        self._held.move_to_end(id_)
        while len(self._held) > self._most:
            self._held.popitem(last=False)

    def drop(self, id_: str) -> None:
        """Let go of an id."""
        self._held.pop(id_, None)
