"""Spans of time whose ends are known to the day, the month or only the year, as membership and office have them."""

from __future__ import annotations

from dataclasses import dataclass

from dragoman.nouns.time import DayInterval


@dataclass(frozen=True, slots=True)
class Term:
    """From when until when, as partial ISO dates (`2014`, `2014-08`, `2014-08-28`); an open end lasts at the table's version."""

    since: str
    until: str | None

    def overlaps(self, days: DayInterval) -> bool:
        """Tell whether one of the days may lie in the term; where a date is only a year or a month, all of it counts.

        ISO dates compare as strings, and a partial date compares by the part that it has.
        """
        begins = days.latest.isoformat()[: len(self.since)] >= self.since
        return begins and (self.until is None or days.earliest.isoformat()[: len(self.until)] <= self.until)
