"""What could not be read and what was left out of an import, counted by kind, with the first rows of each kind named."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import Final

import polars as pl

from dragoman.nouns.coded import BadRow

NAMED: Final = 5
"""How many bad rows of each kind are named."""


@dataclass(slots=True)
class Tally:
    """Counts that grow while a file is read."""

    rows: int = 0
    kept: int = 0
    bad: Counter[str] = field(default_factory=Counter)
    left_out: Counter[str] = field(default_factory=Counter)
    named: list[BadRow] = field(default_factory=list)
    _named_of: Counter[str] = field(default_factory=Counter)

    def fault(self, kind: str, line: int, reason: str) -> None:
        """Count one bad row, and name it while it is among the first of its kind."""
        self.bad[kind] += 1
        if self._named_of[kind] < NAMED:
            self._named_of[kind] += 1
            self.named.append(BadRow(line, reason))

    def faults(self, kind: str, rows: pl.DataFrame, expected: str) -> None:
        """Count bad rows with the columns `line` and `seen`."""
        for line, seen in rows.head(max(0, NAMED - self._named_of[kind])).select("line", "seen").iter_rows():
            self._named_of[kind] += 1
            self.named.append(BadRow(line, f"expected {expected}, saw {seen!r}" if seen else f"expected {expected}, saw nothing"))
        self.bad[kind] += rows.height
