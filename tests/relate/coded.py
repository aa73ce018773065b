"""Coded events by hand, and made-up worlds of them."""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np
import polars as pl

from dragoman.coded.table import SCHEMA, frame
from dragoman.nouns.coded import CodedEvent


def coded(event="e1", source="CHN", target="RUS", day="2025-03-04", latest=None, **rest):
    usual = {
        "source_sector": None,
        "target_sector": None,
        "type": "CONSULT",
        "mode": None,
        "quad": 1,
        "score": 2.5,
        "sources": 1,
        "probability": 1.0,
        "root": True,
        "told_in": None,
        "file": None,
        "line": None,
    }
    first = date.fromisoformat(day) if day else None
    return CodedEvent(event, first, date.fromisoformat(latest) if latest else first, source, target, **(usual | rest))


def accused(event, *args, **rest):
    return coded(event, *args, **({"type": "ACCUSE", "quad": 3, "score": -3.0} | rest))


def table(*rows):
    return frame(rows).lazy()


def series(counts, *, first=date(2020, 1, 1), type_name="CONSULT", score=2.5, source="CHN", target="RUS", prefix="e"):
    """So many events in each month, on its first days, in the columns of a table."""
    days, ids = [], []
    year, month = first.year, first.month
    for n, count in enumerate(counts):
        start = date(year + (month - 1 + n) // 12, (month - 1 + n) % 12 + 1, 1)
        days += [start + timedelta(days=k % 28) for k in range(count)]
        ids += [f"{prefix}{n:03d}.{k:04d}" for k in range(count)]
    size = len(days)
    columns = {
        "event": ids, "earliest": days, "latest": days, "source": [source] * size, "target": [target] * size,
        "source_sector": [None] * size, "target_sector": [None] * size, "type": [type_name] * size, "mode": [None] * size,
        "quad": [1 if score > 0 else 4] * size, "score": [score] * size, "sources": [1] * size, "probability": [1.0] * size,
        "root": [True] * size, "told_in": [None] * size, "file": ["made"] * size, "line": list(range(1, size + 1)),
    }  # fmt: skip
    return pl.DataFrame(columns, schema=SCHEMA).lazy()


def noise(rate, periods, seed):
    return np.random.default_rng(seed).poisson(rate, periods)
