"""Rows of any format as coded events: dates and codes checked, types and scores looked up, parties paired."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import polars as pl

from dragoman import scheme
from dragoman.coded.table import SCHEMA
from dragoman.errors import SchemeError
from dragoman.ingest.coded.lookup import looked_up
from dragoman.ingest.coded.tally import Tally

_CODING = pl.Struct({"type": pl.String(), "mode": pl.String(), "quad": pl.UInt8(), "score": pl.Float32(), "known": pl.Boolean()})
_Coding = dict[str, Any]
_UNKNOWN: _Coding = {"type": None, "mode": None, "quad": None, "score": None, "known": False}
_DROPPED: _Coding = {**_UNKNOWN, "known": True}


def pairs(rows: pl.DataFrame, file: str, tally: Tally, *, is_cameo: bool) -> pl.DataFrame:
    """Return the coded events of rows in the common columns; what is bad or tells of no relation is counted and left out."""
    rows = looked_up(rows, ("code", "mode_text"), "coding", _CODING, _coder(is_cameo=is_cameo)).unnest("coding")
    rows = _sound(rows, "id", pl.col("event").is_not_null(), "", "an event id", tally)
    rows = _sound(rows, "date", pl.col("day").is_not_null(), "day_text", "a day", tally)
    rows = _sound(rows, "code", pl.col("known"), "code", "a CAMEO code" if is_cameo else "a PLOVER type", tally)
    rows = _telling(rows, "no PLOVER type (statements, appeals)", pl.col("type").is_not_null(), tally)
    rows = _joint(rows)
    known = (pl.col("sources_of").list.len() > 0) & (pl.col("targets_of").list.len() > 0)
    rows = _telling(rows, "an actor is missing, or is no state or organisation that we know", known, tally)
    rows = rows.explode("sources_of", keep_nulls=False, empty_as_null=False).explode("targets_of", keep_nulls=False, empty_as_null=False)
    rows = rows.filter(~(pl.col("joint") & (pl.col("sources_of") == pl.col("targets_of"))))
    rows = _telling(rows, "both sides belong to one state or organisation", pl.col("sources_of") != pl.col("targets_of"), tally)
    tally.kept += rows.height
    return rows.select(
        "event",
        pl.col("day").alias("earliest"),
        pl.col("day").alias("latest"),
        pl.col("sources_of").alias("source"),
        pl.col("targets_of").alias("target"),
        "source_sector",
        "target_sector",
        "type",
        "mode",
        "quad",
        "score",
        "sources",
        pl.lit(1.0, pl.Float32).alias("probability"),
        "root",
        "told_in",
        pl.lit(file).alias("file"),
        "line",
    ).match_to_schema(SCHEMA)


def _joint(rows: pl.DataFrame) -> pl.DataFrame:
    """Let those who act together towards nobody do it to each other, where the type is done so: PLOVER names both sides as actors."""
    mutual = pl.col("type").is_in(sorted(scheme.MUTUAL)) | (pl.col("mode") == "sideAB").fill_null(value=False)
    joint = pl.col("alone") & mutual & (pl.col("sources_of").list.len() > 1)
    return rows.with_columns(
        joint=joint,
        targets_of=pl.when(joint).then("sources_of").otherwise("targets_of"),
        target_sector=pl.when(joint).then("source_sector").otherwise("target_sector"),
    )


def _sound(rows: pl.DataFrame, kind: str, holds: pl.Expr, column: str, expected: str, tally: Tally) -> pl.DataFrame:
    bad = rows.filter(~holds)
    if bad.height:
        tally.faults(kind, bad.select("line", pl.col(column).alias("seen") if column else pl.lit("").alias("seen")), expected)
    return rows.filter(holds) if bad.height else rows


def _telling(rows: pl.DataFrame, reason: str, holds: pl.Expr, tally: Tally) -> pl.DataFrame:
    telling = rows.filter(holds)
    if telling.height < rows.height:
        tally.left_out[reason] += rows.height - telling.height
    return telling


def _coder(*, is_cameo: bool) -> Callable[[str, str], _Coding]:
    return _from_cameo if is_cameo else _from_plover


def _from_cameo(code: str, _: str) -> _Coding:
    try:
        coding = scheme.from_cameo(code)
    except SchemeError:
        return _UNKNOWN
    return _DROPPED if coding is None else _coded(coding.type, coding.mode)


def _from_plover(name: str, modes: str) -> _Coding:
    name = name.upper()
    if not scheme.is_type(name):
        return _UNKNOWN
    if scheme.quad(name) is None:
        return _DROPPED
    known = scheme.load().type(name).modes
    named = [mode for word in modes.split(";") if (mode := word.strip().replace("_", "-")) in known]
    return _coded(name, max(named, key=lambda mode: abs(scheme.score(name, mode) or 0.0), default=None))


def _coded(name: str, mode: str | None) -> _Coding:
    return {"type": name, "mode": mode, "quad": scheme.quad(name), "score": scheme.score(name, mode), "known": True}
