"""The standard filters of event-data work: which coded events count."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final, Literal

import polars as pl

from dragoman import scheme
from dragoman.errors import RelationError

Weight = Literal["sources", "probability", "events"]
WEIGHTS: Final[tuple[Weight, ...]] = ("sources", "probability", "events")

# The state as such, without a sector, acts through its government.
_STATE_AS_SUCH: Final = "GOV"


@dataclass(frozen=True, slots=True)
class Choice:
    """What coded events must be like, and what each counts; what is empty or None asks for nothing.

    `since` and `until` are days, both included; an event whose days are not all within them does not count. `sectors` must hold those of
    both sides; a state without a sector is its government. `one_a_day` counts events of one source, target, type and mode on one day once,
    the one with most weight: many reports make many rows of one happening. `root_only` leaves out what a data set marks as an aside.

    `weight` is what an event counts: "sources" is its probability times log2(1 + independent sources), so that each doubling of sources
    adds as much; "probability" leaves the sources out, "events" counts each event as one.
    """

    since: date | None = None
    until: date | None = None
    types: frozenset[str] = frozenset()
    quads: frozenset[int] = frozenset()
    sectors: frozenset[str] = frozenset()
    at_least_sources: int = 1
    at_least_probability: float = 0.0
    one_a_day: bool = False
    root_only: bool = False
    weight: Weight = "sources"

    def __post_init__(self) -> None:
        if self.weight not in WEIGHTS:
            raise RelationError(f"expected a weight of {', '.join(WEIGHTS)}, saw {self.weight!r}")
        if self.since and self.until and self.since > self.until:
            raise RelationError(f"expected the first day not to be after the last, saw {self.since} and {self.until}")
        if not self.quads <= {1, 2, 3, 4}:
            raise RelationError(f"expected quad classes of 1 to 4, saw {', '.join(map(str, sorted(self.quads)))}")
        known = scheme.load()
        _refuse_unknown("type of PLOVER", self.types, [name for name, kind in known.types.items() if kind.quad])
        _refuse_unknown("sector", self.sectors, list(known.sectors))


def _refuse_unknown(what: str, given: frozenset[str], known: Sequence[str]) -> None:
    for word in sorted(given.difference(known)):
        raise RelationError(f"expected a {what} (one of {', '.join(known)}), saw {word!r}")


EVERYTHING: Final = Choice()
"""Every event, weighed by its sources and its probability."""


def chosen(table: pl.LazyFrame, choice: Choice) -> pl.LazyFrame:
    """Return the rows that count, but for `one_a_day`, which is asked of the rows of one relation (see `once_a_day`)."""
    for holds in _conditions(choice):
        table = table.filter(holds)
    return table


def weighed(table: pl.DataFrame, choice: Choice) -> pl.DataFrame:
    """Return the rows with `size`, what an event counts if it took place, `p`, its probability, and their product `weight`."""
    size = (pl.col("sources").cast(pl.Float64) + 1).log(2.0) if choice.weight == "sources" else pl.lit(1.0)
    p = pl.lit(1.0) if choice.weight == "events" else pl.col("probability").cast(pl.Float64)
    return table.with_columns(size=size, p=p).with_columns(weight=pl.col("size") * pl.col("p"))


def once_a_day(table: pl.DataFrame) -> pl.DataFrame:
    """Return one row for each source, target, type, mode and day, the one with most weight; rows without a single day are kept."""
    kind = ["source", "target", "type", "mode", "earliest"]
    dated = (pl.col("earliest") == pl.col("latest")).fill_null(value=False)
    doubled = duplicated(table, kind)
    several = table.filter(doubled & table.select(dated).to_series()).sort("weight", "event", "score", descending=[True, False, False])
    kept = several.unique(kind, keep="first", maintain_order=True)
    return pl.concat([table.filter(~doubled | ~table.select(dated).to_series()), kept])


def duplicated(table: pl.DataFrame, columns: Sequence[str]) -> pl.Series:
    """Return which rows share these columns with another; words are compared by number, which is several times as fast."""
    return table.select(_numbered(table, column) for column in columns).is_duplicated()


def _numbered(table: pl.DataFrame, column: str) -> pl.Expr:
    if table.schema[column] != pl.String:
        return pl.col(column)
    if column == "event":
        return pl.col(column).hash()
    return pl.col(column).cast(pl.Enum(table[column].unique().drop_nulls().sort())).to_physical()


def _conditions(choice: Choice) -> list[pl.Expr]:
    found: list[pl.Expr] = []
    if choice.since:
        found.append(pl.col("earliest") >= choice.since)
    if choice.until:
        found.append(pl.col("latest") <= choice.until)
    if choice.types:
        found.append(pl.col("type").is_in(sorted(choice.types)))
    if choice.quads:
        found.append(pl.col("quad").is_in(sorted(choice.quads)))
    if choice.sectors:
        found.extend(pl.col(f"{who}_sector").fill_null(_STATE_AS_SUCH).is_in(sorted(choice.sectors)) for who in ("source", "target"))
    if choice.at_least_sources > 1:
        found.append(pl.col("sources") >= choice.at_least_sources)
    if choice.at_least_probability > 0:
        found.append(pl.col("probability") >= choice.at_least_probability)
    if choice.root_only:
        found.append(pl.col("root"))
    return found
