"""PLOVER records in JSON: one object a line, or one array, with the field names of the PLOVER manual 1.3 (chapter "JSON Data Fields")."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

import msgspec
import polars as pl

from dragoman.ingest.coded import actors
from dragoman.ingest.coded.chunks import Chunk
from dragoman.ingest.coded.tabular import COMMON
from dragoman.ingest.coded.tally import Tally

# The drafts before 1.3 called the actor source and the recipient target.
_ACTOR = ("actor", "source")
_RECIPIENT = ("recipient", "target")


def records(chunk: Chunk, tally: Tally) -> pl.DataFrame:
    """Return the records of a chunk in the columns that all formats have in common, a row for each of their event types.

    A record may name several types; a mode belongs to the one that has it. A line is one record or an array of records; brackets and
    commas of an array that has one record a line are passed over.
    """
    rows: list[dict[str, Any]] = []
    for line, text in enumerate(chunk.lines, chunk.first_line):
        bare = text.strip().removesuffix(",")
        if bare in {"", "[", "]"}:
            continue
        try:
            told = _decoded(bare)
        except msgspec.DecodeError as e:
            tally.rows += 1
            tally.fault("record", line, f"expected a PLOVER record in JSON, saw {bare[:60]!r}: {e}")
            continue
        for record in told:
            tally.rows += 1
            try:
                rows.extend(_rows(line, record))
            except (ValueError, TypeError, AttributeError) as e:
                tally.fault("record", line, f"expected a PLOVER record, saw {bare[:60]!r}: {e}")
    return pl.DataFrame(rows, schema=_SCHEMA, strict=False)


def _decoded(bare: str) -> list[Any]:
    try:
        told = msgspec.json.decode(bare)
    except msgspec.DecodeError:
        # The first or the last line of an array that has one record a line.
        told = msgspec.json.decode(bare.removeprefix("[").removesuffix("]"))
    return told if isinstance(told, list) else [told]


def _rows(line: int, record: Any) -> Iterator[dict[str, Any]]:
    if not isinstance(record, dict):
        raise TypeError("it is no object")
    actor: Any = next((record[name] for name in _ACTOR if name in record), [])
    recipient: Any = next((record[name] for name in _RECIPIENT if name in record), [])
    shared = {
        "line": line,
        "event": f"plover:{record['id']}" if record.get("id") not in {None, ""} else None,
        "day": _day(str(record.get("date", ""))),
        "day_text": str(record.get("date", "")),
        "sources_of": _keys(actor),
        "targets_of": _keys(recipient),
        "source_sector": _sector(actor),
        "target_sector": _sector(recipient),
        "sources": 1,
        "alone": not _objects(recipient),
        "root": True,
        "told_in": _told_in(record),
    }
    modes = _words(record.get("mode"))
    types = _words(record.get("event"))
    if not types:
        raise ValueError("it has no event")
    for name in types:
        yield {**shared, "code": name.upper(), "mode_text": ";".join(modes)}


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text[:10])
    except ValueError:
        return None


def _objects(value: Any) -> list[dict[str, Any]]:
    found = value if isinstance(value, list) else [value]
    return [item if isinstance(item, dict) else {"code": str(item)} for item in found if item]


def _keys(value: Any) -> list[str]:
    keys = (key for actor in _objects(value) for key in actors.by_actor_code(str(actor.get("code") or ""), _identifier(actor)))
    return list(dict.fromkeys(keys))


def _identifier(actor: dict[str, Any]) -> str:
    names = (
        "identifier_id",
        "identifer_id",
        "identifier_text",
        "identifer_text",
        "entity_text",
        "actor_text",
    )  # the manual prints "identifer"
    return next((str(actor[name]) for name in names if actor.get(name)), "")


def _sector(value: Any) -> str | None:
    codes = (str(actor.get("sector") or actor.get("code", "")[3:6]) for actor in _objects(value))
    return next((sector for code in codes if (sector := actors.sector_of_code(code[:3]))), None)


def _words(value: Any) -> list[str]:
    return [str(word) for word in (value if isinstance(value, list) else [value]) if word]


def _told_in(record: dict[str, Any]) -> str | None:
    cited = record.get("cite_info")
    named = cited if isinstance(cited, dict) else {}
    return next((str(named[name]) for name in ("url", "citation", "title", "publication") if named.get(name)), None)


_DTYPES: dict[str, pl.DataType] = {
    "line": pl.UInt64(),
    "day": pl.Date(),
    "sources_of": pl.List(pl.String),
    "targets_of": pl.List(pl.String),
    "sources": pl.UInt32(),
    "root": pl.Boolean(),
    "alone": pl.Boolean(),
}
_SCHEMA = pl.Schema({name: _DTYPES.get(name, pl.String()) for name in COMMON})
