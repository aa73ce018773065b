"""The columns of the tab-separated data sets by name, and which of the known formats a file is in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from dragoman.errors import TableError

_GDELT_ACTOR: Final = (
    "Code", "Name", "CountryCode", "KnownGroupCode", "EthnicCode",
    "Religion1Code", "Religion2Code", "Type1Code", "Type2Code", "Type3Code",
)  # fmt: skip
_GDELT_PLACE: Final = ("Type", "FullName", "CountryCode", "ADM1Code", "ADM2Code", "Lat", "Long", "FeatureID")

# GDELT 2.0 Event Database codebook (2015), export files: 61 columns, no header.
GDELT: Final = (
    "GlobalEventID", "Day", "MonthYear", "Year", "FractionDate",
    *(f"Actor1{c}" for c in _GDELT_ACTOR), *(f"Actor2{c}" for c in _GDELT_ACTOR),
    "IsRootEvent", "EventCode", "EventBaseCode", "EventRootCode", "QuadClass", "GoldsteinScale",
    "NumMentions", "NumSources", "NumArticles", "AvgTone",
    *(f"{who}Geo_{c}" for who in ("Actor1", "Actor2", "Action") for c in _GDELT_PLACE),
    "DATEADDED", "SOURCEURL",
)  # fmt: skip

# ICEWS Coded Event Data (Harvard Dataverse, doi:10.7910/DVN/28075): 20 columns under a header.
ICEWS: Final = (
    "Event ID", "Event Date", "Source Name", "Source Sectors", "Source Country", "Event Text", "CAMEO Code", "Intensity",
    "Target Name", "Target Sectors", "Target Country", "Story ID", "Sentence Number", "Publisher",
    "City", "District", "Province", "Country", "Latitude", "Longitude",
)  # fmt: skip

# POLECAT weekly files (Harvard Dataverse, doi:10.7910/DVN/AJGVIT): 40 columns under a header.
POLECAT: Final = (
    "Event ID", "Event Date", "Event Type", "Event Mode", "Intensity", "Quad Code", "Contexts",
    "Actor Name", "Actor Country", "Actor COW", "Primary Actor Sector", "Actor Sectors", "Actor Title",
    "Actor Name Raw", "Wikipedia Actor ID",
    "Recipient Name", "Recipient Country", "Recipient COW", "Primary Recipient Sector", "Recipient Sectors", "Recipient Title",
    "Recipient Name Raw", "Wikipedia Recipient ID",
    "Placename", "City", "District", "Province", "Country", "Latitude", "Longitude", "GeoNames ID", "Raw Placename", "Feature Type",
    "Source", "Publication Date", "Story People", "Story Organizations", "Story Locations", "Language", "Version",
)  # fmt: skip

LAYOUTS: Final[Mapping[str, tuple[str, ...]]] = {"gdelt": GDELT, "icews": ICEWS, "polecat": POLECAT}


@dataclass(frozen=True, slots=True)
class Layout:
    """How the columns of one file lie: `at` has each name's position, `width` is their number, `header` if the first line names them."""

    format: str
    at: Mapping[str, int]
    width: int
    header: bool


def layout(path: Path, first_line: str, wanted: str | None) -> Layout:
    """Return the layout of a file from its first line; raises TableError where it is in none of the formats, or not in the wanted one.

    A header is believed: where it names the columns in another order, or more or fewer of them, their positions are the header's.
    """
    cells = [cell.strip().strip('"') for cell in first_line.split("\t")]
    name = wanted or _format(cells)
    if name is None:
        kinds = ", ".join(f"{kind} with {len(columns)}" for kind, columns in LAYOUTS.items())
        raise TableError(f"{path}: expected tab-separated columns ({kinds}) or PLOVER records in JSON, saw {len(cells)} columns")
    known = LAYOUTS[name]
    if cells[0] in {known[0], known[0].upper()}:
        return Layout(name, {cell: i for i, cell in enumerate(cells)}, len(cells), header=True)
    if len(cells) != len(known):
        raise TableError(f"{path}: expected the {len(known)} columns of {name}, saw {len(cells)} in the first line")
    return Layout(name, {column: i for i, column in enumerate(known)}, len(known), header=False)


def _format(cells: list[str]) -> str | None:
    if cells[0] == "Event ID":
        return "icews" if "CAMEO Code" in cells else "polecat" if "Event Type" in cells else None
    return next((name for name, columns in LAYOUTS.items() if len(columns) == len(cells)), None)
