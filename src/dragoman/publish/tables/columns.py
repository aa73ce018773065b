"""A table: its columns with their types and what they mean, and how its rows are made."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from dragoman.nouns.ledger import When
from dragoman.publish.tables.told import Told
from dragoman.scheme.wording import dates

Type = Literal["text", "texts", "integer", "number", "day", "flag"]
Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Column:
    """A column: text, a list of texts, a whole number, a number, a day (ISO) or true/false; any of them may be absent."""

    name: str
    type: Type
    gloss: str


@dataclass(frozen=True, slots=True)
class Table:
    """A named table; `rows_of` makes the rows of what a ledger tells, in a fixed order."""

    name: str
    gloss: str
    columns: tuple[Column, ...]
    rows_of: Callable[[Told], Iterable[tuple[Any, ...]]]

    def rows(self, told: Told) -> Iterator[Row]:
        """Yield the rows by the names of their columns."""
        names = [c.name for c in self.columns]
        for row in self.rows_of(told):
            yield dict(zip(names, row, strict=True))


def columns(*rows: tuple[str, Type, str]) -> tuple[Column, ...]:
    """Return columns of (name, type, what it means)."""
    return tuple(Column(*row) for row in rows)


def days(when: When | None) -> tuple[date | None, date | None]:
    """Return the first and last day of a time; no last one where only a guess ends it (see `dates.is_open`)."""
    if when is None:
        return None, None
    return day(when.earliest), None if dates.is_open(when.value, when.earliest, when.latest) else day(when.latest)


def day(iso: str | None) -> date | None:
    """Return an ISO day, None where it is none or only a part of one."""
    try:
        return date.fromisoformat(iso) if iso else None
    except ValueError:
        return None
