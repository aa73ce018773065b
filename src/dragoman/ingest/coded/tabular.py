"""GDELT, ICEWS and POLECAT columns as what the three have in common: id, day, two lists of actors, sectors, code and sources."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

import polars as pl

from dragoman.ingest.coded import actors
from dragoman.ingest.coded.lookup import looked_up

COMMON: Final = (
    "line", "event", "day", "day_text", "sources_of", "targets_of", "source_sector", "target_sector",
    "code", "mode_text", "sources", "root", "told_in", "alone",
)  # fmt: skip
_PARTIES: Final = ("line", "sources_of", "targets_of", "source_sector", "target_sector")  # as they are when the select comes
"""Columns of what `Format.common` returns: `day` is null where `day_text` is none, the actors are lists of keys, `code` is as given,
`alone` tells that no second side is named."""


@dataclass(frozen=True, slots=True)
class Format:
    """A tab-separated format: which columns are read, what they say, and whether its codes are CAMEO's."""

    wanted: tuple[str, ...]
    common: Callable[[pl.DataFrame], pl.DataFrame]
    is_cameo: bool


_KEYS: Final = pl.List(pl.String)


def _gdelt(cells: pl.DataFrame) -> pl.DataFrame:
    cells = looked_up(cells, ("Actor1CountryCode", "Actor1KnownGroupCode"), "sources_of", _KEYS, actors.by_cameo_code)
    cells = looked_up(cells, ("Actor2CountryCode", "Actor2KnownGroupCode"), "targets_of", _KEYS, actors.by_cameo_code)
    cells = looked_up(cells, ("Actor1Type1Code",), "source_sector", pl.String(), actors.sector_of_code)
    cells = looked_up(cells, ("Actor2Type1Code",), "target_sector", pl.String(), actors.sector_of_code)
    return cells.select(
        *_PARTIES,
        event=_identity("gdelt", pl.col("GlobalEventID")),
        day=pl.col("Day").str.to_date("%Y%m%d", strict=False),
        day_text="Day",
        code="EventCode",
        mode_text=pl.lit(""),
        sources=pl.col("NumSources").cast(pl.UInt32, strict=False).fill_null(1).clip(1),
        root=pl.col("IsRootEvent") != "0",
        told_in=_or_null("SOURCEURL"),
        alone=pl.lit(value=False),
    )


def _icews(cells: pl.DataFrame) -> pl.DataFrame:
    for side, into in (("Source", "sources_of"), ("Target", "targets_of")):
        cells = looked_up(cells, (f"{side} Country", f"{side} Name"), into, _KEYS, actors.by_country_or_name)
        cells = looked_up(cells, (f"{side} Sectors",), f"{side.lower()}_sector", pl.String(), actors.sector_of_words)
    story = pl.format("story {} sentence {}, {}", "Story ID", "Sentence Number", "Publisher")
    return cells.select(
        *_PARTIES,
        event=_identity("icews", pl.col("Event ID")),
        day=_iso_day("Event Date"),
        day_text="Event Date",
        # Spreadsheets drop the nought of "042" and the like; CAMEO has no root above 20.
        code=pl.when(pl.col("CAMEO Code").str.contains("^[1-9][0-9]?$|^[3-9][0-9][0-9]$"))
        .then("0" + pl.col("CAMEO Code"))
        .otherwise("CAMEO Code"),
        mode_text=pl.lit(""),
        sources=pl.lit(1, pl.UInt32),
        root=pl.lit(value=True),
        told_in=pl.when(pl.col("Story ID") != "").then(story.str.strip_chars_end(", ")),
        alone=pl.lit(value=False),
    )


def _polecat(cells: pl.DataFrame) -> pl.DataFrame:
    for side, into, sector in (("Actor", "sources_of", "source_sector"), ("Recipient", "targets_of", "target_sector")):
        cells = looked_up(cells, (f"{side} Country", f"{side} Name"), into, _KEYS, actors.by_country_or_name)
        cells = looked_up(cells, (f"Primary {side} Sector",), sector, pl.String(), actors.sector_of_code)
    return cells.select(
        *_PARTIES,
        event=_identity("polecat", pl.col("Event ID")),
        day=_iso_day("Event Date"),
        day_text="Event Date",
        code="Event Type",
        mode_text="Event Mode",
        sources=pl.lit(1, pl.UInt32),
        root=pl.lit(value=True),
        told_in=pl.when(pl.col("Source") != "").then(pl.format("{}, {}", "Source", "Publication Date").str.strip_chars_end(", ")),
        alone=pl.all_horizontal(pl.col("Recipient Name", "Recipient Country").is_in(["", "None"])),
    )


def _identity(prefix: str, given: pl.Expr) -> pl.Expr:
    return pl.when(given != "").then(pl.lit(f"{prefix}:") + given)


def _iso_day(column: str) -> pl.Expr:
    return pl.col(column).str.head(10).str.to_date("%Y-%m-%d", strict=False)


def _or_null(column: str) -> pl.Expr:
    return pl.when(pl.col(column) != "").then(column)


def _sides(*columns: str) -> tuple[str, ...]:
    return tuple(f"Actor{side}{column}" for side in (1, 2) for column in columns)


TABULAR: Final[Mapping[str, Format]] = {
    "gdelt": Format(
        (
            "GlobalEventID", "Day", *_sides("CountryCode", "KnownGroupCode", "Type1Code"),
            "EventCode", "NumSources", "IsRootEvent", "SOURCEURL",
        ),
        _gdelt,
        is_cameo=True,
    ),
    "icews": Format(
        (
            "Event ID", "Event Date", "Source Name", "Source Sectors", "Source Country", "CAMEO Code",
            "Target Name", "Target Sectors", "Target Country", "Story ID", "Sentence Number", "Publisher",
        ),
        _icews,
        is_cameo=True,
    ),
    "polecat": Format(
        (
            "Event ID", "Event Date", "Event Type", "Event Mode", "Actor Name", "Actor Country", "Primary Actor Sector",
            "Recipient Name", "Recipient Country", "Primary Recipient Sector", "Source", "Publication Date",
        ),
        _polecat,
        is_cameo=False,
    ),
}  # fmt: skip
