"""The ledger in the formats of other programs, one file each."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dragoman.publish.tables.told import Told


@dataclass(frozen=True, slots=True)
class Format:
    """A format of one text file: what it is for, the usual end of its file's name, and the function that writes it."""

    gloss: str
    suffix: str
    where: str
    codes: bool = False  # whether events without a PLOVER type, actor or day have no place in it

    def written(self, told: Told) -> Iterable[str]:
        """Return the text, in pieces."""
        module, _, function = self.where.partition(":")
        made = getattr(import_module(f"dragoman.publish.exports.{module}"), function)(told)
        return [made] if isinstance(made, str) else made


TEXT_FORMATS = {
    "plover": Format("PLOVER records in JSON, one a line", "jsonl", "plover:plover", codes=True),
    "polecat": Format("events in POLECAT's 40 columns, tab-separated", "tsv", "tabbed:polecat", codes=True),
    "icews": Format("events in ICEWS's 20 columns, a row for each source and target", "tsv", "tabbed:icews", codes=True),
    "gexf": Format("the network of who did what to whom over time, for Gephi", "gexf", "graph:gexf", codes=True),
    "graphml": Format("the same network for other programs", "graphml", "graph:graphml", codes=True),
    "geojson": Format("events at their places, for maps", "geojson", "geojson:geojson"),
    "jsonld": Format("schema.org events with eventStatus", "jsonld", "jsonld:jsonld"),
    "atom": Format("events as a feed", "atom", "atom:atom"),
    "ics": Format("what is announced, for calendar programs", "ics", "ics:ics"),
}
"""Formats of one text file by name; tables go out as CSV and Parquet (`publish.tables`)."""
