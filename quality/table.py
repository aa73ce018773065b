"""One table of every figure with its floor and its target, and the holding of figures against floors."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from quality.reading_score import Figure

SLACK: Final = 0.002  # one event more or less on the smallest set, so that a floor does not break on a library's rounding


@dataclass(frozen=True, slots=True)
class Row:
    """A figure of one set: its value from 0 to 1, with precision and recall where it is an F1, and how many cases it rests on."""

    set: str
    measure: str
    value: float
    cases: int | None = None
    precision: float | None = None
    recall: float | None = None

    @property
    def key(self) -> str:
        """Return the name under which floors and targets are kept."""
        return f"{self.set}: {self.measure}"


def row(name: str, measure: str, figure: Figure) -> Row:
    """Return a figure as a row; precision and recall are left out where they say no more than the value."""
    plain = max(figure.precision, figure.recall) - min(figure.precision, figure.recall) < 1e-9
    return Row(name, measure, figure.f1, figure.gold, None if plain else figure.precision, None if plain else figure.recall)


def read_bars(path: Path) -> dict[str, float]:
    """Return floors or targets by key from a JSON file; none where there is no file."""
    bars: dict[str, float] = json.loads(path.read_text(encoding="utf-8")) if path.is_file() else {}
    return bars


def lines(rows: Iterable[Row], floors: Mapping[str, float], targets: Mapping[str, float]) -> Iterator[str]:
    """Yield the table for a terminal: a heading, then a line a row, with ! where it is below its floor."""
    last = ""
    for r in rows:
        if r.set != last:
            yield f"\n{r.set:56} {'value':>6} {'P':>6} {'R':>6} {'cases':>6} {'floor':>6} {'target':>6}"
            last = r.set
        floor = floors.get(r.key)
        mark = " !" if floor is not None and is_below(r.value, floor) else ""
        cases = "" if r.cases is None else str(r.cases)
        told = " ".join(_told(x) for x in (r.precision, r.recall))
        yield f"  {r.measure:54} {r.value:6.3f} {told} {cases:>6} {_told(floor)} {_told(targets.get(r.key))}{mark}"


def _told(value: float | None) -> str:
    return f"{'' if value is None else f'{value:.3f}':>6}"


def is_below(value: float, floor: float) -> bool:
    """Tell whether a value is below its floor by more than rounding may bring."""
    return value < floor - SLACK


def below(rows: Iterable[Row], floors: Mapping[str, float]) -> list[tuple[Row, float]]:
    """Return the rows that are below their floors, with those."""
    return [(r, floors[r.key]) for r in rows if r.key in floors and is_below(r.value, floors[r.key])]


def raised(rows: Iterable[Row], floors: Mapping[str, float]) -> dict[str, float]:
    """Return the floors, lifted to the rows' values where these are higher; no floor goes down."""
    return dict(floors) | {r.key: round(max(r.value, floors.get(r.key, 0.0)), 3) for r in rows}
