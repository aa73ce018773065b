"""Small files of coded events, written cell by cell."""

from __future__ import annotations

import json
from pathlib import Path

from dragoman.ingest.coded.layouts import GDELT, ICEWS, POLECAT


def line(columns, **cells):
    named = {name.replace(" ", "_"): name for name in columns}
    given = {named[key]: value for key, value in cells.items()}
    return "\t".join(given.get(name, "") for name in columns)


def gdelt(**cells):
    usual = {
        "GlobalEventID": "410412347",
        "Day": "20250304",
        "Actor1CountryCode": "CHN",
        "Actor1Type1Code": "GOV",
        "Actor2CountryCode": "RUS",
        "IsRootEvent": "1",
        "EventCode": "042",
        "NumSources": "3",
        "SOURCEURL": "https://example.org/a",
    }
    return line(GDELT, **(usual | cells))


def icews(**cells):
    usual = {
        "Event_ID": "20718170",
        "Event_Date": "2025-03-04",
        "Source_Name": "Ministry of Foreign Affairs (China)",
        "Source_Sectors": "Government,Foreign Ministry",
        "Source_Country": "China",
        "CAMEO_Code": "042",
        "Target_Name": "Russia",
        "Target_Country": "Russian Federation",
        "Story_ID": "33",
        "Sentence_Number": "4",
        "Publisher": "Wire",
    }
    return line(ICEWS, **(usual | cells))


def polecat(**cells):
    usual = {
        "Event_ID": "20250304-1",
        "Event_Date": "2025-03-04",
        "Event_Type": "CONSULT",
        "Event_Mode": "visit",
        "Actor_Name": "Wang Yi",
        "Actor_Country": "China",
        "Primary_Actor_Sector": "GOV",
        "Recipient_Name": "Sergei Lavrov",
        "Recipient_Country": "Russia",
        "Primary_Recipient_Sector": "GOV",
        "Source": "Wire",
        "Publication_Date": "2025-03-05",
    }
    return line(POLECAT, **(usual | cells))


def plover(**fields):
    usual = {
        "id": "PHOX-20250304-1",
        "date": "2025-03-04",
        "source": [{"code": "CHN", "sector": "GOV"}],
        "recipient": [{"code": "RUS"}],
        "event": ["CONSULT"],
        "mode": ["visit"],
    }
    return json.dumps(usual | fields)


HEADERS = {"gdelt": (), "icews": ("\t".join(ICEWS),), "polecat": ("\t".join(POLECAT),), "plover": ()}
ROWS = {"gdelt": gdelt, "icews": icews, "polecat": polecat, "plover": plover}


def write(path: Path, kind: str, *rows: str, end: str = "\n") -> Path:
    path.write_bytes("".join(text + end for text in (*HEADERS[kind], *rows)).encode())
    return path
